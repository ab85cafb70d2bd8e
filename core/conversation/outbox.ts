import type { Db } from '../db/db.ts'
import { storable } from './personal.ts'

/** A row of the outbox that this process has leased. */
export interface LeasedSend {
  conversationId: string
  seq: number
  attempts: number
}

/** Words that a channel has taken; `externalId` is its own id of them, when it gave one. */
export interface SentWords {
  conversationId: string
  seq: number
  externalId: string | null
  /** The desk shows these words: that they were sent is told to it. */
  isAtDesk?: boolean
}

/** Cancels the bot's words that are not on their way: a person has taken over. Notices still go. Returns how many. */
export async function cancelUnsent(tx: Db, conversationId: string, now: number): Promise<number> {
  const { rowCount } = await tx.query(
    `with cancelled as (
       update outbox o set state = 'cancelled' from message m
       where o.conversation_id = $1 and o.state = 'queued' and not o.is_notice and (o.lease_until is null or o.lease_until < $2)
         and m.conversation_id = o.conversation_id and m.seq = o.seq and m.speaker = 'bot' returning o.seq
     ) update message m set xid = pg_current_xact_id() from cancelled where m.conversation_id = $1 and m.seq = cancelled.seq`, [conversationId, new Date(now)])
  return rowCount
}

/** Of the words that this process holds, those that the bot said before a person took over: they were on their way then and have not arrived, and are cancelled now. Returns the rest. */
export async function withoutSilenced(db: Db, conversationId: string, leased: LeasedSend[], by: string): Promise<LeasedSend[]> {
  const { rows } = await db.query<{ seq: number }>(
    `with silenced as (
       update outbox o set state = 'cancelled', lease_until = null from message m
       where o.conversation_id = $1 and o.seq = any($2::int[]) and o.state = 'queued' and o.lease_by = $3 and not o.is_notice
         and m.conversation_id = o.conversation_id and m.seq = o.seq and m.speaker = 'bot' returning o.seq
     ), told as (
       update message m set xid = pg_current_xact_id() from silenced where m.conversation_id = $1 and m.seq = silenced.seq
     ) select seq from silenced`, [conversationId, leased.map(({ seq }) => seq), by])
  const silenced = new Set(rows.map(({ seq }) => seq))
  return leased.filter(({ seq }) => !silenced.has(seq))
}

/** Leases the conversation's next words in order, at most `limit`; none when the first one is not due or another process holds it. */
export async function leaseSends(db: Db, conversationId: string, lease: { by: string; ms: number; now: number; limit?: number }): Promise<LeasedSend[]> {
  const { rows } = await db.query<{ seq: number; attempts: number }>(
    `with head as (
       select seq, next_at, lease_until from outbox where conversation_id = $1 and state = 'queued' order by seq limit 1 for update skip locked
     ), batch as (
       select o.seq from outbox o, head h where o.conversation_id = $1 and o.state = 'queued' and h.next_at <= $2 and o.next_at <= $2
         and (h.lease_until is null or h.lease_until < $2) order by o.seq limit $3
     )
     update outbox o set lease_until = $4, lease_by = $5, attempts = attempts + 1 from batch
     where o.conversation_id = $1 and o.seq = batch.seq and o.state = 'queued' returning o.seq, o.attempts`,
    [conversationId, new Date(lease.now), lease.limit ?? 20, new Date(lease.now + lease.ms), lease.by])
  return rows.map((row) => ({ conversationId, seq: row.seq, attempts: row.attempts })).sort((a, b) => a.seq - b.seq)
}

/**
 * Marks words as sent, if this process still holds the lease. Committed without waiting for the disk:
 * a mark lost with a crash of the database costs a second send of the same activity, never a message.
 */
export async function markSent(db: Db, sent: SentWords[], by: string, now: number): Promise<void> {
  const shown = sent.filter((one) => one.isAtDesk)
  await db.query(shown.length === 0 ? markSql : `with marked as (${markSql}) ${touchSql('$6', '$7')}`,
    [sent.map((one) => one.conversationId), sent.map((one) => one.seq), new Date(now), by, sent.map((one) => (one.externalId === null ? null : storable(one.externalId))),
      ...(shown.length === 0 ? [] : [shown.map((one) => one.conversationId), shown.map((one) => one.seq)])])
}

const markSql = `update outbox o set state = 'sent', sent_at = $3, external_id = s.external_id, lease_until = null
     from unnest($1::uuid[], $2::int[], $5::text[]) as s (conversation_id, seq, external_id), set_config('synchronous_commit', 'off', true)
     where o.conversation_id = s.conversation_id and o.seq = s.seq and o.state = 'queued' and o.lease_by = $4`

/** Who follows messages by cursor hears of these again: where they stand has changed. */
const touchSql = (ids: string, seqs: string) => `update message m set xid = pg_current_xact_id() from unnest(${ids}::uuid[], ${seqs}::int[]) as t (conversation_id, seq)
     where m.conversation_id = t.conversation_id and m.seq = t.seq`

/** A send failed: tried again at `retryAt`, or a dead letter when null. The lease ends. */
export async function markFailed(db: Db, failed: LeasedSend, by: string, end: { retryAt: number | null; failure: string }): Promise<void> {
  await db.query(
    `with failed as (
       update outbox set lease_until = null, failure = $4, state = case when $5::timestamptz is null then 'dead' else state end, next_at = coalesce($5, next_at)
       where conversation_id = $1 and seq = $2 and state = 'queued' and lease_by = $3 returning conversation_id, seq, state
     ) update message m set xid = pg_current_xact_id() from failed where failed.state = 'dead' and m.conversation_id = failed.conversation_id and m.seq = failed.seq`,
    [failed.conversationId, failed.seq, by, end.failure.slice(0, 500), end.retryAt === null ? null : new Date(end.retryAt)])
}

/** Gives leased words back unsent, so that the order is kept when one before them failed. */
export async function releaseSends(db: Db, conversationId: string, fromSeq: number, by: string): Promise<void> {
  await db.query(
    `update outbox set lease_until = null, attempts = greatest(attempts - 1, 0) where conversation_id = $1 and seq >= $2 and state = 'queued' and lease_by = $3`,
    [conversationId, fromSeq, by])
}

/** Puts a dead letter back into the queue ("try again"). False when it is not dead. */
export async function retryDead(db: Db, conversationId: string, seq: number, now: number): Promise<boolean> {
  const { rowCount } = await db.query(
    `with queued as (
       update outbox set state = 'queued', attempts = 0, next_at = $3, lease_until = null where conversation_id = $1 and seq = $2 and state = 'dead' returning conversation_id, seq
     ) update message m set xid = pg_current_xact_id() from queued where m.conversation_id = queued.conversation_id and m.seq = queued.seq`,
    [conversationId, seq, new Date(now)])
  return rowCount === 1
}

/** Conversations with words that are due and held by nobody. */
export async function conversationsWithDueSends(db: Db, now: number, limit = 100): Promise<string[]> {
  const { rows } = await db.query<{ conversation_id: string }>(
    `select conversation_id from outbox where state = 'queued' and next_at <= $1 and (lease_until is null or lease_until < $1) order by next_at limit $2`,
    [new Date(now), limit])
  return [...new Set(rows.map((row) => row.conversation_id))]
}
