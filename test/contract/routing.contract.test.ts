import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { newId } from '../../core/ids.ts'
import { transcript } from '../../core/conversation/index.ts'
import type { Actor } from '../../handoff/index.ts'
import { compareStanding } from '../../handoff/queue/priority.ts'
import { farthestPlace, placeInQueue, waitingInQueue } from '../../handoff/queries.ts'
import { eachDatabase } from '../databases.ts'
import { count, openDesk, openFreshDesk, type Desk } from './desk.ts'

eachDatabase((_name, open) => {
  let db: OpenedDatabase
  let desk: Desk
  let mei: Actor
  beforeAll(async () => { db = await open() })
  beforeEach(async () => {
    desk = await openFreshDesk(db)
    mei = await desk.hire('Mei')
    await desk.room.heartbeat(mei)
  })
  const lineOf = async (id: string) => (await desk.room.snapshot(mei)).entries.find((entry) => entry.conversationId === id)
  const pass = async (ms: number) => {
    desk.clock.advance(ms)
    await desk.room.heartbeat(mei)
    await desk.room.sweep(desk.clock.now())
  }

  describe('the order of a queue', () => {
    test('is the same in the database as in words', async () => {
      for (let made = 0; made < 40; made++) {
        desk.clock.advance(made % 3 === 0 ? 0 : 500)
        await desk.waiting({ reason: (['asked', 'return-review', 'agitated', 'high-risk'] as const)[made % 4]! })
      }
      await db.query(`update handoff set queue_id = 'in-sale', is_returned = get_byte(uuid_send(id), 15) % 5 = 0, due_at = due_at - make_interval(secs => get_byte(uuid_send(id), 14) % 4)`)
      const { entries } = await desk.room.snapshot(mei)
      expect(entries).toHaveLength(40)
      expect(entries.map((entry) => entry.handoffId)).toEqual(entries.toSorted((a, b) => compareStanding(standing(a), standing(b))).map((entry) => entry.handoffId))
      const places = await Promise.all(entries.map((entry) => placeInQueue(db, entry.handoffId)))
      expect(places).toEqual(Array.from({ length: 40 }, (_, index) => index + 1))
      function standing(entry: typeof entries[number]) { return { ...entry, dueAt: entry.dueAt! } }
    })

    test('is told as a place up to a hundred, beyond that nobody counts', async () => {
      const first = await desk.waiting()
      await db.query(
        `insert into handoff (id, conversation_id, queue_id, team, reason, topic, channel, shopper_id, language, priority, first_priority, mood, status, turn_seq, requested_at, waiting_since, due_at, personal, personal_card)
         select gen_random_uuid(), gen_random_uuid(), queue_id, team, reason, topic, channel, shopper_id, language, 3, 3, mood, status, turn_seq, requested_at, waiting_since, due_at, personal, personal_card
         from handoff, generate_series(1, 150)`)
      const { handoffId } = (await desk.ask(first)) as { handoffId: string }
      expect(await placeInQueue(db, handoffId)).toBe(farthestPlace + 1)
      expect(await desk.ask(first)).toMatchObject({ result: 'waiting', place: 101 })
    })

    test('is read page by page', async () => {
      for (let made = 0; made < 60; made++) await desk.waiting()
      const queue = { id: 'in-sale', team: 'shop' }
      const one = await waitingInQueue(db, queue, { after: null, limit: 50 })
      const two = await waitingInQueue(db, queue, { after: one.at(-1)!.id, limit: 50 })
      const all = (await desk.room.snapshot(mei)).entries.map((entry) => entry.handoffId)
      expect([...one, ...two].map((line) => line.id)).toEqual(all)
    })
  })

  describe('a claim', () => {
    // Four replicas: what one process answers together is one transaction, so the database must hold between them.
    const replicas = () => [desk, openDesk(db), openDesk(db), openDesk(db)].map((one) => one.room)

    test('by a hundred agents at once, on four replicas, has one winner; the others learn who it was', async () => {
      const id = await desk.waiting()
      const rooms = replicas()
      const rivals = await Promise.all(Array.from({ length: 100 }, (_, index) => desk.hire(`Rival ${index}`)))
      const answers = await Promise.all(rivals.map((rival, index) => rooms[index % 4]!.claim(id, rival)))
      const [winner, ...others] = answers.flatMap((answer, index) => ('no' in answer ? [] : [rivals[index]!]))
      expect(others).toEqual([])
      expect(answers.filter((answer) => 'no' in answer)).toEqual(Array.from({ length: 99 }, () => ({ no: 'already-claimed', by: { id: winner!.id, name: winner!.name } })))
      expect(await count(db, 'select count(*) from assignment where ended_at is null')).toBe(1)
      expect((await desk.said(id)).filter((text) => text === 'handoff.accepted')).toHaveLength(1)
    })

    test('by one agent on thirty conversations at once, on four replicas, stops at capacity', async () => {
      const ids = []
      for (let made = 0; made < 30; made++) ids.push(await desk.waiting())
      const rooms = replicas()
      const answers = await Promise.all(ids.map((id, index) => rooms[index % 4]!.claim(id, mei)))
      expect(answers.filter((answer) => !('no' in answer))).toHaveLength(4)
      expect(await count(db, 'select count(*) from assignment where ended_at is null and agent_id = $1', [mei.id])).toBe(4)
      expect((await desk.room.snapshot(mei)).entries.filter((entry) => entry.status === 'accepted')).toHaveLength(4)
    })

    test('by fifty agents on twenty conversations at once, each on all, gives every conversation one owner', async () => {
      const ids: string[] = []
      for (let made = 0; made < 20; made++) ids.push(await desk.waiting())
      const rivals = await Promise.all(Array.from({ length: 50 }, (_, index) => desk.hire(`Rival ${index}`, { capacity: 1 })))
      const rooms = replicas()
      const answers = await Promise.all(rivals.flatMap((rival, index) => ids.map((id) => rooms[index % 4]!.claim(id, rival))))
      expect(answers.filter((answer) => !('no' in answer))).toHaveLength(20)
      expect(await count(db, 'select count(distinct handoff_id) from assignment where ended_at is null')).toBe(20)
      expect(await count(db, 'select count(*) from (select agent_id from assignment where ended_at is null group by agent_id having count(*) > 1) crowded')).toBe(0)
    })
  })

  describe('priority', () => {
    test('rises while a shopper waits, up to urgent, and stops when somebody takes them', async () => {
      const id = await desk.waiting({ reason: 'return-review' })
      const seen = [(await lineOf(id))?.priority]
      for (let step = 0; step < 4; step++) {
        for (let part = 0; part < 6; part++) await pass(30_000)
        seen.push((await lineOf(id))?.priority)
      }
      expect(seen).toEqual(['low', 'normal', 'high', 'urgent', 'urgent'])
      const taken = await desk.waiting()
      await desk.room.claim(taken, mei)
      for (let part = 0; part < 6; part++) await pass(35_000)
      expect(await lineOf(taken)).toMatchObject({ status: 'accepted', priority: 'normal' })
    })

    test('of who buys much and of who complains is higher, and a senior is needed', async () => {
      const [plain, vip, angry] = [await desk.waiting(), await desk.waiting({ shopperValue: 'vip' }), await desk.waiting({ reason: 'complaint', shopperValue: 'vip', complaintClass: 'payment' })]
      const lines = await Promise.all([plain, vip, angry].map(lineOf))
      expect(lines.map((line) => [line?.priority, line?.level])).toEqual([['normal', 1], ['high', 2], ['urgent', 3]])
      expect((await desk.room.snapshot(mei)).entries.map((entry) => entry.conversationId)).toEqual([angry, vip, plain])
    })

    test('is moved by a lead, with a note that says why', async () => {
      const id = await desk.waiting()
      const lee = await desk.hire('Lee', { role: 'lead' })
      expect(await desk.room.setPriority(id, lee, { priority: 'urgent', reason: 'the wedding is tomorrow' })).toBe('done')
      expect(await lineOf(id)).toMatchObject({ priority: 'urgent' })
      expect((await transcript(db, id)).filter((message) => message.kind === 'note')).toMatchObject([{ text: 'the wedding is tomorrow', agentId: lee.id }])
      const { rows } = await db.query<{ detail: unknown }>(`select detail from audit where deed = 'priority'`)
      expect(rows).toEqual([{ detail: { from: 'normal', to: 'urgent', by: 'lead' } }])
      expect(await desk.room.setPriority(id, lee, { priority: 'low', reason: 'it was a mistake' })).toBe('done')
      expect(await lineOf(id)).toMatchObject({ priority: 'low' })
      await desk.room.claim(id, mei)
      expect(await desk.room.setPriority(id, lee, { priority: 'high', reason: 'too late' })).toEqual({ no: 'not-waiting' })
      expect(await desk.room.setPriority(newId(), lee, { priority: 'high', reason: 'nowhere' })).toEqual({ no: 'not-found' })
    })
  })

  describe('a conversation that nobody takes', () => {
    test('alerts again and again, each time more agents, and is on record', async () => {
      const id = await desk.waiting({ topic: 'payment' })
      const seen: [number, number | undefined, number | undefined][] = []
      for (let minute = 1; minute <= 16; minute++) {
        await pass(30_000)
        await pass(30_100)
        seen.push([minute, (await lineOf(id))?.alertCount, (await lineOf(id))?.widenedTo?.length])
      }
      // After 1, 3, 7 and 15 minutes: twice as long each time.
      expect(seen.filter(([, alerts], index) => alerts !== (seen[index - 1]?.[1] ?? 0))).toEqual([[1, 1, 1], [3, 2, 2], [7, 3, 4], [15, 4, 4]])
      expect(await lineOf(id)).toMatchObject({ queueId: 'payment', alertedAt: expect.any(Number) })
      expect(await count(db, `select count(*) from audit where deed = 'alert'`)).toBe(4)
    })

    test('is then offered to agents of the next skill', async () => {
      await db.query(`update queue set assignment = 'push'`)
      const seller = await desk.hire('Seller', { skills: ['after-sale'] })
      await desk.room.heartbeat(mei, { isAway: true })
      await desk.room.heartbeat(seller)
      const id = await desk.waiting({ topic: 'payment' })
      await desk.room.sweep(desk.clock.now())
      expect(await lineOf(id)).toMatchObject({ offer: null, widenedTo: [] })
      for (const _half of [1, 2]) {
        desk.clock.advance(30_100)
        await desk.room.heartbeat(seller)
        await desk.room.sweep(desk.clock.now())
      }
      expect(await lineOf(id)).toMatchObject({ alertCount: 1, widenedTo: ['after-sale'], offer: { agent: { name: 'Seller' } } })
    })

    test('begins anew with its queue’s clocks when it comes back from an agent', async () => {
      const id = await desk.waiting()
      await pass(30_000)
      await pass(30_100)
      expect(await lineOf(id)).toMatchObject({ alertCount: 1 })
      await desk.room.claim(id, mei)
      await desk.room.transferToQueue(id, mei, { queueId: 'payment', note: '' })
      expect(await lineOf(id)).toMatchObject({ alertCount: 0, widenedTo: [] })
      await pass(30_000)
      expect(await lineOf(id)).toMatchObject({ alertCount: 0 })
      await pass(30_100)
      expect(await lineOf(id)).toMatchObject({ alertCount: 1 })
      expect(await count(db, `select count(*) from timer where kind = 'alert'`)).toBe(1)
    })
  })

  test('the list costs four statements, however many wait', async () => {
    for (let made = 0; made < 3; made++) await desk.waiting()
    let statements = 0
    const counting: OpenedDatabase = { ...db, query: (text, values) => { statements += 1; return db.query(text, values) } }
    expect((await openDesk(counting).room.snapshot(mei)).entries).toHaveLength(3)
    expect(statements).toBeLessThanOrEqual(4)
  })
})
