import { conversationById, lockConversation, moveConversation } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import { systemNote } from '../card/card-words.ts'
import { insertAudit } from '../feed/feed-queries.ts'
import { lockAgent } from '../people/agent-queries.ts'
import { carryOn, hintConsoles, recordChange } from '../ports.ts'
import type { HandoffPorts } from '../ports.ts'
import { endAssignment, handoffById, markWaiting } from '../queries.ts'
import type { Handoff } from '../queries.ts'
import { beginWaiting, raisePriority } from '../queue/waiting.ts'
import { moveBy } from '../state.ts'
import { setTimer } from '../timers/timers.ts'
import type { AfterCommit, Timer, TimerHandlers } from '../timers/timers.ts'
import { startOnReturn, timerKindOf, timerOf } from './clocks.ts'
import { insertBreach, markBreached, markWarned, openClocks, putAtHead, raiseInHand } from './sla-queries.ts'
import type { Clock } from './sla-queries.ts'

/** What a clock does when its time comes: it warns, then it runs out, which is recorded and escalated as its target says. */
async function ring(ports: HandoffPorts, tx: Db, timer: Timer, now: number): Promise<void | AfterCommit> {
  const before = await handoffById(tx, timer.ref)
  if (!before) return
  // Agent before conversation, as everywhere: no two deeds wait for one another.
  if (before.agent) await lockAgent(tx, before.agent.id)
  await lockConversation(tx, before.conversationId)
  const handoff = await handoffById(tx, timer.ref)
  const clock = (await openClocks(tx, timer.ref)).find((one) => timerKindOf(one.kind) === timer.kind)
  if (!handoff || !clock || !isDue(clock, handoff, now)) return
  if (now < clock.dueAt) {
    await warn(tx, clock, handoff, now)
    return () => { hintConsoles(ports, handoff.conversationId) }
  }
  if (!(await markBreached(tx, clock, now))) return
  await breach(ports, tx, { clock, handoff, wasHeldBy: before.agent?.id ?? null })
  return () => { carryOn(ports, handoff.conversationId) }
}

/** The timers of this subject. */
export const slaTimers: TimerHandlers = { 'sla-first': ring, 'sla-next': ring, 'sla-resolution': ring }

// Meanwhile it may have been stopped, put off, or started again with a later time.
function isDue(clock: Clock, { status }: Handoff, now: number): boolean {
  const isOpen = status === 'waiting' || status === 'accepted'
  return isOpen && clock.pausedAt === null && clock.breachedAt === null && now >= (clock.warnedAt === null ? clock.warnAt : clock.dueAt)
}

async function warn(tx: Db, clock: Clock, handoff: Handoff, now: number): Promise<void> {
  await markWarned(tx, clock, now)
  await setTimer(tx, timerOf({ ...clock, warnedAt: now }))
  await recordChange(tx, handoff, 'sla-warned', now)
}

async function breach(ports: HandoffPorts, tx: Db, { clock, handoff, wasHeldBy }: { clock: Clock; handoff: Handoff; wasHeldBy: string | null }): Promise<void> {
  const now = ports.clock.now()
  const { conversationId, team, queueId, priority } = handoff
  await insertBreach(tx, clock, { team, queueId, conversationId, priority, agentId: handoff.agent?.id ?? null, now })
  if (clock.onBreach.includes('raise')) await (handoff.status === 'waiting' ? raisePriority(tx, handoff.id, { by: 'sla', now }) : raiseInHand(tx, handoff.id))
  // Somebody else may have taken it since the agent's row was locked: their clock has just begun.
  if (clock.onBreach.includes('reassign') && (handoff.agent?.id ?? null) === wasHeldBy) await reassign(ports, tx, clock, handoff)
  await insertAudit(tx, { agentId: null, deed: 'sla-breached', conversationId, handoffId: handoff.id, detail: { kind: clock.kind, escalations: clock.onBreach.join(' ') }, now })
  await recordChange(tx, handoff, 'sla-breached', now)
}

/** To the head of its queue, for whoever is there; the person who had it loses it. */
async function reassign(ports: HandoffPorts, tx: Db, clock: Clock, handoff: Handoff): Promise<void> {
  if (handoff.status === 'waiting') return putAtHead(tx, handoff.id)
  // How long it takes to the end is nobody's fault alone: taking it away would only make it longer.
  if (clock.kind === 'resolution' || !handoff.agent) return
  const now = ports.clock.now()
  const { conversationId } = handoff
  // What the agent has put off or finished is not lying there unanswered.
  if ((await conversationById(tx, conversationId))?.state !== 'human') return
  if (!(await moveConversation(tx, conversationId, { ...moveBy('transfer'), agentId: null, now }))) return
  await markWaiting(tx, handoff.id, { queueId: handoff.queueId, isReturned: true, toldVanishedAt: null })
  await beginWaiting(tx, handoff.id, now)
  await endAssignment(tx, handoff.id, 'sla', now)
  await startOnReturn(ports, tx, handoff)
  await ports.say(tx, conversationId, { note: systemNote('too-late', handoff.language, handoff.agent.name), agentId: null })
  await ports.say(tx, conversationId, { reply: { key: 'handoff.next-person' }, isNotice: true })
}
