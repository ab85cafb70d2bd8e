import type { Db } from '../../core/db/db.ts'
import type { HandoffStatus } from '../contract.ts'
import type { Place } from './target.ts'

export type LinkState = 'offered' | 'accepted' | 'ended' | 'fallen-back'

/** A handoff that was offered to an outside desk. */
export interface TargetLink {
  handoffId: string
  conversationId: string
  target: string
  state: LinkState
  relayedSeq: number
  place: Place
  offeredAt: number
  answerBy: number
}

/** Offers a handoff to an outside desk; false when it was offered before. */
export async function insertLink(tx: Db, link: Pick<TargetLink, 'handoffId' | 'conversationId' | 'target' | 'relayedSeq' | 'offeredAt' | 'answerBy'>): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into handoff_target (handoff_id, conversation_id, target, state, relayed_seq, offered_at, answer_by) values ($1, $2, $3, 'offered', $4, $5, $6)
     on conflict do nothing`,
    [link.handoffId, link.conversationId, link.target, link.relayedSeq, new Date(link.offeredAt), new Date(link.answerBy)])
  return rowCount === 1
}

/** The link of a handoff, or null. */
export async function linkOf(db: Db, handoffId: string): Promise<TargetLink | null> {
  const { rows } = await db.query<LinkRow>(`select ${linkColumns} from handoff_target t where t.handoff_id = $1`, [handoffId])
  return rows[0] ? linkFrom(rows[0]) : null
}

/** The same, locked until the transaction ends. Lock the conversation before it. */
export async function lockLink(tx: Db, handoffId: string): Promise<TargetLink | null> {
  const { rows } = await tx.query<LinkRow>(`select ${linkColumns} from handoff_target t where t.handoff_id = $1 for update`, [handoffId])
  return rows[0] ? linkFrom(rows[0]) : null
}

/** The link of a conversation that an outside desk was offered or has, or null. */
export async function openLinkOf(db: Db, conversationId: string): Promise<TargetLink | null> {
  const { rows } = await db.query<LinkRow>(`select ${linkColumns} from handoff_target t where t.conversation_id = $1 and t.state in ('offered', 'accepted')`, [conversationId])
  return rows[0] ? linkFrom(rows[0]) : null
}

/** The latest handoff that the other desk knows by this id, or null. */
export async function linkByPlace(db: Db, target: string, placeId: string): Promise<TargetLink | null> {
  const { rows } = await db.query<LinkRow>(`select ${linkColumns} from handoff_target t where t.target = $1 and t.place_id = $2 order by t.offered_at desc limit 1`, [target, placeId])
  return rows[0] ? linkFrom(rows[0]) : null
}

/** Links that an outside desk was offered or has, with who holds the handoff here: by an agent of which desk. */
export async function openLinks(db: Db, target: string, limit: number): Promise<(TargetLink & { status: HandoffStatus; heldFrom: string | null })[]> {
  const { rows } = await db.query<LinkRow & { status: HandoffStatus; held_from: string | null }>(
    `select ${linkColumns}, h.status, a.outside as held_from from handoff_target t join handoff h on h.id = t.handoff_id left join agent a on a.id = h.agent_id
     where t.state in ('offered', 'accepted') and t.target = $1 order by t.answer_by limit $2`, [target, limit])
  return rows.map((row) => ({ ...linkFrom(row), status: row.status, heldFrom: row.held_from }))
}

/** Handoffs that the outside desk should have taken by now, or that were offered to a desk which is not set any more. */
export async function lapsedLinks(db: Db, target: string, now: number): Promise<TargetLink[]> {
  const { rows } = await db.query<LinkRow>(
    `select ${linkColumns} from handoff_target t where (t.state = 'offered' and t.answer_by <= $2) or (t.state in ('offered', 'accepted') and t.target <> $1)
     order by t.answer_by limit 100`, [target, new Date(now)])
  return rows.map(linkFrom)
}

/** Changes the link's state, only from one of `from`. */
export async function moveLink(tx: Db, handoffId: string, move: { from: LinkState[]; to: LinkState; now: number }): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update handoff_target set state = $3, ended_at = case when $3 in ('ended', 'fallen-back') then $4::timestamptz end where handoff_id = $1 and state = any($2)`,
    [handoffId, move.from, move.to, new Date(move.now)])
  return rowCount === 1
}

/** What has been said up to `seq` is told, or has its call. */
export async function markRelayed(tx: Db, handoffId: string, seq: number): Promise<void> {
  await tx.query('update handoff_target set relayed_seq = $2 where handoff_id = $1', [handoffId, seq])
}

/** Keeps where the handoff lies at the other desk. */
export async function savePlace(db: Db, handoffId: string, place: Place, placeId: string | null): Promise<void> {
  await db.query('update handoff_target set place = $2, place_id = coalesce($3, place_id) where handoff_id = $1', [handoffId, JSON.stringify(place), placeId])
}

const linkColumns = 't.handoff_id, t.conversation_id, t.target, t.state, t.relayed_seq, t.place, t.offered_at, t.answer_by'

interface LinkRow {
  handoff_id: string
  conversation_id: string
  target: string
  state: LinkState
  relayed_seq: number
  place: Place
  offered_at: Date
  answer_by: Date
}

function linkFrom(row: LinkRow): TargetLink {
  return {
    handoffId: row.handoff_id, conversationId: row.conversation_id, target: row.target, state: row.state, relayedSeq: row.relayed_seq, place: row.place,
    offeredAt: row.offered_at.getTime(), answerBy: row.answer_by.getTime(),
  }
}
