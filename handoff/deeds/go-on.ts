import { moveConversation } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import { recordChange } from '../ports.ts'
import type { HandoffPorts } from '../ports.ts'
import type { Handoff } from '../queries.ts'
import { resumeClocks } from '../sla/clocks.ts'
import { cancelTimers } from '../timers/timers.ts'
import { markInHand } from './life-queries.ts'

/** wrap-up → human, by the agent or because the shopper wrote. The conversation is locked. */
export async function goOn(ports: Pick<HandoffPorts, 'clock' | 'say' | 'times'>, tx: Db, handoff: Handoff): Promise<void> {
  const now = ports.clock.now()
  const agent = handoff.agent!
  if (!(await moveConversation(tx, handoff.conversationId, { from: ['wrap-up'], to: 'human', agentId: agent.id, now }))) throw new Error('state of the conversation and of its handoff differ')
  await markInHand(tx, handoff.id)
  await cancelTimers(tx, { kind: 'wrap-up-end', ref: handoff.id })
  await resumeClocks(ports, tx, handoff)
  await ports.say(tx, handoff.conversationId, { mark: 'talk.reopened', data: { agent: agent.name }, agentId: agent.id })
  await recordChange(tx, handoff, 'reopened', now)
}
