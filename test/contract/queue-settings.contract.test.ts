import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { newId } from '../../core/ids.ts'
import { addAgent, deskRoutes, type AgentToAdd, type DeskAnswer } from '../../handoff/index.ts'
import { AgentSkillsAnswer, Board, Deed, DeskError, Me, QueueSettings, Snapshot, WaitingPage } from '../../handoff/contract.ts'
import { startOfDay } from '../../handoff/queue/board.ts'
import { eachDatabase } from '../databases.ts'
import { openFreshDesk, type Desk } from './desk.ts'
import { browserOf } from './desk-browser.ts'

eachDatabase((_name, open) => {
  let db: OpenedDatabase
  let desk: Desk
  let lee: Person
  beforeAll(async () => { db = await open() })
  beforeEach(async () => {
    desk = await openFreshDesk(db)
    lee = await employ('Lee', { role: 'lead' })
  })

  interface Person {
    id: string
    ask(method: 'GET' | 'POST', path: string, body?: unknown): Promise<DeskAnswer>
    actor: { id: string; name: string; team: string }
  }

  const ask = (method: 'GET' | 'POST', path: string, { headers = {}, body }: { headers?: Record<string, string>; body?: unknown }) => {
    const url = new URL(path, 'http://desk')
    const route = deskRoutes.find((one) => one.method === method && new RegExp(`^${one.path.replaceAll(/:\w+/g, '[^/]+')}$`).test(url.pathname))
    if (!route) throw new Error(`no route ${method} ${path}`)
    const position = route.path.split('/').indexOf(':id')
    return desk.room.answer(route, {
      headers: { 'content-type': 'application/json', ...headers }, params: position < 0 ? {} : { id: decodeURIComponent(url.pathname.split('/')[position]!) },
      query: url.searchParams, body: body === undefined ? new Uint8Array() : Buffer.from(JSON.stringify(body)), address: '127.0.0.1',
    })
  }
  const employ = async (name: string, more: Partial<AgentToAdd> = {}): Promise<Person> => {
    const email = `${name}-${newId()}@desk.example`
    const added = await addAgent(db, { email, name, password: null, role: 'agent', ...more }, desk.clock.now())
    if (added === 'email-taken') throw new Error('a fresh address is free')
    const { cookie, csrf } = await browserOf(db, added.id, desk.clock.now())
    const headers = { cookie, 'x-baton-csrf': csrf }
    return { id: added.id, actor: { id: added.id, name, team: more.team ?? 'shop' }, ask: (method, path, body) => ask(method, path, { headers, body }) }
  }
  const codeOf = (answer: DeskAnswer) => [answer.status, DeskError.parse(answer.body).error.code]
  const settings = async () => QueueSettings.parse((await lee.ask('GET', '/api/desk/queues')).body)
  const label = { en: 'Payments in Chinese', zh: '中文支付' }

  describe('queues', () => {
    test('there are five to begin with, named in both languages', async () => {
      const { queues, skills } = await settings()
      expect(queues.map((queue) => queue.id)).toEqual(['after-sale', 'complaint', 'in-sale', 'payment', 'pre-sale'])
      expect(queues[0]).toMatchObject({ label: { en: 'Returns and repairs', zh: '售后' }, assignment: 'pull', offerMs: 20_000, isOpen: true })
      expect(skills.find((skill) => skill.id === 'payment')).toMatchObject({ topics: ['payment'], widenTo: ['after-sale', 'in-sale'] })
    })

    test('a lead opens one for a language, and shoppers of that language stand in it', async () => {
      const answer = await lee.ask('POST', '/api/desk/queues', { skill: 'payment', language: 'en', label, assignment: 'push', offerMs: 30_000 })
      expect(QueueSettings.parse(answer.body).queues.find((queue) => queue.id === 'payment-en')).toMatchObject({ language: 'en', assignment: 'push', offerMs: 30_000, alertMs: 60_000 })
      await desk.room.heartbeat(lee.actor)
      const id = await desk.waiting({ topic: 'payment' })
      const { entries, queues } = Snapshot.parse((await lee.ask('GET', '/api/desk/snapshot')).body)
      expect(entries).toMatchObject([{ conversationId: id, queueId: 'payment-en' }])
      expect(queues.find((queue) => queue.id === 'payment-en')).toMatchObject({ waiting: 1, isMore: false, label, assignment: 'push' })
      expect(codeOf(await lee.ask('POST', '/api/desk/queues', { skill: 'payment', language: 'en', label }))).toEqual([409, 'already-there'])
      expect(codeOf(await lee.ask('POST', '/api/desk/queues', { skill: 'astrology', label }))).toEqual([400, 'bad-request'])
    })

    test('what is named changes, the rest stays; a closed one gets nobody new', async () => {
      const answer = await lee.ask('POST', '/api/desk/queues/payment', { isOpen: false, mostPerAgent: 2 })
      expect(QueueSettings.parse(answer.body).queues.find((queue) => queue.id === 'payment')).toMatchObject({ isOpen: false, mostPerAgent: 2, assignment: 'pull', label: { en: 'Payment', zh: '支付' } })
      await desk.room.heartbeat(lee.actor)
      await desk.waiting({ topic: 'payment' })
      const { entries } = Snapshot.parse((await lee.ask('GET', '/api/desk/snapshot')).body)
      expect(entries.map((entry) => entry.queueId)).not.toContain('payment')
      expect(codeOf(await lee.ask('POST', '/api/desk/queues/nowhere', { isOpen: true }))).toEqual([404, 'not-found'])
      expect(codeOf(await lee.ask('POST', '/api/desk/queues/payment', { offerMs: 1 }))).toEqual([400, 'bad-request'])
      expect(codeOf(await lee.ask('POST', '/api/desk/queues/payment', { language: 'en' }))).toEqual([400, 'bad-request'])
    })

    test('are the team’s own', async () => {
      await db.query(`insert into team (id, name) values ('other-shop', 'Other shop')`)
      const stranger = await employ('Stranger', { role: 'lead', team: 'other-shop' })
      expect(codeOf(await stranger.ask('POST', '/api/desk/queues/payment', { isOpen: false }))).toEqual([404, 'not-found'])
      expect(QueueSettings.parse((await stranger.ask('GET', '/api/desk/queues')).body)).toEqual({ queues: [], skills: [] })
      await stranger.ask('POST', '/api/desk/skills', { id: 'payment', label })
      const own = QueueSettings.parse((await stranger.ask('POST', '/api/desk/queues', { skill: 'payment', label })).body)
      expect(own.queues.map((queue) => queue.id)).toEqual(['other-shop.payment'])
      await desk.room.heartbeat(lee.actor)
      expect(await desk.ask(await desk.chat(), { topic: 'payment' })).toMatchObject({ result: 'waiting' })
      expect(Snapshot.parse((await lee.ask('GET', '/api/desk/snapshot')).body).entries).toHaveLength(1)
      const page = WaitingPage.parse((await stranger.ask('GET', '/api/desk/queues/payment/waiting')).body)
      expect(page).toEqual({ entries: [], next: null })
    })

    test('are changed by leads only', async () => {
      const mei = await employ('Mei')
      expect(codeOf(await mei.ask('POST', '/api/desk/queues/payment', { isOpen: false }))).toEqual([403, 'forbidden'])
      expect(codeOf(await mei.ask('POST', '/api/desk/skills', { id: 'repairs', label }))).toEqual([403, 'forbidden'])
      expect(codeOf(await mei.ask('GET', '/api/desk/board'))).toEqual([403, 'forbidden'])
      expect((await mei.ask('GET', '/api/desk/queues')).status).toBe(200)
    })

    test('every change is on record', async () => {
      await lee.ask('POST', '/api/desk/queues/payment', { isOpen: false })
      await lee.ask('POST', '/api/desk/skills', { id: 'repairs', label })
      const { rows } = await db.query<{ deed: string; agent_id: string }>(`select deed, agent_id from audit where deed <> 'sign-in' order by at, id`)
      expect(rows).toEqual([{ deed: 'queue-changed', agent_id: lee.id }, { deed: 'skill-set', agent_id: lee.id }])
    })
  })

  describe('skills', () => {
    test('a lead adds one and leads topics to it', async () => {
      await lee.ask('POST', '/api/desk/skills', { id: 'parcels', label, topics: ['shipping'], widenTo: ['in-sale'] })
      await lee.ask('POST', '/api/desk/queues', { skill: 'parcels', label })
      const { skills } = await settings()
      expect(skills.find((skill) => skill.id === 'in-sale')?.topics).toEqual(['order'])
      await desk.room.heartbeat(lee.actor)
      await desk.waiting({ topic: 'shipping' })
      expect(Snapshot.parse((await lee.ask('GET', '/api/desk/snapshot')).body).entries).toMatchObject([{ queueId: 'parcels' }])
      expect(codeOf(await lee.ask('POST', '/api/desk/skills', { id: 'parcels', label, widenTo: ['astrology'] }))).toEqual([400, 'bad-request'])
    })

    test('of an agent are set with their levels, and shown to the agent and the desk', async () => {
      const mei = await employ('Mei')
      const skills = [{ skill: 'complaint', level: 3 }, { skill: 'payment', level: 1 }]
      const answer = await lee.ask('POST', `/api/desk/agents/${mei.id}/skills`, { skills })
      expect(AgentSkillsAnswer.parse(answer.body)).toEqual({ agentId: mei.id, skills })
      expect(AgentSkillsAnswer.parse((await lee.ask('GET', `/api/desk/agents/${mei.id}/skills`)).body)).toEqual({ agentId: mei.id, skills })
      expect(Me.parse((await mei.ask('GET', '/api/desk/me')).body).skills).toEqual(['complaint', 'payment'])
      const { agents } = Snapshot.parse((await mei.ask('GET', '/api/desk/snapshot')).body)
      expect(agents.find((agent) => agent.id === mei.id)).toMatchObject({ skills: ['complaint', 'payment'], levels: { complaint: 3, payment: 1 } })
      expect(codeOf(await lee.ask('POST', `/api/desk/agents/${mei.id}/skills`, { skills: [{ skill: 'astrology', level: 1 }] }))).toEqual([400, 'bad-request'])
      expect(codeOf(await lee.ask('POST', `/api/desk/agents/${newId()}/skills`, { skills }))).toEqual([404, 'not-found'])
      expect(codeOf(await lee.ask('POST', `/api/desk/agents/${mei.id}/skills`, { skills: [{ skill: 'payment', level: 4 }] }))).toEqual([400, 'bad-request'])
    })
  })

  describe('offers and priority', () => {
    test('are answered by routes', async () => {
      await lee.ask('POST', '/api/desk/queues/in-sale', { assignment: 'push' })
      const [mei, omar] = [await employ('Mei'), await employ('Omar')]
      await desk.room.heartbeat(mei.actor)
      desk.clock.advance(1000)
      await desk.room.heartbeat(omar.actor)
      const id = await desk.waiting()
      await desk.room.sweep(desk.clock.now())
      const [entry] = Snapshot.parse((await mei.ask('GET', '/api/desk/snapshot')).body).entries
      expect(entry!.offer).toMatchObject({ agentId: mei.id })
      const taken = await omar.ask('POST', `/api/desk/conversations/${id}/claim`, {})
      expect(DeskError.parse(taken.body).error).toMatchObject({ code: 'reserved', by: { id: mei.id, name: 'Mei' }, until: entry!.offer!.expiresAt })
      expect(codeOf(await omar.ask('POST', `/api/desk/offers/${entry!.offer!.id}/accept`, {}))).toEqual([404, 'not-found'])
      expect(Deed.parse((await mei.ask('POST', `/api/desk/offers/${entry!.offer!.id}/decline`, {})).body).entry).toMatchObject({ offer: null, status: 'waiting' })
      expect(codeOf(await mei.ask('POST', `/api/desk/offers/${entry!.offer!.id}/accept`, {}))).toEqual([409, 'offer-gone'])
      const raised = await lee.ask('POST', `/api/desk/conversations/${id}/priority`, { priority: 'urgent', reason: 'she called' })
      expect(Deed.parse(raised.body).entry).toMatchObject({ priority: 'urgent' })
      expect(codeOf(await mei.ask('POST', `/api/desk/conversations/${id}/priority`, { priority: 'low', reason: 'mine' }))).toEqual([403, 'forbidden'])
      await desk.room.sweep(desk.clock.now())
      const offered = Snapshot.parse((await omar.ask('GET', '/api/desk/snapshot')).body).entries[0]!.offer!
      expect(Deed.parse((await omar.ask('POST', `/api/desk/offers/${offered.id}/accept`, {})).body).entry).toMatchObject({ status: 'accepted', agent: { id: omar.id } })
    })
  })

  describe('the lead’s board', () => {
    const boardAt = async (query = '') => Board.parse((await lee.ask('GET', `/api/desk/board${query}`)).body)

    test('shows who waits, who works and how the day has gone', async () => {
      const mei = await employ('Mei')
      for (const one of [mei, lee]) await desk.room.heartbeat(one.actor)
      const [answered, late, left, urgent] = [await desk.waiting(), await desk.waiting(), await desk.waiting(), await desk.waiting({ reason: 'high-risk' })]
      desk.clock.advance(30_000)
      await desk.room.claim(answered!, mei.actor)
      await desk.room.reply(answered!, mei.actor, { text: 'Hello', attachments: [], key: newId() })
      await db.transaction((tx) => desk.room.leaveQueue(tx, left!, 'leave'))
      for (let part = 0; part < 30; part++) {
        desk.clock.advance(30_000)
        for (const one of [mei, lee]) await desk.room.heartbeat(one.actor)
      }
      await desk.room.claim(late!, mei.actor)
      await desk.room.reply(late!, mei.actor, { text: 'Hello at last', attachments: [], key: newId() })
      const board = await boardAt()
      expect(board).toMatchObject({ requested: 4, accepted: 2, completed: 0, abandoned: 1, solvedByBot: 0, sla: { met: 1, late: 1, overdue: 1 } })
      expect(board.reasons).toEqual([{ reason: 'asked', count: 3 }, { reason: 'high-risk', count: 1 }])
      expect(board.queues.find((queue) => queue.id === 'in-sale')).toMatchObject({ waiting: 1, urgent: 1, isMore: false, longestWaitSince: board.at - 930_000 })
      expect(board.agents.find((agent) => agent.id === mei.id)).toMatchObject({ load: 2, isOnline: true })
      expect(board.medianWaitMs).toBe((30_000 + 930_000) / 2)
      expect(urgent).toBeTruthy()
    })

    test('begins with the shop’s midnight, or when it is told to', async () => {
      const now = desk.clock.now()
      expect((await boardAt()).since).toBe(startOfDay('UTC', now))
      expect((await boardAt(`?since=${now - 3_600_000}`)).since).toBe(now - 3_600_000)
      for (const wrong of ['yesterday', String(now + 1), String(now - 3 * 86_400_000)]) expect(codeOf(await lee.ask('GET', `/api/desk/board?since=${wrong}`))).toEqual([400, 'bad-request'])
    })

    test('is empty on a quiet day', async () => {
      expect(await boardAt()).toMatchObject({ requested: 0, medianWaitMs: null, reasons: [], sla: { met: 0, late: 0, overdue: 0 } })
    })
  })
})
