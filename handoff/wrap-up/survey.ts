import type { Db } from '../../core/db/db.ts'
import { insertAudit } from '../feed/feed-queries.ts'
import { recordChange } from '../ports.ts'
import type { HandoffPorts } from '../ports.ts'
import { handoffById } from '../queries.ts'
import type { Handoff } from '../queries.ts'
import { deskWords } from './desk-words.ts'
import { makeTask } from './task.ts'
import { answerSurvey, insertSurvey, surveyOf } from './wrap-up-queries.ts'

/** From here down a score is a reason to look. */
const badScore = 2

// Nobody asks a spammer how it was, nor somebody who did not answer.
const withoutSurvey = new Set(['spam', 'no-answer'])

/** Whether the shopper will be asked how it was when the handoff ends so: what they hear of the end depends on it. */
export async function willSurvey(ports: HandoffPorts, tx: Db, handoff: Handoff, disposition: string): Promise<boolean> {
  return !withoutSurvey.has(disposition) && canSurvey(ports, tx, handoff)
}

/** Asks the shopper how it was, in the transaction that ends the handoff: once a handoff. Whether they are asked at all is {@link willSurvey}'s to say. */
export async function askSurvey(ports: HandoffPorts, tx: Db, { id, conversationId, team, agent }: Handoff): Promise<boolean> {
  if (!(await insertSurvey(tx, { handoffId: id, conversationId, team, agentId: agent?.id ?? null, now: ports.clock.now() }))) return false
  await ports.bot.ask(tx, conversationId, { about: 'survey', handoffId: id, agent: agent?.name ?? null })
  return true
}

/** Whether the survey would still be asked. */
export async function canSurvey(ports: Pick<HandoffPorts, 'bot'>, db: Db, { id, conversationId }: Handoff): Promise<boolean> {
  return (await surveyOf(db, id)) === null && ports.bot.canWrite(db, conversationId)
}

/** Keeps the shopper's answer with the handoff, in the turn's transaction; a bad one is a task for the desk, made once. */
export async function hearSurvey(ports: Pick<HandoffPorts, 'clock' | 'say'>, tx: Db, handoffId: string, answer: { score: number | null; word: string | null }): Promise<void> {
  const now = ports.clock.now()
  const handoff = await handoffById(tx, handoffId)
  const before = await surveyOf(tx, handoffId)
  const survey = handoff && (await answerSurvey(tx, handoffId, { ...answer, now }))
  if (!handoff || !survey) return
  const { conversationId } = handoff
  await ports.say(tx, conversationId, { mark: 'talk.survey-answered', data: { score: survey.score }, agentId: null })
  // The word, which comes after the score, stands in the conversation that the task opens.
  const isNews = answer.score !== null && before?.score === null
  if (isNews && answer.score! <= badScore) {
    await makeTask(tx, { about: handoff, kind: 'survey', text: deskWords(handoff.language).badScore(answer.score!, survey.word, handoff.agent?.name ?? null), now })
  }
  await insertAudit(tx, { agentId: null, deed: 'survey-answered', conversationId, handoffId, detail: { score: survey.score }, now })
  await recordChange(tx, handoff, 'survey-answered', now)
}
