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

/** The next handoffs of the team that fit, newest first; of each conversation its latest. */
export async function findHandoffs(db: Db, team: string, filter: SearchFilter, page: { after: SearchPlace | null; limit: number }): Promise<Handoff[]> {
  const { rows } = await db.query<{ id: string }>(
    `select h.id from handoff h where h.team = $1
       and ($2::timestamptz is null or (h.requested_at, h.id) < ($2, $3::uuid))
       and ($4::text is null or h.conversation_id in (select conversation_id from conversation_order where team = $1 and order_number = $4))
       and ($5::text is null or h.conversation_id in (select conversation_id from conversation_tag where team = $1 and tag = $5))
       and ($6::text is null or h.queue_id = $6) and ($7::text is null or h.status = $7) and ($8::uuid is null or h.agent_id = $8) and ($9::text is null or h.reason = $9)
       and ($10::timestamptz is null or h.requested_at >= $10) and ($11::timestamptz is null or h.requested_at < $11)
       and not exists (select 1 from handoff n where n.conversation_id = h.conversation_id and (n.requested_at, n.id) > (h.requested_at, h.id))
     order by h.requested_at desc, h.id desc limit $12`,
    [team, page.after && new Date(page.after.at), page.after?.id ?? null, filter.orderNumber, filter.tag, filter.queueId, filter.status, filter.agentId, filter.reason,
      filter.from === null ? null : new Date(filter.from), filter.to === null ? null : new Date(filter.to), page.limit])
  const byId = new Map((await handoffsByIds(db, rows.map((row) => row.id))).map((handoff) => [handoff.id, handoff]))
  return rows.flatMap((row) => byId.get(row.id) ?? [])
}
