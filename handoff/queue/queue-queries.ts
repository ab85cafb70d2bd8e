import type { Db } from '../../core/db/db.ts'
import type { QueueSetting, SkillSetting } from '../contract.ts'
import type { QueueRow } from './choose-queue.ts'

/** All queues, each with the topics that lead to its skill. */
export async function allQueues(db: Db): Promise<QueueRow[]> {
  const { rows } = await db.query<SettingRow & { topics: string[] | null; widen_to: string[] | null }>(
    `select ${settingColumns}, q.team, s.topics, s.widen_to from queue q left join skill s on s.team = q.team and s.id = q.skill order by q.id`, [])
  return rows.map((row) => ({ ...settingOf(row), team: row.team, topics: row.topics ?? [], widenTo: row.widen_to ?? [] }))
}

/** Waiting lines are counted so far: counting on would take longer the more wait. */
export const mostCounted = 1000

export interface QueueCount extends QueueSetting {
  waiting: number
  isMore: boolean
  longestWaitSince: number | null
}

/**
 * The team's queues with how many wait (counted to {@link mostCounted}) and since when; takes the same time however many wait. `xid`: the point
 * below which every transaction has ended. The order keeps the count on its index: without it the table itself may be read, past all that is over.
 */
export async function queueBoard(db: Db, team: string): Promise<{ xid: string; queues: QueueCount[] }> {
  const { rows } = await db.query<SettingRow & { xid: string; waiting: string | null; longest: Date | null }>(
    `select pg_snapshot_xmin(pg_current_snapshot())::text as xid, ${settingColumns}, c.waiting, c.longest from (select 1) one left join queue q on q.team = $1
     left join lateral (
       select count(*) as waiting, min(line.waiting_since) as longest
       from (select h.waiting_since from handoff h where h.queue_id = q.id and h.status = 'waiting' order by h.waiting_since limit $2) line
     ) c on true
     order by q.id`, [team, mostCounted + 1])
  const queues = rows.filter((row) => row.id !== null).map((row) => ({
    ...settingOf(row), waiting: Math.min(Number(row.waiting), mostCounted), isMore: Number(row.waiting) > mostCounted, longestWaitSince: row.longest?.getTime() ?? null,
  }))
  return { xid: rows[0]!.xid, queues }
}

/** The team's queues with how many wait and since when. */
export async function queueCounts(db: Db, team: string): Promise<QueueCount[]> {
  return (await queueBoard(db, team)).queues
}

/** The team's queues as leads set them. */
export async function queueSettings(db: Db, team: string): Promise<QueueSetting[]> {
  const { rows } = await db.query<SettingRow>(`select ${settingColumns} from queue q where q.team = $1 order by q.id`, [team])
  return rows.map(settingOf)
}

/** Stores a new queue; false when the team has one of this skill and language. */
export async function insertQueue(tx: Db, team: string, one: QueueSetting): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into queue (id, team, skill, language, label_en, label_zh, assignment, offer_ms, alert_ms, rise_ms, most_per_agent, is_open, away_after)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict do nothing`,
    [one.id, team, one.skill, one.language, one.label.en, one.label.zh, one.assignment, one.offerMs, one.alertMs, one.riseMs, one.mostPerAgent, one.isOpen, one.awayAfter])
  return rowCount === 1
}

/** Changes the team's queue; false when it has none of this id. */
export async function updateQueue(tx: Db, team: string, one: QueueSetting): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update queue set label_en = $3, label_zh = $4, assignment = $5, offer_ms = $6, alert_ms = $7, rise_ms = $8, most_per_agent = $9, is_open = $10, away_after = $11
     where id = $1 and team = $2`,
    [one.id, team, one.label.en, one.label.zh, one.assignment, one.offerMs, one.alertMs, one.riseMs, one.mostPerAgent, one.isOpen, one.awayAfter])
  return rowCount === 1
}

// Skills

/** The team's skills. */
export async function skillSettings(db: Db, team: string): Promise<SkillSetting[]> {
  const { rows } = await db.query<{ id: string; label_en: string; label_zh: string; topics: string[]; widen_to: string[] }>(
    'select id, label_en, label_zh, topics, widen_to from skill where team = $1 order by id', [team])
  return rows.map((row) => ({ id: row.id, label: { en: row.label_en, zh: row.label_zh }, topics: row.topics, widenTo: row.widen_to }))
}

/** Stores a skill, new or changed. A topic leads to one skill: it leaves the one it led to. */
export async function saveSkill(tx: Db, team: string, one: SkillSetting): Promise<void> {
  await tx.query(
    `update skill set topics = array(select t from unnest(topics) t where t <> all($3::text[])) where team = $1 and id <> $2 and topics && $3::text[]`, [team, one.id, one.topics])
  await tx.query(
    `insert into skill (team, id, label_en, label_zh, topics, widen_to) values ($1, $2, $3, $4, $5, $6)
     on conflict (team, id) do update set label_en = excluded.label_en, label_zh = excluded.label_zh, topics = excluded.topics, widen_to = excluded.widen_to`,
    [team, one.id, one.label.en, one.label.zh, one.topics, one.widenTo])
}

/** Sets an agent's skills and levels, all of them; false when the team has no such agent. */
export async function saveAgentSkills(tx: Db, agent: { id: string; team: string }, skills: { skill: string; level: number }[]): Promise<boolean> {
  const names = skills.map((one) => one.skill)
  const { rowCount } = await tx.query('update agent set skills = $3 where id = $1 and team = $2', [agent.id, agent.team, names])
  if (rowCount !== 1) return false
  await tx.query('delete from agent_skill where agent_id = $1', [agent.id])
  await tx.query('insert into agent_skill (agent_id, skill, level) select $1, * from unnest($2::text[], $3::smallint[])', [agent.id, names, skills.map((one) => one.level)])
  return true
}

/** An agent's skills with levels, or null when the team has no such agent. */
export async function agentSkills(db: Db, agent: { id: string; team: string }): Promise<{ skill: string; level: number }[] | null> {
  const { rows } = await db.query<{ skills: { skill: string; level: number }[] }>(
    `select coalesce((select json_agg(json_build_object('skill', s.skill, 'level', coalesce(l.level, 2)) order by s.skill)
       from unnest(a.skills) as s (skill) left join agent_skill l on l.agent_id = a.id and l.skill = s.skill), '[]') as skills
     from agent a where a.id = $1 and a.team = $2`, [agent.id, agent.team])
  return rows[0]?.skills ?? null
}

const settingColumns = 'q.id, q.skill, q.language, q.label_en, q.label_zh, q.assignment, q.offer_ms, q.alert_ms, q.rise_ms, q.most_per_agent, q.is_open, q.away_after'

interface SettingRow {
  id: string
  team: string
  skill: string
  language: string
  label_en: string
  label_zh: string
  assignment: 'pull' | 'push'
  offer_ms: number
  alert_ms: number
  rise_ms: number
  most_per_agent: number | null
  is_open: boolean
  away_after: number | null
}

function settingOf(row: SettingRow): QueueSetting {
  return {
    id: row.id, skill: row.skill, language: row.language, label: { en: row.label_en || row.skill, zh: row.label_zh || row.skill }, assignment: row.assignment,
    offerMs: row.offer_ms, alertMs: row.alert_ms, riseMs: row.rise_ms, mostPerAgent: row.most_per_agent, isOpen: row.is_open, awayAfter: row.away_after,
  }
}
