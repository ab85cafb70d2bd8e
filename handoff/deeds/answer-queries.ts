import { seal } from '../../core/conversation/index.ts'
import type { Message } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import type { AgentName } from '../contract.ts'
import { stopOnAnswer } from '../sla/clocks.ts'
import type { LastLine } from './lived.ts'

/** What somebody said, as far as a line of the console shows it. */
export type Words = Pick<Message, 'text' | 'attachments'>

/** The person in charge has answered with these words. */
export async function markAnswered(tx: Db, id: string, { agent, ...words }: Words & { agent: AgentName }, now: number): Promise<void> {
  await tx.query('update handoff set unanswered_since = null, unread = 0, first_response_at = coalesce(first_response_at, $2), personal_last = $3 where id = $1', [id, new Date(now), lineOf(agent, words)])
  await stopOnAnswer(tx, id, now)
}

/** The shopper has written to the person in charge; without `words` the line stays as it is. */
export async function markUnanswered(tx: Db, id: string, words: Words | null, now: number): Promise<void> {
  await tx.query(
    `update handoff set unanswered_since = coalesce(unanswered_since, $2), unread = unread + 1, personal_last = coalesce($3, personal_last) where id = $1 and status = 'accepted'`,
    [id, new Date(now), words && lineOf(null, words)])
}

/** True when there is something that the agent in charge has not seen; what comes is counted after the transaction, which keeps the row locked. */
export async function lockUnread(tx: Db, handoffId: string, agentId: string): Promise<boolean> {
  const { rowCount } = await tx.query(`select 1 from handoff where id = $1 and agent_id = $2 and status = 'accepted' and unread > 0 for no key update`, [handoffId, agentId])
  return rowCount === 1
}

/** At most so many lines of the shopper are left unseen; false when that is no news: fewer were left before. */
export async function lowerUnread(tx: Db, handoffId: string, unread: number): Promise<boolean> {
  const { rowCount } = await tx.query('update handoff set unread = $2 where id = $1 and unread > $2', [handoffId, unread])
  return rowCount === 1
}

// Of files alone their names are shown; a line of the console has room for 200 characters.
function lineOf(agent: AgentName | null, { text, attachments }: Words): unknown {
  const shown = text || attachments.map(({ name }) => name).join(', ')
  return seal({ agent, text: [...shown].slice(0, 200).join('') } satisfies LastLine)
}
