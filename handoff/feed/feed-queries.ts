import type { Db } from '../../core/db/db.ts'
import { newId } from '../../core/ids.ts'
import { seal, unseal } from '../../core/conversation/index.ts'
import type { LeftMessage } from '../contract.ts'

/** Where a console stands in the feed: everything up to (xid, id) has been seen. */
export interface FeedCursor {
  /** A 64-bit number as text. */
  xid: string
  id: string
}

export const zeroId = '00000000-0000-0000-0000-000000000000'

/** Tells the consoles of a team (null: all teams) that something changed, in the deed's own transaction. */
export async function insertChange(tx: Db, change: { team: string | null; conversationId: string | null; what: string; now: number }): Promise<void> {
  await tx.query('insert into desk_change (id, team, conversation_id, what, at) values ($1, $2, $3, $4, $5)',
    [newId(change.now), change.team, change.conversationId, change.what, new Date(change.now)])
}

/** The same for several changes in one statement. */
export async function insertChanges(tx: Db, changes: { team: string | null; conversationId: string | null; what: string; now: number }[]): Promise<void> {
  await tx.query(
    `insert into desk_change (id, team, conversation_id, what, at) select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::timestamptz[])`,
    [changes.map((one) => newId(one.now)), changes.map((one) => one.team), changes.map((one) => one.conversationId), changes.map((one) => one.what), changes.map((one) => new Date(one.now))])
}

/**
 * Changes after the cursor, in order. The cursor passes only what no running transaction can still get before, so that a late commit is never
 * skipped; what lies beyond is told at once and told again, so that an open transaction somewhere on the server does not hold news back.
 */
export async function changesAfter(db: Db, team: string, cursor: FeedCursor, limit: number): Promise<{ conversationIds: string[]; cursor: FeedCursor; hasMore: boolean }> {
  const after = async ({ xid, id }: FeedCursor, order: 'asc' | 'desc') => (await db.query<{ xid: string; id: string; team: string | null; conversation_id: string | null; is_settled: boolean }>(
    `select xid::text as xid, id, team, conversation_id, xid < pg_snapshot_xmin(pg_current_snapshot()) as is_settled from desk_change
     where (xid, id) > ($1::xid8, $2::uuid) order by xid ${order}, id ${order} limit $3`, [xid, id, limit])).rows
  const rows = await after(cursor, 'asc')
  const end = rows.at(-1)
  // More lies beyond an open transaction than one page: the newest is told too, what lies between when that one has ended.
  const newest = rows.length === limit && end?.is_settled === false ? await after(end, 'desc') : []
  const mine = [...rows, ...newest].filter((row) => row.team === null || row.team === team).flatMap((row) => row.conversation_id ?? [])
  const last = rows.findLast((row) => row.is_settled)
  return { conversationIds: [...new Set(mine)], cursor: last ? { xid: last.xid, id: last.id } : cursor, hasMore: rows.length === limit && last !== undefined }
}

/** Those of the conversations that have been at the team's desk at some time. */
export async function conversationsAtDesk(db: Db, conversationIds: string[], team: string): Promise<Set<string>> {
  if (conversationIds.length === 0) return new Set()
  const { rows } = await db.query<{ conversation_id: string }>('select distinct conversation_id from handoff where conversation_id = any($1::uuid[]) and team = $2', [conversationIds, team])
  return new Set(rows.map((row) => row.conversation_id))
}

/** Forgets changes from before `before`; consoles with an older cursor load afresh. */
export async function deleteChangesBefore(db: Db, before: number): Promise<void> {
  await db.query('delete from desk_change where at < $1', [new Date(before)])
}

export { insertAudit } from '../audit/audit-queries.ts'

// Messages left while nobody was there

export interface NewLeftMessage {
  id: string
  conversationId: string
  queueId: string
  team: string
  shopperId: string
  language: string
  text: string
  contact: string | null
  shopperName: string | null
  kind: NonNullable<LeftMessage['kind']>
  /** When the call is wanted; null: as soon as can be. */
  wanted: { from: number; to: number } | null
  /** A task from then on. */
  dueAt: number
}

/** Stores a message left while nobody was there; one of this id that is there already is to be looked after again. */
export async function insertLeftMessage(tx: Db, left: NewLeftMessage, now: number): Promise<void> {
  await tx.query(
    `insert into left_message (id, conversation_id, queue_id, team, shopper_id, language, created_at, personal, kind, wanted_from, wanted_to, due_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     on conflict (id) do update set done_at = null, done_by = null, due_at = excluded.due_at, personal = excluded.personal`,
    [left.id, left.conversationId, left.queueId, left.team, left.shopperId, left.language, new Date(now),
      seal({ text: left.text, contact: left.contact, shopperName: left.shopperName }), left.kind, left.wanted && new Date(left.wanted.from), left.wanted && new Date(left.wanted.to),
      new Date(left.dueAt)])
}

/** Takes a task away that nobody has looked after: another has taken its place. */
export async function deleteOpenTask(tx: Db, id: string): Promise<void> {
  await tx.query('delete from left_message where id = $1 and done_at is null', [id])
}

/** Messages whose time has come and that nobody has looked after yet, then those done since `doneSince`; the earliest due first. */
export async function leftMessages(db: Db, team: string, { now, doneSince }: { now: number; doneSince: number }): Promise<LeftMessage[]> {
  const { rows } = await db.query<LeftMessageRow>(
    `(${selectLeftMessage} where l.team = $1 and l.done_at is null and l.due_at <= $2 order by l.due_at, l.id limit 200)
     union all (${selectLeftMessage} where l.team = $1 and l.done_at > $3 order by l.done_at desc limit 100)`, [team, new Date(now), new Date(doneSince)])
  return rows.map(leftMessageOf)
}

/** Where a left message belongs whose time has come; null when somebody has looked after it. */
export async function leftMessageToAlert(tx: Db, id: string): Promise<{ team: string; conversationId: string } | null> {
  const { rows } = await tx.query<{ team: string; conversation_id: string }>('select team, conversation_id from left_message where id = $1 and done_at is null', [id])
  return rows[0] ? { team: rows[0].team, conversationId: rows[0].conversation_id } : null
}

/** A left message of the team, or null. */
export async function leftMessageById(db: Db, id: string, team: string): Promise<LeftMessage | null> {
  const { rows } = await db.query<LeftMessageRow>(`${selectLeftMessage} where l.id = $1 and l.team = $2`, [id, team])
  return rows[0] ? leftMessageOf(rows[0]) : null
}

/** Marks a left message as done, once; returns its conversation or null. */
export async function markLeftMessageDone(tx: Db, id: string, agent: { id: string; team: string }, now: number): Promise<string | null> {
  const { rows } = await tx.query<{ conversation_id: string }>(
    `update left_message set done_at = coalesce(done_at, $3), done_by = coalesce(done_by, $2) where id = $1 and team = $4 returning conversation_id`,
    [id, agent.id, new Date(now), agent.team])
  return rows[0]?.conversation_id ?? null
}

const selectLeftMessage = `select l.id, l.conversation_id, l.queue_id, l.shopper_id, l.language, l.created_at, l.done_at, l.done_by, a.name as done_by_name,
  l.personal, l.kind, l.wanted_from, l.wanted_to, l.due_at from left_message l left join agent a on a.id = l.done_by`

interface LeftMessageRow {
  id: string
  conversation_id: string
  queue_id: string
  shopper_id: string
  language: string
  created_at: Date
  done_at: Date | null
  done_by: string | null
  done_by_name: string | null
  personal: unknown
  kind: NonNullable<LeftMessage['kind']>
  wanted_from: Date | null
  wanted_to: Date | null
  due_at: Date
}

function leftMessageOf(row: LeftMessageRow): LeftMessage {
  const personal = unseal<{ text: string; contact: string | null; shopperName: string | null }>(row.personal)
  return {
    id: row.id, conversationId: row.conversation_id, queueId: row.queue_id, language: row.language, text: personal.text, contact: personal.contact,
    shopper: { id: row.shopper_id, name: personal.shopperName }, createdAt: row.created_at.getTime(), doneAt: row.done_at?.getTime() ?? null,
    doneBy: row.done_by && row.done_by_name !== null ? { id: row.done_by, name: row.done_by_name } : null, kind: row.kind,
    wanted: row.wanted_from && row.wanted_to ? { from: row.wanted_from.getTime(), to: row.wanted_to.getTime() } : null, dueAt: row.due_at.getTime(),
  }
}
