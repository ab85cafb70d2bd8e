import type { z } from 'zod'
import { AgentNote, AgentReply, Complete, Empty, HandBack, Presence, SignIn, Transfer } from './contract.ts'
import type { Role } from './contract.ts'
import type { DeskAnswer, RouteContext } from './api/answer.ts'
import * as answers from './api/answers.ts'

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
  handle(context: RouteContext<never>): Promise<DeskAnswer>
}

const everybody: readonly Role[] = ['agent', 'lead', 'editor', 'publisher', 'admin', 'auditor']
const readers: readonly Role[] = ['agent', 'lead', 'admin', 'auditor']
const doers: readonly Role[] = ['agent', 'lead', 'admin']
const leads: readonly Role[] = ['lead', 'admin']

/** Every route of the desk API. A route without roles cannot be written. */
export const deskRoutes: readonly DeskRoute[] = [
  post('/api/desk/sign-in', 'anyone', SignIn, answers.signIn),
  post('/api/desk/sign-out', everybody, Empty, answers.signOut),
  get('/api/desk/me', everybody, answers.me),
  get('/api/desk/snapshot', readers, answers.snapshot),
  get('/api/desk/changes', readers, answers.changes),
  post('/api/desk/presence', doers, Presence, answers.presence),
  get('/api/desk/conversations/:id', readers, answers.conversation),
  get('/api/desk/conversations/:id/messages', readers, answers.messages),
  post('/api/desk/conversations/:id/claim', doers, Empty, answers.claim),
  post('/api/desk/conversations/:id/take-over', leads, Empty, answers.takeOver),
  post('/api/desk/conversations/:id/reply', doers, AgentReply, answers.reply),
  post('/api/desk/conversations/:id/note', doers, AgentNote, answers.note),
  post('/api/desk/conversations/:id/typing', doers, Empty, answers.typing),
  post('/api/desk/conversations/:id/hand-back', doers, HandBack, answers.handBack),
  post('/api/desk/conversations/:id/complete', doers, Complete, answers.complete),
  post('/api/desk/conversations/:id/transfer', doers, Transfer, answers.transfer),
  post('/api/desk/left-messages/:id/done', doers, Empty, answers.leftMessageDone),
  post('/api/desk/left-messages/:id/take-up', doers, Empty, answers.leftMessageTakeUp),
  { ...get('/api/handoffs/:id/initiate', readers, answers.initiate), allowsOperator: true },
]

function get(path: string, roles: DeskRoute['roles'], handle: (context: RouteContext<null>) => Promise<DeskAnswer>): DeskRoute {
  return { method: 'GET', path, roles, allowsOperator: false, body: null, handle: handle as DeskRoute['handle'] }
}

function post<S extends z.ZodType>(
  path: string, roles: DeskRoute['roles'], body: S, handle: (context: RouteContext<z.output<S>>) => Promise<DeskAnswer>,
): DeskRoute {
  return { method: 'POST', path, roles, allowsOperator: false, body, handle: handle as DeskRoute['handle'] }
}
