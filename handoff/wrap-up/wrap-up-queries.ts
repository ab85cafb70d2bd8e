import { seal, unseal } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import type { ComplaintClass, FollowUpLine, Survey, WrapUp } from '../contract.ts'

// How a handoff ended

export interface NewWrapUp {
  handoffId: string
  conversationId: string
  /** Null: nobody wrote it in time. */
  agentId: string | null
  disposition: string
  complaintClass: ComplaintClass | null
  summary: string
  now: number
}

/** Writes down how a handoff ended; its complaint class stands on the handoff from then on. */
export async function insertWrapUp(tx: Db, one: NewWrapUp): Promise<void> {
  await tx.query(
    `insert into wrap_up (handoff_id, conversation_id, agent_id, disposition, complaint_class, written_at, personal) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (handoff_id) do update set agent_id = excluded.agent_id, disposition = excluded.disposition, complaint_class = excluded.complaint_class,
       written_at = excluded.written_at, personal = excluded.personal`,
    [one.handoffId, one.conversationId, one.agentId, one.disposition, one.complaintClass, new Date(one.now), seal({ summary: one.summary })])
  await tx.query('update handoff set complaint_class = coalesce($2, complaint_class) where id = $1', [one.handoffId, one.complaintClass])
}

/** What was written, or null. */
export async function writtenOf(db: Db, handoffId: string): Promise<WrapUp['written']> {
  const { rows } = await db.query<{ agent_id: string | null; name: string | null; disposition: string; complaint_class: ComplaintClass | null; written_at: Date; personal: unknown }>(
    `select w.agent_id, a.name, w.disposition, w.complaint_class, w.written_at, w.personal from wrap_up w left join agent a on a.id = w.agent_id where w.handoff_id = $1`, [handoffId])
  const [row] = rows
  if (!row) return null
  return {
    summary: unseal<{ summary: string }>(row.personal).summary, complaintClass: row.complaint_class, disposition: row.disposition,
    by: row.agent_id && row.name !== null ? { id: row.agent_id, name: row.name } : null, at: row.written_at.getTime(),
  }
}

// The satisfaction survey

/** Notes that the survey of a handoff is asked; false when it was asked before. */
export async function insertSurvey(tx: Db, one: { handoffId: string; conversationId: string; team: string; agentId: string | null; now: number }): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into survey (handoff_id, conversation_id, team, agent_id, asked_at, personal) values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [one.handoffId, one.conversationId, one.team, one.agentId, new Date(one.now), seal({ word: null })])
  return rowCount === 1
}

/** The survey of a handoff, or null. */
export async function surveyOf(db: Db, handoffId: string): Promise<Survey | null> {
  const { rows } = await db.query<SurveyRow>('select asked_at, score, answered_at, personal from survey where handoff_id = $1', [handoffId])
  return rows[0] ? surveyFrom(rows[0]) : null
}

/** Keeps an answer; what was answered before is not lost when only the other half comes. Null when nothing was asked. */
export async function answerSurvey(tx: Db, handoffId: string, answer: { score: number | null; word: string | null; now: number }): Promise<Survey | null> {
  const before = await tx.query<SurveyRow>('select asked_at, score, answered_at, personal from survey where handoff_id = $1 for update', [handoffId])
  if (!before.rows[0]) return null
  const word = answer.word ?? surveyFrom(before.rows[0]).word
  const { rows } = await tx.query<SurveyRow>(
    `update survey set score = coalesce($2, score), answered_at = coalesce(answered_at, $3), personal = $4 where handoff_id = $1
     returning asked_at, score, answered_at, personal`, [handoffId, answer.score, new Date(answer.now), seal({ word })])
  return surveyFrom(rows[0]!)
}

interface SurveyRow {
  asked_at: Date
  score: number | null
  answered_at: Date | null
  personal: unknown
}

function surveyFrom(row: SurveyRow): Survey {
  return { askedAt: row.asked_at.getTime(), score: row.score, word: unseal<{ word: string | null }>(row.personal).word, answeredAt: row.answered_at?.getTime() ?? null }
}

// Writing to the shopper at a date

export interface FollowUpRow extends FollowUpLine {
  handoffId: string
  conversationId: string
  team: string
}

/** Stores a follow-up that is planned. */
export async function insertFollowUp(tx: Db, one: { id: string; handoffId: string; conversationId: string; team: string; agentId: string; at: number; text: string }): Promise<void> {
  await tx.query(
    `insert into follow_up (id, handoff_id, conversation_id, team, agent_id, due_at, state, personal) values ($1, $2, $3, $4, $5, $6, 'planned', $7)`,
    [one.id, one.handoffId, one.conversationId, one.team, one.agentId, new Date(one.at), seal({ text: one.text, answer: null })])
}

/** A follow-up, locked until the transaction ends, or null. */
export async function lockFollowUp(tx: Db, id: string): Promise<FollowUpRow | null> {
  const { rows } = await tx.query<FollowUpDbRow>(`${selectFollowUp} where f.id = $1 for update of f`, [id])
  return rows[0] ? followUpFrom(rows[0]) : null
}

/** The follow-ups of a handoff, by date. */
export async function followUpsOf(db: Db, handoffId: string): Promise<FollowUpLine[]> {
  const { rows } = await db.query<FollowUpDbRow>(`${selectFollowUp} where f.handoff_id = $1 order by f.due_at, f.id limit 20`, [handoffId])
  return rows.map(followUpFrom).map(({ id, at, text, by, state, answer }) => ({ id, at, text, by, state, answer }))
}

/** Moves a follow-up on, with what the shopper said. */
export async function markFollowUp(tx: Db, one: FollowUpRow, to: { state: FollowUpLine['state']; answer: string | null; now: number }): Promise<void> {
  await tx.query('update follow_up set state = $2, ended_at = $3, personal = $4 where id = $1',
    [one.id, to.state, to.state === 'asked' ? null : new Date(to.now), seal({ text: one.text, answer: to.answer ?? one.answer })])
}

const selectFollowUp = `select f.id, f.handoff_id, f.conversation_id, f.team, f.agent_id, a.name as agent_name, f.due_at, f.state, f.personal
  from follow_up f join agent a on a.id = f.agent_id`

interface FollowUpDbRow {
  id: string
  handoff_id: string
  conversation_id: string
  team: string
  agent_id: string
  agent_name: string
  due_at: Date
  state: FollowUpLine['state']
  personal: unknown
}

function followUpFrom(row: FollowUpDbRow): FollowUpRow {
  const { text, answer } = unseal<{ text: string; answer: string | null }>(row.personal)
  return {
    id: row.id, handoffId: row.handoff_id, conversationId: row.conversation_id, team: row.team, at: row.due_at.getTime(), text,
    by: { id: row.agent_id, name: row.agent_name }, state: row.state, answer,
  }
}
