import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fakeClock } from '../../core/clock.ts'
import { openDatabase, type OpenedDatabase } from '../../core/db/pool.ts'
import { newId } from '../../core/ids.ts'
import type { QueueEntry, SlaTarget, Week } from '../../handoff/contract.ts'
import type { Actor } from '../../handoff/index.ts'
import { eachDatabase, freshDatabase } from '../databases.ts'
import { count, openDesk, openStaffedDesk, type Desk } from './desk.ts'

const minute = 60_000
const day = [{ from: '09:00', to: '18:00', endsNextDay: false }]
const workdays: Week = { sunday: [], monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: [] }

eachDatabase((_name, open) => {
  let db: OpenedDatabase
  let desk: Desk
  let mei: Actor
  let omar: Actor
  beforeAll(async () => { db = await open() })
  beforeEach(async () => { ({ desk, mei, omar } = await openStaffedDesk(db)) })

  /** Time goes by; the consoles are open and the jobs run. */
  const pass = (ms: number) => desk.pass(ms, mei, omar)
  const lineOf = async (id: string): Promise<QueueEntry> => (await desk.room.openConversation(mei, id, 'en'))!.entry
  const breaches = async (id: string) => (await db.query<{ kind: string; agent_id: string | null; priority: number }>(
    'select kind, agent_id, priority from sla_breach where conversation_id = $1 order by breached_at, id', [id])).rows
  const changesOf = async (id: string) => (await db.query<{ what: string }>('select what from desk_change where conversation_id = $1 order by xid, id', [id])).rows.map((row) => row.what)
  const reply = (id: string, actor: Actor) => desk.room.reply(id, actor, { text: 'Hello', attachments: [], key: newId() })
  const shopperWrites = (id: string) => db.transaction((tx) => desk.room.shopperSpoke(tx, id))
  const target = (change: Partial<SlaTarget>): SlaTarget & { isRemoved: boolean } =>
    ({ queueId: null, priority: 'normal', kind: 'first', targetMs: 5 * minute, warnPercent: 75, onBreach: ['notify'], ...change, isRemoved: false })

  describe('the clock of the first answer', () => {
    test('runs from the request, warns before, and its running out is recorded, alerts leads and raises the priority', async () => {
      const started = desk.clock.now()
      const id = await desk.waiting()
      expect(await lineOf(id)).toMatchObject({ respondBy: started + 5 * minute, priority: 'normal', sla: { kind: 'first', warnAt: started + 3.75 * minute, dueAt: started + 5 * minute, isBreached: false, isPaused: false, alertsLeads: false } })
      await pass(3.75 * minute - 1000)
      expect(await changesOf(id)).not.toContain('sla-warned')
      await pass(1000)
      expect(await changesOf(id)).toContain('sla-warned')
      expect(await breaches(id)).toEqual([])
      const before = (await lineOf(id)).priority
      await pass(1.25 * minute)
      expect(await breaches(id)).toEqual([{ kind: 'first', agent_id: null, priority: ['low', 'normal', 'high', 'urgent'].indexOf(before) }])
      expect(await lineOf(id)).toMatchObject({ sla: { kind: 'first', isBreached: true, alertsLeads: true } })
      expect(await changesOf(id)).toContain('sla-breached')
      await pass(10 * minute)
      expect(await breaches(id)).toHaveLength(1)
    })

    test('is not stopped by taking the conversation, but by the first words to the shopper', async () => {
      const id = await desk.waiting()
      await desk.room.claim(id, mei)
      expect(await lineOf(id)).toMatchObject({ sla: { kind: 'first' } })
      await desk.room.note(id, mei, { text: 'looking', key: newId() })
      expect(await lineOf(id)).toMatchObject({ sla: { kind: 'first' } })
      await reply(id, mei)
      expect(await lineOf(id)).toMatchObject({ sla: { kind: 'resolution' } })
      await pass(20 * minute)
      expect(await breaches(id)).toEqual([])
    })

    test('of an agent who was too slow is theirs in the record', async () => {
      const id = await desk.waiting()
      await desk.room.claim(id, mei)
      await pass(5 * minute)
      expect(await breaches(id)).toEqual([{ kind: 'first', agent_id: mei.id, priority: 1 }])
      // Late is late: the answer stops the clock, the record stays.
      await reply(id, mei)
      expect(await lineOf(id)).toMatchObject({ sla: { kind: 'resolution', isBreached: false } })
      expect(await breaches(id)).toHaveLength(1)
    })
  })

  describe('the clock of the next answer', () => {
    test('runs from the shopper’s first unanswered message until the answer, each time anew', async () => {
      const id = await desk.waiting()
      await desk.room.claim(id, mei)
      await reply(id, mei)
      await pass(30 * minute)
      const asked = desk.clock.now()
      await shopperWrites(id)
      expect(await lineOf(id)).toMatchObject({ sla: { kind: 'next', dueAt: asked + 5 * minute } })
      await pass(2 * minute)
      await shopperWrites(id)
      expect(await lineOf(id)).toMatchObject({ sla: { kind: 'next', dueAt: asked + 5 * minute } })
      await reply(id, mei)
      expect(await lineOf(id)).toMatchObject({ sla: { kind: 'resolution' } })
      await pass(minute)
      await shopperWrites(id)
      expect(await lineOf(id)).toMatchObject({ sla: { kind: 'next', dueAt: asked + 8 * minute } })
      await pass(5 * minute)
      expect(await breaches(id)).toMatchObject([{ kind: 'next', agent_id: mei.id }])
    })

    test('does not run while the first answer is owed', async () => {
      const id = await desk.waiting()
      const { sla } = await lineOf(id)
      await desk.room.claim(id, mei)
      await pass(minute)
      await shopperWrites(id)
      expect((await lineOf(id)).sla).toEqual(sla)
    })

    test('runs for who comes back to the queue, and orders the line', async () => {
      const id = await desk.waiting()
      await desk.room.claim(id, mei)
      await reply(id, mei)
      await pass(30 * minute)
      const now = desk.clock.now()
      await desk.room.transferToQueue(id, mei, { queueId: 'payment', note: '' })
      expect(await lineOf(id)).toMatchObject({ queueId: 'payment', dueAt: now + 5 * minute, sla: { kind: 'next', dueAt: now + 5 * minute } })
    })
  })

  describe('the clock of the end', () => {
    test('stops with the conversation, however it ends', async () => {
      const [closed, given, left] = [await desk.waiting(), await desk.waiting(), await desk.waiting()]
      for (const id of [closed, given]) {
        await desk.room.claim(id, mei)
        await reply(id, mei)
      }
      await desk.room.complete(closed, mei, { disposition: 'solved', note: '', next: 'closed' })
      await desk.room.handBack(given, mei, { word: '' })
      await db.transaction((tx) => desk.room.leaveQueue(tx, left, 'leave'))
      for (const id of [closed, given, left]) expect((await lineOf(id)).sla).toBeNull()
      const { rows } = await db.query<{ running: string }>('select count(*) as running from sla_clock where stopped_at is null')
      expect(rows).toEqual([{ running: '0' }])
      expect((await db.query<{ kind: string }>(`select kind from timer where kind like 'sla-%'`)).rows).toEqual([])
    })

    test('stands still while the conversation is put off, as does that of the next answer, and goes on with what was left', async () => {
      const id = await desk.waiting()
      await desk.room.claim(id, mei)
      await reply(id, mei)
      const { sla: before } = await lineOf(id)
      await pass(60 * minute)
      expect(await desk.room.snooze(id, mei, { until: desk.clock.now() + 24 * 60 * minute, note: '' })).toBe('done')
      expect((await lineOf(id)).sla).toMatchObject({ kind: 'resolution', isPaused: true })
      await pass(24 * 60 * minute)
      expect(await breaches(id)).toEqual([])
      expect(await desk.stateOf(id)).toEqual(['human', mei.id])
      expect((await lineOf(id)).sla).toEqual({ ...before, warnAt: before!.warnAt + 24 * 60 * minute, dueAt: before!.dueAt + 24 * 60 * minute })
      await pass(7 * 60 * minute)
      expect(await breaches(id)).toMatchObject([{ kind: 'resolution' }])
    })

    test('goes on for whoever takes over, or is given, what was put off or seemed over', async () => {
      const isPaused = async (id: string) => (await lineOf(id)).sla!.isPaused
      const stopped = async (stop: (id: string) => Promise<unknown>) => {
        const id = await desk.waiting()
        await desk.room.claim(id, mei)
        await reply(id, mei)
        expect(await stop(id)).toBe('done')
        expect(await isPaused(id)).toBe(true)
        return id
      }
      const putOff = (id: string) => desk.room.snooze(id, mei, { until: desk.clock.now() + 60 * minute, note: '' })
      const [first, second, third] = [await stopped(putOff), await stopped(putOff), await stopped((id) => desk.room.finish(id, mei))]
      await desk.room.takeOver(first, omar)
      await desk.room.reassignToAgent(second, mei, { agentId: omar.id, note: '' })
      await desk.room.takeOver(third, omar)
      expect([await isPaused(first), await isPaused(second), await isPaused(third)]).toEqual([false, false, false])
      expect(await count(db, `select count(*) from timer where kind = 'sla-resolution'`)).toBe(3)
    })
  })

  describe('what happens when a clock has run out is a setting', () => {
    test('giving it to somebody else: back to the head of the queue, and the shopper is told', async () => {
      await desk.room.setSlaPolicies(mei, { targets: [target({ kind: 'next', onBreach: ['reassign', 'notify'] })] })
      const other = await desk.waiting({ reason: 'high-risk' })
      const id = await desk.waiting()
      await desk.room.claim(id, mei)
      await reply(id, mei)
      await shopperWrites(id)
      await pass(5 * minute)
      expect(await desk.stateOf(id)).toEqual(['waiting', null])
      expect(await lineOf(id)).toMatchObject({ status: 'waiting', isReturned: true, sla: { kind: 'next', isBreached: true } })
      expect((await desk.said(id)).at(-1)).toBe('handoff.next-person')
      const { entries } = await desk.room.snapshot(mei)
      expect(entries.filter((entry) => entry.status === 'waiting').map((entry) => entry.conversationId)).toEqual([id, other])
      expect(await desk.room.claim(id, omar)).toMatchObject({ agentId: omar.id })
    })

    test('for who waits in the queue it is the head of the line', async () => {
      await desk.room.setSlaPolicies(mei, { targets: [target({ onBreach: ['reassign'] })] })
      const id = await desk.waiting()
      await pass(5 * minute)
      expect(await lineOf(id)).toMatchObject({ status: 'waiting', isReturned: true, sla: { isBreached: true, alertsLeads: false } })
    })

    test('nothing at all: it is recorded all the same', async () => {
      await desk.room.setSlaPolicies(mei, { targets: [target({ onBreach: [] })] })
      const id = await desk.waiting()
      await pass(2 * minute)
      const { priority } = await lineOf(id)
      await db.query(`delete from timer where kind = 'priority-rise'`)
      await pass(3 * minute)
      expect(await lineOf(id)).toMatchObject({ priority, isReturned: false, sla: { isBreached: true, alertsLeads: false } })
      expect(await breaches(id)).toHaveLength(1)
    })
  })

  describe('targets', () => {
    test('are of a queue and priority; no target, no clock', async () => {
      await desk.room.setSlaPolicies(mei, { targets: [
        target({ queueId: 'payment', targetMs: minute }), target({ targetMs: 2 * minute }), target({ priority: 'urgent', targetMs: null }), target({ priority: 'urgent', kind: 'resolution', targetMs: null }),
      ] })
      const now = desk.clock.now()
      expect(await lineOf(await desk.waiting({ topic: 'payment' }))).toMatchObject({ respondBy: now + minute, sla: { dueAt: now + minute } })
      expect(await lineOf(await desk.waiting())).toMatchObject({ respondBy: now + 2 * minute, sla: { dueAt: now + 2 * minute } })
      expect(await lineOf(await desk.waiting({ reason: 'high-risk' }))).toMatchObject({ respondBy: null, sla: null })
    })

    test('that change do not touch the clocks that run; one taken away is the shipped one again', async () => {
      await desk.room.setSlaPolicies(mei, { targets: [target({ targetMs: minute })] })
      const started = desk.clock.now()
      const id = await desk.waiting()
      await desk.room.setSlaPolicies(mei, { targets: [{ ...target({}), isRemoved: true }] })
      expect(await lineOf(id)).toMatchObject({ sla: { dueAt: started + minute } })
      expect(await lineOf(await desk.waiting())).toMatchObject({ sla: { dueAt: started + 5 * minute } })
    })

    test('of a queue that there is not are refused, all of them', async () => {
      const stranger = await desk.hire('Stranger', { team: 'other-shop', role: 'lead' })
      const answer = await desk.room.setSlaPolicies(stranger, { targets: [target({ targetMs: minute }), target({ queueId: 'payment' })] })
      expect(answer).toEqual({ no: 'problems', problems: [{ path: 'targets.1.queueId', message: 'There is no queue “payment”. GET /api/desk/queues lists them.' }] })
      expect((await db.query('select 1 from sla_target')).rowCount).toBe(0)
    })
  })

  test('clocks run in business time of the queue’s calendar', async () => {
    await desk.room.saveCalendar(mei, { name: 'Office', timeZone: 'UTC', week: workdays, specialDays: [], queueIds: ['in-sale'] })
    // Tuesday, two minutes before closing time.
    desk.clock.advance(8 * 60 * minute - 2 * minute)
    for (const actor of [mei, omar]) await desk.room.heartbeat(actor)
    const id = await desk.waiting()
    expect(await lineOf(id)).toMatchObject({ respondBy: Date.parse('2026-03-11T09:03:00Z'), sla: { warnAt: Date.parse('2026-03-11T09:01:45Z'), dueAt: Date.parse('2026-03-11T09:03:00Z') } })
    await pass(8 * 60 * minute)
    expect(await breaches(id)).toEqual([])
    await pass(7 * 60 * minute + 5 * minute)
    expect(await breaches(id)).toHaveLength(1)
  })

  test('clocks survive a restart: what ran out meanwhile is found when the desk is opened again', async () => {
    const place = await freshDatabase()
    const before = await openDatabase(place)
    const first = openDesk(before)
    const lee = await first.hire('Lee')
    await first.room.heartbeat(lee)
    const id = await first.waiting()
    await before.close()
    const after = await openDatabase(place)
    const later = fakeClock(first.clock.now() + 6 * minute)
    const second = openDesk(after, { clock: later })
    await second.room.heartbeat(lee)
    await second.room.sweep(later.now())
    // The warning and the end were both overdue; each was done once.
    await second.room.sweep(later.now())
    const { rows } = await after.query<{ kind: string; late: number }>('select kind, extract(epoch from breached_at - due_at)::int as late from sla_breach where conversation_id = $1', [id])
    expect(rows).toEqual([{ kind: 'first', late: 60 }])
    expect((await second.room.openConversation(lee, id, 'en'))?.entry.sla).toMatchObject({ kind: 'first', isBreached: true })
    await after.close()
    await place.remove()
  })

  test('two processes that sweep at once record a breach once', async () => {
    const ids = [await desk.waiting(), await desk.waiting(), await desk.waiting()]
    desk.clock.advance(6 * minute)
    for (const actor of [mei, omar]) await desk.room.heartbeat(actor)
    for (let round = 0; round < 3; round++) await Promise.all([desk.room.sweep(desk.clock.now()), desk.room.sweep(desk.clock.now())])
    for (const id of ids) expect(await breaches(id)).toHaveLength(1)
  })
})
