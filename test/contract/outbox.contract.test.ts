import { beforeAll, describe, expect, test } from 'vitest'
import { fakeClock } from '../../core/clock.ts'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import {
  cancelUnsent, conversationsWithDueSends, leaseSends, markFailed, markSent, recordIncoming, releaseSends, retryDead, sayNow, transcript, type Say,
} from '../../core/conversation/index.ts'
import { bo, messageFrom } from '../cast.ts'
import { eachDatabase } from '../databases.ts'

const words = (text: string, more: Partial<Say> = {}): Say => ({ speaker: 'bot', kind: 'text', text, isSent: true, ...more })

eachDatabase((_name, open) => {
  let db: OpenedDatabase
  const clock = fakeClock()
  beforeAll(async () => { db = await open() })

  let chats = 0
  /** A conversation in which Bo has written once and the bot has `says` to say. */
  const conversationWith = async (...says: Say[]) => {
    const { conversation } = await recordIncoming(db, messageFrom(bo, 'hello', { conversation: `chat-${++chats}` }), clock.now())
    await sayNow(db, conversation.id, says, clock.now())
    return conversation.id
  }
  const lease = (id: string, by: string, more: { limit?: number } = {}) => leaseSends(db, id, { by, ms: 10_000, now: clock.now(), ...more })
  const sent = (id: string, seqs: number[], by: string) => markSent(db, seqs.map((seq) => ({ conversationId: id, seq, externalId: `x${seq}` })), by, clock.now())
  const deliveries = async (id: string) => (await transcript(db, id)).filter(({ speaker }) => speaker !== 'shopper').map(({ delivery }) => delivery)

  test('words are leased in the order they were said', async () => {
    const id = await conversationWith(words('one'), words('two'), words('three'))
    expect((await lease(id, 'a')).map(({ seq }) => seq)).toEqual([2, 3, 4])
  })

  test('only one process holds a conversation, and its neighbours wait for the lease to end', async () => {
    const id = await conversationWith(words('one'), words('two'))
    const both = await Promise.all([lease(id, 'a'), lease(id, 'b')])
    expect(both.map((rows) => rows.length).toSorted((a, b) => a - b)).toEqual([0, 2])
    clock.advance(9_999)
    expect(await lease(id, 'c')).toEqual([])
    clock.advance(2)
    expect(await lease(id, 'c')).toHaveLength(2)
  })

  test('a second process cannot overtake: while the head is held nothing behind it is leased', async () => {
    const id = await conversationWith(words('one'), words('two'))
    expect(await lease(id, 'a', { limit: 1 })).toHaveLength(1)
    expect(await lease(id, 'b')).toEqual([])
  })

  test('what is sent stays sent, and a late mark of a process that lost its lease changes nothing', async () => {
    const id = await conversationWith(words('one'))
    await lease(id, 'slow')
    clock.advance(10_001)
    await lease(id, 'quick')
    await sent(id, [2], 'slow')
    expect(await deliveries(id)).toEqual(['queued'])
    await sent(id, [2], 'quick')
    expect(await deliveries(id)).toEqual(['sent'])
    expect(await lease(id, 'quick')).toEqual([])
  })

  test('a send that failed holds back the words after it until it is due again', async () => {
    const id = await conversationWith(words('one'), words('two'))
    const [head] = await lease(id, 'a')
    await markFailed(db, head!, 'a', { retryAt: clock.now() + 2000, failure: 'no answer' })
    await releaseSends(db, id, 3, 'a')
    expect(await lease(id, 'a')).toEqual([])
    clock.advance(2001)
    expect((await lease(id, 'a')).map(({ seq, attempts }) => [seq, attempts])).toEqual([[2, 2], [3, 1]])
  })

  test('after the last failure it is a dead letter, the next words go, and "try again" brings it back', async () => {
    const id = await conversationWith(words('one'), words('two'))
    const [head] = await lease(id, 'a', { limit: 1 })
    await markFailed(db, head!, 'a', { retryAt: null, failure: 'blocked' })
    expect(await deliveries(id)).toEqual(['dead', 'queued'])
    expect((await lease(id, 'a')).map(({ seq }) => seq)).toEqual([3])
    await sent(id, [3], 'a')
    expect(await retryDead(db, id, 2, clock.now())).toBe(true)
    expect(await retryDead(db, id, 3, clock.now())).toBe(false)
    expect((await lease(id, 'a')).map(({ seq }) => seq)).toEqual([2])
  })

  test('a claim cancels the bot\'s unsent words: not its notices, not what is on its way, not an agent\'s', async () => {
    const id = await conversationWith(words('on its way'), words('unsent'), words('place 2', { isNotice: true }), words('hi', { speaker: 'agent' }))
    expect(await lease(id, 'a', { limit: 1 })).toHaveLength(1)
    expect(await cancelUnsent(db, id, clock.now())).toBe(1)
    expect(await deliveries(id)).toEqual(['queued', 'cancelled', 'queued', 'queued'])
  })

  test('a note and an inner event are kept but never queued', async () => {
    const id = await conversationWith(words('careful, angry', { speaker: 'agent', kind: 'note', isSent: false }))
    expect(await deliveries(id)).toEqual([null])
    expect(await conversationsWithDueSends(db, clock.now())).not.toContain(id)
  })

  describe('looking for work', () => {
    test('finds a conversation whose words are due and held by nobody', async () => {
      const id = await conversationWith(words('one'))
      expect(await conversationsWithDueSends(db, clock.now())).toContain(id)
      await lease(id, 'a')
      expect(await conversationsWithDueSends(db, clock.now())).not.toContain(id)
      clock.advance(10_001)
      expect(await conversationsWithDueSends(db, clock.now())).toContain(id)
    })
  })
})
