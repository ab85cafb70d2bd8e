import type { MoodLevel } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import type { Priority } from '../contract.ts'
import { priorities } from './priority.ts'

/** A handoff that waits, with what its queue says about waiting. */
export interface WaitingLine {
  conversationId: string
  team: string
  priority: Priority
  alertCount: number
  alertMs: number
  riseMs: number
  widenTo: string[]
  /** Every skill of the team but the queue's own. */
  allSkills: string[]
}

/** The handoff with its row locked, while it waits; else null. */
export async function lineOf(tx: Db, handoffId: string): Promise<WaitingLine | null> {
  const { rows } = await tx.query<LineRow>(
    `select h.conversation_id, h.team, h.priority, h.alert_count, q.alert_ms, q.rise_ms, s.widen_to,
       array(select id from skill other where other.team = h.team and other.id <> q.skill order by id) as all_skills
     from handoff h join queue q on q.id = h.queue_id left join skill s on s.team = q.team and s.id = q.skill
     where h.id = $1 and h.status = 'waiting' for no key update of h`, [handoffId])
  const [row] = rows
  return row ? {
    conversationId: row.conversation_id, team: row.team, priority: priorities[row.priority]!, alertCount: row.alert_count, alertMs: row.alert_ms, riseMs: row.rise_ms,
    widenTo: row.widen_to ?? [], allSkills: row.all_skills,
  } : null
}

interface LineRow {
  conversation_id: string
  team: string
  priority: number
  alert_count: number
  alert_ms: number
  rise_ms: number
  widen_to: string[] | null
  all_skills: string[]
}

/** Stores an alert. */
export async function saveAlert(tx: Db, id: string, alert: { alertCount: number; alertedAt: number; widenedTo: string[] }): Promise<void> {
  await tx.query('update handoff set alert_count = $2, alerted_at = $3, widened_to = $4 where id = $1', [id, alert.alertCount, new Date(alert.alertedAt), alert.widenedTo])
}

/** Stores a priority by its rank. */
export async function savePriority(tx: Db, id: string, rank: number): Promise<void> {
  await tx.query('update handoff set priority = $2 where id = $1', [id, rank])
}

/** Stores how the shopper feels, and what that needs of an agent. */
export async function saveMood(tx: Db, id: string, { mood, level }: { mood: MoodLevel; level: number }): Promise<void> {
  await tx.query('update handoff set mood = $2, level = $3 where id = $1', [id, mood, level])
}
