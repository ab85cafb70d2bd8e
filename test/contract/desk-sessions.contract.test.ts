import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { openBus, type Bus } from '../../core/bus.ts'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { newId } from '../../core/ids.ts'
import { silentLog } from '../../core/log.ts'
import { addAgentOnRecord, removeDemoAgents, type Actor, type AgentToAdd, type DeskAnswer } from '../../handoff/index.ts'
import { AgentAnswer, AgentWithPassword, Me, People, Sessions } from '../../handoff/contract.ts'
import { deviceOf } from '../../handoff/people/device.ts'
import { eachDatabase } from '../databases.ts'
import { until } from '../patience.ts'
import { ask, browserOf, codeOf, type Browser } from './desk-browser.ts'
import { count, openDesk, type Desk } from './desk.ts'

const password = 'correct horse battery'

eachDatabase((_name, open) => {
  let db: OpenedDatabase
  let bus: Bus
  let desk: Desk
  let admin: { actor: Actor; browser: Browser }
  beforeAll(async () => { db = await open() })
  beforeEach(async () => {
    bus = openBus({ prefix: 'test', log: silentLog })
    desk = openDesk(db, { hint: bus.hint })
    admin = await signedIn('Ada', { role: 'admin' })
  })
  afterEach(async () => {
    vi.useRealTimers()
    await desk.room.close()
    await bus.close()
  })

  const signedIn = async (name: string, more: Partial<AgentToAdd> = {}) => {
    const actor = await desk.hire(name, more)
    return { actor, browser: await browserOf(db, actor.id, desk.clock.now()) }
  }
  const post = (path: string, browser: Browser, body: unknown = {}) => ask(desk, 'POST', path, { browser, body })
  const get = (path: string, browser: Browser) => ask(desk, 'GET', path, { browser })
  const isIn = async (browser: Browser) => (await get('/api/desk/me', browser)).status === 200

  describe('one’s own sessions', () => {
    test('are listed, newest first, with the device and which one asks', async () => {
      const mei = await signedIn('Mei', { password, email: 'mei-sessions@desk.example' })
      desk.clock.advance(1_000)
      const agents = { 'user-agent': 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15' }
      expect((await ask(desk, 'POST', '/api/desk/sign-in', { body: { email: 'mei-sessions@desk.example', password }, headers: agents })).status).toBe(200)
      const { sessions } = Sessions.parse((await get('/api/desk/me/sessions', mei.browser)).body)
      expect(sessions.map(({ device, isThis, openedBy }) => [device, isThis, openedBy])).toEqual([['Safari, macOS', false, 'password'], ['Firefox, Linux', true, 'password']])
    })

    test('end one at a time, or all at once; nobody ends another’s', async () => {
      const mei = await signedIn('Mei')
      const [second, third] = [await browserOf(db, mei.actor.id, desk.clock.now()), await browserOf(db, mei.actor.id, desk.clock.now())]
      expect((await post(`/api/desk/me/sessions/${second.sessionId}/end`, mei.browser)).status).toBe(200)
      expect([await isIn(mei.browser), await isIn(second), await isIn(third)]).toEqual([true, false, true])
      for (const id of [second.sessionId, admin.browser.sessionId, newId(), 'x']) {
        expect(codeOf(await post(`/api/desk/me/sessions/${id}/end`, mei.browser))).toEqual([404, 'not-found'])
      }
      const all = await post('/api/desk/me/end-sessions', mei.browser)
      expect(all.cookies).toEqual([expect.stringMatching(/^baton=; .*Max-Age=0/)])
      expect([await isIn(mei.browser), await isIn(third), await isIn(admin.browser)]).toEqual([false, false, true])
    })

    test('all but this one end with a new password; the old one must be known, and guessing it is limited', async () => {
      const email = `mei-${newId()}@desk.example`
      const mei = await signedIn('Mei', { password, email })
      const other = await browserOf(db, mei.actor.id, desk.clock.now())
      expect(codeOf(await post('/api/desk/me/password', mei.browser, { current: 'wrong', fresh: 'another good one' }))).toEqual([403, 'wrong-sign-in'])
      expect(codeOf(await post('/api/desk/me/password', mei.browser, { current: password, fresh: 'short' }))).toEqual([400, 'bad-request'])
      expect((await post('/api/desk/me/password', mei.browser, { current: password, fresh: 'another good one' })).status).toBe(200)
      expect([await isIn(mei.browser), await isIn(other)]).toEqual([true, false])
      const again = (word: string) => ask(desk, 'POST', '/api/desk/sign-in', { body: { email, password: word } })
      expect([(await again(password)).status, (await again('another good one')).status]).toEqual([401, 200])
      for (let tries = 0; tries < 6; tries++) await post('/api/desk/me/password', mei.browser, { current: 'wrong', fresh: 'another good one' })
      expect(codeOf(await post('/api/desk/me/password', mei.browser, { current: 'another good one', fresh: 'a third good one' }))).toEqual([429, 'too-many-attempts'])
    })

    test.each([
      ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0', 'Edge, Windows'],
      ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1', 'Chrome, iOS'],
      ['Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36', 'Chrome, Android'],
      ['curl/8.5.0', ''], [undefined, ''], ['x'.repeat(10_000), ''],
    ])('are told apart by words of ours: %.40s', (userAgent, device) => {
      expect(deviceOf(userAgent)).toBe(device)
    })
  })

  describe('an admin', () => {
    const manage = async (id: string, deed: string, body: unknown = {}) => post(`/api/desk/agents/${id}${deed}`, admin.browser, body)

    test('adds a person, who signs in with the password shown once; an address is one person’s, a team is made first', async () => {
      const email = `new-${newId()}@desk.example`
      const body = { email: email.toUpperCase(), name: 'Noor', role: 'lead', languages: ['en', 'zh-TW'], skills: [{ skill: 'payment', level: 3 }], capacity: 2 }
      const added = AgentWithPassword.parse((await post('/api/desk/agents', admin.browser, body)).body)
      expect(added.agent).toMatchObject({ email, name: 'Noor', role: 'lead', team: 'shop', skills: [{ skill: 'payment', level: 3 }], capacity: 2, isDisabled: false, lastSignInAt: null })
      const session = await ask(desk, 'POST', '/api/desk/sign-in', { body: { email, password: added.password } })
      expect(Me.parse(session.body)).toMatchObject({ id: added.agent.id, role: 'lead' })
      expect(codeOf(await post('/api/desk/agents', admin.browser, body))).toEqual([409, 'email-taken'])
      const elsewhere = { ...body, email: `b-${email}`, team: 'north' }
      await db.query(`delete from team where id = 'north' and not exists (select 1 from agent where team = 'north')`)
      expect(codeOf(await post('/api/desk/agents', admin.browser, elsewhere))).toEqual([409, 'no-such-target'])
      expect((await post('/api/desk/teams', admin.browser, { id: 'north', name: 'North' })).status).toBe(201)
      expect(codeOf(await post('/api/desk/teams', admin.browser, { id: 'north', name: 'North' }))).toEqual([409, 'not-possible'])
      expect(AgentWithPassword.parse((await post('/api/desk/agents', admin.browser, elsewhere)).body).agent.team).toBe('north')
      const everybody = People.parse((await get('/api/desk/agents', admin.browser)).body)
      expect(everybody.teams).toContainEqual({ id: 'north', name: 'North' })
      expect(everybody.agents.map((one) => one.id)).toEqual(expect.arrayContaining([added.agent.id, admin.actor.id]))
    })

    test.each<[string, object]>([
      ['no address', { email: 'nobody' }], ['no name', { name: ' ' }], ['a role that is none', { role: 'king' }], ['a language that is none', { languages: ['English!'] }],
      ['no room', { capacity: -1 }], ['a level that is none', { skills: [{ skill: 'payment', level: 4 }] }], ['a field too many', { isDemo: true }],
    ])('is told what does not fit: %s', async (_what, wrong) => {
      const body = { email: `x-${newId()}@desk.example`, name: 'X', role: 'agent', ...wrong }
      expect(codeOf(await post('/api/desk/agents', admin.browser, body))).toEqual([400, 'bad-request'])
    })

    test('changes what is given and leaves the rest', async () => {
      const mei = await signedIn('Mei', { languages: ['zh'], skills: ['payment'] })
      const { agent } = AgentAnswer.parse((await manage(mei.actor.id, '', { name: 'Mei Lin', capacity: 7, skills: [{ skill: 'complaint', level: 1 }] })).body)
      expect(agent).toMatchObject({ name: 'Mei Lin', capacity: 7, languages: ['zh'], skills: [{ skill: 'complaint', level: 1 }], role: 'agent', team: 'shop' })
      expect(await isIn(mei.browser)).toBe(true)
      expect(codeOf(await manage(mei.actor.id, '', { email: (await emailOf(admin.actor.id)) }))).toEqual([409, 'email-taken'])
      for (const id of [newId(), 'x']) expect(codeOf(await manage(id, '', { name: 'Y' }))).toEqual([404, 'not-found'])
    })

    test('has nothing to do with who speaks from an outside desk: such a row can never sign in', async () => {
      const outside = await desk.hire('Chatwoot')
      await db.query(`update agent set outside = 'chatwoot', password_hash = '' where id = $1`, [outside.id])
      expect(People.parse((await get('/api/desk/agents', admin.browser)).body).agents.map((one) => one.id)).not.toContain(outside.id)
      for (const deed of ['', '/password', '/enable', '/disable']) expect(codeOf(await manage(outside.id, deed))).toEqual([404, 'not-found'])
      const body = { email: await emailOf(outside.id), password: 'anything' }
      expect(codeOf(await ask(desk, 'POST', '/api/desk/sign-in', { body }))).toEqual([401, 'wrong-sign-in'])
    })

    test('cannot lock themselves out or change their own role or team, so that somebody can always undo it', async () => {
      for (const [deed, body] of [['/disable', {}], ['', { role: 'agent' }], ['', { team: 'shop-2' }]] as const) {
        expect(codeOf(await manage(admin.actor.id, deed, body))).toEqual([409, 'not-possible'])
      }
      expect((await manage(admin.actor.id, '', { name: 'Ada L.', role: 'admin' })).status).toBe(200)
    })

    test('disables and enables: who is out cannot sign in, and comes back with the same password', async () => {
      const email = `mei-${newId()}@desk.example`
      const mei = await signedIn('Mei', { email, password })
      const signIn = async () => (await ask(desk, 'POST', '/api/desk/sign-in', { body: { email, password } })).status
      expect(AgentAnswer.parse((await manage(mei.actor.id, '/disable')).body).agent).toMatchObject({ isDisabled: true, openSessions: 0 })
      expect([await isIn(mei.browser), await signIn()]).toEqual([false, 401])
      expect((await manage(mei.actor.id, '/enable')).status).toBe(200)
      expect([await isIn(mei.browser), await signIn()]).toEqual([false, 200])
    })

    test('gives a fresh password, lists and ends sessions', async () => {
      const email = `mei-${newId()}@desk.example`
      const mei = await signedIn('Mei', { email, password })
      expect(Sessions.parse((await get(`/api/desk/agents/${mei.actor.id}/sessions`, admin.browser)).body).sessions).toMatchObject([{ id: mei.browser.sessionId, isThis: false }])
      const reset = AgentWithPassword.parse((await manage(mei.actor.id, '/password')).body)
      expect([await isIn(mei.browser), reset.password === password]).toEqual([false, false])
      const session = await ask(desk, 'POST', '/api/desk/sign-in', { body: { email, password: reset.password } })
      expect(session.status).toBe(200)
      expect(AgentAnswer.parse((await manage(mei.actor.id, '/end-sessions')).body).agent.openSessions).toBe(0)
    })

    test('leaves a record of each of these, without names, addresses and passwords', async () => {
      const mei = await signedIn('Mei', { email: `secret-${newId()}@desk.example` })
      await manage(mei.actor.id, '', { name: 'Somebody Secret', role: 'lead' })
      await manage(mei.actor.id, '/password')
      await manage(mei.actor.id, '/disable')
      const { rows } = await db.query<{ deed: string; detail: object }>('select deed, detail from audit where agent_id = $1 order by id', [admin.actor.id])
      expect(rows.map((row) => row.deed)).toEqual(['change-agent', 'reset-password', 'disable-agent'])
      expect(rows[0]!.detail).toEqual({ agentId: mei.actor.id, changed: 'name,role', role: 'lead', team: 'shop' })
      expect(JSON.stringify(rows)).not.toMatch(/secret/i)
    })
  })

  test('what the operator does by command is on record too, for the team it concerns', async () => {
    const added = await addAgentOnRecord(db, { email: `first-${newId()}@desk.example`, name: 'First', password, role: 'admin', team: 'south' }, desk.clock.now())
    if (added === 'email-taken') throw new Error('a fresh address is free')
    const { rows } = await db.query(`select agent_id, team, detail from audit where deed = 'add-agent' and detail->>'agentId' = $1`, [added.id])
    expect(rows).toEqual([{ agent_id: null, team: 'south', detail: { agentId: added.id, role: 'admin', team: 'south', by: 'command' } }])
    await desk.hire('Demo', { isDemo: true })
    expect(await removeDemoAgents(db, desk.clock.now())).toBe(1)
    expect(await removeDemoAgents(db, desk.clock.now())).toBe(0)
    expect(await count(db, `select count(*) from audit where deed = 'remove-demo-agents'`)).toBe(1)
  })

  describe('a live socket closes within five seconds', () => {
    const follow = async (browser: Browser, on: { desk: Desk; bus: Bus }) => {
      const line = { isEnded: false }
      const agent = (await on.desk.room.agentOfCookies(browser.cookie))!
      on.desk.room.follow(agent, { cookies: browser.cookie, onHint: on.bus.onHint, send: () => {}, end: () => { line.isEnded = true } })
      return line
    }
    type Deed = (mei: { actor: Actor; browser: Browser }) => Promise<DeskAnswer>
    const byAdmin = (deed: string, body: unknown = {}): Deed => ({ actor }) => post(`/api/desk/agents/${actor.id}${deed}`, admin.browser, body)
    const deeds: [string, Deed][] = [
      ['signing out', ({ browser }) => post('/api/desk/sign-out', browser)],
      ['ending this session from another browser', async ({ actor, browser }) => post(`/api/desk/me/sessions/${browser.sessionId}/end`, await browserOf(db, actor.id, desk.clock.now()))],
      ['ending all of one’s sessions', ({ browser }) => post('/api/desk/me/end-sessions', browser)],
      ['changing the password in another browser', async ({ actor }) => post('/api/desk/me/password', await browserOf(db, actor.id, desk.clock.now()), { current: password, fresh: 'another good one' })],
      ['another role', byAdmin('', { role: 'lead' })], ['another team', byAdmin('', { team: 'shop-2' })], ['being locked out', byAdmin('/disable')],
      ['a fresh password from the admin', byAdmin('/password')], ['the admin’s ending of sessions', byAdmin('/end-sessions')],
    ]
    beforeAll(async () => { await db.query(`insert into team (id, name) values ('shop-2', 'Second shop') on conflict do nothing`) })

    test.each(deeds)('after %s, at once where hints arrive', async (_what, deed) => {
      const mei = await signedIn('Mei', { password })
      const line = await follow(mei.browser, { desk, bus })
      const other = await follow(admin.browser, { desk, bus })
      expect((await deed(mei)).status).toBe(200)
      await until(() => line.isEnded)
      expect(other.isEnded).toBe(false)
    })

    test.each(deeds)('after %s, by the clock on a replica that no hint reaches', async (_what, deed) => {
      vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
      const far = { bus: openBus({ prefix: 'far', log: silentLog }), desk: openDesk(db) }
      const mei = await signedIn('Mei', { password })
      const line = await follow(mei.browser, far)
      expect((await deed(mei)).status).toBe(200)
      await vi.advanceTimersByTimeAsync(4_900)
      await until(() => line.isEnded)
      await far.desk.room.close()
      await far.bus.close()
    })

    test('not after a change that leaves role and team as they are', async () => {
      vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
      const mei = await signedIn('Mei')
      const line = await follow(mei.browser, { desk, bus })
      await byAdmin('', { name: 'Mei Lin', capacity: 9 })(mei)
      await vi.advanceTimersByTimeAsync(9_000)
      expect([line.isEnded, await isIn(mei.browser)]).toEqual([false, true])
    })
  })

  describe('conversations in hand go back to the head of their queue', () => {
    test.each<[string, string, object]>([
      ['is locked out', '/disable', {}], ['comes into another team', '', { team: 'shop-2' }], ['becomes an auditor', '', { role: 'auditor' }],
    ])('when their agent %s', async (_what, deed, body) => {
      await db.query(`insert into team (id, name) values ('shop-2', 'Second shop') on conflict do nothing`)
      const mei = await signedIn('Mei')
      await desk.room.heartbeat(mei.actor)
      const id = await desk.waiting()
      await desk.room.claim(id, mei.actor)
      expect(await desk.stateOf(id)).toEqual(['human', mei.actor.id])
      expect((await post(`/api/desk/agents/${mei.actor.id}${deed}`, admin.browser, body)).status).toBe(200)
      expect(await desk.stateOf(id)).toEqual(['waiting', null])
      expect(await count(db, 'select count(*) from handoff where conversation_id = $1 and is_returned', [id])).toBe(1)
    })

    test('also when the change was made past the desk, with the next sweep', async () => {
      const mei = await signedIn('Mei')
      await desk.room.heartbeat(mei.actor)
      const id = await desk.waiting()
      await desk.room.claim(id, mei.actor)
      await db.query(`update agent set role = 'editor' where id = $1`, [mei.actor.id])
      await desk.room.sweep(desk.clock.now())
      expect(await desk.stateOf(id)).toEqual(['waiting', null])
    })
  })

  async function emailOf(id: string): Promise<string> {
    const { rows } = await db.query<{ email: string }>('select email from agent where id = $1', [id])
    return rows[0]!.email
  }
})
