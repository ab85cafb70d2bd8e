import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../core/clock.ts'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { newId } from '../../core/ids.ts'
import { openOidc } from '../../core/oidc.ts'
import type { OidcSignIn } from '../../handoff/index.ts'
import { Me, SignInWays } from '../../handoff/contract.ts'
import { eachDatabase } from '../databases.ts'
import { openProvider, type Provider, type Wrong } from '../identity-provider.ts'
import { ask } from './desk-browser.ts'
import { count, openDesk, type Desk } from './desk.ts'

const redirectUri = 'http://desk.example/api/desk/oidc/callback'

eachDatabase((_name, open) => {
  let db: OpenedDatabase
  let provider: Provider
  let desk: Desk
  let email: string
  beforeAll(async () => { [db, provider] = await Promise.all([open(), openProvider()]) })
  afterAll(() => provider.close())
  beforeEach(() => {
    desk = deskWith({})
    email = `mei-${newId()}@desk.example`
  })

  const deskWith = (rules: Partial<OidcSignIn>, isProduction = false) => openDesk(db, { isProduction, oidc: {
    provider: openOidc({ issuer: provider.issuer, clientId: provider.clientId, clientSecret: provider.clientSecret, redirectUri, secret: 'a secret of the app' }),
    newAgentRole: null, assumesVerified: false, roleClaim: null, roles: [], ...rules,
  } })
  const hire = async (more: Parameters<Desk['hire']>[1] = {}) => desk.hire('Mei', { email, ...more })
  const whoIs = (more: object = {}) => ({ sub: `subject of ${email}`, email, email_verified: true, name: 'Mei', ...more })

  /** Leaves for the provider; the address it was sent to, and the cookie it left with. */
  const leave = async (on = desk) => {
    const answer = await ask(on, 'GET', '/api/desk/oidc/start')
    expect(answer.status).toBe(302)
    return { url: answer.headers!['location']!, cookie: answer.cookies![0]!.split(';')[0]! }
  }
  /** Comes back with what the provider gave. */
  const comeBack = (query: URLSearchParams, cookie: string | undefined, on = desk) =>
    ask(on, 'GET', `/api/desk/oidc/callback?${query.toString()}`, { headers: { ...(cookie ? { cookie } : {}), 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' } })
  const signIn = async (who: object, wrong: Wrong = {}, on = desk) => {
    const { url, cookie } = await leave(on)
    return comeBack(provider.agree(url, whoIs(who), wrong), cookie, on)
  }
  const refused = (answer: Awaited<ReturnType<typeof signIn>>, why: string) => {
    expect([answer.status, answer.headers]).toEqual([302, { location: `/desk?sign-in=${why}` }])
    expect((answer.cookies ?? []).filter((cookie) => cookie.startsWith('baton='))).toEqual([])
  }
  const meOf = async (answer: Awaited<ReturnType<typeof signIn>>, on = desk) => {
    expect([answer.status, answer.headers]).toEqual([302, { location: '/desk' }])
    const cookie = answer.cookies!.find((one) => one.startsWith('baton='))!.split(';')[0]!
    return Me.parse((await ask(on, 'GET', '/api/desk/me', { headers: { cookie } })).body)
  }

  test('the sign-in page offers it where it is set up, and only there', async () => {
    expect(SignInWays.parse((await ask(desk, 'GET', '/api/desk/sign-in-ways')).body)).toEqual({ password: true, oidc: true })
    const plain = openDesk(db)
    expect(SignInWays.parse((await ask(plain, 'GET', '/api/desk/sign-in-ways')).body)).toEqual({ password: true, oidc: false })
    refused(await ask(plain, 'GET', '/api/desk/oidc/start'), 'failed')
    refused(await ask(plain, 'GET', '/api/desk/oidc/callback?code=x'), 'failed')
  })

  test('an agent comes back with a session of their own, on record, by the address the provider has verified', async () => {
    const mei = await hire()
    expect(await meOf(await signIn({ email: email.toUpperCase() }))).toMatchObject({ id: mei.id, name: 'Mei', role: 'agent' })
    expect(await count(db, `select count(*) from agent_session where agent_id = $1 and opened_by = 'oidc' and device = 'Firefox, Linux'`, [mei.id])).toBe(1)
    expect(await count(db, `select count(*) from audit where agent_id = $1 and deed = 'sign-in'`, [mei.id])).toBe(1)
  })

  test('the question carries state, nonce and proof key, none of which the browser can read in its cookie', async () => {
    const { url, cookie } = await leave()
    const asked = new URL(url).searchParams
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(asked.get(name)!.length).toBeGreaterThanOrEqual(43)
      expect(cookie).not.toContain(asked.get(name))
    }
    expect([asked.get('redirect_uri'), asked.get('code_challenge_method'), asked.get('scope')]).toEqual([redirectUri, 'S256', 'openid email profile'])
    expect((await leave()).url).not.toBe(url)
    const { cookies } = await ask(deskWith({}, true), 'GET', '/api/desk/oidc/start')
    expect(cookies![0]).toMatch(/^__Host-baton-oidc=[\w-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600; Secure$/)
  })

  describe('is refused', () => {
    const past = Math.floor(systemClock.now() / 1000) - 3_600
    test.each<[string, Wrong]>([
      ['another nonce', { claims: { nonce: 'x'.repeat(43) } }], ['a token that is over', { claims: { iat: past - 300, exp: past } }],
      ['a token for somebody else', { claims: { aud: 'another-client' } }], ['a token of another issuer', { claims: { iss: 'https://elsewhere.example' } }],
      ['a signature by an unknown key', { isForged: true }],
    ])('with %s', async (_what, wrong) => {
      await hire()
      const before = provider.given
      refused(await signIn({}, wrong), 'failed')
      expect(provider.given).toBe(before + 1)
      await meOf(await signIn({}))
    })

    test('with another state, a second use of the code, without the cookie, with a changed one, with somebody else’s, and too late', async () => {
      await hire()
      const { url, cookie } = await leave()
      const query = provider.agree(url, whoIs())
      refused(await comeBack(new URLSearchParams({ code: query.get('code')!, state: 'x'.repeat(43) }), cookie), 'failed')
      refused(await comeBack(query, undefined), 'failed')
      refused(await comeBack(query, `${cookie.slice(0, -2)}AA`), 'failed')
      refused(await comeBack(query, 'baton-oidc=short'), 'failed')
      refused(await comeBack(query, (await leave()).cookie), 'failed')
      await meOf(await comeBack(query, cookie))
      refused(await comeBack(query, cookie), 'failed')
      const late = await leave()
      const lateQuery = provider.agree(late.url, whoIs())
      desk.clock.advance(601_000)
      refused(await comeBack(lateQuery, late.cookie), 'failed')
    })

    test('when the provider says no, and when it is away', async () => {
      const { url, cookie } = await leave()
      refused(await comeBack(new URLSearchParams({ error: 'access_denied', state: new URL(url).searchParams.get('state')! }), cookie), 'failed')
      const away = await openProvider()
      await away.close()
      const alone = openDesk(db, { oidc: {
        provider: openOidc({ issuer: away.issuer, clientId: 'baton', clientSecret: null, redirectUri, secret: 'x' }), newAgentRole: null, assumesVerified: false, roleClaim: null, roles: [] } })
      refused(await ask(alone, 'GET', '/api/desk/oidc/start'), 'failed')
    })

    test('for who is no agent, was locked out, or whose address is not verified', async () => {
      refused(await signIn({}), 'not-an-agent')
      const mei = await hire()
      refused(await signIn({ email_verified: false }), 'not-an-agent')
      refused(await signIn({ email_verified: undefined }), 'not-an-agent')
      refused(await signIn({ email: undefined }), 'not-an-agent')
      await meOf(await signIn({}))
      await db.query('update agent set disabled_at = now() where id = $1', [mei.id])
      refused(await signIn({}), 'not-an-agent')
      refused(await signIn({}, {}, deskWith({ newAgentRole: 'agent' })), 'not-an-agent')
    })

    test('for a demo agent in production', async () => {
      await hire({ isDemo: true })
      const production = deskWith({}, true)
      const { url, cookie } = await leave(production)
      refused(await comeBack(provider.agree(url, whoIs()), cookie, production), 'not-an-agent')
    })
  })

  test('an address that is told at the user-info endpoint only is found there', async () => {
    const mei = await hire()
    expect(await meOf(await signIn({}, { hidesEmail: true }))).toMatchObject({ id: mei.id })
  })

  test('a house’s own provider that does not say "verified" is trusted when the operator says so; "not verified" never is', async () => {
    const mei = await hire()
    const trusting = deskWith({ assumesVerified: true })
    expect(await meOf(await signIn({ email_verified: undefined }, {}, trusting), trusting)).toMatchObject({ id: mei.id })
    email = `omar-${newId()}@desk.example`
    await hire()
    refused(await signIn({ email_verified: false }, {}, trusting), 'not-an-agent')
  })

  test('who has come once is known by the provider’s own name for them, also under another address', async () => {
    const mei = await hire()
    await meOf(await signIn({}))
    expect(await meOf(await signIn({ sub: `subject of ${email}`, email: 'another@desk.example', email_verified: false }))).toMatchObject({ id: mei.id })
  })

  test('who is no agent yet becomes one, when the operator wants that, in the role of their group', async () => {
    const welcoming = deskWith({ newAgentRole: 'agent', roleClaim: 'realm_access.roles', roles: [{ group: 'desk-leads', role: 'lead' }] })
    const made = await meOf(await signIn({ name: 'Mei Lin' }, {}, welcoming), welcoming)
    expect(made).toMatchObject({ name: 'Mei Lin', email, role: 'agent', team: 'shop' })
    expect(await count(db, `select count(*) from audit where deed = 'add-agent' and agent_id = $1`, [made.id])).toBe(1)
    const raised = await meOf(await signIn({ realm_access: { roles: ['other', 'desk-leads'] } }, {}, welcoming), welcoming)
    expect(raised).toMatchObject({ id: made.id, role: 'lead' })
    // The word of another sign-in ends what was open in the old role.
    expect(await count(db, 'select count(*) from agent_session where agent_id = $1 and ended_at is null', [made.id])).toBe(1)
    expect(await meOf(await signIn({ realm_access: 'nothing' }, {}, welcoming), welcoming)).toMatchObject({ role: 'lead' })
  })
})
