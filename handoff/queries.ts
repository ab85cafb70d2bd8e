import type { Db } from '../core/db/db.ts'
import { bringToDesk, seal, unseal } from '../core/conversation/index.ts'
import type { HandoffReason, MoodLevel } from '../core/conversation/index.ts'
import type { AgentName, HandoffStatus, Priority, SkillLevel } from './contract.ts'
import { priorities, rankOf } from './queue/priority.ts'
import type { CardInput } from './card/card-input.ts'
import { livedColumns, livedOf, type Lived, type LivedRow } from './deeds/lived.ts'
import { keepOrderNumbers } from './search/order-numbers.ts'
import { stopOnEnd } from './sla/clocks.ts'
import { slaColumn } from './sla/sla-queries.ts'
import type { SlaOnLine } from './sla/sla-queries.ts'

/** One request that a person take over, and its life so far. */
export interface Handoff extends Lived {
  id: string
  conversationId: string
  queueId: string
  team: string
  reason: HandoffReason
  topic: string
  channel: string
  shopperId: string
  shopperName: string | null
  language: string
  priority: Priority
  mood: MoodLevel
  status: HandoffStatus
  agent: AgentName | null
  turnSeq: number
  isReturned: boolean
  requestedAt: number
  waitingSince: number
  respondBy: number | null
  acceptedAt: number | null
  unansweredSince: number | null
  completedAt: number | null
  disposition: string | null
  toldVanishedAt: number | null
  preview: string
  /** What it needs of an agent: 1 junior, 2 middle, 3 senior. */
  level: SkillLevel
  /** The earliest deadline: orders a queue within a priority. */
  dueAt: number
  /** The open offer to one agent. */
  offer: { id: string; agent: AgentName; expiresAt: number } | null
  alertCount: number
  alertedAt: number | null
  /** Skills beside the queue's own whose agents are alerted too. */
  widenedTo: string[]
  /** The clock that runs out next. */
  sla: SlaOnLine | null
}

export type NewHandoff = Omit<Handoff, keyof Lived | 'sla' | 'status' | 'agent' | 'isReturned' | 'waitingSince' | 'acceptedAt' | 'unansweredSince' | 'completedAt' | 'disposition' | 'toldVanishedAt' | 'dueAt' | 'offer' | 'alertCount' | 'alertedAt' | 'widenedTo'> & { card: CardInput }

/** Stores a waiting handoff; false when the conversation has an open one already. */
export async function insertHandoff(tx: Db, one: NewHandoff): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into handoff (id, conversation_id, queue_id, team, reason, topic, channel, shopper_id, language, priority, mood, status, turn_seq,
       requested_at, waiting_since, respond_by, due_at, first_priority, level, personal, personal_card)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'waiting', $12, $13::timestamptz, $13::timestamptz, $14::timestamptz, coalesce($14::timestamptz, $13::timestamptz), $10, $17, $15, $16)
     on conflict (conversation_id) where status in ('waiting', 'accepted') do nothing`,
    [one.id, one.conversationId, one.queueId, one.team, one.reason, one.topic, one.channel, one.shopperId, one.language, rankOf(one.priority), one.mood,
      one.turnSeq, new Date(one.requestedAt), one.respondBy === null ? null : new Date(one.respondBy),
      seal({ shopperName: one.shopperName, preview: one.preview }), seal(one.card), one.level])
  if (rowCount !== 1) return false
  await bringToDesk(tx, one.conversationId, one.turnSeq)
  await keepOrderNumbers(tx, one.team, one.conversationId, one.card.facts.filter((fact) => fact.name === 'order-number').map((fact) => fact.value))
  return true
}

/** The conversation's waiting or accepted handoff, or null. */
export async function openHandoffOf(db: Db, conversationId: string): Promise<Handoff | null> {
  const { rows } = await db.query<HandoffRow>(`${selectHandoff} where h.conversation_id = $1 and h.status in ('waiting', 'accepted')`, [conversationId])
  return rows[0] ? handoffOf(rows[0]) : null
}

/** The conversation's latest handoff, open or not, or null. */
export async function latestHandoffOf(db: Db, conversationId: string): Promise<Handoff | null> {
  const { rows } = await db.query<HandoffRow>(`${selectHandoff} where h.conversation_id = $1 order by h.requested_at desc, h.id desc limit 1`, [conversationId])
  return rows[0] ? handoffOf(rows[0]) : null
}

/** A handoff by its own id, or null. */
export async function handoffById(db: Db, id: string): Promise<Handoff | null> {
  const { rows } = await db.query<HandoffRow>(`${selectHandoff} where h.id = $1`, [id])
  return rows[0] ? handoffOf(rows[0]) : null
}

/** Handoffs by their own ids, in no order. */
export async function handoffsByIds(db: Db, ids: string[]): Promise<Handoff[]> {
  const { rows } = await db.query<HandoffRow>(`${selectHandoff} where h.id = any($1::uuid[])`, [ids])
  return rows.map(handoffOf)
}

/** What the turn knew when it asked for a person. */
export async function cardInputOf(db: Db, handoffId: string): Promise<CardInput> {
  const { rows } = await db.query<{ personal_card: unknown }>('select personal_card from handoff where id = $1', [handoffId])
  return unseal<CardInput>(rows[0]!.personal_card)
}

/** The head of the team's queues, in order, then every accepted handoff of the team: at most the sum of its agents' capacity, and those put off. */
export async function deskHandoffs(db: Db, team: string, limit: number): Promise<Handoff[]> {
  const { rows } = await db.query<HandoffRow>(
    `(${selectHandoff} where h.team = $1 and h.status = 'waiting' order by h.place, h.due_at, h.waiting_since, h.id limit $2)
     union all (${selectHandoff} where h.team = $1 and h.status = 'accepted' order by h.accepted_at)`, [team, limit])
  return rows.map(handoffOf)
}

/** A page of a queue, in its order, after the line of `after`. */
export async function waitingInQueue(db: Db, queue: { id: string; team: string }, page: { after: string | null; limit: number }): Promise<Handoff[]> {
  const { rows } = await db.query<HandoffRow>(
    `${selectHandoff} where h.queue_id = $1 and h.team = $2 and h.status = 'waiting' and ($3::uuid is null or (h.place, h.due_at, h.waiting_since, h.id) >
       (select place, due_at, waiting_since, id from handoff where id = $3 and team = $2)) order by h.place, h.due_at, h.waiting_since, h.id limit $4`,
    [queue.id, queue.team, page.after, page.limit])
  return rows.map(handoffOf)
}

/** Accepted handoffs of one agent. */
export async function handoffsOfAgent(db: Db, agentId: string): Promise<Handoff[]> {
  const { rows } = await db.query<HandoffRow>(`${selectHandoff} where h.agent_id = $1 and h.status = 'accepted' order by h.accepted_at`, [agentId])
  return rows.map(handoffOf)
}

/** The latest handoff of each of these conversations, within the team (null: of any). */
export async function latestHandoffsOf(db: Db, conversationIds: string[], team: string | null): Promise<Handoff[]> {
  if (conversationIds.length === 0) return []
  const { rows } = await db.query<HandoffRow>(
    `${selectHandoff} where h.id in (
       select distinct on (conversation_id) id from handoff where conversation_id = any($1::uuid[]) order by conversation_id, requested_at desc, id desc
     ) and ($2::text is null or h.team = $2)`, [conversationIds, team])
  return rows.map(handoffOf)
}

/** Places are counted so far; who stands farther back is told "more than". Counting on would take longer the more wait. */
export const farthestPlace = 100

/** How many stand before this one in its queue, plus one; `farthestPlace + 1` for everybody behind that. */
export async function placeInQueue(db: Db, handoffId: string): Promise<number> {
  const { rows } = await db.query<{ place: string }>(
    `select count(*) as place from (
       select 1 from handoff h, (select queue_id, place, due_at, waiting_since, id from handoff where id = $1) mine
       where h.queue_id = mine.queue_id and h.status = 'waiting'
         and (h.place, h.due_at, h.waiting_since, h.id) <= (mine.place, mine.due_at, mine.waiting_since, mine.id) limit $2) before`, [handoffId, farthestPlace + 1])
  return Number(rows[0]!.place)
}

/** How long the last shoppers of this handoff's queue waited for a person who asked with its first priority (it rises while they wait), at most twenty since `since`. */
export async function recentWaits(db: Db, of: Pick<Handoff, 'id' | 'queueId'>, since: number): Promise<number[]> {
  const { rows } = await db.query<{ wait: number }>(
    `select (extract(epoch from accepted_at - requested_at) * 1000)::float8 as wait from handoff
     where queue_id = $1 and accepted_at >= $2 and first_priority = (select first_priority from handoff where id = $3)
     order by accepted_at desc limit 20`, [of.queueId, new Date(since), of.id])
  return rows.map((row) => row.wait)
}

export { allQueues } from './queue/queue-queries.ts'

// Changes of a handoff: each states its premise and says whether it held.

/** waiting → accepted, by one agent only. */
export async function markAccepted(tx: Db, id: string, agentId: string, now: number): Promise<boolean> {
  const { rowCount } = await tx.query(
    `with taken as (
       update handoff set status = 'accepted', agent_id = $2, accepted_at = $3, unanswered_since = $3, is_returned = false
       where id = $1 and status = 'waiting' and agent_id is null returning id
     ), ended as (
       update offer set ended_at = $3, ended_by = case when agent_id = $2 then 'accepted' else 'withdrawn' end
       where handoff_id in (select id from taken) and ended_at is null
     ) select id from taken`, [id, agentId, new Date(now)])
  return rowCount === 1
}

/** accepted by one → accepted by another. */
export async function markReassigned(tx: Db, id: string, move: { from: string; to: string; now: number }): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update handoff set agent_id = $3, unanswered_since = coalesce(unanswered_since, $4), snoozed_until = null, wrap_up_until = null where id = $1 and status = 'accepted' and agent_id = $2`,
    [id, move.from, move.to, new Date(move.now)])
  return rowCount === 1
}

/** Back into a queue, at its first waiting time; `isReturned` puts it at its head. Call `beginWaiting` with it. */
export async function markWaiting(tx: Db, id: string, back: { queueId: string; isReturned: boolean; toldVanishedAt: number | null }): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update handoff set status = 'waiting', agent_id = null, queue_id = $2, is_returned = $3, unanswered_since = null,
       snoozed_until = null, wrap_up_until = null, alert_count = 0, alerted_at = null, widened_to = '{}', offer_round = offer_round + 1, told_vanished_at = coalesce(told_vanished_at, $4)
     where id = $1 and status in ('accepted', 'waiting')`,
    [id, back.queueId, back.isReturned, back.toldVanishedAt === null ? null : new Date(back.toldVanishedAt)])
  return rowCount === 1
}

/** Open → ended; the agent stays on the row for the record. */
export async function markEnded(tx: Db, id: string, end: { status: 'completed' | 'failed' | 'cancelled'; disposition: string; now: number }): Promise<boolean> {
  const { rowCount } = await tx.query(
    `with over as (
       update handoff set status = $2, disposition = $3, completed_at = $4, unanswered_since = null, snoozed_until = null, wrap_up_until = null where id = $1 and status in ('waiting', 'accepted') returning id
     ), ended as (
       update offer set ended_at = $4, ended_by = 'withdrawn' where handoff_id in (select id from over) and ended_at is null
     ) select id from over`,
    [id, end.status, end.disposition, new Date(end.now)])
  if (rowCount !== 1) return false
  await stopOnEnd(tx, id, end.now)
  return true
}

/** Handoffs that have waited since before `gone`, of teams where nobody has been there since then, or since before `away` where all who are there take nothing new; not those that an outside desk may still take. */
export async function waitingForNobody(db: Db, { gone, away, limit }: { gone: number; away: number; limit: number }): Promise<Handoff[]> {
  const { rows } = await db.query<HandoffRow>(
    `${selectHandoff} where h.id = any(array(
       select w.id from (select distinct team from queue) t
       cross join lateral (select id, waiting_since from handoff where team = t.team and status = 'waiting' and waiting_since < $1
         and not exists (select 1 from handoff_target o where o.handoff_id = handoff.id and o.state = 'offered') order by waiting_since limit $2) w
       where not exists (select 1 from presence p join agent online on online.id = p.agent_id where online.team = t.team and online.outside is null and p.lease_until >= $1
         and (not online.is_away or w.waiting_since >= $3)) limit $2
     )) order by h.waiting_since`, [new Date(gone), limit, new Date(away)])
  return rows.map(handoffOf)
}

export * from './deeds/assignment-queries.ts'

const selectHandoff = `select h.id, h.conversation_id, h.queue_id, h.team, h.reason, h.topic, h.channel, h.shopper_id, h.language, h.priority, h.mood, h.status,
  h.agent_id, a.name as agent_name, h.turn_seq, h.is_returned, h.requested_at, h.waiting_since, h.respond_by, h.accepted_at, h.unanswered_since,
  h.completed_at, h.disposition, h.told_vanished_at, h.personal, ${livedColumns}, ${slaColumn}, h.level, h.due_at, h.alert_count, h.alerted_at, h.widened_to,
  o.id as offer_id, o.agent_id as offered_to, oa.name as offered_to_name, o.expires_at as offer_expires_at
  from handoff h left join agent a on a.id = h.agent_id left join offer o on o.handoff_id = h.id and o.ended_at is null left join agent oa on oa.id = o.agent_id`

interface HandoffRow extends LivedRow {
  sla: SlaOnLine | null
  id: string
  conversation_id: string
  queue_id: string
  team: string
  reason: HandoffReason
  topic: string
  channel: string
  shopper_id: string
  language: string
  priority: number
  mood: MoodLevel
  status: HandoffStatus
  agent_id: string | null
  agent_name: string | null
  turn_seq: number
  is_returned: boolean
  requested_at: Date
  waiting_since: Date
  respond_by: Date | null
  accepted_at: Date | null
  unanswered_since: Date | null
  completed_at: Date | null
  disposition: string | null
  told_vanished_at: Date | null
  personal: unknown
  level: SkillLevel
  due_at: Date
  alert_count: number
  alerted_at: Date | null
  widened_to: string[]
  offer_id: string | null
  offered_to: string | null
  offered_to_name: string | null
  offer_expires_at: Date | null
}

function handoffOf(row: HandoffRow): Handoff {
  const { shopperName, preview } = unseal<{ shopperName: string | null; preview: string }>(row.personal)
  return {
    id: row.id, conversationId: row.conversation_id, queueId: row.queue_id, team: row.team, reason: row.reason, topic: row.topic, channel: row.channel,
    shopperId: row.shopper_id, shopperName, language: row.language, priority: priorities[row.priority]!, mood: row.mood, status: row.status,
    agent: row.agent_id && row.agent_name !== null ? { id: row.agent_id, name: row.agent_name } : null, turnSeq: row.turn_seq, isReturned: row.is_returned,
    requestedAt: row.requested_at.getTime(), waitingSince: row.waiting_since.getTime(), respondBy: row.respond_by?.getTime() ?? null,
    acceptedAt: row.accepted_at?.getTime() ?? null, unansweredSince: row.unanswered_since?.getTime() ?? null,
    completedAt: row.completed_at?.getTime() ?? null, disposition: row.disposition, toldVanishedAt: row.told_vanished_at?.getTime() ?? null, preview, sla: row.sla, ...livedOf(row),
    level: row.level, dueAt: row.due_at.getTime(), alertCount: row.alert_count, alertedAt: row.alerted_at?.getTime() ?? null, widenedTo: row.widened_to,
    offer: row.offer_id ? { id: row.offer_id, agent: { id: row.offered_to!, name: row.offered_to_name! }, expiresAt: row.offer_expires_at!.getTime() } : null,
  }
}
