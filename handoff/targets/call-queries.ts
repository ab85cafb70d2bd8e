import type { Db } from '../../core/db/db.ts'
import { newId } from '../../core/ids.ts'

/** A call as it is queued: words lie in the transcript and are read when they are sent. */
export type NewCall = { kind: 'initiate' } | { kind: 'message'; seq: number } | { kind: 'status'; status: 'failed' | 'completed'; reason: string }

export interface CallRow {
  id: string
  handoffId: string
  kind: 'initiate' | 'message' | 'status'
  seq: number | null
  status: 'failed' | 'completed' | null
  reason: string | null
  attempts: number
  createdAt: number
}

/** Queues calls behind those of the same handoff. The link's row is locked by the caller, or was made in this transaction. */
export async function insertCalls(tx: Db, link: { handoffId: string; target: string }, calls: NewCall[], now: number): Promise<void> {
  for (const call of calls) {
    await tx.query(
      `insert into target_call (id, handoff_id, target, position, kind, seq, status, reason, created_at, next_at)
       select $1, $2, $3, coalesce(max(position), 0) + 1, $4, $5, $6, $7, $8, $8 from target_call where handoff_id = $2
       on conflict (handoff_id, seq) do nothing`,
      [newId(now), link.handoffId, link.target, call.kind, call.kind === 'message' ? call.seq : null, call.kind === 'status' ? call.status : null,
        call.kind === 'status' ? call.reason : null, new Date(now)])
  }
}

/** Leases the next due call of up to `limit` handoffs: of one handoff only the first that is not done, so that the other desk hears everything in order. */
export async function leaseCalls(db: Db, lease: { target: string; by: string; ms: number; now: number; limit: number }): Promise<CallRow[]> {
  const { rows } = await db.query<CallFields>(
    `update target_call c set lease_until = $2, lease_by = $3, attempts = c.attempts + 1
     from (
       select t.id from target_call t where t.state = 'queued' and t.target = $4 and t.next_at <= $1 and (t.lease_until is null or t.lease_until < $1)
         and not exists (select 1 from target_call earlier where earlier.handoff_id = t.handoff_id and earlier.position < t.position and earlier.state = 'queued')
       order by t.next_at, t.id limit $5 for update skip locked
     ) due where c.id = due.id and c.state = 'queued' returning ${callColumns}`,
    [new Date(lease.now), new Date(lease.now + lease.ms), lease.by, lease.target, lease.limit])
  return rows.map(callFrom)
}

/** Prolongs the lease; false when it was lost. */
export async function holdCall(db: Db, id: string, by: string, until: number): Promise<boolean> {
  const { rowCount } = await db.query(`update target_call set lease_until = $3 where id = $1 and lease_by = $2 and state = 'queued'`, [id, by, new Date(until)])
  return rowCount === 1
}

/** The other desk has it. */
export async function markCallSent(db: Db, id: string, by: string, now: number): Promise<void> {
  await db.query(`update target_call set state = 'sent', ended_at = $3, lease_until = null, failure = null where id = $1 and lease_by = $2 and state = 'queued'`, [id, by, new Date(now)])
}

/** Tried again at `nextAt`. */
export async function putOffCall(db: Db, id: string, by: string, again: { nextAt: number; failure: string }): Promise<void> {
  await db.query(`update target_call set next_at = $3, lease_until = null, failure = $4 where id = $1 and lease_by = $2 and state = 'queued'`,
    [id, by, new Date(again.nextAt), again.failure.slice(0, 500)])
}

/** Never tried again. False when this process does not hold the call any more. */
export async function markCallDead(tx: Db, id: string, by: string, end: { failure: string; now: number }): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update target_call set state = 'dead', ended_at = $3, lease_until = null, failure = $4 where id = $1 and lease_by = $2 and state = 'queued'`,
    [id, by, new Date(end.now), end.failure.slice(0, 500)])
  return rowCount === 1
}

/** Whatever was still to be told of a handoff is not told any more. */
export async function dropCalls(tx: Db, handoffId: string, now: number): Promise<void> {
  await tx.query(`update target_call set state = 'dropped', ended_at = $2, lease_until = null where handoff_id = $1 and state = 'queued'`, [handoffId, new Date(now)])
}

/** True when an offer to this desk came to nothing since `since`: it is not counted on for new ones. */
export async function hasFailedSince(db: Db, target: string, since: number): Promise<boolean> {
  const { rowCount } = await db.query(`select 1 from target_call where state = 'dead' and ended_at > $2 and target = $1 and kind = 'initiate' limit 1`, [target, new Date(since)])
  return rowCount > 0
}

const callColumns = 'c.id, c.handoff_id, c.kind, c.seq, c.status, c.reason, c.attempts, c.created_at'

interface CallFields {
  id: string
  handoff_id: string
  kind: CallRow['kind']
  seq: number | null
  status: CallRow['status']
  reason: string | null
  attempts: number
  created_at: Date
}

function callFrom(row: CallFields): CallRow {
  return {
    id: row.id, handoffId: row.handoff_id, kind: row.kind, seq: row.seq, status: row.status, reason: row.reason, attempts: row.attempts, createdAt: row.created_at.getTime(),
  }
}
