import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fakeClock } from '../../core/clock.ts'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import {
  commitTurn, conversationById, conversationsWithOverdueTurns, emptyDialogState, moveConversation, nextTurn, openConversation, putOffTurn, recordIncoming, transcript,
  type Recorded, type Say, type TurnEnd,
} from '../../core/conversation/index.ts'
import { ana, bo, messageFrom } from '../cast.ts'
import { eachDatabase, openThreadedDatabase } from '../databases.ts'

const hello: Say = { speaker: 'bot', kind: 'text', text: 'Hello!', isSent: true }

eachDatabase(() => {
  let db: OpenedDatabase
  const clock = fakeClock()
  // The durable turn: what it rests on is opened as the program opens it.
  beforeAll(async () => { db = await openThreadedDatabase() })
  afterAll(async () => { await db.close() })
  beforeEach(() => { clock.advance(60_000) })

  let chats = 0
  const record = (text: string, conversation = `chat-${++chats}`) => recordIncoming(db, messageFrom(ana, text, { conversation }), clock.now())
  const endOf = (recorded: Recorded, more: Partial<TurnEnd> = {}): TurnEnd => ({
    conversationId: recorded.conversation.id, version: recorded.conversation.version, seq: recorded.seq!, dialog: emptyDialogState(), mood: null, language: 'en', script: 'none',
    understanding: null, says: [hello], leaseBy: null, leaseMs: 10_000, now: clock.now(), ...more,
  })

  describe('recording a message', () => {
    test('the same message delivered twice is stored once', async () => {
      const message = messageFrom(ana, 'where is it?', { conversation: 'twice' })
      const first = await recordIncoming(db, message, clock.now())
      const again = await recordIncoming(db, message, clock.now())
      expect(first.seq).toBe(1)
      expect(again.seq).toBeNull()
      expect(again.conversation.id).toBe(first.conversation.id)
      expect(await transcript(db, first.conversation.id)).toHaveLength(1)
    })

    test('the same message delivered twelve times at once is stored once', async () => {
      const message = messageFrom(ana, 'hello?', { conversation: 'twelve' })
      const all = await Promise.all(Array.from({ length: 12 }, () => recordIncoming(db, message, clock.now())))
      expect(all.filter(({ seq }) => seq !== null)).toHaveLength(1)
      expect(await transcript(db, all[0]!.conversation.id)).toHaveLength(1)
    })

    test('the same id in another account is another message', async () => {
      const message = messageFrom(ana, 'hello', { conversation: 'accounts' })
      const first = await recordIncoming(db, message, clock.now())
      const other = await recordIncoming(db, { ...message, channelAccount: 'second-shop' }, clock.now())
      expect(other.seq).toBe(1)
      expect(other.conversation.id).not.toBe(first.conversation.id)
    })

    test('messages at once get numbers of their own, none twice', async () => {
      const all = await Promise.all(['one', 'two', 'three', 'four', 'five'].map((text) => record(text, 'at-once')))
      expect(all.map(({ seq }) => seq).toSorted((a, b) => a! - b!)).toEqual([1, 2, 3, 4, 5])
    })

    test('NUL and lone surrogates are stored as text that can be read again', async () => {
      const { conversation } = await record('a\0b\ud800c', 'broken-text')
      const [message] = await transcript(db, conversation.id)
      expect(message!.text).toBe('ab\ufffdc')
    })

    test('a message of 100,000 characters, quotes and braces comes back as it was', async () => {
      const text = `'; drop table message; -- {"a": "\\"} ${'長'.repeat(100_000)}`
      const { conversation } = await record(text, 'long')
      expect((await transcript(db, conversation.id))[0]!.text).toBe(text)
    })

    test('a closed conversation comes back to the bot with the next message', async () => {
      const { conversation } = await record('hi', 'closed')
      await moveConversation(db, conversation.id, { from: ['bot'], to: 'closed', agentId: null, now: clock.now() })
      const next = await record('hi again', 'closed')
      expect(next.conversation.state).toBe('bot')
      expect(next.conversation.version).toBeGreaterThan(conversation.version)
    })

    test('a chat that was opened is the same conversation when the first message comes', async () => {
      const { text: _text, attachments: _attachments, externalId: _id, ...begin } = messageFrom(bo, '', { conversation: 'opened' })
      const opened = await openConversation(db, begin, clock.now())
      const again = await openConversation(db, begin, clock.now())
      const first = await recordIncoming(db, messageFrom(bo, 'hello', { conversation: 'opened' }), clock.now())
      expect([opened.isNew, again.isNew]).toEqual([true, false])
      expect(first.conversation.id).toBe(opened.conversation.id)
    })
  })

  describe('committing a turn', () => {
    test('keeps dialog state, words and understanding, and takes the turn off the inbox', async () => {
      const recorded = await record('where is my parcel')
      const dialog = { ...emptyDialogState(), lastIntent: 'shipping.track' }
      const understanding = { intent: 'shipping.track', confidence: 0.9, mood: 'calm', moodScore: 0, release: 'r' } as const
      const done = await commitTurn(db, endOf(recorded, { dialog, understanding }))
      expect(done).toEqual({ firstSeq: 2, isLeased: false })
      const after = (await conversationById(db, recorded.conversation.id))!
      expect(after.dialog).toEqual(dialog)
      expect(after.version).toBe(recorded.conversation.version + 1)
      const lines = await transcript(db, after.id)
      expect(lines.map(({ speaker, text, delivery }) => [speaker, text, delivery])).toEqual([['shopper', 'where is my parcel', null], ['bot', 'Hello!', 'queued']])
      expect(lines[0]!.understanding).toEqual(understanding)
      expect(await nextTurn(db, after.id)).toBeNull()
    })

    test('of two commits from the same version one wins', async () => {
      const recorded = await record('race')
      const both = await Promise.all([
        commitTurn(db, endOf(recorded, { says: [{ ...hello, text: 'from one' }] })), commitTurn(db, endOf(recorded, { says: [{ ...hello, text: 'from the other' }] })),
      ])
      expect(both.filter(Boolean)).toHaveLength(1)
      expect(await transcript(db, recorded.conversation.id)).toHaveLength(2)
    })

    test('of twenty commits inside transactions one wins', async () => {
      const recorded = await record('crowd')
      const all = await Promise.all(Array.from({ length: 20 }, () => db.transaction((tx) => commitTurn(tx, endOf(recorded)))))
      expect(all.filter(Boolean)).toHaveLength(1)
    })

    test('never overtakes an earlier message whose turn is undone', async () => {
      const first = await record('first', 'in-order')
      const second = await record('second', 'in-order')
      expect(first.due?.seq).toBe(first.seq)
      expect(second.due).toBeNull()
      expect(await commitTurn(db, endOf(second))).toBeNull()
      expect(await commitTurn(db, endOf(first))).not.toBeNull()
    })

    test('changes nothing when a person has taken over meanwhile', async () => {
      const recorded = await record('too late')
      await moveConversation(db, recorded.conversation.id, { from: ['bot'], to: 'human', agentId: null, now: clock.now() })
      expect(await commitTurn(db, endOf(recorded))).toBeNull()
      expect(await transcript(db, recorded.conversation.id)).toHaveLength(1)
      expect((await nextTurn(db, recorded.conversation.id))!.seq).toBe(1)
    })

    test('a turn that is done is not done again, even from the current version', async () => {
      const recorded = await record('again')
      await commitTurn(db, endOf(recorded))
      const current = (await conversationById(db, recorded.conversation.id))!
      expect(await commitTurn(db, endOf({ ...recorded, conversation: current }))).toBeNull()
    })

    test('a transaction that fails leaves nothing behind', async () => {
      const recorded = await record('rolled back')
      const failing = db.transaction(async (tx) => {
        await commitTurn(tx, endOf(recorded))
        throw new Error('the power went')
      })
      await expect(failing).rejects.toThrow('the power went')
      expect((await nextTurn(db, recorded.conversation.id))!.attempts).toBe(0)
      expect(await transcript(db, recorded.conversation.id)).toHaveLength(1)
    })

    test('words that travel in the acknowledgement are marked as sent', async () => {
      const recorded = await record('ack')
      await commitTurn(db, endOf(recorded, { inAck: true }))
      expect((await transcript(db, recorded.conversation.id))[1]!.delivery).toBe('sent')
    })
  })

  describe('turns that wait', () => {
    test('come one by one, in the order of their messages', async () => {
      const first = await record('first', 'one-by-one')
      await record('second', 'one-by-one')
      expect((await nextTurn(db, first.conversation.id))!.text).toBe('first')
      await commitTurn(db, endOf({ ...first, conversation: (await conversationById(db, first.conversation.id))! }))
      expect((await nextTurn(db, first.conversation.id))!.text).toBe('second')
    })

    test('are found by whoever looks when the process that ran them is gone, but not before they are overdue', async () => {
      const { conversation } = await record('left alone')
      expect(await conversationsWithOverdueTurns(db, clock.now() - 1)).not.toContain(conversation.id)
      expect(await conversationsWithOverdueTurns(db, clock.now() + 1)).toContain(conversation.id)
    })

    test('are put off when they fail, and dead after the last attempt', async () => {
      const { conversation, seq } = await record('poison')
      const retry = { at: clock.now() + 1000, deadAfter: 2 }
      expect(await putOffTurn(db, conversation.id, seq!, retry)).toBe(false)
      expect((await nextTurn(db, conversation.id))!.attempts).toBe(1)
      expect(await conversationsWithOverdueTurns(db, clock.now() + 500)).not.toContain(conversation.id)
      expect(await putOffTurn(db, conversation.id, seq!, retry)).toBe(true)
      expect(await nextTurn(db, conversation.id)).toBeNull()
    })
  })
})
