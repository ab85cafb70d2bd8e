import { lockConversation, moveConversation } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import { insertAudit } from '../feed/feed-queries.ts'
import { countPresent, isInCharge, lockAgent, lockAgentIfFree } from '../people/agent-queries.ts'
import type { Agent } from '../people/agent-queries.ts'
import { carryOn, hintConsoles, recordChange } from '../ports.ts'
import type { Actor, HandoffPorts } from '../ports.ts'
import { beginAssignment, countOpenAssignments, endAssignment, handoffById, markWaiting } from '../queries.ts'
import type { Handoff } from '../queries.ts'
import { pauseClocks, resumeClocks, startOnReturn } from '../sla/clocks.ts'
import { moveBy } from '../state.ts'
import { cancelTimers, setTimer } from '../timers/timers.ts'
import type { TimerHandler } from '../timers/timers.ts'
import type { ClaimRefusal } from './claim.ts'
import { countSnoozed, markInHand, markSnoozed } from './life-queries.ts'
import { ownHandoff } from './speak.ts'
import type { SpeakRefusal } from './speak.ts'
import { beginWaiting } from '../queue/waiting.ts'

const farthestMs = 90 * 24 * 3_600_000
const nobodyThereAgainMs = 5 * 60_000

/**
 * Puts a conversation off until a time. Its agent stays in charge, but it takes no room: that is given to who waits. It comes back at its time, or
 * at once when the shopper writes; to its agent, or, when they are not there or have no room, to the head of the queue.
 */
export async function snooze(
  ports: HandoffPorts, conversationId: string, actor: Actor, { until, note }: { until: number; note: string },
): Promise<'done' | SpeakRefusal> {
  const now = ports.clock.now()
  if (until <= now) return { no: 'not-possible', why: 'in-the-past' }
  if (until > now + farthestMs) return { no: 'not-possible', why: 'too-far' }
  const answer = await ports.db.transaction(async (tx) => {
    const mine = await ownHandoff(tx, conversationId, actor)
    if ('no' in mine) return mine
    if (mine.snoozedUntil === null) {
      if ((await countSnoozed(tx, actor.id)) >= ports.policy.mostSnoozed) return { no: 'not-possible', why: 'too-many-snoozed' } as const
      if (!(await moveConversation(tx, conversationId, { ...moveBy('snooze'), agentId: actor.id, now }))) return { no: 'not-possible', why: 'state' } as const
      await endAssignment(tx, mine.id, 'snooze', now)
      await pauseClocks(ports, tx, mine)
    }
    await putOff(ports, tx, { mine, actor, until, note })
    return 'done'
  })
  if (answer === 'done') hintConsoles(ports, conversationId)
  return answer
}

async function putOff(ports: HandoffPorts, tx: Db, { mine, actor, until, note }: { mine: Handoff; actor: Actor; until: number; note: string }): Promise<void> {
  const now = ports.clock.now()
  const { conversationId } = mine
  await markSnoozed(tx, mine.id, until)
  await setTimer(tx, { kind: 'snooze-wake', ref: mine.id, at: until })
  if (note) await ports.say(tx, conversationId, { note, agentId: actor.id })
  await ports.say(tx, conversationId, { mark: 'talk.snoozed', data: { until, agent: actor.name }, agentId: actor.id })
  await insertAudit(tx, { agentId: actor.id, deed: 'snooze', conversationId, handoffId: mine.id, detail: { until }, now })
  await recordChange(tx, mine, 'snoozed', now)
}

/** Takes a conversation that was put off into the hand again, before its time. */
export async function wake(ports: HandoffPorts, conversationId: string, actor: Actor): Promise<'done' | SpeakRefusal | Extract<ClaimRefusal, { no: 'agent-full' }>> {
  const answer = await ports.db.transaction(async (tx) => {
    const agent = await lockAgent(tx, actor.id)
    const mine = await ownHandoff(tx, conversationId, actor)
    if ('no' in mine) return mine
    if (mine.snoozedUntil === null || !agent) return { no: 'not-possible', why: 'state' } as const
    if ((await countOpenAssignments(tx, agent.id)) >= agent.capacity) return { no: 'agent-full', capacity: agent.capacity } as const
    await toAgent(ports, tx, mine, agent)
    await insertAudit(tx, { agentId: actor.id, deed: 'wake', conversationId, handoffId: mine.id, now: ports.clock.now() })
    return 'done'
  })
  if (answer === 'done') hintConsoles(ports, conversationId)
  return answer
}

/** The time has come, or the shopper wrote while the agent was busy. When nobody at all is there it sleeps on: nobody waits for it. */
export const wakeAtItsTime: TimerHandler = async (ports, tx, timer, now) => {
  const before = await handoffById(tx, timer.ref)
  if (!isAsleep(before)) return
  const agent = await lockAgent(tx, before.agent!.id)
  await lockConversation(tx, before.conversationId)
  const handoff = await handoffById(tx, timer.ref)
  const hasWritten = timer.data['hasWritten'] === true
  if (!isAsleep(handoff) || (handoff.snoozedUntil! > now && !hasWritten) || handoff.agent!.id !== before.agent!.id) return
  if (!hasWritten && (await countPresent(tx, handoff.team, now)) === 0) return setTimer(tx, { kind: 'snooze-wake', ref: handoff.id, at: now + nobodyThereAgainMs })
  await wakeOne(ports, tx, handoff, agent)
  return () => { carryOn(ports, handoff.conversationId) }
}

function isAsleep(handoff: Handoff | null): handoff is Handoff {
  return handoff?.status === 'accepted' && handoff.snoozedUntil !== null && handoff.agent !== null
}

/** The shopper writes: awake at once, in the turn's transaction, which holds the conversation. */
export async function wakeForShopper(ports: HandoffPorts, tx: Db, handoff: Handoff): Promise<'in-hand' | 'waiting' | 'soon'> {
  const now = ports.clock.now()
  // Agent before conversation everywhere else: waiting for the agent here could be waiting for ever. Who is busy this moment is asked again in the next.
  const agent = await lockAgentIfFree(tx, handoff.agent!.id)
  if (agent === 'busy') {
    await setTimer(tx, { kind: 'snooze-wake', ref: handoff.id, at: now, data: { hasWritten: true } })
    return 'soon'
  }
  return wakeOne(ports, tx, handoff, agent)
}

/** Back to the agent when they are there and have room, else to the head of the queue. Agent and conversation are locked. */
async function wakeOne(ports: HandoffPorts, tx: Db, handoff: Handoff, agent: Agent | null): Promise<'in-hand' | 'waiting'> {
  const now = ports.clock.now()
  const isThere = agent !== null && (await isInCharge(tx, agent.id, handoff.id, now))
  const hasRoom = isThere && (await countOpenAssignments(tx, agent.id)) < agent.capacity
  if (hasRoom) await toAgent(ports, tx, handoff, agent)
  else await toQueue(ports, tx, handoff)
  await insertAudit(tx, { agentId: null, deed: 'wake', conversationId: handoff.conversationId, handoffId: handoff.id, now })
  return hasRoom ? 'in-hand' : 'waiting'
}

async function toAgent(ports: HandoffPorts, tx: Db, handoff: Handoff, agent: Agent): Promise<void> {
  const now = ports.clock.now()
  const { conversationId } = handoff
  if (!(await moveConversation(tx, conversationId, { ...moveBy('wake'), agentId: agent.id, now }))) throw new Error('state of the conversation and of its handoff differ')
  await markInHand(tx, handoff.id)
  await cancelTimers(tx, { kind: 'snooze-wake', ref: handoff.id })
  await beginAssignment(tx, { handoffId: handoff.id, agentId: agent.id, by: 'wake', now })
  await resumeClocks(ports, tx, handoff)
  await ports.say(tx, conversationId, { mark: 'talk.woken', data: { agent: agent.name }, agentId: agent.id })
  await recordChange(tx, handoff, 'woken', now)
}

async function toQueue(ports: HandoffPorts, tx: Db, handoff: Handoff): Promise<void> {
  const now = ports.clock.now()
  const { conversationId } = handoff
  if (!(await moveConversation(tx, conversationId, { ...moveBy('wake-to-queue'), agentId: null, now }))) throw new Error('state of the conversation and of its handoff differ')
  await markWaiting(tx, handoff.id, { queueId: handoff.queueId, isReturned: true, toldVanishedAt: null })
  await beginWaiting(tx, handoff.id, now)
  await startOnReturn(ports, tx, handoff)
  await cancelTimers(tx, { kind: 'snooze-wake', ref: handoff.id })
  await ports.say(tx, conversationId, { mark: 'talk.woken-to-queue', data: { agent: handoff.agent!.name }, agentId: handoff.agent!.id })
  await recordChange(tx, handoff, 'woken-to-queue', now)
}
