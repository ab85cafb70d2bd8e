import type { Db } from '../../core/db/db.ts'
import { newId } from '../../core/ids.ts'

// Changes of an accepted handoff that do not change who is in charge.

/** In hand → put off until then. */
export async function markSnoozed(tx: Db, handoffId: string, until: number): Promise<void> {
  await tx.query(`update handoff set snoozed_until = $2, unanswered_since = null where id = $1 and status = 'accepted'`, [handoffId, new Date(until)])
}

/** Put off or over → in hand again. */
export async function markInHand(tx: Db, handoffId: string): Promise<void> {
  await tx.query(`update handoff set snoozed_until = null, wrap_up_until = null where id = $1 and status = 'accepted'`, [handoffId])
}

/** In hand → over, the wrap-up to be written by then. */
export async function markFinished(tx: Db, handoffId: string, until: number): Promise<void> {
  await tx.query(`update handoff set wrap_up_until = $2, unanswered_since = null where id = $1 and status = 'accepted'`, [handoffId, new Date(until)])
}

/** How many conversations this agent has put off. */
export async function countSnoozed(tx: Db, agentId: string): Promise<number> {
  const { rows } = await tx.query<{ snoozed: string }>(
    `select count(*) as snoozed from handoff where agent_id = $1 and status = 'accepted' and snoozed_until is not null`, [agentId])
  return Number(rows[0]!.snoozed)
}

// Colleagues who are asked

/** Asks a colleague; asked again while the first question is open, it is the same one. */
export async function beginConsult(tx: Db, consult: { handoffId: string; conversationId: string; team: string; askedBy: string; agentId: string; now: number }): Promise<void> {
  await tx.query(
    `insert into consult (id, handoff_id, conversation_id, team, asked_by, agent_id, asked_at) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (handoff_id, agent_id) where ended_at is null do update set asked_by = excluded.asked_by`,
    [newId(consult.now), consult.handoffId, consult.conversationId, consult.team, consult.askedBy, consult.agentId, new Date(consult.now)])
}

/** Ends the open question to this colleague; returns who asked, or null when nobody did. */
export async function answerConsult(tx: Db, handoffId: string, agentId: string, now: number): Promise<string | null> {
  const { rows } = await tx.query<{ asked_by: string }>(
    `update consult set ended_at = $3, is_answered = true where handoff_id = $1 and agent_id = $2 and ended_at is null returning asked_by`, [handoffId, agentId, new Date(now)])
  return rows[0]?.asked_by ?? null
}

/** True when a deed of this key has been done. */
export async function isDone(tx: Db, key: string): Promise<boolean> {
  const { rowCount } = await tx.query('select 1 from audit where deed_key = $1', [key])
  return rowCount > 0
}

/** The talk is over: open questions to colleagues end unanswered, and nobody watches any more. */
export async function endCompany(tx: Db, handoffId: string, now: number): Promise<void> {
  await tx.query('update consult set ended_at = $2 where handoff_id = $1 and ended_at is null', [handoffId, new Date(now)])
  await tx.query('delete from watcher where handoff_id = $1', [handoffId])
}

// Leads who read along

/** Begins or changes watching. */
export async function beginWatch(tx: Db, watch: { handoffId: string; agentId: string; isShown: boolean; now: number }): Promise<void> {
  await tx.query(
    `insert into watcher (handoff_id, agent_id, since, is_shown) values ($1, $2, $3, $4)
     on conflict (handoff_id, agent_id) do update set is_shown = excluded.is_shown`, [watch.handoffId, watch.agentId, new Date(watch.now), watch.isShown])
}

/** Ends watching; false when they did not watch. */
export async function endWatch(tx: Db, handoffId: string, agentId: string): Promise<boolean> {
  const { rowCount } = await tx.query('delete from watcher where handoff_id = $1 and agent_id = $2', [handoffId, agentId])
  return rowCount === 1
}
