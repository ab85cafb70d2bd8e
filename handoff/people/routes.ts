import type { z } from 'zod'
import { isId } from '../../core/ids.ts'
import { refuse } from '../api/answer.ts'
import type { DeskAnswer, RouteContext } from '../api/answer.ts'
import { notFound } from '../api/deed.ts'
import { admins, everybody, get, post } from '../api/route.ts'
import type { DeskRoute } from '../api/route.ts'
import { AgentChange, Empty, NewAgent, NewTeam, OwnPassword } from '../contract.ts'
import type { People, Sessions } from '../contract.ts'
import { addPerson, addTeam, changePerson, disablePerson, enablePerson, endSessionsOf, resetPassword } from './manage.ts'
import type { ManageRefusal } from './manage.ts'
import { agentRecord, agentRecords, allTeams } from './people-queries.ts'
import { changeOwnPassword, endAllOwnSessions, endOwnSession, sessionsOf } from './sessions.ts'

export const peopleRoutes: readonly DeskRoute[] = [
  // One's own
  get('/api/desk/me/sessions', everybody, ownSessions),
  post('/api/desk/me/sessions/:id/end', everybody, Empty, endSession),
  post('/api/desk/me/end-sessions', everybody, Empty, endOwnSessions),
  post('/api/desk/me/password', everybody, OwnPassword, ownPassword),
  // Everybody's
  get('/api/desk/agents', admins, people),
  post('/api/desk/agents', admins, NewAgent, addAgent),
  post('/api/desk/agents/:id', admins, AgentChange, (context) => manage(context, (id) => changePerson(context.ports, context.agent!, id, context.body))),
  post('/api/desk/agents/:id/disable', admins, Empty, (context) => manage(context, (id) => disablePerson(context.ports, context.agent!, id))),
  post('/api/desk/agents/:id/enable', admins, Empty, (context) => manage(context, (id) => enablePerson(context.ports, context.agent!, id))),
  post('/api/desk/agents/:id/password', admins, Empty, (context) => manage(context, (id) => resetPassword(context.ports, context.agent!, id))),
  get('/api/desk/agents/:id/sessions', admins, sessionsOfAgent),
  post('/api/desk/agents/:id/end-sessions', admins, Empty, (context) => manage(context, (id) => endSessionsOf(context.ports, context.agent!, id))),
  post('/api/desk/teams', admins, NewTeam, addOneTeam),
]

async function ownSessions({ ports, agent }: RouteContext<null>): Promise<DeskAnswer> {
  return { status: 200, body: { sessions: await sessionsOf(ports, agent!.id, agent!.sessionId) } satisfies Sessions }
}

async function endSession({ ports, agent, params }: RouteContext<unknown>): Promise<DeskAnswer> {
  const id = params['id'] ?? ''
  return isId(id) && await endOwnSession(ports, agent!, id) ? { status: 200, body: {} } : notFound()
}

async function endOwnSessions({ ports, agent }: RouteContext<unknown>): Promise<DeskAnswer> {
  return { status: 200, body: {}, cookies: [await endAllOwnSessions(ports, agent!)] }
}

async function ownPassword({ ports, agent, body, address }: RouteContext<OwnPassword>): Promise<DeskAnswer> {
  const answer = await changeOwnPassword(ports, agent!, body, address)
  if (answer === 'done') return { status: 200, body: {} }
  if (answer === 'wrong-sign-in') return refuse(403, 'wrong-sign-in', 'The current password is wrong.')
  return refuse(429, 'too-many-attempts', 'Too many attempts. Wait, then try again.', { retryAfterMs: Math.ceil(answer.retryAfterMs) })
}

async function people({ ports }: RouteContext<null>): Promise<DeskAnswer> {
  const [agents, teams] = await Promise.all([agentRecords(ports.db, ports.clock.now()), allTeams(ports.db)])
  return { status: 200, body: { agents, teams } satisfies People }
}

async function addAgent({ ports, agent, body }: RouteContext<z.output<typeof NewAgent>>): Promise<DeskAnswer> {
  const answer = await addPerson(ports, agent!, body)
  return 'no' in answer ? refusalOf(answer) : { status: 201, body: answer }
}

async function sessionsOfAgent({ ports, agent, params }: RouteContext<null>): Promise<DeskAnswer> {
  const id = params['id'] ?? ''
  const known = isId(id) && await agentRecord(ports.db, id, ports.clock.now())
  return known ? { status: 200, body: { sessions: await sessionsOf(ports, id, agent!.sessionId) } satisfies Sessions } : notFound()
}

async function addOneTeam({ ports, agent, body }: RouteContext<NewTeam>): Promise<DeskAnswer> {
  const answer = await addTeam(ports, agent!, body)
  return 'no' in answer ? refusalOf(answer) : { status: 201, body: answer }
}

async function manage({ params }: Pick<RouteContext<unknown>, 'params'>, run: (id: string) => Promise<object | ManageRefusal>): Promise<DeskAnswer> {
  const id = params['id'] ?? ''
  const answer = isId(id) ? await run(id) : ({ no: 'not-found' } as const)
  return 'no' in answer ? refusalOf(answer as ManageRefusal) : { status: 200, body: answer }
}

function refusalOf({ no }: ManageRefusal): DeskAnswer {
  switch (no) {
    case 'not-found': return notFound()
    case 'email-taken': return refuse(409, 'email-taken', 'Somebody signs in with this address already.')
    case 'no-such-target': return refuse(409, 'no-such-target', 'There is no such team. Make it first: POST /api/desk/teams.')
    case 'not-possible': return refuse(409, 'not-possible', 'This cannot be done: nobody changes their own role or team or locks themselves out, and a team is made once.')
  }
}
