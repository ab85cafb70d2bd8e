import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { newId } from '../../core/ids.ts'
import type { Actor } from '../../handoff/index.ts'
import { eachDatabase } from '../databases.ts'
import { count, openStaffedDesk, type Desk } from './desk.ts'

const minute = 60_000

eachDatabase((_name, open) => {
  let db: OpenedDatabase
  let desk: Desk
  let mei: Actor
  let omar: Actor
  beforeAll(async () => { db = await open() })
  beforeEach(async () => { ({ desk, mei, omar } = await openStaffedDesk(db)) })

  const inHand = async () => {
    const id = await desk.waiting()
    await desk.room.claim(id, mei)
    return id
  }
  const snoozed = async (ms = 30 * minute) => {
    const id = await inHand()
    expect(await desk.room.snooze(id, mei, { until: desk.clock.now() + ms, note: 'waits for the warehouse' })).toBe('done')
    return id
  }
  const lineOf = async (id: string) => (await desk.room.openConversation(mei, id, 'en'))!.entry
  const spoke = (id: string) => db.transaction((tx) => desk.room.shopperSpoke(tx, id))

  describe('a conversation put off', () => {
    test('stays with its agent, takes no room, and is marked for the desk alone', async () => {
      const id = await snoozed()
      expect(await desk.stateOf(id)).toEqual(['snoozed', mei.id])
      expect(await lineOf(id)).toMatchObject({ status: 'accepted', agent: { name: 'Mei' }, snoozedUntil: desk.clock.now() + 30 * minute, unansweredSince: null })
      expect((await desk.room.snapshot(mei)).agents.find(({ id: one }) => one === mei.id)).toMatchObject({ load: 0 })
      expect((await desk.said(id)).slice(-2)).toEqual(['waits for the warehouse', 'talk.snoozed'])
      expect(await count(db, `select count(*) from audit where deed = 'snooze' and agent_id = $1`, [mei.id])).toBe(1)
      expect(await count(db, `select count(*) from outbox where conversation_id = $1 and seq > 3`, [id])).toBe(1) // handoff.accepted and nothing since
    })

    test('wakes at its time, in its agent’s hand', async () => {
      const id = await snoozed()
      await desk.pass(29 * minute, mei)
      expect(await desk.stateOf(id)).toEqual(['snoozed', mei.id])
      await desk.pass(minute, mei)
      expect(await desk.stateOf(id)).toEqual(['human', mei.id])
      expect(await lineOf(id)).toMatchObject({ status: 'accepted', snoozedUntil: null })
      expect((await desk.room.snapshot(mei)).agents.find(({ id: one }) => one === mei.id)).toMatchObject({ load: 1 })
    })

    test('wakes once, though two processes look at the same moment', async () => {
      const id = await snoozed(minute)
      desk.clock.advance(minute)
      await desk.room.heartbeat(mei)
      await Promise.all([desk.room.sweep(desk.clock.now()), desk.room.sweep(desk.clock.now())])
      expect((await desk.said(id)).filter((what) => what === 'talk.woken')).toHaveLength(1)
      expect(await count(db, 'select count(*) from assignment where ended_at is null')).toBe(1)
    })

    test('wakes at once when the shopper writes', async () => {
      const id = await snoozed()
      await spoke(id)
      expect(await desk.stateOf(id)).toEqual(['human', mei.id])
      expect(await lineOf(id)).toMatchObject({ snoozedUntil: null, unansweredSince: desk.clock.now() })
      await desk.pass(30 * minute, mei)
      expect((await desk.said(id)).filter((what) => what === 'talk.woken')).toHaveLength(1)
    })

    test('goes to the head of the queue, at its first waiting time, when its agent is not there', async () => {
      const id = await snoozed()
      const { waitingSince } = await lineOf(id)
      await desk.pass(20 * minute, omar)
      const later = await desk.waiting({ reason: 'complaint' })
      await desk.pass(10 * minute, omar)
      expect(await desk.stateOf(id)).toEqual(['waiting', null])
      const { entries } = await desk.room.snapshot(omar)
      expect(entries.map(({ conversationId }) => conversationId)).toEqual([id, later])
      expect(entries[0]).toMatchObject({ isReturned: true, waitingSince, agent: null })
      expect(await desk.said(id)).toContain('talk.woken-to-queue')
    })

    test('goes there too when its agent has no room, and the shopper who wrote is told their place', async () => {
      await db.query('update agent set capacity = 1 where id = $1', [mei.id])
      const id = await snoozed()
      const other = await inHand()
      expect(await desk.stateOf(other)).toEqual(['human', mei.id])
      await spoke(id)
      expect(await desk.stateOf(id)).toEqual(['waiting', null])
      expect((await desk.said(id)).at(-1)).toBe('handoff.waiting')
    })

    test('sleeps on while nobody at all is there', async () => {
      const id = await snoozed()
      await desk.pass(30 * minute)
      expect(await desk.stateOf(id)).toEqual(['snoozed', mei.id])
      await desk.pass(5 * minute, omar)
      expect(await desk.stateOf(id)).toEqual(['waiting', null])
    })

    test('is not lost with an agent who vanishes: it comes back at its time', async () => {
      const id = await snoozed(10 * minute)
      await desk.pass(minute, omar)
      expect(await desk.stateOf(id)).toEqual(['snoozed', mei.id])
      expect(await desk.said(id)).not.toContain('handoff.agent-gone')
      await desk.pass(9 * minute, omar)
      expect(await desk.stateOf(id)).toEqual(['waiting', null])
    })

    test('is woken by hand by its agent, who must have room', async () => {
      await db.query('update agent set capacity = 1 where id = $1', [mei.id])
      const id = await snoozed()
      expect(await desk.room.wakeUp(id, omar)).toEqual({ no: 'not-yours', by: { id: mei.id, name: 'Mei' } })
      const other = await inHand()
      expect(await desk.room.wakeUp(id, mei)).toEqual({ no: 'agent-full', capacity: 1 })
      await desk.room.handBack(other, mei, { word: '' })
      expect(await desk.room.wakeUp(id, mei)).toBe('done')
      expect(await desk.stateOf(id)).toEqual(['human', mei.id])
      expect(await desk.room.wakeUp(id, mei)).toEqual({ no: 'not-possible', why: 'state' })
    })

    test('can be put off again, to another time', async () => {
      const id = await snoozed(5 * minute)
      await desk.room.snooze(id, mei, { until: desk.clock.now() + 60 * minute, note: '' })
      await desk.pass(30 * minute, mei)
      expect(await desk.stateOf(id)).toEqual(['snoozed', mei.id])
      await desk.pass(30 * minute, mei)
      expect(await desk.stateOf(id)).toEqual(['human', mei.id])
    })

    test('is not answered while it sleeps', async () => {
      const id = await snoozed()
      expect(await desk.room.reply(id, mei, { text: 'hello', attachments: [], key: newId() })).toEqual({ no: 'not-possible', why: 'snoozed' })
    })

    test.each([
      ['handed to a queue', async (id: string) => desk.room.transferToQueue(id, mei, { queueId: 'payment', note: '' }), 'waiting'],
      ['handed to a colleague', async (id: string) => desk.room.transferToAgent(id, mei, { agentId: omar.id, note: '' }), 'human'],
      ['taken over by a lead', async (id: string) => desk.room.takeOver(id, omar), 'human'],
      ['completed', async (id: string) => desk.room.complete(id, mei, { disposition: 'solved', note: '', next: 'closed' }), 'closed'],
      ['completed and left to the bot', async (id: string) => desk.room.complete(id, mei, { disposition: 'solved', note: '', next: 'bot' }), 'bot'],
    ])('is %s without waking first, and sleeps no more', async (_what, deed, state) => {
      const id = await snoozed()
      await deed(id)
      expect((await desk.stateOf(id))[0]).toBe(state)
      expect((await lineOf(id)).snoozedUntil).toBeNull()
      await desk.pass(30 * minute, mei, omar)
      expect((await desk.stateOf(id))[0]).toBe(state)
      expect(await desk.said(id)).not.toContain('talk.woken')
    })
  })

  describe('putting off is refused', () => {
    test.each([
      ['to a time that has passed', -1, 'in-the-past'],
      ['for longer than ninety days', 91 * 24 * 60 * minute, 'too-far'],
    ])('%s', async (_what, ms, why) => {
      const id = await inHand()
      expect(await desk.room.snooze(id, mei, { until: desk.clock.now() + ms, note: '' })).toEqual({ no: 'not-possible', why })
      expect(await desk.stateOf(id)).toEqual(['human', mei.id])
    })

    test('to who is not in charge', async () => {
      const id = await inHand()
      expect(await desk.room.snooze(id, omar, { until: desk.clock.now() + minute, note: '' })).toEqual({ no: 'not-yours', by: { id: mei.id, name: 'Mei' } })
    })

    test('past as many as one may have', async () => {
      await db.query(`update agent set capacity = 100 where id = $1`, [mei.id])
      for (let put = 0; put < 50; put++) await snoozed()
      const id = await inHand()
      expect(await desk.room.snooze(id, mei, { until: desk.clock.now() + minute, note: '' })).toEqual({ no: 'not-possible', why: 'too-many-snoozed' })
    })
  })

  describe('a talk that is finished', () => {
    const finished = async () => {
      const id = await inHand()
      await desk.room.reply(id, mei, { text: 'Your parcel arrives tomorrow.', attachments: [], key: newId() })
      expect(await desk.room.finish(id, mei)).toBe('done')
      return id
    }

    test('waits for its wrap-up, and still takes room', async () => {
      const id = await finished()
      expect(await desk.stateOf(id)).toEqual(['wrap-up', mei.id])
      expect(await lineOf(id)).toMatchObject({ status: 'accepted', wrapUpUntil: desk.clock.now() + 3 * minute, unansweredSince: null })
      expect((await desk.room.snapshot(mei)).agents.find(({ id: one }) => one === mei.id)).toMatchObject({ load: 1 })
    })

    test('is completed with what the agent writes', async () => {
      const id = await finished()
      expect(await desk.room.complete(id, mei, { disposition: 'answered', note: '', next: 'closed' })).toBe('done')
      expect(await desk.stateOf(id)).toEqual(['closed', null])
      await desk.pass(3 * minute, mei)
      expect(await lineOf(id)).toMatchObject({ status: 'completed', disposition: 'answered' })
    })

    test('is completed as it stands when nobody writes in time', async () => {
      const id = await finished()
      await desk.pass(3 * minute - 1, mei)
      expect(await desk.stateOf(id)).toEqual(['wrap-up', mei.id])
      await desk.pass(1, mei)
      expect(await desk.stateOf(id)).toEqual(['closed', null])
      expect(await lineOf(id)).toMatchObject({ status: 'completed', disposition: 'not-stated' })
      expect((await desk.room.wrapUpOf(mei, id, 'en'))!.written).toMatchObject({ by: null, summary: expect.stringContaining('Your parcel arrives tomorrow.') })
    })

    test('goes on when the shopper writes, and is not completed behind their back', async () => {
      const id = await finished()
      await spoke(id)
      expect(await desk.stateOf(id)).toEqual(['human', mei.id])
      await desk.pass(10 * minute, mei)
      expect(await desk.stateOf(id)).toEqual(['human', mei.id])
      expect((await desk.said(id)).at(-1)).toBe('talk.reopened')
    })

    test('goes on when the agent has more to say', async () => {
      const id = await finished()
      expect(await desk.room.reply(id, mei, { text: 'One more thing.', attachments: [], key: newId() })).toBe('said')
      expect(await desk.stateOf(id)).toEqual(['human', mei.id])
    })

    test('is reopened by hand: its wrap-up, or, when it is closed, as a new handoff', async () => {
      const id = await finished()
      expect(await desk.room.reopen(id, omar)).toEqual({ no: 'not-yours', by: { id: mei.id, name: 'Mei' } })
      expect(await desk.room.reopen(id, mei)).toBe('done')
      expect(await desk.stateOf(id)).toEqual(['human', mei.id])
      expect(await desk.room.reopen(id, mei)).toEqual({ no: 'not-possible', why: 'state' })
      await desk.room.complete(id, mei, { disposition: 'answered', note: '', next: 'closed' })
      expect(await desk.room.reopen(id, omar)).toMatchObject({ agentId: omar.id })
      expect(await lineOf(id)).toMatchObject({ reason: 'agent-takeover', agent: { name: 'Omar' } })
    })

    test('is not taken back by the sweep when its agent vanishes: nobody waits for it', async () => {
      const id = await finished()
      await desk.pass(50_000, omar)
      expect(await desk.stateOf(id)).toEqual(['wrap-up', mei.id])
      await desk.pass(3 * minute, omar)
      expect(await desk.stateOf(id)).toEqual(['closed', null])
      expect(await desk.said(id)).not.toContain('handoff.agent-gone')
    })

    test('cannot be put off, handed on or handed back: it is completed or reopened first', async () => {
      const id = await finished()
      const refused = { no: 'not-possible', why: 'state' }
      expect(await desk.room.snooze(id, mei, { until: desk.clock.now() + minute, note: '' })).toEqual(refused)
      expect(await desk.room.transferToQueue(id, mei, { queueId: 'payment', note: '' })).toEqual(refused)
      expect(await desk.room.transferToAgent(id, mei, { agentId: omar.id, note: '' })).toEqual(refused)
      expect(await desk.room.handBack(id, mei, { word: '' })).toEqual(refused)
      expect(await desk.stateOf(id)).toEqual(['wrap-up', mei.id])
    })
  })
})
