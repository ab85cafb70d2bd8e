import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { newId } from '../../core/ids.ts'
import { sayNow } from '../../core/conversation/index.ts'
import { Changes } from '../../handoff/contract.ts'
import type { Actor } from '../../handoff/index.ts'
import { deskOf, withChanges } from '../../web/console/desk-state.ts'
import { eachDatabase } from '../databases.ts'
import { count, openDesk, openStaffedDesk, type Desk } from './desk.ts'

eachDatabase((name, open) => {
  let db: OpenedDatabase
  let desk: Desk
  let mei: Actor
  let omar: Actor
  beforeAll(async () => { db = await open() })
  beforeEach(async () => { ({ desk, mei, omar } = await openStaffedDesk(db)) })
  const reply = (conversationId: string, actor: Actor, text = 'I can see your parcel.', key = newId()) => desk.room.reply(conversationId, actor, { text, attachments: [], key })

  describe('an agent whose console dies', () => {
    const pass = async (ms: number) => {
      desk.clock.advance(ms)
      await desk.room.heartbeat(omar)
    }

    test('has 45 seconds to come back', async () => {
      const id = await desk.waiting()
      await desk.room.claim(id, mei)
      await pass(44_000)
      expect(await desk.room.sweep(desk.clock.now())).toEqual({ returned: 0, givenUp: 0 })
      await desk.room.heartbeat(mei)
      await pass(44_000)
      expect(await desk.room.sweep(desk.clock.now())).toEqual({ returned: 0, givenUp: 0 })
      expect(await desk.stateOf(id)).toEqual(['human', mei.id])
    })

    test('gives the conversation back to the head of the queue, at its first waiting time; the shopper is told once', async () => {
      const id = await desk.waiting()
      const requestedAt = desk.clock.now()
      await desk.room.claim(id, mei)
      await pass(1000)
      const later = await desk.waiting()
      await pass(44_001)
      expect((await desk.room.sweep(desk.clock.now())).returned).toBe(1)
      expect((await desk.room.sweep(desk.clock.now())).returned).toBe(0)
      const { entries } = await desk.room.snapshot(omar)
      expect(entries).toMatchObject([{ conversationId: id, isReturned: true, waitingSince: requestedAt, agent: null }, { conversationId: later }])
      expect((await desk.said(id)).slice(-2)).toEqual([expect.stringContaining('The console of Mei'), 'handoff.agent-gone'])

      await desk.room.heartbeat(mei)
      expect(await reply(id, mei)).toEqual({ no: 'not-yours', by: null })
      await desk.room.claim(id, mei)
      await pass(46_000)
      await desk.room.sweep(desk.clock.now())
      expect((await desk.said(id)).filter((text) => text === 'handoff.agent-gone')).toHaveLength(1)
    })

    test('is noticed once by two replicas that look at the same moment', async () => {
      const id = await desk.waiting()
      await desk.room.claim(id, mei)
      await pass(46_000)
      const both = await Promise.all([desk.room.sweep(desk.clock.now()), desk.room.sweep(desk.clock.now())])
      expect(both.reduce((sum, { returned }) => sum + returned, 0)).toBe(1)
      expect((await desk.said(id)).filter((text) => text === 'handoff.agent-gone')).toHaveLength(1)
    })

    test('as the last one there: the shopper is asked for a message, and a task is left for the desk', async () => {
      const id = await desk.waiting()
      await desk.room.claim(id, mei)
      desk.clock.advance(170_000)
      expect(await desk.room.sweep(desk.clock.now())).toEqual({ returned: 1, givenUp: 1 })
      expect(await desk.stateOf(id)).toEqual(['bot', null])
      expect((await desk.said(id)).at(-1)).toBe('handoff.nobody-there')
      expect((await desk.room.snapshot(mei)).leftMessages).toMatchObject([{ conversationId: id, text: 'let me talk to a human', contact: null }])
    })

    test('one conversation that cannot be given back holds up neither the others nor what is due at the desk', async () => {
      const [broken, sound, putOff] = [await desk.waiting(), await desk.waiting(), await desk.waiting()]
      for (const id of [broken, sound]) await desk.room.claim(id, mei)
      await desk.room.claim(putOff, omar)
      await desk.room.snooze(putOff, omar, { until: desk.clock.now() + 40_000, note: '' })
      await pass(46_000)
      const say = async (tx: Parameters<typeof sayNow>[0], id: string) => {
        if (id === broken) throw new Error('nothing can be said in this one')
        await sayNow(tx, id, [{ speaker: 'system', kind: 'note', text: 'said', isSent: false }], desk.clock.now())
      }
      const another = openDesk(db, { clock: desk.clock, say })
      expect(await another.room.sweep(desk.clock.now())).toEqual({ returned: 1, givenUp: 0 })
      expect([await desk.stateOf(broken), await desk.stateOf(sound), await desk.stateOf(putOff)]).toEqual([['human', mei.id], ['waiting', null], ['human', omar.id]])
    })

    if (name === 'postgres') {
      test('does not take a conversation from the lead who has just taken it over', async () => {
        const lee = await desk.hire('Lee', { role: 'lead' })
        const id = await desk.waiting()
        await desk.room.claim(id, mei)
        await pass(46_000)
        await desk.room.heartbeat(lee)
        const waitsForLock = async (many: number) => {
          while (await count(db, `select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`) < many) await new Promise((done) => { setTimeout(done, 5) })
        }
        let deeds: Promise<unknown>[] = []
        await db.transaction(async (tx) => {
          await tx.query('select 1 from conversation where id = $1 for update', [id])
          deeds = [desk.room.takeOver(id, lee)]
          await waitsForLock(1)
          deeds.push(desk.room.sweep(desk.clock.now()))
          await waitsForLock(2)
        })
        await Promise.all(deeds)
        expect(await desk.stateOf(id)).toEqual(['human', lee.id])
        expect(await count(db, 'select count(*) from assignment where agent_id = $1 and ended_at is null', [lee.id])).toBe(1)
      })
    }
  })

  describe('an agent who had nothing in hand', () => {
    const shownAfter = async (shown: ReturnType<typeof deskOf>) => {
      const changes = await desk.room.changesSince(omar, shown.cursor)
      if (changes === 'bad-cursor') throw new Error('the cursor is good')
      return withChanges(shown, Changes.parse(changes))
    }
    const there = (shown: ReturnType<typeof deskOf>) => shown.agents.filter((agent) => agent.isOnline).map((agent) => agent.name)

    test('is seen to go: consoles are told once, and then show what a fresh load shows', async () => {
      const before = deskOf(await desk.room.snapshot(omar))
      expect(there(before)).toEqual(['Mei', 'Omar'])
      desk.clock.advance(30_000)
      await desk.room.heartbeat(omar)
      desk.clock.advance(15_001)
      desk.hinted.length = 0
      for (let looks = 0; looks < 2; looks++) await Promise.all([desk.room.sweep(desk.clock.now()), desk.room.sweep(desk.clock.now())])
      expect(desk.hinted).toEqual(['desk '])
      const after = await shownAfter(before)
      expect(there(after)).toEqual(['Omar'])
      expect(after.agents).toEqual(deskOf(await desk.room.snapshot(omar)).agents)
      expect(await count(db, `select count(*) from desk_change where what = 'presence' and at = $1`, [new Date(desk.clock.now())])).toBe(1)

      await desk.room.heartbeat(mei)
      expect(there(await shownAfter(after))).toEqual(['Mei', 'Omar'])
      desk.clock.advance(46_000)
      await desk.room.sweep(desk.clock.now())
      expect(there(await shownAfter(after))).toEqual([])
    })
  })

  describe('agents who are there and take nothing new', () => {
    test('keep nobody waiting for ever: after ten minutes the shopper is asked for a message', async () => {
      const id = await desk.waiting()
      const stay = async (ms: number) => {
        desk.clock.advance(ms)
        for (const actor of [mei, omar]) await desk.room.heartbeat(actor, { isAway: true })
        return desk.room.sweep(desk.clock.now())
      }
      expect((await stay(9 * 60_000)).givenUp).toBe(0)
      expect(await desk.stateOf(id)).toEqual(['waiting', null])
      expect((await stay(61_000)).givenUp).toBe(1)
      expect(await desk.stateOf(id)).toEqual(['bot', null])
      expect((await desk.said(id)).at(-1)).toBe('handoff.nobody-there')
    })

    test('are waited for while one of them takes new conversations', async () => {
      const id = await desk.waiting()
      desk.clock.advance(60 * 60_000)
      await desk.room.heartbeat(mei, { isAway: true })
      await desk.room.heartbeat(omar)
      expect((await desk.room.sweep(desk.clock.now())).givenUp).toBe(0)
      expect(await desk.stateOf(id)).toEqual(['waiting', null])
    })
  })
})
