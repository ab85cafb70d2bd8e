import { lockConversation } from '../../core/conversation/index.ts'
import type { Priority } from '../contract.ts'
import { visibleHandoff } from '../deeds/claim.ts'
import { insertAudit } from '../feed/feed-queries.ts'
import { carryOn, recordChange } from '../ports.ts'
import type { Actor, HandoffPorts } from '../ports.ts'
import { rankOf } from './priority.ts'
import { lineOf, savePriority } from './waiting-queries.ts'
import { setRise } from './waiting.ts'

export type PriorityRefusal = { no: 'not-found' } | { no: 'not-waiting' }

/** A lead moves a waiting conversation up or down; the reason stays as a note for whoever takes it. */
export async function setPriority(
  ports: HandoffPorts, conversationId: string, actor: Actor, { priority, reason }: { priority: Priority; reason: string },
): Promise<'done' | PriorityRefusal> {
  const answer = await ports.db.transaction(async (tx) => {
    await lockConversation(tx, conversationId)
    const handoff = await visibleHandoff(tx, conversationId, actor)
    if (!handoff) return { no: 'not-found' } as const
    const line = handoff.status === 'waiting' ? await lineOf(tx, handoff.id) : null
    if (!line) return { no: 'not-waiting' } as const
    const now = ports.clock.now()
    await savePriority(tx, handoff.id, rankOf(priority))
    await ports.say(tx, conversationId, { note: reason, agentId: actor.id })
    await insertAudit(tx, { agentId: actor.id, deed: 'priority', conversationId, handoffId: handoff.id, detail: { from: line.priority, to: priority, by: 'lead' }, now })
    await recordChange(tx, line, 'priority', now)
    await setRise(tx, { handoffId: handoff.id, priority, riseMs: line.riseMs }, now)
    return 'done'
  })
  if (answer === 'done') carryOn(ports, conversationId)
  return answer
}
