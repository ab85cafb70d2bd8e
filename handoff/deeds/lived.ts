import { unseal } from '../../core/conversation/index.ts'
import type { AgentName, QueueEntry } from '../contract.ts'
import { tagsColumn } from '../tags/tag-queries.ts'

/** What comes to a handoff while it lives: put off, finished, watched, asked about, promised. */
export interface Lived {
  snoozedUntil: number | null
  wrapUpUntil: number | null
  complaintClass: string | null
  /** Leads who read along and show it. */
  watchers: AgentName[]
  /** Colleagues who were asked and have not answered. */
  consulted: AgentName[]
  /** The next one that is not kept. */
  promise: NonNullable<QueueEntry['promise']> | null
  /** Ids of the team's tags. */
  tags: string[]
  /** Lines of the shopper that the person in charge has not seen. */
  unread: number
  /** How far the shopper has read, and since when. */
  seen: NonNullable<QueueEntry['seen']> | null
  /** What was said last between the shopper and the person in charge. */
  lastLine: LastLine | null
}

export type LastLine = NonNullable<QueueEntry['lastLine']>

/** Columns of {@link Lived}, of a handoff named `h`. Each is read by the index of a small table: few handoffs have any of them. */
export const livedColumns = `h.snoozed_until, h.wrap_up_until, h.complaint_class, h.unread, h.personal_last, ${tagsColumn},
  (select jsonb_agg(jsonb_build_object('id', n.id, 'name', n.name) order by w.since, n.id) from watcher w join agent n on n.id = w.agent_id
     where w.handoff_id = h.id and w.is_shown) as watchers,
  (select jsonb_agg(jsonb_build_object('id', n.id, 'name', n.name) order by c.asked_at, n.id) from consult c join agent n on n.id = c.agent_id
     where c.handoff_id = h.id and c.ended_at is null) as consulted,
  (select jsonb_build_object('seq', s.seq, 'at', (extract(epoch from s.at) * 1000)::bigint) from shopper_seen s where s.conversation_id = h.conversation_id) as seen,
  (select jsonb_build_object('id', p.id, 'dueAt', (extract(epoch from p.due_at) * 1000)::bigint,
       'state', case when p.state = 'broken' then 'broken' when p.warned_at is not null then 'due-soon' else 'open' end)
     from promise p where p.handoff_id = h.id and p.state in ('open', 'broken') order by p.due_at, p.id limit 1) as promise`

export interface LivedRow {
  snoozed_until: Date | null
  wrap_up_until: Date | null
  complaint_class: string | null
  watchers: AgentName[] | null
  consulted: AgentName[] | null
  promise: Lived['promise']
  tags: string[] | null
  unread: number
  seen: Lived['seen']
  personal_last: unknown
}

/** The columns as values. */
export function livedOf(row: LivedRow): Lived {
  return {
    snoozedUntil: row.snoozed_until?.getTime() ?? null, wrapUpUntil: row.wrap_up_until?.getTime() ?? null, complaintClass: row.complaint_class,
    watchers: row.watchers ?? [], consulted: row.consulted ?? [], promise: row.promise, tags: row.tags ?? [], unread: row.unread, seen: row.seen,
    lastLine: row.personal_last === null ? null : unseal<LastLine>(row.personal_last),
  }
}
