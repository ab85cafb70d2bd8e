import { z } from 'zod'
import { longestUpload } from '../../core/conversation/index.ts'
import type { Role } from '../contract.ts'
import type { HandoffPorts } from '../ports.ts'
import type { DeskAnswer, DeskRequest, RouteContext } from './answer.ts'

/** One promise of the desk API. `answerRequest` keeps the rules around it: session, CSRF, role, body. Independent of the HTTP server. */
export interface DeskRoute {
  method: 'GET' | 'POST'
  /** With `:id` for parameters. */
  path: string
  /** Who may call it; `anyone` needs no session. */
  roles: readonly Role[] | 'anyone'
  /** Also open to the operator's token (`Authorization: Bearer …`). */
  allowsOperator: boolean
  /** Of a POST. */
  body: z.ZodType | null
  /** The body is a file: its raw bytes are handed on, at most so many. */
  bytes?: number
  /** Of a route that another system calls, with roles `anyone`: looks at its signature over the raw body; the refusal, or null. */
  verify?(ports: HandoffPorts, request: DeskRequest): DeskAnswer | null
  handle(context: RouteContext<never>): Promise<DeskAnswer>
}

// Who may: the lists that routes are written with.
export const everybody: readonly Role[] = ['agent', 'lead', 'editor', 'publisher', 'admin', 'auditor']
export const readers: readonly Role[] = ['agent', 'lead', 'admin', 'auditor']
export const doers: readonly Role[] = ['agent', 'lead', 'admin']
export const leads: readonly Role[] = ['lead', 'admin']
export const admins: readonly Role[] = ['admin']
export const auditors: readonly Role[] = ['admin', 'auditor']

/** A route that reads. */
export function get(path: string, roles: DeskRoute['roles'], handle: (context: RouteContext<null>) => Promise<DeskAnswer>): DeskRoute {
  return { method: 'GET', path, roles, allowsOperator: false, body: null, handle: handle as DeskRoute['handle'] }
}

/** A route that takes a file. */
export function postBytes(path: string, roles: DeskRoute['roles'], handle: (context: RouteContext<Uint8Array>) => Promise<DeskAnswer>): DeskRoute {
  return { method: 'POST', path, roles, allowsOperator: false, body: anyBytes, bytes: longestUpload, handle: handle as DeskRoute['handle'] }
}

const anyBytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array)

/** A route that does something; its body is checked by the schema before it is called. */
export function post<S extends z.ZodType>(
  path: string, roles: DeskRoute['roles'], body: S, handle: (context: RouteContext<z.output<S>>) => Promise<DeskAnswer>,
): DeskRoute {
  return { method: 'POST', path, roles, allowsOperator: false, body, handle: handle as DeskRoute['handle'] }
}
