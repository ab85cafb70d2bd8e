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

/** The same for several agents at once. */
export async function placesTaken(tx: Db, agentIds: string[]): Promise<Map<string, number>> {
  const { rows } = await tx.query<{ agent_id: string; taken: string }>(
    `select agent_id, count(*) as taken from (
       select agent_id from assignment where agent_id = any($1::uuid[]) and ended_at is null union all select agent_id from offer where agent_id = any($1::uuid[]) and ended_at is null
     ) place group by agent_id`, [agentIds])
  return new Map(rows.map((row) => [row.agent_id, Number(row.taken)]))
}

/** Waiting → accepted for each, by its agent: the offer ends, the assignment begins. Returns for how many it was so. */
export async function acceptMany(tx: Db, taken: { handoffId: string; agentId: string }[], now: number): Promise<number> {
  const { rowCount } = await tx.query(
    `with one as (select * from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as w (assignment_id, handoff_id, agent_id)),
     taken as (
       update handoff h set status = 'accepted', agent_id = one.agent_id, accepted_at = $4, unanswered_since = $4, is_returned = false
       from one where h.id = one.handoff_id and h.status = 'waiting' and h.agent_id is null returning h.id
     ), ended as (
       update offer o set ended_at = $4, ended_by = case when o.agent_id = one.agent_id then 'accepted' else 'withdrawn' end
       from one where o.handoff_id = one.handoff_id and o.ended_at is null and o.handoff_id in (select id from taken)
     ), begun as (
       insert into assignment (id, handoff_id, agent_id, begun_by, begun_at)
       select assignment_id, handoff_id, agent_id, 'claim', $4 from one where handoff_id in (select id from taken)
     ) select id from taken`,
    [taken.map(() => newId(now)), taken.map((one) => one.handoffId), taken.map((one) => one.agentId), new Date(now)])
  return rowCount
}
