// Browsers at the desk's API, for the suites that ask its routes.
import { csrfOf, newSessionToken } from '../../core/auth.ts'
import type { Db } from '../../core/db/db.ts'
import { newId } from '../../core/ids.ts'
import { deskRoutes, type DeskAnswer } from '../../handoff/index.ts'
import { DeskError } from '../../handoff/contract.ts'
import { insertSession } from '../../handoff/people/agent-queries.ts'
import type { Desk } from './desk.ts'

export interface Browser {
  cookie: string
  csrf: string
  sessionId: string
}

export type Route = (typeof deskRoutes)[number]

/** A browser in which this agent is signed in, without the time that a password takes. */
export async function browserOf(db: Db, agentId: string, now: number): Promise<Browser> {
  const { token, tokenHash } = newSessionToken()
  const sessionId = newId(now)
  await insertSession(db, { id: sessionId, tokenHash, agentId, device: 'Firefox, Linux', openedBy: 'password', now, expiresAt: now + 12 * 3_600_000 })
  return { cookie: `baton=${token}`, csrf: csrfOf(token), sessionId }
}

interface Asked {
  browser?: Browser | undefined
  body?: unknown
  headers?: Record<string, string>
}

/** Asks by method and address, as the server would hand it on. */
export function ask(desk: Pick<Desk, 'room'>, method: Route['method'], address: string, asked: Asked = {}): Promise<DeskAnswer> {
  const url = new URL(address, 'http://desk')
  const segments = url.pathname.split('/')
  const route = deskRoutes.find((one) => one.method === method && one.path.split('/').length === segments.length
    && one.path.split('/').every((segment, index) => segment.startsWith(':') || segment === segments[index]))
  if (!route) throw new Error(`no route ${method} ${address}`)
  const params = Object.fromEntries(route.path.split('/').flatMap((segment, index) => (segment.startsWith(':') ? [[segment.slice(1), segments[index]!]] : [])))
  return askRoute(desk, route, params, { ...asked, query: url.searchParams })
}

/** Asks a route of the table. */
export function askRoute(desk: Pick<Desk, 'room'>, route: Route, params: Record<string, string>, { browser, body, headers = {}, query = new URLSearchParams() }: Asked & { query?: URLSearchParams } = {}): Promise<DeskAnswer> {
  return desk.room.answer(route, {
    headers: { 'content-type': 'application/json', ...(browser ? { 'cookie': browser.cookie, 'x-baton-csrf': browser.csrf } : {}), ...headers },
    params, query, body: route.method === 'GET' ? new Uint8Array() : Buffer.from(JSON.stringify(body ?? {})), address: '127.0.0.1',
  })
}

/** Status and code of a refusal. */
export function codeOf(answer: DeskAnswer): [number, string] {
  return [answer.status, DeskError.parse(answer.body).error.code]
}
