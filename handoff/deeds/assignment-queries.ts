import type { Db } from '../../core/db/db.ts'
import { newId } from '../../core/ids.ts'

/** One agent becomes responsible. */
export async function beginAssignment(tx: Db, begin: { handoffId: string; agentId: string; by: 'claim' | 'transfer' | 'take-over' | 'assign' | 'wake'; now: number }): Promise<string> {
  const id = newId(begin.now)
  await tx.query('insert into assignment (id, handoff_id, agent_id, begun_by, begun_at) values ($1, $2, $3, $4, $5)',
    [id, begin.handoffId, begin.agentId, begin.by, new Date(begin.now)])
  return id
}

/** Nobody is responsible any more. */
export async function endAssignment(tx: Db, handoffId: string, by: string, now: number): Promise<void> {
  await tx.query('update assignment set ended_at = $2, ended_by = $3 where handoff_id = $1 and ended_at is null', [handoffId, new Date(now), by])
}

/** How many places of the agent are taken: conversations in hand, and those kept by an open offer (but for the one of `ofConversation`). Counts truly only while the agent's row is locked. */
export async function countOpenAssignments(tx: Db, agentId: string, ofConversation: string | null = null): Promise<number> {
  const { rows } = await tx.query<{ open: string }>(
    `select (select count(*) from assignment where agent_id = $1 and ended_at is null)
       + (select count(*) from offer where agent_id = $1 and ended_at is null and conversation_id is distinct from $2) as open`, [agentId, ofConversation])
  return Number(rows[0]!.open)
}
