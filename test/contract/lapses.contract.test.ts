// Agents who let one offer after the other lapse are not there, whatever their console says: the desk sets them away.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { QueueSettings } from '../../handoff/contract.ts'
import type { Actor } from '../../handoff/index.ts'
import { eachDatabase } from '../databases.ts'
import { ask, browserOf, codeOf } from './desk-browser.ts'
import { count, openFreshDesk, type Desk } from './desk.ts'

eachDatabase((_name, open) => {
  let db: OpenedDatabase
  let desk: Desk
  let lee: Actor
  let mei: Actor
  beforeAll(async () => { db = await open() })
  beforeEach(async () => {
    desk = await openFreshDesk(db)
    await db.query(`update queue set assignment = 'push', offer_ms = 20000`)
    lee = await desk.hire('Lee', { role: 'lead' })
    mei = await desk.hire('Mei', { capacity: 1 })
    await desk.room.heartbeat(mei)
  })
  const look = () => desk.room.sweep(desk.clock.now())
  /** What is offered lapses, while the consoles are open. */
  const lapse = async (times = 1) => {
    for (let time = 0; time < times; time++) {
      await look()
      expect(await offered()).not.toBeNull()
      desk.clock.advance(20_001)
      await desk.room.heartbeat(mei)
      await look()
    }
  }
  const shown = async () => (await desk.room.snapshot(lee)).agents.find((one) => one.id === mei.id)
  const offered = async () => (await desk.room.snapshot(lee)).entries.find((entry) => entry.offer?.agentId === mei.id) ?? null

  test('after three they are away, what was offered to them goes on, and everybody is told why', async () => {
    await desk.waiting()
    const { cursor } = await desk.room.snapshot(lee)
    await lapse(2)
    expect(await shown()).toMatchObject({ isAway: false, awayBecause: null })
    await lapse()
    expect(await shown()).toMatchObject({ isOnline: true, isAway: true, awayBecause: 'lapsed', offered: 0 })
    expect(await desk.room.changesSince(lee, cursor)).toMatchObject({ agents: (await desk.room.snapshot(lee)).agents })
    expect(await count(db, `select count(*) from audit where deed = 'away-after-lapses' and agent_id = $1`, [mei.id])).toBe(1)
    const omar = await desk.hire('Omar')
    await desk.room.heartbeat(omar)
    await look()
    expect((await desk.room.snapshot(lee)).entries[0]).toMatchObject({ offer: { agentId: omar.id } })
  })

  test('several that lapse at once count each; what else is on offer to them is taken back', async () => {
    await db.query('update queue set away_after = 2')
    await db.query('update agent set capacity = 2 where id = $1', [mei.id])
    await desk.waiting()
    await desk.waiting()
    await look()
    expect(await shown()).toMatchObject({ offered: 2 })
    await db.query(`update offer set expires_at = expires_at + interval '1 hour' where id = (select id from offer order by id limit 1)`)
    await db.query(`update timer set due_at = due_at + interval '1 hour', try_at = try_at + interval '1 hour' where ref = (select id::text from offer order by id limit 1)`)
    await lapse(2)
    expect(await shown()).toMatchObject({ isAway: true, awayBecause: 'lapsed', offered: 0 })
    expect(await count(db, `select count(*) from offer where ended_by = 'withdrawn'`)).toBe(1)
  })

  test('who says that they are there again begins anew', async () => {
    await desk.waiting()
    await lapse(3)
    await desk.room.heartbeat(mei)
    expect(await shown()).toMatchObject({ isAway: true })
    desk.clock.advance(1000)
    await desk.room.heartbeat(mei, { isAway: false })
    expect(await shown()).toMatchObject({ isAway: false, awayBecause: null })
    await lapse(2)
    expect(await shown()).toMatchObject({ isAway: false })
    await lapse()
    expect(await shown()).toMatchObject({ isAway: true })
  })

  describe('in a row means: not when in between', () => {
    const begins = async (between: (offerId: string, id: string) => Promise<unknown>) => {
      await desk.waiting()
      await lapse(2)
      desk.clock.advance(1000)
      await desk.room.heartbeat(mei)
      await look()
      const entry = (await offered())!
      await between(entry.offer!.id, entry.conversationId)
      await desk.waiting()
      await lapse(2)
      expect(await shown()).toMatchObject({ isAway: false })
    }

    test('one is declined', () => begins((offerId) => desk.room.declineOffer(offerId, mei)))
    test('one is accepted', () => begins(async (offerId) => {
      await db.query('update agent set capacity = 2 where id = $1', [mei.id])
      await desk.room.acceptOffer(offerId, mei)
    }))
    test('a conversation is ended', () => begins(async (offerId, id) => {
      await desk.room.acceptOffer(offerId, mei)
      await db.query(`update offer set ended_at = '2000-01-01' where id = $1`, [offerId])
      await desk.room.complete(id, mei, { disposition: 'solved', note: '', next: 'closed' })
    }))
    test('they were gone and have come back', () => begins(async () => {
      desk.clock.advance(60_000)
      await look()
      await desk.room.heartbeat(mei)
    }))
  })

  test('leads set after how many, by queue, or that nobody is sent away', async () => {
    const as = { lee: await browserOf(db, lee.id, desk.clock.now()), mei: await browserOf(db, mei.id, desk.clock.now()) }
    const set = (body: object, who: keyof typeof as = 'lee') => ask(desk, 'POST', '/api/desk/queues/in-sale', { browser: as[who], body })
    const { queues } = QueueSettings.parse((await set({ awayAfter: null })).body)
    expect(queues.map(({ id, awayAfter }) => [id, awayAfter])).toEqual([['after-sale', 3], ['complaint', 3], ['in-sale', null], ['payment', 3], ['pre-sale', 3]])
    expect(codeOf(await set({ awayAfter: 0 }))).toEqual([400, 'bad-request'])
    expect(codeOf(await set({ awayAfter: 5 }, 'mei'))).toEqual([403, 'forbidden'])
    await desk.waiting()
    await lapse(5)
    expect(await shown()).toMatchObject({ isAway: false })
    await set({ awayAfter: 6 })
    await lapse()
    expect(await shown()).toMatchObject({ isAway: true, awayBecause: 'lapsed' })
  })
})
