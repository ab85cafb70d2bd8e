import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import type { Actor } from '../../handoff/index.ts'
import { eachDatabase } from '../databases.ts'
import { count, openFreshDesk, type Desk } from './desk.ts'

eachDatabase((_name, open) => {
  let db: OpenedDatabase
  let desk: Desk
  beforeAll(async () => { db = await open() })
  beforeEach(async () => {
    desk = await openFreshDesk(db)
    await db.query(`update queue set assignment = 'push', offer_ms = 20000`)
  })
  const comes = async (name: string, more: Parameters<Desk['hire']>[1] = {}) => {
    const actor = await desk.hire(name, more)
    await desk.room.heartbeat(actor)
    return actor
  }
  const stay = async (...actors: Actor[]) => { for (const actor of actors) await desk.room.heartbeat(actor) }
  const look = () => desk.room.sweep(desk.clock.now())
  const lineOf = async (id: string, actor: Actor) => (await desk.room.snapshot(actor)).entries.find((entry) => entry.conversationId === id)
  const offeredTo = async (id: string, actor: Actor) => (await lineOf(id, actor))?.offer?.agent.name ?? null
  const offerOf = async (id: string, actor: Actor) => (await lineOf(id, actor))!.offer!
  const finish = (id: string, actor: Actor) => desk.room.complete(id, actor, { disposition: 'solved', note: '', next: 'closed' } as Parameters<Desk['room']['complete']>[2])

  describe('a pushed conversation', () => {
    test('is offered to the agent who has been idle longest, and taken by accepting', async () => {
      const mei = await comes('Mei')
      desk.clock.advance(1000)
      const omar = await comes('Omar')
      const id = await desk.waiting()
      await look()
      const offer = await offerOf(id, omar)
      expect(offer).toMatchObject({ agent: { id: mei.id, name: 'Mei' }, expiresAt: desk.clock.now() + 20_000 })
      expect(await desk.room.acceptOffer(offer.id, omar)).toEqual({ no: 'not-found' })
      expect(await desk.room.acceptOffer(offer.id, mei)).toMatchObject({ agentId: mei.id })
      expect(await desk.stateOf(id)).toEqual(['human', mei.id])
      expect(await lineOf(id, mei)).toMatchObject({ offer: null })
      expect(await desk.room.acceptOffer(offer.id, mei)).toEqual({ no: 'offer-gone' })
    })

    test('is kept for that agent: others who claim it are told by whom and until when, a lead takes it all the same', async () => {
      const mei = await comes('Mei')
      const id = await desk.waiting()
      await look()
      const omar = await comes('Omar')
      const { expiresAt } = await offerOf(id, mei)
      expect(await desk.room.claim(id, omar)).toEqual({ no: 'reserved', by: { id: mei.id, name: 'Mei' }, until: expiresAt })
      const lee = await comes('Lee', { role: 'lead' })
      expect(await desk.room.takeOver(id, lee)).toMatchObject({ agentId: lee.id })
      expect(await count(db, 'select count(*) from offer where ended_at is null')).toBe(0)
    })

    test('goes to the next when the offer runs out, and not back before all had it', async () => {
      const [mei, omar, zoe] = [await comes('Mei'), await comes('Omar'), await comes('Zoe')]
      const id = await desk.waiting()
      const asked = []
      for (let time = 0; time < 4; time++) {
        await stay(mei, omar, zoe)
        await look()
        asked.push(await offeredTo(id, mei))
        desk.clock.advance(20_001)
      }
      expect(new Set(asked.slice(0, 3)).size).toBe(3)
      expect(asked[3]).toBe(asked[0])
    })

    test('that is declined goes to the next at once', async () => {
      const mei = await comes('Mei')
      desk.clock.advance(10)
      const omar = await comes('Omar')
      const id = await desk.waiting()
      await look()
      expect(await desk.room.declineOffer((await offerOf(id, mei)).id, mei)).toMatchObject({ conversationId: id })
      await look()
      expect(await offeredTo(id, mei)).toBe('Omar')
      expect(await desk.room.acceptOffer((await offerOf(id, omar)).id, omar)).toMatchObject({ agentId: omar.id })
    })

    test('cannot be accepted a moment too late, though nobody has looked yet', async () => {
      const mei = await comes('Mei')
      const id = await desk.waiting()
      await look()
      const { id: offerId } = await offerOf(id, mei)
      desk.clock.advance(20_001)
      expect(await desk.room.acceptOffer(offerId, mei)).toEqual({ no: 'offer-gone' })
      const omar = await comes('Omar')
      expect(await desk.room.claim(id, omar)).toMatchObject({ agentId: omar.id })
    })

    test('is offered to the agent of last time first', async () => {
      const mei = await comes('Mei')
      desk.clock.advance(1000)
      const omar = await comes('Omar')
      const first = await desk.waiting()
      await look()
      await desk.room.takeOver(first, omar)
      await finish(first, omar)
      expect(await count(db, `select count(*) from offer where agent_id = $1 and ended_by = 'withdrawn'`, [mei.id])).toBe(1)
      desk.clock.advance(1000)
      const second = await desk.waiting()
      await stay(mei, omar)
      await look()
      expect(await offeredTo(second, mei)).toBe('Omar')
    })

    test('is offered to nobody who is away, full, speaks another language or has another skill', async () => {
      const away = await comes('Away')
      await desk.room.heartbeat(away, { isAway: true })
      await comes('Full', { capacity: 0 })
      await comes('Deutsch', { languages: ['de'] })
      await comes('Seller', { skills: ['pre-sale'] })
      await desk.hire('Absent')
      const lee = await comes('Lee', { role: 'lead', skills: ['payment'] })
      const id = await desk.waiting()
      await look()
      expect(await offeredTo(id, lee)).toBe(null)
      const fits = await comes('Fits', { languages: ['en'], skills: ['in-sale'] })
      await look()
      expect(await offeredTo(id, fits)).toBe('Fits')
    })

    test('is offered in the background, whenever something changed at the desk, without waiting for the sweep', async () => {
      const mei = await comes('Mei')
      const id = await desk.waiting()
      for (let asked = 0; asked < 5; asked++) desk.room.assignSoon()
      await vi.waitFor(async () => { expect(await offeredTo(id, mei)).toBe('Mei') }, { timeout: 100_000 })
      await desk.room.close()
      expect(await count(db, 'select count(*) from offer')).toBe(1)
    })

    test('comes back from an agent who goes away', async () => {
      const mei = await comes('Mei')
      const id = await desk.waiting()
      await look()
      await desk.room.heartbeat(mei, { isAway: true })
      expect(await offeredTo(id, mei)).toBe(null)
    })

    test('that the shopper leaves is offered to nobody any more', async () => {
      const mei = await comes('Mei')
      const id = await desk.waiting()
      await look()
      const { id: offerId } = await offerOf(id, mei)
      await db.transaction((tx) => desk.room.leaveQueue(tx, id, 'leave'))
      expect(await desk.room.acceptOffer(offerId, mei)).toEqual({ no: 'offer-gone' })
    })
  })

  describe('levels', () => {
    const senior = async (actor: Actor, level: number) => {
      await db.query(`update agent set skills = '{complaint}' where id = $1`, [actor.id])
      await db.query(`insert into agent_skill (agent_id, skill, level) values ($1, 'complaint', $2)`, [actor.id, level])
    }
    const threat = { reason: 'complaint' as const, history: [{ seq: 1, intent: null, confidence: 0, mood: { level: 'furious' as const, score: 1, hasThreat: false, evidence: [] } }] }

    test('a hard case waits for a senior who is there, and goes to a junior only when none is', async () => {
      const junior = await comes('Junior')
      await senior(junior, 1)
      const expert = await comes('Expert', { capacity: 1 })
      await senior(expert, 3)
      const [first, second] = [await desk.waiting(threat), await desk.waiting(threat)]
      await look()
      expect([await offeredTo(first, junior), await offeredTo(second, junior)]).toEqual(['Expert', null])
      desk.clock.advance(46_000)
      await stay(junior)
      await look()
      expect([await offeredTo(first, junior), await offeredTo(second, junior)]).toContain('Junior')
    })
  })

  describe('capacity', () => {
    test('is kept by offers too: an agent is never offered more than there is room for', async () => {
      const mei = await comes('Mei', { capacity: 4 })
      for (let made = 0; made < 10; made++) await desk.waiting()
      await Promise.all([look(), look(), look()])
      expect(await count(db, 'select count(*) from offer where ended_at is null')).toBe(4)
      const [agent] = (await desk.room.snapshot(mei)).agents.filter((one) => one.id === mei.id)
      expect(agent).toMatchObject({ load: 0, offered: 4 })
    })

    test('thirty claims and offers at once never pass it', async () => {
      const mei = await comes('Mei', { capacity: 4 })
      const ids = []
      for (let made = 0; made < 30; made++) ids.push(await desk.waiting())
      const [answers] = await Promise.all([Promise.all(ids.map((id) => desk.room.claim(id, mei))), look(), look()])
      await look()
      const held = await count(db, 'select (select count(*) from assignment where ended_at is null) + (select count(*) from offer where ended_at is null) as count')
      expect(held).toBe(4)
      expect(answers.filter((answer) => !('no' in answer)).length).toBeLessThanOrEqual(4)
    })

    test('a hint keeps one queue from filling an agent', async () => {
      await db.query(`update queue set most_per_agent = 1 where id = 'in-sale'`)
      await comes('Mei')
      for (const topic of ['shipping', 'shipping', 'payment']) await desk.waiting({ topic })
      await look()
      const { rows } = await db.query<{ queue_id: string }>('select h.queue_id from offer o join handoff h on h.id = o.handoff_id where o.ended_at is null order by 1')
      expect(rows.map((row) => row.queue_id)).toEqual(['in-sale', 'payment'])
    })

    test('every freed place pulls the head: an older one is never overtaken by an equal newer one', async () => {
      const mei = await comes('Mei', { capacity: 1 })
      const ids: string[] = []
      for (let made = 0; made < 4; made++) {
        desk.clock.advance(1000)
        ids.push(await desk.waiting())
      }
      const taken = []
      for (const end of ['complete', 'hand-back', 'transfer', 'complete'] as const) {
        await look()
        const [offered] = (await desk.room.snapshot(mei)).entries.filter((entry) => entry.offer)
        const id = offered!.conversationId
        taken.push(id)
        await desk.room.acceptOffer(offered!.offer!.id, mei)
        if (end === 'complete') await finish(id, mei)
        if (end === 'hand-back') await desk.room.handBack(id, mei, { word: '' } as Parameters<Desk['room']['handBack']>[2])
        if (end === 'transfer') {
          await db.query(`update queue set assignment = 'pull' where id = 'payment'`)
          await desk.room.transferToQueue(id, mei, { queueId: 'payment', note: '' })
        }
      }
      expect(taken).toEqual(ids)
    })

    test('what a vanished agent held goes to the next before all others', async () => {
      const mei = await comes('Mei')
      const held = await desk.waiting()
      await look()
      await desk.room.acceptOffer((await offerOf(held, mei)).id, mei)
      const omar = await comes('Omar', { capacity: 1 })
      await desk.room.heartbeat(omar, { isAway: true })
      desk.clock.advance(30_000)
      const urgent = await desk.waiting({ reason: 'high-risk' })
      desk.clock.advance(16_000)
      await desk.room.heartbeat(omar, { isAway: false })
      await look()
      expect([await offeredTo(held, omar), await offeredTo(urgent, omar)]).toEqual(['Omar', null])
    })
  })

  test('every offer, and what became of it, is on record', async () => {
    const mei = await comes('Mei')
    const id = await desk.waiting()
    await look()
    await desk.room.declineOffer((await offerOf(id, mei)).id, mei)
    await look()
    desk.clock.advance(20_001)
    await stay(mei)
    await look()
    const { rows } = await db.query<{ deed: string }>('select deed from audit where conversation_id = $1 order by at, id', [id])
    expect(rows.map((row) => row.deed)).toEqual(['offer', 'offer-declined', 'offer', 'offer-expired', 'offer'])
  })
})
