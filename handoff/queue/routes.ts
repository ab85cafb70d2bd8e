import type { z } from 'zod'
import { isId } from '../../core/ids.ts'
import { refuse } from '../api/answer.ts'
import type { DeskAnswer, RouteContext } from '../api/answer.ts'
import { deed, lineOf, notFound, refusalOf } from '../api/deed.ts'
import { doers, get, leads, post, readers } from '../api/route.ts'
import type { DeskRoute } from '../api/route.ts'
import { AgentSkills, Empty, NewQueue, PriorityChange, QueueChange, SkillSetting } from '../contract.ts'
import type { WaitingPage } from '../contract.ts'
import { entryOf } from '../feed/view.ts'
import { waitingInQueue } from '../queries.ts'
import { board, sinceOf } from './board.ts'
import { acceptOffer, declineOffer } from './offers.ts'
import { setPriority } from './set-priority.ts'
import { addQueue, changeQueue, readSettings, setAgentSkills, setSkill, skillsOfAgent } from './settings.ts'
import type { SettingRefusal } from './settings.ts'

async function settings({ ports, agent }: RouteContext<null>): Promise<DeskAnswer> {
  return { status: 200, body: await readSettings(ports.db, agent!.team) }
}

async function add({ ports, agent, body }: RouteContext<z.output<typeof NewQueue>>): Promise<DeskAnswer> {
  return answered(await addQueue(ports, agent!, body))
}

async function changed({ ports, agent, params, body }: RouteContext<z.output<typeof QueueChange>>): Promise<DeskAnswer> {
  return answered(await changeQueue(ports, agent!, params['id'] ?? '', body))
}

async function skill({ ports, agent, body }: RouteContext<z.output<typeof SkillSetting>>): Promise<DeskAnswer> {
  return answered(await setSkill(ports, agent!, body))
}

async function agentSkillsSet({ ports, agent, params, body }: RouteContext<z.output<typeof AgentSkills>>): Promise<DeskAnswer> {
  return answered(await setAgentSkills(ports, agent!, params['id'] ?? '', body))
}

async function agentSkillsRead({ ports, agent, params }: RouteContext<null>): Promise<DeskAnswer> {
  const id = params['id'] ?? ''
  const skills = await skillsOfAgent(ports.db, id, agent!.team)
  return skills ? { status: 200, body: { agentId: id, skills } } : notFound()
}

function answered(answer: object | SettingRefusal): DeskAnswer {
  if (!('no' in answer)) return { status: 200, body: answer }
  const refusal = answer as SettingRefusal
  switch (refusal.no) {
    case 'not-found': return notFound()
    case 'already-there': return refuse(409, 'already-there', 'There is a queue of this skill in this language already: change that one.')
    case 'unknown-skill': return refuse(400, 'bad-request', `There is no skill ${refusal.skill}, or it is this one. Add it first: POST /api/desk/skills.`)
  }
}

const pageOfLines = 50

async function waiting({ ports, agent, params, query }: RouteContext<null>): Promise<DeskAnswer> {
  const after = query.get('after')
  if (after !== null && !isId(after)) return refuse(400, 'bad-request', 'Say after which line: ?after=<handoffId>, or nothing for the head.')
  const lines = await waitingInQueue(ports.db, { id: params['id'] ?? '', team: agent!.team }, { after, limit: pageOfLines })
  return { status: 200, body: { entries: lines.map(entryOf), next: lines.length === pageOfLines ? lines.at(-1)!.id : null } satisfies WaitingPage }
}

async function accept({ ports, agent, params }: RouteContext<unknown>): Promise<DeskAnswer> {
  const answer = await acceptOffer(ports, params['id'] ?? '', agent!)
  return 'no' in answer ? refusalOf(answer) : lineOf({ ports, agent: agent! }, answer.conversationId)
}

async function decline({ ports, agent, params }: RouteContext<unknown>): Promise<DeskAnswer> {
  const answer = await declineOffer(ports, params['id'] ?? '', agent!)
  return 'no' in answer ? refusalOf(answer) : lineOf({ ports, agent: agent! }, answer.conversationId)
}

function priority(context: RouteContext<z.output<typeof PriorityChange>>): Promise<DeskAnswer> {
  return deed(context, (id, agent) => setPriority(context.ports, id, agent, context.body))
}

async function leadsBoard({ ports, agent, query }: RouteContext<null>): Promise<DeskAnswer> {
  const since = sinceOf(query.get('since'), { timeZone: ports.timeZone, now: ports.clock.now() })
  if (since === null) return refuse(400, 'bad-request', 'Say since when, in ms since 1970 and at most two days ago: ?since=1767225600000, or nothing for the last midnight.')
  return { status: 200, body: await board(ports, agent!.team, since) }
}

/** Queues, skills, offers, priority and the lead's board. */
export const queueRoutes: readonly DeskRoute[] = [
  get('/api/desk/queues', readers, settings),
  post('/api/desk/queues', leads, NewQueue, add),
  post('/api/desk/queues/:id', leads, QueueChange, changed),
  get('/api/desk/queues/:id/waiting', readers, waiting),
  post('/api/desk/skills', leads, SkillSetting, skill),
  get('/api/desk/agents/:id/skills', readers, agentSkillsRead),
  post('/api/desk/agents/:id/skills', leads, AgentSkills, agentSkillsSet),
  post('/api/desk/offers/:id/accept', doers, Empty, accept),
  post('/api/desk/offers/:id/decline', doers, Empty, decline),
  post('/api/desk/conversations/:id/priority', leads, PriorityChange, priority),
  get('/api/desk/board', ['lead', 'admin', 'auditor'], leadsBoard),
]
