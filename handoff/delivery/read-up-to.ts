import { countOfShopper } from '../../core/conversation/index.ts'
import { visibleHandoff } from '../deeds/claim.ts'
import { hintConsoles, recordChange } from '../ports.ts'
import type { Actor, HandoffPorts } from '../ports.ts'
import { lockUnread, lowerUnread } from '../deeds/answer-queries.ts'

/** The agent has seen the lines up to `seq`: of the one in charge, what is left unread is counted anew, for all their tabs; a tab that is behind another takes nothing back. Of others nothing is kept. */
export async function readUpTo(ports: HandoffPorts, conversationId: string, actor: Actor, seq: number): Promise<'done' | { no: 'not-found' }> {
  const handoff = await visibleHandoff(ports.db, conversationId, actor)
  if (!handoff) return { no: 'not-found' }
  const isChanged = await ports.db.transaction(async (tx) => {
    if (!(await lockUnread(tx, handoff.id, actor.id))) return false
    if (!(await lowerUnread(tx, handoff.id, await countOfShopper(tx, conversationId, seq)))) return false
    await recordChange(tx, handoff, 'read', ports.clock.now())
    return true
  })
  if (isChanged) hintConsoles(ports, conversationId)
  return 'done'
}
