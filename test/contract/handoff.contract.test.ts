import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import type { Actor } from '../../handoff/index.ts'
import { bo } from '../cast.ts'
import { eachDatabase } from '../databases.ts'
import { cardFor, count, openStaffedDesk, type Desk } from './desk.ts'

eachDatabase((_name, open) => {
  let db: OpenedDatabase
  let desk: Desk
  let mei: Actor
  let omar: Actor
  beforeAll(async () => { db = await open() })
  beforeEach(async () => { ({ desk, mei, omar } = await openStaffedDesk(db)) })
  describe('a request', () => {
    test('puts the conversation into its queue and tells the shopper their place', async () => {
      const [first, second] = [await desk.chat(), await desk.chat()]
      expect(await desk.ask(first)).toMatchObject({ result: 'waiting', place: 1, eta: null, isNew: true })
      expect(await desk.ask(second)).toMatchObject({ result: 'waiting', place: 2 })
      expect(await desk.stateOf(second)).toEqual(['waiting', null])
      expect(await desk.said(second)).toEqual(['handoff.waiting'])
    })

    test('made again changes nothing and says nothing', async () => {
      const id = await desk.chat()
      const first = await desk.ask(id)
      const again = await desk.ask(id)
      expect(again).toEqual({ ...first, isNew: false })
      expect(await desk.said(id)).toEqual(['handoff.waiting'])
      expect(await count(db, 'select count(*) from handoff where conversation_id = $1', [id])).toBe(1)
    })

    test('made twice at the same moment is one', async () => {
      const id = await desk.chat()
      await Promise.all([desk.ask(id), desk.ask(id)])
      expect(await count(db, 'select count(*) from handoff where conversation_id = $1', [id])).toBe(1)
      expect(await desk.said(id)).toEqual(['handoff.waiting'])
    })

    test('made while a person is in charge finds them', async () => {
      const id = await desk.waiting()
      await desk.room.claim(id, mei)
      expect(await desk.ask(id)).toMatchObject({ result: 'accepted' })
    })

    test('made for a closed conversation, by a write to the shop that came to nothing, brings it back', async () => {
      const id = await desk.waiting()
      await desk.room.claim(id, mei)
      await desk.room.complete(id, mei, { disposition: 'solved', note: '', next: 'closed' })
      expect(await desk.ask(id, { reason: 'bot-failure' })).toMatchObject({ result: 'waiting', isNew: true })
      expect(await desk.room.claim(id, omar)).toMatchObject({ agentId: omar.id })
    })

    test('rolled back leaves nothing', async () => {
      const id = await desk.chat()
      const failing = db.transaction(async (tx) => {
        await desk.room.request(tx, id, cardFor())
        throw new Error('the turn failed')
      })
      await expect(failing).rejects.toThrow('the turn failed')
      expect(await desk.stateOf(id)).toEqual(['bot', null])
      expect(await desk.said(id)).toEqual([])
    })

    test('by an upset shopper stands before those who wait longer', async () => {
      const calm = await desk.waiting()
      desk.clock.advance(30_000)
      const upset = await desk.waiting({ reason: 'agitated', history: [{ seq: 1, intent: null, confidence: 0, mood: { level: 'furious', score: 1, hasThreat: false, evidence: ['!!'] } }] })
      const { entries } = await desk.room.snapshot(mei)
      expect(entries.map(({ conversationId, priority }) => [conversationId, priority])).toEqual([[upset, 'urgent'], [calm, 'normal']])
    })

    test('tells an honest waiting time once enough shoppers were taken', async () => {
      for (let taken = 0; taken < 5; taken++) {
        const id = await desk.waiting()
        desk.clock.advance(90_000)
        await desk.room.heartbeat(mei)
        await desk.room.heartbeat(omar)
        await desk.room.claim(id, mei)
        await desk.room.complete(id, mei, { disposition: 'solved', note: '', next: 'closed' })
      }
      expect(await desk.ask(await desk.chat())).toMatchObject({ eta: { from: 2, to: 2 } })
    })
  })

  describe('when nobody is there', () => {
    beforeEach(async () => { await db.query('delete from presence') })

    test('the shopper is asked for a message, never left waiting, and the desk finds the conversation later', async () => {
      const id = await desk.chat()
      expect(await desk.ask(id)).toEqual({ result: 'nobody-there', queueId: 'in-sale', speaks: 'leave-a-message' })
      expect(await desk.stateOf(id)).toEqual(['bot', null])
      expect(await desk.said(id)).toEqual(['handoff.nobody-there'])
      const seen = await desk.room.openConversation(mei, id, 'en')
      expect(seen?.entry).toMatchObject({ status: 'failed', disposition: 'nobody-there' })
    })

    test('agents who are away count as nobody', async () => {
      await desk.room.heartbeat(mei, { isAway: true })
      expect(await desk.ask(await desk.chat())).toMatchObject({ result: 'nobody-there' })
      await desk.room.heartbeat(mei, { isAway: false })
      expect(await desk.ask(await desk.chat())).toMatchObject({ result: 'waiting' })
    })

    test('a message left becomes a task that one agent takes up', async () => {
      const id = await desk.chat('is anybody there?', bo)
      await desk.ask(id)
      await db.transaction((tx) => desk.room.leaveMessage(tx, id, { text: 'please call me about 1001', contact: 'bo@example.com', topic: 'shipping' }))
      const { leftMessages } = await desk.room.snapshot(mei)
      expect(leftMessages).toMatchObject([{ conversationId: id, text: 'please call me about 1001', contact: 'bo@example.com', shopper: { name: 'Bo' }, doneAt: null }])
      await desk.room.heartbeat(mei)
      expect(await desk.room.takeUp(id, mei)).toMatchObject({ agentId: mei.id })
      expect(await desk.room.takeUp(id, omar)).toEqual({ no: 'already-claimed', by: { id: mei.id, name: 'Mei' } })
      expect(await desk.stateOf(id)).toEqual(['human', mei.id])
    })
  })

  test('who needed a person and met nobody is a task, and whoever takes it up has what was known then', async () => {
    await db.query('delete from presence')
    const id = await desk.chat('it came broken')
    await desk.ask(id, { reason: 'complaint', topic: 'complaint', words: 'it came broken', draft: { story: 'it came broken' } })
    expect((await desk.room.snapshot(mei)).leftMessages).toMatchObject([{ conversationId: id, text: 'it came broken', contact: null }])
    await desk.room.heartbeat(mei)
    await desk.room.takeUp(id, mei)
    const { entry, card } = (await desk.room.openConversation(mei, id, 'en'))!
    expect([entry.queueId, card.draft]).toEqual(['complaint', { story: 'it came broken' }])
  })

  describe('leaving the queue', () => {
    test('gives up the place and brings the bot back', async () => {
      const [id, next] = [await desk.waiting(), await desk.waiting()]
      expect(await db.transaction((tx) => desk.room.leaveQueue(tx, id, 'leave'))).toBe(true)
      expect(await desk.stateOf(id)).toEqual(['bot', null])
      expect(await desk.said(id)).toEqual(['handoff.waiting', 'handoff.queue-left'])
      expect(await db.transaction((tx) => desk.room.leaveQueue(tx, id, 'leave'))).toBe(false)
      expect(await desk.ask(next)).toMatchObject({ place: 1 })
    })

    test('is too late once somebody has taken it', async () => {
      const id = await desk.waiting()
      await desk.room.claim(id, mei)
      expect(await db.transaction((tx) => desk.room.leaveQueue(tx, id, 'leave'))).toBe(false)
      expect(await db.transaction((tx) => desk.room.tellPlace(tx, id))).toBe(false)
    })
  })
})
