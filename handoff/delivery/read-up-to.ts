import { countOfShopper } from '../../core/conversation/index.ts'
import { visibleHandoff } from '../deeds/claim.ts'
import { hintConsoles, recordChange } from '../ports.ts'
import type { Actor, HandoffPorts } from '../ports.ts'
import { setUnread } from '../queries.ts'

/** The agent has seen the lines up to `seq`: of the one in charge, what is left unread is counted anew, for all their tabs. Of others nothing is kept. */
export async function readUpTo(ports: HandoffPorts, conversationId: string, actor: Actor, seq: number): Promise<'done' | { no: 'not-found' }> {
  const handoff = await visibleHandoff(ports.db, conversationId, actor)
  if (!handoff) return { no: 'not-found' }
  if (handoff.agent?.id !== actor.id || handoff.status !== 'accepted') return 'done'
  const isChanged = await ports.db.transaction(async (tx) => {
    const left = Math.min(await countOfShopper(tx, conversationId, seq), handoff.unread)
    if (!(await setUnread(tx, { handoffId: handoff.id, agentId: actor.id, unread: left }))) return false
    await recordChange(tx, handoff, 'read', ports.clock.now())
    return true
  })
  if (isChanged) hintConsoles(ports, conversationId)
  return 'done'
}
