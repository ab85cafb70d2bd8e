import type { Db } from '../../core/db/db.ts'
import type { HandoffReason } from '../../core/conversation/index.ts'
import { mostCounted } from './queue-queries.ts'

/** What is urgent and what is offered, by queue; counted to {@link mostCounted} each, on the index of the line. */
export async function pressingCounts(db: Db, team: string): Promise<Map<string, { urgent: number; offered: number }>> {
  const { rows } = await db.query<{ id: string; urgent: string; offered: string }>(
    `select q.id, u.urgent, o.offered from queue q
     cross join lateral (select count(*) as urgent from (select 1 from handoff h where h.queue_id = q.id and h.status = 'waiting' and h.place = 1 order by h.due_at limit $2) line) u
     cross join lateral (select count(*) as offered from offer o join handoff h on h.id = o.handoff_id where o.ended_at is null and h.queue_id = q.id) o
     where q.team = $1`, [team, mostCounted])
  return new Map(rows.map((row) => [row.id, { urgent: Number(row.urgent), offered: Number(row.offered) }]))
}

export interface DayCounts {
  requested: number
  accepted: number
  completed: number
  abandoned: number
  solvedByBot: number
  met: number
  late: number
  overdue: number
  medianWaitMs: number | null
}

/** What became of the handoffs requested since `since`: one range of one index, as long as the day was busy, however old the desk is. */
export async function dayCounts(db: Db, team: string, { since, now }: { since: number; now: number }): Promise<DayCounts> {
  const { rows } = await db.query<Record<keyof DayCounts, string | number | null>>(
    `select count(*) as requested, count(accepted_at) as accepted, count(*) filter (where status = 'completed') as completed,
       count(*) filter (where accepted_at is null and disposition in ('left-queue', 'nobody-there')) as abandoned,
       count(*) filter (where disposition = 'solved-by-bot') as "solvedByBot",
       count(*) filter (where first_response_at <= respond_by) as met,
       count(*) filter (where first_response_at > respond_by) as late,
       count(*) filter (where first_response_at is null and respond_by < $3 and status in ('waiting', 'accepted')) as overdue,
       percentile_cont(0.5) within group (order by (extract(epoch from accepted_at - requested_at) * 1000)::float8) filter (where accepted_at is not null) as "medianWaitMs"
     from handoff where team = $1 and requested_at >= $2`, [team, new Date(since), new Date(now)])
  const { medianWaitMs, ...counts } = rows[0]!
  return { ...Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, Number(count)])) as Omit<DayCounts, 'medianWaitMs'>, medianWaitMs: medianWaitMs === null ? null : Number(medianWaitMs) }
}

/** Why people were asked for since `since`, the most frequent first. */
export async function reasonCounts(db: Db, team: string, since: number): Promise<{ reason: HandoffReason; count: number }[]> {
  const { rows } = await db.query<{ reason: HandoffReason; count: string }>(
    'select reason, count(*) as count from handoff where team = $1 and requested_at >= $2 group by reason order by count(*) desc, reason', [team, new Date(since)])
  return rows.map((row) => ({ reason: row.reason, count: Number(row.count) }))
}
