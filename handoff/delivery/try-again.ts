import { lockConversation, retryDead } from '../../core/conversation/index.ts'
import { visibleHandoff } from '../deeds/claim.ts'
import type { NotPossible } from '../deeds/speak.ts'
import { insertAudit } from '../feed/feed-queries.ts'
import { carryOn } from '../ports.ts'
import type { Actor, HandoffPorts } from '../ports.ts'

/** Sends a dead letter anew; every agent of the team may. Not possible for what is on its way or has arrived. */
export async function tryAgain(ports: HandoffPorts, conversationId: string, actor: Actor, seq: number): Promise<'queued' | { no: 'not-found' } | NotPossible> {
  const answer = await ports.db.transaction(async (tx) => {
    await lockConversation(tx, conversationId)
    const handoff = await visibleHandoff(tx, conversationId, actor)
    if (!handoff) return { no: 'not-found' } as const
    const now = ports.clock.now()
    if (!(await retryDead(tx, conversationId, seq, now))) return { no: 'not-possible', why: 'state' } as const
    await insertAudit(tx, { agentId: actor.id, deed: 'tried-again', conversationId, handoffId: handoff.id, detail: { seq }, now })
    return 'queued'
  })
  if (answer === 'queued') carryOn(ports, conversationId)
  return answer
}
