import type { Db } from '../../core/db/db.ts'
import { newId } from '../../core/ids.ts'
import type { Role, SkillLevel } from '../contract.ts'
import type { PresentAgent } from './choose-agent.ts'

/** Everybody who is there and takes new conversations, with what they have in hand: bounded by the staff. */
export async function presentAgents(db: Db, now: number): Promise<PresentAgent[]> {
  const { rows } = await db.query<PresentRow>(
    `select a.id, a.name, a.team, a.role, a.languages, a.skills, a.capacity, coalesce(l.levels, '{}') as levels, coalesce(t.held, '{}') as held, coalesce(t.taken, 0)::int as taken,
       greatest(p.online_since, (select max(ended_at) from assignment where agent_id = a.id and ended_at is not null), t.began) as idle_since
     from presence p join agent a on a.id = p.agent_id
     left join lateral (select json_object_agg(skill, level) as levels from agent_skill where agent_id = a.id) l on true
     left join lateral (
       select json_object_agg(queue_id, n) as held, sum(n) as taken, max(began) as began from (
         select h.queue_id, count(*) as n, max(one.began) as began from (
           select handoff_id, begun_at as began from assignment where agent_id = a.id and ended_at is null
           union all select handoff_id, null from offer where agent_id = a.id and ended_at is null
         ) one join handoff h on h.id = one.handoff_id group by h.queue_id
       ) by_queue
     ) t on true
     where p.lease_until > $1 and not a.is_away and a.disabled_at is null and a.role in ('agent', 'lead', 'admin')`, [new Date(now)])
  return rows.map((row) => ({
    id: row.id, name: row.name, team: row.team, role: row.role, languages: row.languages, skills: row.skills, levels: row.levels, held: row.held,
    free: row.capacity - row.taken, idleSince: row.idle_since?.getTime() ?? 0,
  }))
}

interface PresentRow {
  id: string
  name: string
  team: string
  role: Role
  languages: string[]
  skills: string[]
  capacity: number
  levels: Record<string, number>
  held: Record<string, number>
  taken: number
  idle_since: Date | null
}

/** A waiting conversation that could be offered to somebody. */
export interface Offerable {
  id: string
  conversationId: string
  team: string
  queueId: string
  skill: string
  offerMs: number
  mostPerAgent: number | null
  language: string
  level: SkillLevel
  place: number
  dueAt: number
  waitingSince: number
  alertCount: number
  widenedTo: string[]
  shopperId: string
  round: number
}

const pageOfHeads = 50

/** The heads of all queues that are pushed, without those offered to somebody already: by language, so that those whom nobody free can serve do not stand in the way. Null languages: all. */
export async function headsToOffer(db: Db, languages: string[] | null): Promise<Offerable[]> {
  const ordered = `order by h.place, h.due_at, h.waiting_since, h.id limit ${pageOfHeads}`
  const head = `select h.* from handoff h where h.queue_id = q.id and h.status = 'waiting' and not exists (select 1 from offer o where o.handoff_id = h.id and o.ended_at is null)`
  // One index each: by language, or the whole line; and those for whom the desk has alerted, in any language.
  const { rows } = languages === null
    ? await db.query<OfferableRow>(`${selectOfferable} cross join lateral (${head} ${ordered}) h where q.assignment = 'push'`)
    : await db.query<OfferableRow>(
      `${selectOfferable} cross join lateral (
         (select l.* from unnest($1::text[]) as speaks (language) cross join lateral (${head} and h.language = speaks.language ${ordered}) l)
         union (${head} and h.alert_count > 0 ${ordered})
       ) h where q.assignment = 'push'`, [languages])
  return rows.map(offerableOf).toSorted(compareOfferable)
}

// `order by place, due_at, waiting_since, id` over all queues.
function compareOfferable(a: Offerable, b: Offerable): number {
  return a.place - b.place || a.dueAt - b.dueAt || a.waitingSince - b.waitingSince || (a.id < b.id ? -1 : 1)
}

const selectOfferable = `select h.id, h.conversation_id, h.team, h.queue_id, q.skill, q.offer_ms, q.most_per_agent, h.language, h.level, h.place, h.due_at, h.waiting_since,
  h.alert_count, h.widened_to, h.shopper_id, h.offer_round from queue q`

interface OfferableRow {
  id: string
  conversation_id: string
  team: string
  queue_id: string
  skill: string
  offer_ms: number
  most_per_agent: number | null
  language: string
  level: SkillLevel
  place: number
  due_at: Date
  waiting_since: Date
  alert_count: number
  widened_to: string[]
  shopper_id: string
  offer_round: number
}

function offerableOf(row: OfferableRow): Offerable {
  return {
    id: row.id, conversationId: row.conversation_id, team: row.team, queueId: row.queue_id, skill: row.skill, offerMs: row.offer_ms, mostPerAgent: row.most_per_agent,
    language: row.language, level: row.level, place: row.place, dueAt: row.due_at.getTime(), waitingSince: row.waiting_since.getTime(), alertCount: row.alert_count,
    widenedTo: row.widened_to, shopperId: row.shopper_id, round: row.offer_round,
  }
}

/** True when some queue is pushed. */
export async function hasPushedQueue(db: Db): Promise<boolean> {
  const { rowCount } = await db.query(`select 1 from queue where assignment = 'push' limit 1`, [])
  return rowCount > 0
}

/** Who served this shopper last, and who has let this conversation pass in this round. */
export async function pastOf(db: Db, { id, shopperId, round }: Pick<Offerable, 'id' | 'shopperId' | 'round'>): Promise<{ lastAgentId: string | null; passedBy: string[] }> {
  const { rows } = await db.query<{ last: string | null; passed: string[] }>(
    `select (select agent_id from handoff where shopper_id = $2 and accepted_at is not null and id <> $1 order by accepted_at desc limit 1) as last,
       array(select agent_id from offer where handoff_id = $1 and round = $3 and ended_by in ('declined', 'expired')) as passed`, [id, shopperId, round])
  return { lastAgentId: rows[0]!.last, passedBy: rows[0]!.passed }
}

/** Stores an offer of a conversation that waits and is offered to nobody else; null when it is not so any more. */
export async function insertOffer(
  tx: Db, one: { handoffId: string; agentId: string; round: number; now: number; expiresAt: number },
): Promise<{ id: string; conversationId: string; team: string } | null> {
  const id = newId(one.now)
  const { rows } = await tx.query<{ conversation_id: string; team: string }>(
    `with free as (select id, conversation_id, team from handoff where id = $2 and status = 'waiting' for update skip locked),
     round as (update handoff set offer_round = $4 where id in (select id from free) and offer_round < $4),
     made as (
       insert into offer (id, handoff_id, conversation_id, agent_id, round, made_at, expires_at)
       select $1, id, conversation_id, $3, $4, $5, $6 from free on conflict (handoff_id) where ended_at is null do nothing returning conversation_id
     ) select free.conversation_id, free.team from free join made using (conversation_id)`,
    [id, one.handoffId, one.agentId, one.round, new Date(one.now), new Date(one.expiresAt)])
  return rows[0] ? { id, conversationId: rows[0].conversation_id, team: rows[0].team } : null
}

export interface Offer {
  id: string
  handoffId: string
  conversationId: string
  team: string
  agentId: string
  expiresAt: number
  isOpen: boolean
}

/** An offer, or null. */
export async function offerById(db: Db, id: string): Promise<Offer | null> {
  const { rows } = await db.query<{ handoff_id: string; conversation_id: string; team: string; agent_id: string; expires_at: Date; is_open: boolean }>(
    `select o.handoff_id, o.conversation_id, h.team, o.agent_id, o.expires_at, o.ended_at is null as is_open from offer o join handoff h on h.id = o.handoff_id where o.id = $1`, [id])
  const [row] = rows
  return row
    ? { id, handoffId: row.handoff_id, conversationId: row.conversation_id, team: row.team, agentId: row.agent_id, expiresAt: row.expires_at.getTime(), isOpen: row.is_open }
    : null
}

/** How many offers the agent has let lapse since they last showed that they are there: by an answer to one, by taking or ending a conversation, by coming back; and how many are let pass in this queue. */
export async function lapsesOf(db: Db, agentId: string, handoffId: string): Promise<{ lapses: number; awayAfter: number | null }> {
  const { rows } = await db.query<{ lapses: number; awayAfter: number | null }>(
    `select (select count(*) from (
         select 1 from offer o where o.agent_id = $1 and o.ended_at is not null and o.ended_by = 'expired' and o.ended_at > coalesce(seen.at, '-infinity') limit 100
       ) lapsed)::int as lapses, q.away_after as "awayAfter"
     from handoff h join queue q on q.id = h.queue_id cross join (
       select greatest(
         (select max(ended_at) from offer where agent_id = $1 and ended_at is not null and ended_by in ('accepted', 'declined')),
         (select max(begun_at) from assignment where agent_id = $1 and ended_at is null), (select max(ended_at) from assignment where agent_id = $1 and ended_at is not null),
         (select online_since from presence where agent_id = $1), (select back_since from agent where id = $1)) as at
     ) seen where h.id = $2`, [agentId, handoffId])
  return rows[0]!
}

/** Ends an open offer; false when it had ended. */
export async function endOffer(tx: Db, id: string, by: 'declined' | 'expired' | 'withdrawn', now: number): Promise<boolean> {
  const { rowCount } = await tx.query('update offer set ended_at = $3, ended_by = $2 where id = $1 and ended_at is null', [id, by, new Date(now)])
  return rowCount === 1
}

/** Takes back what is offered of a conversation that goes elsewhere. */
export async function withdrawOfferOf(tx: Db, handoffId: string, now: number): Promise<void> {
  await tx.query(`update offer set ended_at = $2, ended_by = 'withdrawn' where handoff_id = $1 and ended_at is null`, [handoffId, new Date(now)])
}

/** Takes back what is offered to an agent who takes nothing now; returns the conversations. */
export async function withdrawOffers(tx: Db, agentId: string, now: number): Promise<{ conversationId: string; team: string }[]> {
  const { rows } = await tx.query<{ conversation_id: string; team: string }>(
    `with ended as (update offer set ended_at = $2, ended_by = 'withdrawn' where agent_id = $1 and ended_at is null returning handoff_id)
     select h.conversation_id, h.team from ended join handoff h on h.id = ended.handoff_id`, [agentId, new Date(now)])
  return rows.map((row) => ({ conversationId: row.conversation_id, team: row.team }))
}
