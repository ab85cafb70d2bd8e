import type { z } from 'zod'
import { isId } from '../../core/ids.ts'
import { signIn as openSession, signOut as closeSession } from '../people/agents.ts'
import type { SignedIn } from '../people/agents.ts'
import { deviceOf } from '../people/device.ts'
import { recordRead } from '../audit/read.ts'
import { readerLanguage, refuse } from './answer.ts'
import type { DeskAnswer, RouteContext } from './answer.ts'
import type { HandoffPorts } from '../ports.ts'
import { deed, lineOf, notFound, refusalOf } from './deed.ts'
import { claim as claimConversation, takeOver as takeOverConversation } from '../deeds/claim.ts'
import type { AgentNote, AgentReply, Complete, HandBack, Me, Presence, SignIn, Transfer } from '../contract.ts'
import { complete as completeConversation, handBack as handBackConversation } from '../deeds/end.ts'
import { initiationOf } from '../card/initiate.ts'
import { finishLeftMessage, takeUpLeftMessage } from '../queue/left-messages.ts'
import { heartbeat } from '../people/presence.ts'
import { note as sayNote, reply as sayReply } from '../deeds/speak.ts'
import { typing as tellTyping } from '../delivery/typing.ts'
import { transferToAgent, transferToQueue } from '../deeds/transfer.ts'
import { changesSince, olderMessages, openConversation, snapshot as readSnapshot } from '../feed/view.ts'

// Who is signed in

export async function signIn({ ports, body, address, userAgent }: RouteContext<z.output<typeof SignIn>>): Promise<DeskAnswer> {
  const answer = await openSession(ports, body, { address, device: deviceOf(userAgent) })
  if ('agent' in answer) return { status: 200, body: meOf(ports, answer.agent), cookies: [answer.cookie] }
  if (answer.no === 'wrong-sign-in') return refuse(401, 'wrong-sign-in', 'The e-mail address or the password is wrong.')
  return refuse(429, 'too-many-attempts', 'Too many attempts. Wait, then try again.', { retryAfterMs: Math.ceil(answer.retryAfterMs) })
}

export async function signOut({ ports, agent }: RouteContext<unknown>): Promise<DeskAnswer> {
  return { status: 200, body: {}, cookies: [await closeSession(ports, agent!)] }
}

export async function me({ ports, agent }: RouteContext<null>): Promise<DeskAnswer> {
  return { status: 200, body: meOf(ports, agent!) }
}

export async function presence({ ports, agent, body }: RouteContext<z.output<typeof Presence>>): Promise<DeskAnswer> {
  await heartbeat(ports, agent!, body)
  return { status: 200, body: {} }
}

// What is to be seen

export async function snapshot({ ports, agent }: RouteContext<null>): Promise<DeskAnswer> {
  return { status: 200, body: await readSnapshot(ports, agent!) }
}

export async function changes({ ports, agent, query }: RouteContext<null>): Promise<DeskAnswer> {
  const answer = await changesSince(ports, agent!, query.get('cursor') ?? '')
  if (answer === 'bad-cursor') return refuse(410, 'bad-cursor', 'This cursor cannot be continued. Load /api/desk/snapshot.')
  return { status: 200, body: answer }
}

export async function conversation({ ports, agent, params, query }: RouteContext<null>): Promise<DeskAnswer> {
  const id = params['id'] ?? ''
  const found = isId(id) ? await openConversation(ports, agent!, id, readerLanguage(agent, query.get('language'))) : null
  if (!found) return notFound()
  await recordRead(ports, agent, id)
  return { status: 200, body: found }
}

export async function messages({ ports, agent, params, query }: RouteContext<null>): Promise<DeskAnswer> {
  const id = params['id'] ?? ''
  const before = Number(query.get('before') ?? NaN)
  if (!Number.isInteger(before) || before < 1 || before > 2147483647) return refuse(400, 'bad-request', 'Say before which `seq`: ?before=120.')
  const page = isId(id) ? await olderMessages(ports, agent!, id, before) : null
  if (!page) return notFound()
  await recordRead(ports, agent, id)
  return { status: 200, body: page }
}

export async function initiate({ ports, agent, params }: RouteContext<null>): Promise<DeskAnswer> {
  const id = params['id'] ?? ''
  const found = isId(id) ? await initiationOf(ports, id, agent ? agent.team : null) : null
  if (!found) return notFound()
  await recordRead(ports, agent, found.conversationId)
  return { status: 200, body: await ports.renderInitiate(found) }
}

// Deeds: each answers with the conversation's line as it is now

export function claim(context: RouteContext<unknown>): Promise<DeskAnswer> {
  return deed(context, (id, agent) => claimConversation(context.ports, id, agent))
}

export function takeOver(context: RouteContext<unknown>): Promise<DeskAnswer> {
  return deed(context, (id, agent) => takeOverConversation(context.ports, id, agent))
}

export function reply(context: RouteContext<z.output<typeof AgentReply>>): Promise<DeskAnswer> {
  return deed(context, (id, agent) => sayReply(context.ports, id, agent, context.body))
}

export function note(context: RouteContext<z.output<typeof AgentNote>>): Promise<DeskAnswer> {
  return deed(context, (id, agent) => sayNote(context.ports, id, agent, context.body))
}

export function typing(context: RouteContext<unknown>): Promise<DeskAnswer> {
  return deed(context, (id, agent) => tellTyping(context.ports, id, agent))
}

export function handBack(context: RouteContext<z.output<typeof HandBack>>): Promise<DeskAnswer> {
  return deed(context, (id, agent) => handBackConversation(context.ports, id, agent, context.body))
}

export function complete(context: RouteContext<z.output<typeof Complete>>): Promise<DeskAnswer> {
  return deed(context, (id, agent) => completeConversation(context.ports, id, agent, context.body))
}

export function transfer({ body: { to, note: word }, ...context }: RouteContext<z.output<typeof Transfer>>): Promise<DeskAnswer> {
  return deed(context, (id, agent) => (to.kind === 'agent'
    ? transferToAgent(context.ports, id, agent, { agentId: to.agentId, note: word })
    : transferToQueue(context.ports, id, agent, { ...to, note: word })))
}

// Messages left while nobody was there

export async function leftMessageDone({ ports, agent, params }: RouteContext<unknown>): Promise<DeskAnswer> {
  const id = params['id'] ?? ''
  const isDone = isId(id) && (await finishLeftMessage(ports, id, agent!))
  return isDone ? { status: 200, body: {} } : notFound()
}

export async function leftMessageTakeUp({ ports, agent, params }: RouteContext<unknown>): Promise<DeskAnswer> {
  const id = params['id'] ?? ''
  const answer = isId(id) ? await takeUpLeftMessage(ports, id, agent!) : ({ no: 'not-found' } as const)
  return 'no' in answer ? refusalOf(answer) : lineOf({ ports, agent: agent! }, answer.conversationId)
}

function meOf({ policy }: Pick<HandoffPorts, 'policy'>, { id, name, email, role, team, languages, skills, capacity, isAway, csrf }: SignedIn): Me {
  // Two beats may be lost before the lease ends.
  return { id, name, email, role, team, languages, skills, capacity, isAway, csrf, beatMs: Math.round(policy.leaseMs / 3) }
}
