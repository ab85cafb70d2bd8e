import { unseal } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import type { Escalation, HandoffStatus, SlaBreach, SlaKind } from '../contract.ts'
import { priorities } from '../queue/priority.ts'

export interface BreachFilter {
  /** Null: every queue of the team. */
  queueId: string | null
  from: number | null
  to: number | null
  /** The last one of the page before. */
  after: { at: number; id: string } | null
}

/** Clocks of the team that ran out, newest first: a range of one index. */
export async function breachesOf(db: Db, team: string, { queueId, from, to, after }: BreachFilter, limit: number): Promise<SlaBreach[]> {
  const values: unknown[] = [team, limit]
  const value = (one: unknown) => `$${values.push(one)}`
  const wanted = [
    'b.team = $1', ...(queueId === null ? [] : [`b.queue_id = ${value(queueId)}`]), ...(from === null ? [] : [`b.breached_at >= ${value(new Date(from))}`]),
    ...(to === null ? [] : [`b.breached_at < ${value(new Date(to))}`]), ...(after === null ? [] : [`(b.breached_at, b.id) < (${value(new Date(after.at))}::timestamptz, ${value(after.id)}::uuid)`]),
  ]
  const { rows } = await db.query<BreachRow>(
    `select b.id, b.conversation_id, b.handoff_id, b.queue_id, b.kind, b.priority, b.agent_id, a.name as agent_name, b.due_at, b.breached_at, b.escalations, h.status, h.shopper_id, h.personal
     from sla_breach b join handoff h on h.id = b.handoff_id left join agent a on a.id = b.agent_id where ${wanted.join(' and ')} order by b.breached_at desc, b.id desc limit $2`, values)
  return rows.map(breachOf)
}

interface BreachRow {
  id: string
  conversation_id: string
  handoff_id: string
  queue_id: string
  kind: SlaKind
  priority: number
  agent_id: string | null
  agent_name: string | null
  due_at: Date
  breached_at: Date
  escalations: Escalation[]
  status: HandoffStatus
  shopper_id: string
  personal: unknown
}

function breachOf(row: BreachRow): SlaBreach {
  return {
    id: row.id, conversationId: row.conversation_id, handoffId: row.handoff_id, queueId: row.queue_id, kind: row.kind, priority: priorities[row.priority]!,
    agent: row.agent_id && row.agent_name !== null ? { id: row.agent_id, name: row.agent_name } : null, dueAt: row.due_at.getTime(), breachedAt: row.breached_at.getTime(),
    escalations: row.escalations, status: row.status, shopper: { id: row.shopper_id, name: unseal<{ shopperName: string | null }>(row.personal).shopperName },
  }
}
