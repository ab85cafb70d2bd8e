import { moveConversation } from '../../core/conversation/index.ts'
import { insertAudit } from '../feed/feed-queries.ts'
import { hintConsoles, recordChange } from '../ports.ts'
import type { Actor, HandoffPorts } from '../ports.ts'
import { moveBy } from '../state.ts'
import { pauseClocks } from '../sla/clocks.ts'
import { setTimer } from '../timers/timers.ts'
import { takeUp, visibleHandoff } from './claim.ts'
import type { Assignment, ClaimRefusal } from './claim.ts'
import { goOn } from './go-on.ts'
import { markFinished } from './life-queries.ts'
import { ownHandoff } from './speak.ts'
import type { SpeakRefusal } from './speak.ts'

/** The talk is over: the agent writes the wrap-up and completes it within the policy's time, after which it is written as it stands. It still takes room. */
export async function finish(ports: HandoffPorts, conversationId: string, actor: Actor): Promise<'done' | SpeakRefusal> {
  const now = ports.clock.now()
  const answer = await ports.db.transaction(async (tx) => {
    const mine = await ownHandoff(tx, conversationId, actor)
    if ('no' in mine) return mine
    if (!(await moveConversation(tx, conversationId, { ...moveBy('finish'), agentId: actor.id, now }))) return { no: 'not-possible', why: mine.snoozedUntil === null ? 'state' : 'snoozed' } as const
    const until = now + ports.policy.wrapUpMs
    await markFinished(tx, mine.id, until)
    await setTimer(tx, { kind: 'wrap-up-end', ref: mine.id, at: until })
    await pauseClocks(ports, tx, mine)
    await ports.say(tx, conversationId, { mark: 'talk.finished', data: { agent: actor.name }, agentId: actor.id })
    await insertAudit(tx, { agentId: actor.id, deed: 'finish', conversationId, handoffId: mine.id, now })
    await recordChange(tx, mine, 'finished', now)
    return 'done'
  })
  if (answer === 'done') hintConsoles(ports, conversationId)
  return answer
}

/** Goes on with a talk that seemed over: during its wrap-up, or later, as a new handoff. */
export async function reopen(ports: HandoffPorts, conversationId: string, actor: Actor): Promise<'done' | Assignment | SpeakRefusal | ClaimRefusal> {
  const answer = await ports.db.transaction(async (tx) => {
    const mine = await ownHandoff(tx, conversationId, actor)
    if ('no' in mine) return mine
    if (mine.wrapUpUntil === null) return { no: 'not-possible', why: 'state' } as const
    await goOn(ports, tx, mine)
    await insertAudit(tx, { agentId: actor.id, deed: 'reopen', conversationId, handoffId: mine.id, now: ports.clock.now() })
    return 'done'
  })
  // Nobody is in charge: it is over for good, and taken up again.
  if (typeof answer === 'object' && answer.no === 'not-yours' && answer.by === null) return takeUpEnded(ports, conversationId, actor)
  if (answer === 'done') hintConsoles(ports, conversationId)
  return answer
}

async function takeUpEnded(ports: HandoffPorts, conversationId: string, actor: Actor): Promise<Assignment | ClaimRefusal | SpeakRefusal> {
  const latest = await visibleHandoff(ports.db, conversationId, actor)
  return latest?.status === 'waiting' ? { no: 'not-possible', why: 'state' } : takeUp(ports, conversationId, actor)
}
