import { lockConversation } from '../../core/conversation/index.ts'
import { isPresent, lockAgent } from '../people/agent-queries.ts'
import { carryOn } from '../ports.ts'
import type { Actor, HandoffPorts } from '../ports.ts'
import { countOpenAssignments } from '../queries.ts'
import { visibleHandoff } from './claim.ts'
import { assign, queueOf, requeue } from './transfer.ts'
import type { QueueTarget, TransferRefusal } from './transfer.ts'

/** A lead gives a conversation that waits, is in somebody's hand or put off to an agent who is there and has room. */
export async function reassignToAgent(
  ports: HandoffPorts, conversationId: string, actor: Actor, { agentId, note }: { agentId: string; note: string },
): Promise<'done' | TransferRefusal> {
  const answer = await ports.db.transaction(async (tx) => {
    const target = await lockAgent(tx, agentId)
    await lockConversation(tx, conversationId)
    const handoff = await visibleHandoff(tx, conversationId, actor)
    if (!handoff) return { no: 'not-found' } as const
    if (!target || target.team !== actor.team || !(await isPresent(tx, agentId, ports.clock.now()))) return { no: 'no-such-target' } as const
    if (handoff.agent?.id === agentId) return { no: 'not-possible', why: 'state' } as const
    if ((await countOpenAssignments(tx, agentId, conversationId)) >= target.capacity) return { no: 'agent-full', capacity: target.capacity } as const
    return assign(ports, tx, { handoff, actor, target, note, deed: 'reassign' })
  })
  if (answer === 'done') carryOn(ports, conversationId)
  return answer
}

/** A lead puts such a conversation into a queue, at its first waiting time. */
export async function reassignToQueue(
  ports: HandoffPorts, conversationId: string, actor: Actor, { note, ...to }: QueueTarget & { note: string },
): Promise<'done' | TransferRefusal> {
  const answer = await ports.db.transaction(async (tx) => {
    await lockConversation(tx, conversationId)
    const handoff = await visibleHandoff(tx, conversationId, actor)
    if (!handoff) return { no: 'not-found' } as const
    const queue = await queueOf(tx, to, handoff)
    if (!queue) return { no: 'no-such-target' } as const
    return requeue(ports, tx, { handoff, actor, queue, note, deed: 'reassign' })
  })
  if (answer === 'done') carryOn(ports, conversationId)
  return answer
}
