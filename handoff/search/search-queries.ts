import type { Db } from '../../core/db/db.ts'
import { handoffsByIds } from '../queries.ts'
import type { Handoff } from '../queries.ts'

/** What the search looks for in plain columns; null: anything. */
export interface SearchFilter {
  orderNumber: string | null
  tag: string | null
  queueId: string | null
  status: string | null
  agentId: string | null
  reason: string | null
  from: number | null
  to: number | null
}

/** Where a page of the search begins: after this handoff, newest first. */
export interface SearchPlace {
  at: number
  id: string
}

export interface SearchPage {
  /** Those that fit, newest first; of each conversation its latest. */
  handoffs: Handoff[]
  /** Where to go on; null: nothing older is left. */
  next: SearchPlace | null
}

/** So many lines are looked at for a page, whatever fits: two filters that many fit, but hardly any both, must not read the whole desk. */
const window = 500

/** The next handoffs of the team that fit. The one filter that few may fit chooses the index; the others are looked at in a window of it. */
export async function findHandoffs(db: Db, team: string, filter: SearchFilter, page: { after: SearchPlace | null; limit: number }): Promise<SearchPage> {
  const values: unknown[] = []
  const value = (one: unknown) => `$${values.push(one)}`
  const near = await nearBy(db, team, filter, value)
  const rest = restOf(filter, value)
  if (page.after) near.push(`(h.requested_at, h.id) < (${value(new Date(page.after.at))}::timestamptz, ${value(page.after.id)}::uuid)`)
  if (filter.from !== null) near.push(`h.requested_at >= ${value(new Date(filter.from))}`)
  if (filter.to !== null) near.push(`h.requested_at < ${value(new Date(filter.to))}`)
  const { rows } = await db.query<{ id: string; at: Date; fits: boolean; seen: number }>(
    `with near as materialized (
       select h.id, h.conversation_id, h.requested_at, h.team, h.queue_id, h.status, h.agent_id, h.reason from handoff h
       where ${near.join(' and ')} order by h.requested_at desc, h.id desc limit ${window}
     ), fitting as (
       select n.id, n.requested_at as at from near n where ${rest.join(' and ')}
         and not exists (select 1 from handoff later where later.conversation_id = n.conversation_id and (later.requested_at, later.id) > (n.requested_at, n.id))
       order by n.requested_at desc, n.id desc limit ${value(page.limit)}
     ), found as (
       select id, at, true as fits from fitting union all (select id, requested_at, false from near order by requested_at, id limit 1)
     ) select id, at, fits, (select count(*) from near)::int as seen from found order by fits desc, at desc, id desc`, values)
  const fitting = rows.filter((row) => row.fits)
  const isFull = fitting.length === page.limit
  const end = isFull ? fitting.at(-1) : rows.at(-1)
  const byId = new Map((await handoffsByIds(db, fitting.map((row) => row.id))).map((handoff) => [handoff.id, handoff]))
  return { handoffs: fitting.flatMap((row) => byId.get(row.id) ?? []), next: end && (isFull || end.seen === window) ? { at: end.at.getTime(), id: end.id } : null }
}

type Value = (one: unknown) => string

/** By what the window is read, each of it by an index: conversations by a number or tag that few have, a state, an agent, a reason, a queue; else by time. */
async function nearBy(db: Db, team: string, filter: SearchFilter, value: Value): Promise<string[]> {
  const few = await fewConversations(db, team, filter)
  const ofTeam = `h.team = ${value(team)}`
  if (few) return [ofTeam, `h.conversation_id = any(${value(few)}::uuid[])`]
  // Written out, not as a value: only so the index of these states can be used.
  if (isRare(filter.status)) return [ofTeam, `h.status = '${filter.status}'`]
  if (filter.agentId !== null) return [ofTeam, `h.agent_id = ${value(filter.agentId)}::uuid`]
  if (filter.reason !== null) return [ofTeam, `h.reason = ${value(filter.reason)}`]
  if (filter.queueId !== null) return [ofTeam, `h.queue_id = ${value(filter.queueId)}`]
  return [ofTeam]
}

const rareStates = ['waiting', 'accepted', 'failed', 'cancelled'] as const

function isRare(status: string | null): status is (typeof rareStates)[number] {
  return rareStates.includes(status as (typeof rareStates)[number])
}

function restOf(filter: SearchFilter, value: Value): string[] {
  const equal = (column: string, wanted: string | null) => (wanted === null ? [] : [`n.${column}::text = ${value(wanted)}`])
  return [
    'true', ...equal('queue_id', filter.queueId), ...equal('status', filter.status), ...equal('agent_id', filter.agentId), ...equal('reason', filter.reason),
    ...(filter.orderNumber === null ? [] : [`exists (select 1 from conversation_order o where o.team = n.team and o.order_number = ${value(filter.orderNumber)} and o.conversation_id = n.conversation_id)`]),
    ...(filter.tag === null ? [] : [`exists (select 1 from conversation_tag t where t.team = n.team and t.tag = ${value(filter.tag)} and t.conversation_id = n.conversation_id)`]),
  ]
}

/** Conversations with this order number, or else this tag, when they are few enough to begin with; null when they are not, or neither is asked for. */
async function fewConversations(db: Db, team: string, { orderNumber, tag }: SearchFilter): Promise<string[] | null> {
  for (const [text, wanted] of [[byOrder, orderNumber], [byTag, tag]] as const) {
    if (wanted === null) continue
    const { rows } = await db.query<{ id: string }>(text, [team, wanted])
    if (rows.length <= window) return rows.map((row) => row.id)
  }
  return null
}

const byOrder = `select conversation_id as id from conversation_order where team = $1 and order_number = $2 limit ${window + 1}`
const byTag = `select conversation_id as id from conversation_tag where team = $1 and tag = $2 limit ${window + 1}`
