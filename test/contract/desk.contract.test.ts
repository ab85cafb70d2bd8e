import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { newId } from '../../core/ids.ts'
import { addAgent, deskRoutes, hasDemoAgents, listAgents, removeDemoAgents, seedDemoAgents, type Actor, type DeskAnswer } from '../../handoff/index.ts'
import { Deed, DeskError, Me, MessagePage, OpenConversation, Snapshot } from '../../handoff/contract.ts'
import { eachDatabase } from '../databases.ts'
import { count, openDesk, openFreshDesk, type Desk } from './desk.ts'

interface Browser {
  cookie: string
  csrf: string
}

eachDatabase((_name, open) => {
  let db: OpenedDatabase
  let desk: Desk
  beforeAll(async () => { db = await open() })
  beforeEach(async () => {
    desk = await openFreshDesk(db)
  })

  const ask = (method: 'GET' | 'POST', path: string, { browser, body, raw, headers = {}, on = desk }: {
    browser?: Browser | undefined; body?: unknown; raw?: Uint8Array; headers?: Record<string, string>; on?: Desk } = {}): Promise<DeskAnswer> => {
    const url = new URL(path, 'http://desk')
    const route = deskRoutes.find((one) => one.method === method && new RegExp(`^${one.path.replace(':id', '[^/]+')}$`).test(url.pathname))
    if (!route) throw new Error(`no route ${method} ${path}`)
    const position = route.path.split('/').indexOf(':id')
    const bytes = raw ?? (body === undefined ? new Uint8Array() : Buffer.from(JSON.stringify(body)))
    return on.room.answer(route, {
      headers: { 'content-type': 'application/json', ...(browser ? { 'cookie': browser.cookie, 'x-baton-csrf': browser.csrf } : {}), ...headers },
      params: position < 0 ? {} : { id: url.pathname.split('/')[position]! }, query: url.searchParams, body: bytes, address: '127.0.0.1',
    })
  }
  const codeOf = (answer: DeskAnswer) => [answer.status, DeskError.parse(answer.body).error.code]

  const employ = async (who: string, more: Partial<Parameters<typeof addAgent>[1]> = {}) => {
    const email = `${who}-${newId()}@desk.example`
    const added = await addAgent(db, { email, name: who, password: 'correct horse battery', role: 'agent', ...more }, desk.clock.now())
    if (added === 'email-taken') throw new Error('a fresh address is free')
    return { email, password: 'correct horse battery', actor: { id: added.id, name: who, team: more.team ?? 'shop' } satisfies Actor }
  }
  const signIn = async (who: { email: string; password: string }): Promise<Browser> => {
    const answer = await ask('POST', '/api/desk/sign-in', { body: { email: who.email, password: who.password } })
    expect(answer.status).toBe(200)
    return { cookie: answer.cookies![0]!.split(';')[0]!, csrf: Me.parse(answer.body).csrf }
  }

  describe('signing in', () => {
    test('with the right password opens a session that knows who it is', async () => {
      const mei = await employ('Mei', { languages: ['zh', 'en'] })
      const browser = await signIn({ ...mei, email: mei.email.toUpperCase() })
      expect(Me.parse((await ask('GET', '/api/desk/me', { browser })).body)).toMatchObject({ id: mei.actor.id, name: 'Mei', role: 'agent', languages: ['zh', 'en'], csrf: browser.csrf })
    })

    test('with a wrong password, with an unknown address and by somebody who has no password gets the same answer', async () => {
      const { email } = await employ('Mei')
      const bare = await employ('Omar', { password: null })
      const wrong = await ask('POST', '/api/desk/sign-in', { body: { email, password: 'wrong' } })
      const unknown = await ask('POST', '/api/desk/sign-in', { body: { email: 'nobody@desk.example', password: 'wrong' } })
      expect(codeOf(wrong)).toEqual([401, 'wrong-sign-in'])
      expect(unknown).toEqual(wrong)
      for (const password of ['wrong', '']) expect((await ask('POST', '/api/desk/sign-in', { body: { email: bare.email, password } })).status).not.toBe(200)
      expect(await ask('POST', '/api/desk/sign-in', { body: { email: bare.email, password: 'wrong' } })).toEqual(wrong)
    })

    test('too often is refused, also with the right password', async () => {
      const mei = await employ('Mei')
      for (let tries = 0; tries < 6; tries++) await ask('POST', '/api/desk/sign-in', { body: { email: mei.email, password: 'wrong' } })
      const refused = await ask('POST', '/api/desk/sign-in', { body: { email: mei.email, password: mei.password } })
      expect(codeOf(refused)).toEqual([429, 'too-many-attempts'])
    })

    test('ends with signing out, and with time', async () => {
      const mei = await employ('Mei')
      const [one, two] = [await signIn(mei), await signIn(mei)]
      const out = await ask('POST', '/api/desk/sign-out', { browser: one, body: {} })
      expect(out.cookies).toEqual([expect.stringMatching(/^baton=; .*Max-Age=0/)])
      expect(codeOf(await ask('GET', '/api/desk/me', { browser: one }))).toEqual([401, 'signed-out'])
      expect((await ask('GET', '/api/desk/me', { browser: two })).status).toBe(200)
      desk.clock.advance(13 * 3_600_000)
      expect(codeOf(await ask('GET', '/api/desk/me', { browser: two }))).toEqual([401, 'signed-out'])
    })

    test('keeps neither password nor token', async () => {
      const mei = await employ('Mei')
      const { cookie } = await signIn(mei)
      const { rows } = await db.query('select a.password_hash, s.token_hash from agent a join agent_session s on s.agent_id = a.id where a.id = $1', [mei.actor.id])
      expect(JSON.stringify(rows)).not.toContain(mei.password)
      expect(JSON.stringify(rows)).not.toContain(cookie.split('=')[1])
    })

    test('as a demo agent works in a trial, and in production never', async () => {
      await db.query('update agent set is_demo = false')
      await db.query('delete from agent_session')
      await db.query('delete from audit')
      await db.query('delete from agent')
      const made = await seedDemoAgents(db, desk.clock.now())
      expect(made.map((one) => one.name)).toEqual(['Lee', 'Mei', 'Omar'])
      expect(await seedDemoAgents(db, desk.clock.now())).toEqual([])
      const lee = { email: made[0]!.email, password: made[0]!.password }
      expect((await ask('POST', '/api/desk/sign-in', { body: lee })).status).toBe(200)
      expect(codeOf(await ask('POST', '/api/desk/sign-in', { body: lee, on: openDesk(db, { isProduction: true }) }))).toEqual([401, 'wrong-sign-in'])
      expect(await hasDemoAgents(db)).toBe(true)
      expect(await removeDemoAgents(db, desk.clock.now())).toBe(3)
      expect([await hasDemoAgents(db), await listAgents(db)]).toEqual([false, []])
      expect(codeOf(await ask('POST', '/api/desk/sign-in', { body: lee }))).toEqual([401, 'wrong-sign-in'])
    })
  })

  describe('the rules around every route', () => {
    // Who may call what, and from which page, is tried for every route in desk-roles.

    test('a form of another site is refused', async () => {
      const form = await ask('POST', '/api/desk/sign-in', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, raw: Buffer.from('email=a&password=b') })
      expect(codeOf(form)).toEqual([415, 'bad-request'])
    })

    test.each<[string, Uint8Array]>([
      ['broken JSON', Buffer.from('{"text":')], ['no UTF-8', Buffer.from([0x22, 0xff, 0x22])], ['an array', Buffer.from('[]')],
      ['a field too many', Buffer.from(`{"text":"x","key":"${newId()}","isAdmin":true}`)], ['no text', Buffer.from(`{"text":"  ","key":"${newId()}"}`)],
      ['a text without end', Buffer.from(`{"text":"${'x'.repeat(8001)}","key":"${newId()}"}`)], ['no key', Buffer.from('{"text":"x"}')],
    ])('a body with %s is refused and says what to send', async (_what, raw) => {
      const browser = await signIn(await employ('Mei'))
      expect(codeOf(await ask('POST', `/api/desk/conversations/${newId()}/reply`, { browser, raw }))).toEqual([400, 'bad-request'])
    })

    test('an id that is none, and one of nobody, are not found', async () => {
      const browser = await signIn(await employ('Mei'))
      for (const id of ['1', "'--", '%00', newId()]) {
        expect(codeOf(await ask('GET', `/api/desk/conversations/${id}`, { browser }))).toEqual([404, 'not-found'])
        expect(codeOf(await ask('POST', `/api/desk/conversations/${id}/claim`, { browser, body: {} }))).toEqual([404, 'not-found'])
        expect(codeOf(await ask('GET', `/api/handoffs/${id}/initiate`, { browser }))).toEqual([404, 'not-found'])
      }
    })
  })

  describe('an afternoon at the desk', () => {
    test('presence, queue, claim, card, answer, note, complete: every answer fits the contract', async () => {
      const mei = await employ('Mei', { languages: ['zh', 'en'] })
      const browser = await signIn(mei)
      const send = (path: string, body: unknown = {}) => ask('POST', path, { browser, body })
      expect((await send('/api/desk/presence')).status).toBe(200)
      const id = await desk.waiting()
      const shown = Snapshot.parse((await ask('GET', '/api/desk/snapshot', { browser })).body)
      expect(shown.entries).toMatchObject([{ conversationId: id, status: 'waiting', shopper: { name: 'Ana' }, preview: 'let me talk to a human' }])
      expect(shown.queues.find((queue) => queue.id === 'in-sale')).toMatchObject({ waiting: 1 })
      expect(shown.agents.find((agent) => agent.id === mei.actor.id)).toMatchObject({ isOnline: true, load: 0 })

      expect(Deed.parse((await send(`/api/desk/conversations/${id}/claim`)).body).entry).toMatchObject({ status: 'accepted', agent: { name: 'Mei' } })
      const opened = OpenConversation.parse((await ask('GET', `/api/desk/conversations/${id}`, { browser })).body)
      expect(opened.state).toBe('human')
      expect(opened.card.summary[0]).toBe('Ana要求人工服务，涉及物流。')
      expect(opened.messages.map(({ speaker, text }) => [speaker, text])).toEqual([
        ['shopper', 'let me talk to a human'], ['bot', 'handoff.waiting'], ['system', 'handoff.accepted'], ['bot', 'handoff.accepted'],
      ])
      expect((await send(`/api/desk/conversations/${id}/reply`, { text: '您好', key: newId() })).status).toBe(200)
      expect((await send(`/api/desk/conversations/${id}/note`, { text: 'calm again', key: newId() })).status).toBe(200)
      expect((await send(`/api/desk/conversations/${id}/typing`)).status).toBe(200)
      expect((await send(`/api/desk/conversations/${id}/complete`, { disposition: 'nonsense' })).status).toBe(400)
      expect(Deed.parse((await send(`/api/desk/conversations/${id}/complete`, { disposition: 'solved' })).body).entry).toMatchObject({ status: 'completed', disposition: 'solved' })
      expect(codeOf(await send(`/api/desk/conversations/${id}/reply`, { text: 'too late', key: newId() }))).toEqual([409, 'not-yours'])
      const page = MessagePage.parse((await ask('GET', `/api/desk/conversations/${id}/messages?before=3`, { browser })).body)
      expect(page).toMatchObject({ messages: [{ seq: 1 }, { seq: 2 }], hasOlder: false })
      expect(await count(db, 'select count(*) from audit where conversation_id = $1', [id])).toBe(4)
    })

    test('a loser of the race is told by whom', async () => {
      const [mei, omar] = [await employ('Mei'), await employ('Omar')]
      await desk.room.heartbeat(mei.actor)
      const id = await desk.waiting()
      const [first, second] = [await signIn(mei), await signIn(omar)]
      await ask('POST', `/api/desk/conversations/${id}/claim`, { browser: first, body: {} })
      const lost = await ask('POST', `/api/desk/conversations/${id}/claim`, { browser: second, body: {} })
      expect(DeskError.parse(lost.body).error).toMatchObject({ code: 'already-claimed', by: { name: 'Mei' } })
    })

    test('a left message is taken up or ticked off, by one', async () => {
      const [mei, omar] = [await employ('Mei'), await employ('Omar')]
      const ids = [await desk.chat(), await desk.chat()]
      for (const id of ids) await db.transaction((tx) => desk.room.leaveMessage(tx, id, { text: 'call me', contact: '123', topic: 'order' }))
      const [first, second] = [await signIn(mei), await signIn(omar)]
      expect((await ask('GET', `/api/desk/conversations/${ids[0]}`, { browser: first })).status).toBe(200)
      const [one, two] = Snapshot.parse((await ask('GET', '/api/desk/snapshot', { browser: first })).body).leftMessages
      expect(Deed.parse((await ask('POST', `/api/desk/left-messages/${one!.id}/take-up`, { browser: first, body: {} })).body).entry).toMatchObject({ agent: { name: 'Mei' }, reason: 'agent-takeover' })
      expect(codeOf(await ask('POST', `/api/desk/left-messages/${one!.id}/take-up`, { browser: second, body: {} }))).toEqual([409, 'already-claimed'])
      expect((await ask('POST', `/api/desk/left-messages/${two!.id}/done`, { browser: second, body: {} })).status).toBe(200)
      const { leftMessages } = await desk.room.snapshot(omar.actor)
      expect(new Set(leftMessages.map((left) => left.doneBy?.name))).toEqual(new Set(['Mei', 'Omar']))
    })

    test('the shop being away takes the orders from the card, not the card', async () => {
      const dark = openDesk(db, { cardData: async () => { throw new Error('the shop is away') } })
      const mei = await employ('Mei')
      await dark.room.heartbeat(mei.actor)
      const id = await dark.waiting()
      const opened = await dark.room.openConversation(mei.actor, id, 'en')
      expect(opened?.card).toMatchObject({ orders: [], returns: [], doNotAskAgain: ['order number'] })
    })

    test('the card shows the shopper’s earlier conversations', async () => {
      const mei = await employ('Mei')
      await desk.room.heartbeat(mei.actor)
      const [before, today] = [await desk.waiting(), await desk.waiting()]
      await desk.room.claim(before, mei.actor)
      await desk.room.complete(before, mei.actor, { disposition: 'solved', note: '', next: 'closed' })
      const opened = await desk.room.openConversation(mei.actor, today, 'en')
      expect(opened?.card.earlier.filter((one) => one.conversationId === before)).toMatchObject([{ disposition: 'solved' }])
    })
  })

  describe('handoff.initiate', () => {
    test('is for agents of the team and for the operator’s token; agents’ notes stay inside', async () => {
      const open = openDesk(db, { operatorToken: 'operator-token', renderInitiate: async ({ context, transcript }) => ({ skill: context.Skill, reason: context.Reason, summary: context.Card.summary, lines: transcript.length }) })
      const mei = await employ('Mei')
      const stranger = await employ('Stranger', { team: 'other-shop' })
      await open.room.heartbeat(mei.actor)
      const id = await open.waiting()
      await open.room.note(id, mei.actor, { text: 'a private note', key: newId() })
      const { entries } = await open.room.snapshot(mei.actor)
      const path = `/api/handoffs/${entries[0]!.handoffId}/initiate`
      const expected = { status: 200, body: { skill: 'in-sale', reason: 'asked', summary: expect.any(Array), lines: 2 } }
      expect(await ask('GET', path, { on: open, browser: await signIn(mei) })).toEqual(expected)
      expect(await ask('GET', path, { on: open, headers: { authorization: 'Bearer operator-token' } })).toEqual(expected)
      expect(codeOf(await ask('GET', path, { on: open, headers: { authorization: 'Bearer guess' } }))).toEqual([401, 'signed-out'])
      expect(codeOf(await ask('GET', path, { headers: { authorization: 'Bearer operator-token' } }))).toEqual([401, 'signed-out'])
      expect(codeOf(await ask('GET', path, { on: open, browser: await signIn(stranger) }))).toEqual([404, 'not-found'])
    })
  })
})
