import { beforeAll, expect, test } from 'vitest'
import { fakeClock } from '../../core/clock.ts'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { commitTurns, emptyDialogState, moveConversation, nextTurn, recordAllIncoming, transcript, type Recorded, type Say, type TurnEnd } from '../../core/conversation/index.ts'
import { ana, bo, messageFrom } from '../cast.ts'
import { eachDatabase } from '../databases.ts'

const hello = (text: string): Say => ({ speaker: 'bot', kind: 'text', text, isSent: true })

eachDatabase((_name, open) => {
  let db: OpenedDatabase
  const clock = fakeClock()
  beforeAll(async () => { db = await open() })

  const recordAll = (texts: [string, string][]) => recordAllIncoming(db, texts.map(([conversation, text]) => ({
    incoming: messageFrom(conversation.startsWith('bo') ? bo : ana, text, { conversation }), now: clock.now(),
  })))
  const endOf = (recorded: Recorded, says: Say[], more: Partial<TurnEnd> = {}): TurnEnd => ({
    conversationId: recorded.conversation.id, version: recorded.conversation.version, seq: recorded.seq!, dialog: emptyDialogState(), mood: null, language: 'en', script: 'none',
    understanding: null, says, leaseBy: 'one', leaseMs: 10_000, now: clock.now(), ...more,
  })

  test('messages of several conversations are stored by one statement, each answered in its place', async () => {
    const all = await recordAll([['z-1', 'last by name'], ['bo-1', 'of Bo'], ['a-1', 'first by name']])
    expect(all.map(({ conversation }) => conversation.externalId)).toEqual(['z-1', 'bo-1', 'a-1'])
    expect(all.map(({ seq, due }) => [seq, due?.text])).toEqual([[1, 'last by name'], [1, 'of Bo'], [1, 'first by name']])
    expect(new Set(all.map(({ conversation }) => conversation.shopperId)).size).toBe(2)
    for (const { conversation, messageId } of all) expect((await nextTurn(db, conversation.id))!.messageId).toBe(messageId)
  })

  test('in a batch a message that was there before is the only one not stored again', async () => {
    const message = { incoming: messageFrom(ana, 'once', { conversation: 'again-1' }), now: clock.now() }
    const [first] = await recordAllIncoming(db, [message])
    const [again, fresh] = await recordAllIncoming(db, [message, { incoming: messageFrom(ana, 'fresh', { conversation: 'again-2' }), now: clock.now() }])
    expect([first!.seq, again!.seq, fresh!.seq]).toEqual([1, null, 1])
    expect(again!.conversation.id).toBe(first!.conversation.id)
    expect(await transcript(db, first!.conversation.id)).toHaveLength(1)
  })

  test('a second message of a conversation waits behind the first, in a batch too', async () => {
    const [first] = await recordAll([['wait-1', 'first']])
    const [second, other] = await recordAll([['wait-1', 'second'], ['wait-2', 'other']])
    expect([second!.seq, second!.due, other!.due?.seq]).toEqual([2, null, 1])
    expect((await nextTurn(db, first!.conversation.id))!.hasMore).toBe(true)
  })

  test('of turns committed together one that comes too late changes nothing, the others are whole', async () => {
    const [one, late, two] = await recordAll([['c-1', 'one'], ['c-2', 'late'], ['c-3', 'two']])
    await moveConversation(db, late!.conversation.id, { from: ['bot'], to: 'human', agentId: null, now: clock.now() })
    const done = await commitTurns(db, [endOf(one!, [hello('1a'), hello('1b')]), endOf(late!, [hello('never')]), endOf(two!, [], { leaseBy: null })])
    expect(done).toEqual([{ firstSeq: 2, isLeased: true }, null, { firstSeq: 2, isLeased: false }])
    const texts = async (recorded: Recorded) => (await transcript(db, recorded.conversation.id)).map(({ text, delivery }) => [text, delivery])
    expect(await texts(one!)).toEqual([['one', null], ['1a', 'queued'], ['1b', 'queued']])
    expect(await texts(late!)).toEqual([['late', null]])
    expect(await texts(two!)).toEqual([['two', null]])
    expect(await nextTurn(db, two!.conversation.id)).toBeNull()
    expect((await nextTurn(db, late!.conversation.id))!.seq).toBe(1)
  })

  test('two processes that commit the same turns the other way round: each turn is done once, none is lost', async () => {
    for (let round = 0; round < 5; round++) {
      const all = await recordAll(Array.from({ length: 8 }, (_, at) => [`race-${round}-${at}`, 'race'] as [string, string]))
      const both = await Promise.all([commitTurns(db, all.map((one) => endOf(one, [hello('x')]))), commitTurns(db, all.toReversed().map((one) => endOf(one, [hello('y')])))])
      expect(both.flat().filter(Boolean)).toHaveLength(8)
      for (const { conversation } of all) expect(await transcript(db, conversation.id)).toHaveLength(2)
    }
  })
})
