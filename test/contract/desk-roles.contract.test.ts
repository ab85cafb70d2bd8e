// Who may call what: every route of the desk's table with every role, signed out, and from another site's page. Generated from the table; nothing of a route is repeated here.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { deskRoutes as mountedRoutes, deskUpgrade } from '../../bot/desk-server.ts'
import type { App } from '../../bot/app.ts'
import { openBus } from '../../core/bus.ts'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { newId } from '../../core/ids.ts'
import { silentLog } from '../../core/log.ts'
import { deskRoutes, deskSocket } from '../../handoff/index.ts'
import { Role } from '../../handoff/contract.ts'
import { eachDatabase } from '../databases.ts'
import { filesIn, stringsIn } from '../sources.ts'
import { askRoute, browserOf, type Route } from './desk-browser.ts'
import { openDesk, type Desk } from './desk.ts'

const addressOf = (route: Route) => `${route.method} ${route.path}`
const nothing = (route: Route) => Object.fromEntries([...route.path.matchAll(/:(\w+)/g)].map(([, name]) => [name!, newId()]))

eachDatabase((_name, open) => {
  let db: OpenedDatabase
  let desk: Desk
  const agents = new Map<Role, string>()
  beforeAll(async () => {
    db = await open()
    desk = openDesk(db)
    for (const role of Role.options) agents.set(role, (await desk.hire(`One ${role}`, { role })).id)
  })
  /** A fresh session for every call: some calls end theirs. */
  const call = async (route: Route, role: Role | null, csrf?: string) => {
    const browser = role ? await browserOf(db, agents.get(role)!, desk.clock.now()) : undefined
    const answer = await askRoute(desk, route, nothing(route), { browser: browser && csrf !== undefined ? { ...browser, csrf } : browser, body: {} })
    return [answer.status, (answer.body as { error?: { code?: string } } | undefined)?.error?.code] as const
  }

  describe('the table of routes', () => {
    test('gives every route a rule, and every address once', () => {
      expect(deskRoutes.length).toBeGreaterThan(35)
      expect(deskRoutes.filter(({ roles }) => roles !== 'anyone' && !(Array.isArray(roles) && roles.length > 0 && roles.every((role) => Role.options.includes(role)))).map(addressOf)).toEqual([])
      expect(new Set(deskRoutes.map(addressOf)).size).toBe(deskRoutes.length)
      // A GET may be called by any page of the web: it must not do anything, and has no body.
      expect(deskRoutes.filter((route) => route.method === 'GET' && route.body !== null).map(addressOf)).toEqual([])
      expect(deskRoutes.filter((route) => route.method === 'POST' && route.body === null).map(addressOf)).toEqual([])
    })

    test('opens to everybody only the ways in, and what other desks send, which prove themselves by a signature', () => {
      expect(deskRoutes.filter((route) => route.roles === 'anyone').map(addressOf)).toEqual([
        'POST /api/desk/sign-in', 'GET /api/desk/sign-in-ways', 'GET /api/desk/oidc/start', 'GET /api/desk/oidc/callback',
        'POST /api/handoffs/:id/status', 'POST /api/handoffs/:id/messages', 'POST /api/handoff-targets/chatwoot/events',
      ])
      expect(deskRoutes.filter((route) => route.allowsOperator).map(addressOf)).toEqual(['GET /api/handoffs/:id/initiate'])
    })

    test('is all that the program serves below the desk’s addresses', () => {
      const mounted = mountedRoutes({} as App).map(({ method, path }) => `${method} ${path}`)
      expect(mounted.toSorted()).toEqual(deskRoutes.map(addressOf).toSorted())
      expect(deskUpgrade({} as App).path.test(deskSocket.path)).toBe(true)
      const known = new Set([...deskRoutes.map(({ path }) => path), deskSocket.path])
      const named = filesIn(['bot']).flatMap((file) => stringsIn(file).filter((text) => /^\/api\/(desk|handoff)/.test(text)).map((text) => ({ file, text })))
      // The provider sends browsers back to an address that the settings need to know.
      expect(named.filter(({ text }) => !known.has(text))).toEqual([])
    })
  })

  test('every role may exactly what the table says: each route × each role, and signed out', async () => {
    let tried = 0
    for (const route of deskRoutes) {
      for (const role of [null, ...Role.options]) {
        const [status, code] = await call(route, role)
        const isSignedOut = status === 401 && code === 'signed-out'
        const isForbidden = status === 403 && code === 'forbidden'
        const may = route.roles === 'anyone' || (role !== null && route.roles.includes(role))
        expect([addressOf(route), role, isSignedOut, isForbidden]).toEqual([addressOf(route), role, !may && role === null, !may && role !== null])
        expect([addressOf(route), role, status]).not.toEqual([addressOf(route), role, 500])
        tried += 1
      }
    }
    expect(tried).toBe(deskRoutes.length * (Role.options.length + 1))
  })

  test('whoever may is refused without the value that only our own page knows', async () => {
    let tried = 0
    for (const route of deskRoutes.filter((one) => one.method === 'POST' && one.roles !== 'anyone')) {
      for (const csrf of ['', 'x'.repeat(43)]) {
        expect([addressOf(route), ...await call(route, route.roles[0] as Role, csrf)]).toEqual([addressOf(route), 403, 'bad-csrf'])
        tried += 1
      }
    }
    expect(tried).toBeGreaterThan(40)
  })

  test('the socket opens to the roles that read the desk, from our own page, and to nobody else', async () => {
    const bus = openBus({ prefix: 'test', log: silentLog })
    const { take } = deskUpgrade({ handoff: desk.room, bus, config: {} } as unknown as App)
    const server = createServer()
    server.on('upgrade', (request, socket, head) => {
      take(request, socket, head).catch((error: unknown) => { socket.end(`HTTP/1.1 ${(error as { status?: number }).status ?? 500} Refused\r\nConnection: close\r\n\r\n`) })
    })
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
    const knock = (cookie: string, origin: string | undefined = `http://${host}`) => new Promise<number>((resolve) => {
      const socket = new WebSocket(`ws://${host}${deskSocket.path}`, { headers: { cookie, ...(origin ? { origin } : {}) } })
      socket.on('open', () => { socket.terminate(); resolve(101) })
      socket.on('unexpected-response', (_request, response) => { resolve(response.statusCode ?? 0) })
      socket.on('error', () => {})
    })
    for (const role of Role.options) {
      const { cookie } = await browserOf(db, agents.get(role)!, desk.clock.now())
      expect([role, await knock(cookie)]).toEqual([role, deskSocket.roles.includes(role) ? 101 : 403])
    }
    const { cookie } = await browserOf(db, agents.get('agent')!, desk.clock.now())
    expect([await knock('baton=x'), await knock(cookie, 'https://elsewhere.example'), await knock(cookie, '')]).toEqual([401, 403, 403])
    await new Promise<void>((resolve) => { server.close(() => { resolve() }); server.closeAllConnections() })
    await desk.room.close()
    await bus.close()
  })

  test('an agent who was locked out, and a session that ended, may nothing', async () => {
    const gone = await desk.hire('Gone', { role: 'admin' })
    const [locked, ended] = [await browserOf(db, gone.id, desk.clock.now()), await browserOf(db, agents.get('admin')!, desk.clock.now())]
    await db.query('update agent set disabled_at = now() where id = $1', [gone.id])
    await db.query('update agent_session set ended_at = now() where id = $1', [ended.sessionId])
    for (const route of deskRoutes.filter((one) => one.roles !== 'anyone')) {
      for (const browser of [locked, ended]) {
        const { status } = await askRoute(desk, route, nothing(route), { browser, body: {} })
        expect([addressOf(route), status]).toEqual([addressOf(route), 401])
      }
    }
  })
})
