import type { Db } from '../db/db.ts'
import type { PendingWrite } from './dialog-words.ts'
import { seal, unseal } from './personal.ts'

/** A write to the shop that a turn decided, under the key that makes it happen once. */
export interface StoredOutcome {
  conversationId: string
  key: string
  attempts: number
  pending: PendingWrite
}

/** The key of a write: conversation, turn and position, so that a turn run twice asks for the same thing. */
export function outcomeKey(conversationId: string, turnSeq: number, position: number): string {
  return `${conversationId}:${turnSeq}:${position}`
}

/** Stores the writes of a turn in its transaction. */
export async function storeOutcomes(tx: Db, turn: { conversationId: string; seq: number; now: number }, writes: PendingWrite[]): Promise<void> {
  for (const [position, pending] of writes.entries()) {
    await tx.query(
      `insert into outcome (conversation_id, key, next_at, personal) values ($1, $2, $3, $4) on conflict do nothing`,
      [turn.conversationId, outcomeKey(turn.conversationId, turn.seq, position), new Date(turn.now), seal(pending)])
  }
}

/** Leases the next due writes, of one conversation or of all. */
export async function leaseOutcomes(
  db: Db, lease: { by: string; ms: number; now: number; conversationId?: string; limit?: number },
): Promise<StoredOutcome[]> {
  const { rows } = await db.query<{ conversation_id: string; key: string; attempts: number; personal: unknown }>(
    `update outcome o set lease_until = $2, lease_by = $3, attempts = attempts + 1
     from (select conversation_id, key from outcome where state = 'queued' and next_at <= $1 and (lease_until is null or lease_until < $1)
             and ($4::uuid is null or conversation_id = $4) order by next_at, key limit $5 for update skip locked) due
     where o.conversation_id = due.conversation_id and o.key = due.key
     returning o.conversation_id, o.key, o.attempts, o.personal`,
    [new Date(lease.now), new Date(lease.now + lease.ms), lease.by, lease.conversationId ?? null, lease.limit ?? 20])
  return rows
    .map((row) => ({ conversationId: row.conversation_id, key: row.key, attempts: row.attempts, pending: unseal<PendingWrite>(row.personal) }))
    .sort((a, b) => a.key.localeCompare(b.key, 'en', { numeric: true }))
}

/** Ends a write. False when it was ended before: then nothing may be said again. */
export async function endOutcome(tx: Db, conversationId: string, key: string, end: { state: 'done' | 'refused' | 'unclear'; now: number }): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update outcome set state = $3, ended_at = $4, lease_until = null where conversation_id = $1 and key = $2 and state = 'queued'`,
    [conversationId, key, end.state, new Date(end.now)])
  return rowCount === 1
}

/** Puts a write off that is known not to have happened (the shop could not be reached at all). */
export async function putOffOutcome(db: Db, conversationId: string, key: string, nextAt: number): Promise<void> {
  await db.query(`update outcome set lease_until = null, next_at = $3 where conversation_id = $1 and key = $2 and state = 'queued'`,
    [conversationId, key, new Date(nextAt)])
}

/** Stores one write that a person at the desk decided, under a key of theirs, in their transaction. */
export async function storeOutcome(tx: Db, outcome: { conversationId: string; key: string; pending: PendingWrite; now: number }): Promise<void> {
  await tx.query('insert into outcome (conversation_id, key, next_at, personal) values ($1, $2, $3, $4) on conflict do nothing',
    [outcome.conversationId, outcome.key, new Date(outcome.now), seal(outcome.pending)])
}

/** The writes of a conversation whose keys begin so, with what came of them, newest first; at most a hundred. */
export async function outcomesOf(db: Db, conversationId: string, prefix: string): Promise<{ key: string; state: 'queued' | 'done' | 'refused' | 'unclear'; pending: PendingWrite }[]> {
  const { rows } = await db.query<{ key: string; state: 'queued' | 'done' | 'refused' | 'unclear'; personal: unknown }>(
    'select key, state, personal from outcome where conversation_id = $1 and starts_with(key, $2) order by next_at desc, key desc limit 100', [conversationId, prefix])
  return rows.map(({ key, state, personal }) => ({ key, state, pending: unseal<PendingWrite>(personal) }))
}
