import { beforeAll, describe, expect, test, vi } from 'vitest'
import { fakeClock } from '../../core/clock.ts'
import type { Db } from '../../core/db/db.ts'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import {
  bringToDesk, conversationByExternalId, editMessage, endOutcome, leaseOutcomes, messagesChangedSince, moveConversation, nextTurn, outcomeKey, pastConversations, putOffOutcome, readUpload, recordIncoming,
  promptTurn, sayNow, storeOutcomes, storeUpload, takeBackMessage, transcript, type Message, type MessageCursor, type PendingWrite,
} from '../../core/conversation/index.ts'
import { ana, bo, messageFrom, pixel } from '../cast.ts'
import { eachDatabase } from '../databases.ts'

const cancelOrder: PendingWrite = { write: { kind: 'cancel-order', orderId: 'o1', reason: 'changed my mind' }, done: 'order.cancelled', refused: 'order.not-cancelled', unclear: 'order.unclear' }

eachDatabase((name, open) => {
  let db: OpenedDatabase
  const clock = fakeClock()
  beforeAll(async () => { db = await open() })
  let chats = 0
  const begin = async (tx: Db = db, text = 'hello') => (await recordIncoming(tx, messageFrom(ana, text, { conversation: `chat-${++chats}` }), clock.now())).conversation

  describe('the owner of a conversation', () => {
    test('is changed only from the state it is in', async () => {
      const { id } = await begin()
      const move = (from: 'bot' | 'waiting') => moveConversation(db, id, { from: [from], to: 'waiting', agentId: null, now: clock.now() })
      expect(await move('bot')).toBe(true)
      expect(await move('bot')).toBe(false)
    })

    test('is changed by one of many at once', async () => {
      const { id } = await begin()
      const all = await Promise.all(Array.from({ length: 10 }, () => moveConversation(db, id, { from: ['bot'], to: 'human', agentId: null, now: clock.now() })))
      expect(all.filter(Boolean)).toHaveLength(1)
    })
  })

  describe('a message changed in the shopper’s app', () => {
    const known = (externalId: string) => ({ channel: 'test', channelAccount: 'shop', externalId })
    const wrote = async (text: string) => {
      const externalId = `edited-${++chats}`
      const { conversation } = await recordIncoming(db, messageFrom(ana, text, { conversation: `chat-${chats}`, externalId }), clock.now())
      return { id: conversation.id, externalId }
    }
    const only = async (id: string) => (await transcript(db, id))[0]!

    test('keeps what stood there before, once however often it is told', async () => {
      const { id, externalId } = await wrote('order 1001')
      for (let times = 0; times < 2; times++) expect(await db.transaction((tx) => editMessage(tx, known(externalId), 'order 1002', clock.now()))).toBe(id)
      expect(await only(id)).toMatchObject({ text: 'order 1002', editedAt: clock.now(), history: [{ text: 'order 1001', at: clock.now() }] })
      expect((await only(id)).deletedAt).toBeUndefined()
    })

    test('is read as it stands by a turn that has not run yet', async () => {
      const { id, externalId } = await wrote('where is 1001')
      await db.transaction((tx) => editMessage(tx, known(externalId), 'where is 1002', clock.now()))
      expect((await nextTurn(db, id))?.text).toBe('where is 1002')
    })

    test('or taken back is marked, and told to who follows', async () => {
      const { id, externalId } = await wrote('never mind')
      await db.transaction((tx) => bringToDesk(tx, id, 1))
      const before = await messagesChangedSince(db, { xid: '0', conversationId: '00000000-0000-0000-0000-000000000000', seq: 0 }, 10_000)
      expect(await db.transaction((tx) => takeBackMessage(tx, known(externalId), clock.now()))).toBe(id)
      expect(await only(id)).toMatchObject({ text: 'never mind', deletedAt: clock.now() })
      const { messages } = await messagesChangedSince(db, before.cursor, 10_000)
      expect(messages.find((message) => message.conversationId === id)).toMatchObject({ deletedAt: clock.now() })
    })

    test('that we do not have is none of ours', async () => {
      expect(await db.transaction((tx) => editMessage(tx, known('unknown'), 'x', clock.now()))).toBeNull()
      expect(await db.transaction((tx) => takeBackMessage(tx, known('unknown'), clock.now()))).toBeNull()
    })
  })

  describe('a prompt', () => {
    test('is a turn that no shopper began, run after what they wrote before', async () => {
      const { id } = await begin()
      await db.transaction((tx) => promptTurn(tx, { conversationId: id, intent: 'returns.start', event: { name: 'talk.next-step' } }, clock.now()))
      expect(await nextTurn(db, id)).toMatchObject({ text: 'hello', hasMore: true })
      await db.query(`update inbox set state = 'done' where conversation_id = $1 and seq = 1`, [id])
      expect(await nextTurn(db, id)).toMatchObject({ text: 'returns.start', isPrompt: 'intent', hasMore: false })
      expect((await transcript(db, id)).at(-1)).toMatchObject({ speaker: 'system', kind: 'event', delivery: null, event: { name: 'talk.next-step' } })
    })
  })

  describe('a reader by cursor', () => {
    const start: MessageCursor = { xid: '0', conversationId: '00000000-0000-0000-0000-000000000000', seq: 0 }
    // As a screen does: the same message may be told more than once, and is shown once.
    const readAll = async (from: MessageCursor) => {
      let cursor = from
      const messages = new Map<string, Message>()
      for (;;) {
        const page = await messagesChangedSince(db, cursor, 3)
        for (const message of page.messages) messages.set(message.id, message)
        cursor = page.cursor
        if (!page.hasMore) return { cursor, texts: [...messages.values()].map(({ text }) => text) }
      }
    }

    const beginAtDesk = async (tx: Db, text: string) => {
      const { id, externalId } = await begin(tx, text)
      await bringToDesk(tx, id, 1)
      return { id, externalId }
    }
    const goesOn = async (conversation: string, text: string) => { await recordIncoming(db, messageFrom(ana, text, { conversation }), clock.now()) }

    test('sees every message once, page by page, and what comes later', async () => {
      const before = await readAll(start)
      for (const text of ['c1', 'c2', 'c3', 'c4', 'c5']) await beginAtDesk(db, text)
      // A page of three fills up while another suite's transaction is open on the same server: then a screen asks again.
      const { cursor } = await vi.waitFor(async () => {
        const read = await readAll(before.cursor)
        expect(read.texts.slice(-5)).toEqual(['c1', 'c2', 'c3', 'c4', 'c5'])
        return read
      }, { timeout: 100_000 })
      await beginAtDesk(db, 'c6')
      await vi.waitFor(async () => { expect((await readAll(cursor)).texts.at(-1)).toBe('c6') }, { timeout: 100_000 })
    })

    test('hears of a conversation from the line on at which it came to the desk, and of all that is said in it later', async () => {
      const { id, externalId } = await begin(db, 'before')
      await goesOn(externalId, 'a while before')
      // A transaction of another suite on the same server may hold the cursor back for a while.
      const { cursor } = await vi.waitFor(async () => {
        const read = await readAll(start)
        const { rows } = await db.query<{ is_past: boolean }>('select $1::xid8 > xid as is_past from message where conversation_id = $2 order by xid desc limit 1', [read.cursor.xid, id])
        expect(rows).toEqual([{ is_past: true }])
        return read
      }, { timeout: 100_000 })
      await goesOn(externalId, 'at which')
      await db.transaction((tx) => bringToDesk(tx, id, 3))
      await goesOn(externalId, 'after')
      await db.transaction((tx) => promptTurn(tx, { conversationId: id, intent: 'returns.start', event: { name: 'talk.next-step' } }, clock.now()))
      await sayNow(db, id, [{ speaker: 'bot', kind: 'text', text: 'an answer', isSent: true }], clock.now())
      await vi.waitFor(async () => { expect((await readAll(cursor)).texts.toSorted()).toEqual(['after', 'an answer', 'at which', 'returns.start']) }, { timeout: 100_000 })
      await db.transaction((tx) => bringToDesk(tx, id, 1))
      expect(await transcript(db, id)).toHaveLength(6)
    })

    // PGlite has one session: there a late commit cannot happen.
    if (name === 'postgres') {
      test('does not skip a transaction that began earlier and commits later, nor is held back by it', async () => {
        const before = await readAll(start)
        const began = Promise.withResolvers<void>()
        const mayCommit = Promise.withResolvers<void>()
        const late = db.transaction(async (tx) => {
          await beginAtDesk(tx, 'written first, committed last')
          began.resolve()
          await mayCommit.promise
        })
        await began.promise
        await beginAtDesk(db, 'written last, committed first')
        const meanwhile = await readAll(before.cursor)
        mayCommit.resolve()
        await late
        const after = await readAll(meanwhile.cursor)
        expect(meanwhile.texts.at(-1)).toBe('written last, committed first')
        expect(after.texts.slice(-2)).toEqual(['written first, committed last', 'written last, committed first'])
      })
    }
  })

  describe('writes to the shop', () => {
    const lease = (conversationId: string, by: string) => leaseOutcomes(db, { by, ms: 10_000, now: clock.now(), conversationId })

    test('stored by a turn that ran twice are there once, under the same key', async () => {
      const { id } = await begin()
      await storeOutcomes(db, { conversationId: id, seq: 1, now: clock.now() }, [cancelOrder])
      await storeOutcomes(db, { conversationId: id, seq: 1, now: clock.now() }, [cancelOrder])
      const leased = await lease(id, 'a')
      expect(leased.map(({ key, pending }) => [key, pending])).toEqual([[outcomeKey(id, 1, 0), cancelOrder]])
    })

    test('are carried out by one process at a time, and by another when that one is gone', async () => {
      const { id } = await begin()
      await storeOutcomes(db, { conversationId: id, seq: 1, now: clock.now() }, [cancelOrder, cancelOrder])
      const both = await Promise.all([lease(id, 'a'), lease(id, 'b')])
      expect(both.flat()).toHaveLength(2)
      expect(await lease(id, 'c')).toEqual([])
      clock.advance(10_001)
      expect((await lease(id, 'c')).map(({ attempts }) => attempts)).toEqual([2, 2])
    })

    test('end once: whoever comes second says nothing', async () => {
      const { id } = await begin()
      await storeOutcomes(db, { conversationId: id, seq: 1, now: clock.now() }, [cancelOrder])
      const end = () => endOutcome(db, id, outcomeKey(id, 1, 0), { state: 'done', now: clock.now() })
      const all = await Promise.all([end(), end(), end()])
      expect(all.filter(Boolean)).toHaveLength(1)
      clock.advance(10_001)
      expect(await lease(id, 'a')).toEqual([])
    })

    test('that the shop never saw are put off', async () => {
      const { id } = await begin()
      await storeOutcomes(db, { conversationId: id, seq: 1, now: clock.now() }, [cancelOrder])
      await lease(id, 'a')
      await putOffOutcome(db, id, outcomeKey(id, 1, 0), clock.now() + 5000)
      expect(await lease(id, 'a')).toEqual([])
      clock.advance(5001)
      expect(await lease(id, 'a')).toHaveLength(1)
    })
  })

  describe('an upload', () => {
    test('is known by its bytes, not by its name', async () => {
      const { id } = await begin()
      const stored = await storeUpload(db, id, { name: 'invoice.exe', bytes: pixel }, clock.now())
      expect(stored).toMatchObject({ contentType: 'image/png', size: pixel.length })
      expect((await readUpload(db, id, stored.id))!.bytes.equals(pixel)).toBe(true)
    })

    test('that is no picture is refused, whatever it is called', async () => {
      const { id } = await begin()
      const html = Buffer.from('<script>alert(1)</script>')
      await expect(storeUpload(db, id, { name: 'photo.png', bytes: html }, clock.now())).rejects.toMatchObject({ status: 415 })
      await expect(storeUpload(db, id, { name: 'big.png', bytes: Buffer.concat([pixel, Buffer.alloc(5 * 1024 * 1024)]) }, clock.now())).rejects.toMatchObject({ status: 413 })
    })

    test('of another conversation is not there', async () => {
      const [mine, theirs] = [await begin(), await begin()]
      const stored = await storeUpload(db, mine.id, { name: '../../a\0b.png', bytes: pixel }, clock.now())
      expect(stored.name).not.toMatch(/[/\0]/)
      expect(await readUpload(db, theirs.id, stored.id)).toBeNull()
    })
  })

  test('a page of a long conversation is read forwards and backwards', async () => {
    const { id } = await begin(db, 'm1')
    const conversation = `chat-${chats}`
    for (const text of ['m2', 'm3', 'm4', 'm5']) await recordIncoming(db, messageFrom(ana, text, { conversation }), clock.now())
    const texts = async (page: Parameters<typeof transcript>[2]) => (await transcript(db, id, page)).map(({ text }) => text)
    expect(await texts({ afterSeq: 3 })).toEqual(['m4', 'm5'])
    expect(await texts({ beforeSeq: 4, limit: 2 })).toEqual(['m2', 'm3'])
  })

  test('earlier conversations of the same shopper are known, a stranger\'s are not', async () => {
    await recordIncoming(db, messageFrom(bo, 'hi', { conversation: 'bo-1' }), clock.now())
    await recordIncoming(db, messageFrom(bo, 'hi', { conversation: 'bo-2' }), clock.now())
    const [first, second] = await Promise.all(['bo-1', 'bo-2'].map((id) => conversationByExternalId(db, 'test', 'shop', id)))
    expect((await pastConversations(db, second!.id)).map(({ id }) => id)).toEqual([first!.id])
  })
})
