import type { z } from 'zod'
import { isSameSecret } from '../../core/auth.ts'
import { agentOfCookies, hasCsrf } from '../people/agents.ts'
import type { SignedIn } from '../people/agents.ts'
import { csrfHeader } from '../contract.ts'
import type { DeskError, ErrorCode } from '../contract.ts'
import type { HandoffPorts } from '../ports.ts'
import type { DeskRoute } from './route.ts'

/** A request as the HTTP server read it. */
export interface DeskRequest {
  headers: Record<string, string | undefined>
  params: Record<string, string>
  query: URLSearchParams
  /** The raw bytes; empty for a GET. */
  body: Uint8Array
  address: string
}

export interface DeskAnswer {
  status: number
  body: unknown
  /** `Set-Cookie` values. */
  cookies?: string[]
  /** Of a file or a redirection; a Buffer as `body` goes out as it is. */
  headers?: Record<string, string>
}

/** What a route's handler is given. `agent` is null on public routes, and for the operator's token. */
export interface RouteContext<B> {
  ports: HandoffPorts
  agent: SignedIn | null
  params: Record<string, string>
  query: URLSearchParams
  body: B
  address: string
  /** What the browser calls itself. */
  userAgent: string | undefined
  /** The `Cookie` header. */
  cookies: string | undefined
}

/** The language in which an agent reads: the one asked for (their console's), else the first they speak. */
export function readerLanguage(agent: SignedIn | null, asked: string | null | undefined): string {
  return asked ?? agent?.languages[0] ?? 'en'
}

/** Answers a request by the rules of its route: who may, from which page, with what body. Every refusal is a fixed 4xx that says what to send. */
export async function answerRequest(ports: HandoffPorts, route: DeskRoute, request: DeskRequest): Promise<DeskAnswer> {
  const unsigned = route.verify?.(ports, request)
  if (unsigned) return unsigned
  const admitted = await admit(ports, route, request)
  if ('status' in admitted) return admitted
  const body = route.bytes !== undefined ? { value: request.body } : route.body ? readJson(request, route.body) : { value: null }
  if ('status' in body) return body
  const { params, query, address } = request
  return route.handle({ ports, agent: admitted.agent, params, query, address, userAgent: request.headers['user-agent'], cookies: request.headers['cookie'], body: body.value as never })
}

/** A refusal in the shape of the contract. */
export function refuse(status: number, code: ErrorCode, message: string, more: Partial<DeskError['error']> = {}): DeskAnswer {
  return { status, body: { error: { code, message, ...more } } satisfies DeskError }
}

async function admit(ports: HandoffPorts, route: DeskRoute, { headers }: DeskRequest): Promise<{ agent: SignedIn | null } | DeskAnswer> {
  if (route.roles === 'anyone') return { agent: null }
  if (route.allowsOperator && isOperator(ports, headers['authorization'])) return { agent: null }
  const agent = await agentOfCookies(ports, headers['cookie'])
  if (!agent) return refuse(401, 'signed-out', 'Sign in first: POST /api/desk/sign-in.')
  if (!route.roles.includes(agent.role)) return refuse(403, 'forbidden', `This needs one of the roles ${route.roles.join(', ')}.`)
  if (route.method !== 'GET' && !hasCsrf(agent, headers[csrfHeader])) return refuse(403, 'bad-csrf', 'Send the `csrf` of GET /api/desk/me in the header X-Baton-CSRF.')
  return { agent }
}

function isOperator(ports: HandoffPorts, authorization: string | undefined): boolean {
  const token = authorization?.match(/^Bearer (.+)$/)?.[1]
  return token !== undefined && ports.operatorToken !== null && isSameSecret(token, ports.operatorToken)
}

function readJson(request: DeskRequest, schema: z.ZodType): { value: unknown } | DeskAnswer {
  // A form of another site cannot send this type without being asked first (CORS preflight).
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return refuse(415, 'bad-request', 'Send JSON with Content-Type: application/json.')
  const json = parse(request.body)
  if (!json) return refuse(400, 'bad-request', 'The body is not JSON in UTF-8.')
  const { success, data, error } = schema.safeParse(json.value)
  if (success) return { value: data }
  const fields = error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
  return refuse(400, 'bad-request', 'The body does not fit: see `fields`.', { fields })
}

function parse(body: Uint8Array): { value: unknown } | null {
  try {
    return { value: body.length === 0 ? {} : JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) }
  } catch {
    // Not JSON: and then instead we say so.
    return null
  }
}
