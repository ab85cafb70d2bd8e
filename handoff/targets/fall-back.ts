import { lockConversation, moveConversation } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import { insertAudit } from '../audit/audit-queries.ts'
import { carryOn, recordChange } from '../ports.ts'
import type { HandoffPorts } from '../ports.ts'
import { endAssignment, handoffById, markWaiting } from '../queries.ts'
import type { Handoff } from '../queries.ts'
import { startOnReturn } from '../sla/clocks.ts'
import { moveBy } from '../state.ts'
import { dropCalls, insertCalls } from './call-queries.ts'
import { lockLink, moveLink } from './link-queries.ts'
import { outsideOf } from './outside-agents.ts'
import type { HandoffTarget } from './target.ts'
import { targetNote } from './target-words.ts'
import { beginWaiting } from '../queue/waiting.ts'

/** Why an outside desk does not have a handoff any more. */
export type FallBackReason = 'unreachable' | 'refused' | 'not-accepted' | 'declined' | 'not-set'

export type FallBackPorts = Pick<HandoffPorts, 'db' | 'clock' | 'say' | 'hint' | 'wake' | 'log' | 'times' | 'countTargetCall'>

/** Gives a handoff back to our own queue: who waited waits on at their first waiting time, who had a person there stands at the head, and is told once. False when it was no longer theirs. */
export async function fallBack(ports: FallBackPorts, target: HandoffTarget, handoffId: string, reason: FallBackReason): Promise<boolean> {
  const handoff = await ports.db.transaction((tx) => giveBack(ports, tx, { target, handoffId, reason }))
  if (!handoff) return false
  carryOn(ports, handoff.conversationId)
  ports.countTargetCall(target.name, 'fell-back')
  ports.log.warn({ handoff: handoffId, conversation: handoff.conversationId, target: target.name, reason }, 'a handoff came back from the outside desk: it waits in our own queue; see handoff targets in docs/operations.md')
  return true
}

async function giveBack(ports: FallBackPorts, tx: Db, { target, handoffId, reason }: { target: HandoffTarget; handoffId: string; reason: FallBackReason }): Promise<Handoff | null> {
  const now = ports.clock.now()
  const known = await handoffById(tx, handoffId)
  if (!known) return null
  await lockConversation(tx, known.conversationId)
  const link = await lockLink(tx, handoffId)
  if (!link || !(await moveLink(tx, handoffId, { from: ['offered', 'accepted'], to: 'fallen-back', now }))) return null
  await dropCalls(tx, handoffId, now)
  // Who can still hear it is told that it is too late: an answer after this is refused.
  if (reason === 'not-accepted' && link.target === target.name) await insertCalls(tx, link, [{ kind: 'status', status: 'failed', reason: 'not-accepted' }], now)
  const handoff = (await handoffById(tx, handoffId))!
  if (handoff.status !== 'waiting' && handoff.status !== 'accepted') return handoff
  await takeFromOutside(ports, tx, handoff)
  await ports.say(tx, handoff.conversationId, { note: targetNote(reason, handoff.language, target.label), agentId: null })
  await insertAudit(tx, { agentId: null, deed: 'target-fell-back', conversationId: handoff.conversationId, handoffId, detail: { target: link.target, reason }, now })
  await recordChange(tx, handoff, 'target-fell-back', now)
  return handoff
}

/** human → waiting, at the head, when one of the outside desk's people has it. */
async function takeFromOutside(ports: FallBackPorts, tx: Db, handoff: Handoff): Promise<void> {
  const now = ports.clock.now()
  if (handoff.status !== 'accepted' || !handoff.agent || (await outsideOf(tx, handoff.agent.id)) === null) return
  if (!(await moveConversation(tx, handoff.conversationId, { ...moveBy('vanish'), agentId: null, now }))) return
  await markWaiting(tx, handoff.id, { queueId: handoff.queueId, isReturned: true, toldVanishedAt: now })
  await beginWaiting(tx, handoff.id, now)
  await endAssignment(tx, handoff.id, 'vanish', now)
  await startOnReturn(ports, tx, handoff)
  if (handoff.toldVanishedAt === null) {
    await ports.say(tx, handoff.conversationId, { reply: { key: 'handoff.agent-gone', data: { agent: handoff.agent.name } }, isNotice: true })
  }
}
