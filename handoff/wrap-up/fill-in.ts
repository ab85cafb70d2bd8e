import { conversationById, transcript } from '../../core/conversation/index.ts'
import type { Language, Message } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import type { CardInput } from '../card/card-input.ts'
import type { ComplaintClass, Disposition, WrapUp } from '../contract.ts'
import { visibleHandoff } from '../deeds/claim.ts'
import { removedFacts } from '../facts/fact-queries.ts'
import { mergeFacts } from '../facts/known-facts.ts'
import type { Actor, HandoffPorts } from '../ports.ts'
import { lineOf, promisesOfConversation } from '../promises/promise-queries.ts'
import type { PromiseRow } from '../promises/promise-queries.ts'
import { cardInputOf } from '../queries.ts'
import type { Handoff } from '../queries.ts'
import { suggestClass, suggestDisposition } from './suggest.ts'
import { summaryOf } from './summary.ts'
import { canSurvey } from './survey.ts'
import { followUpsOf, surveyOf, writtenOf } from './wrap-up-queries.ts'

/** The wrap-up of a conversation as far as it can be filled in without the agent; null when it is not this team's. */
export async function wrapUpOf(ports: HandoffPorts, actor: Pick<Actor, 'team'>, conversationId: string, language: Language): Promise<WrapUp | null> {
  const handoff = await visibleHandoff(ports.db, conversationId, actor)
  if (!handoff) return null
  const [filled, written, survey, followUps, mayAsk, mayWrite] = await Promise.all([
    fillIn(ports, ports.db, handoff, language), writtenOf(ports.db, handoff.id), surveyOf(ports.db, handoff.id), followUpsOf(ports.db, handoff.id),
    canSurvey(ports, ports.db, handoff), ports.bot.canWrite(ports.db, conversationId),
  ])
  const { summary, suggestedClass, suggestedDisposition, promises } = filled
  return { summary, suggestedClass, suggestedDisposition, canSurvey: mayAsk, canFollowUp: mayWrite, promises: promises.map(lineOf), written, survey, followUps }
}

export interface FilledIn {
  summary: string
  suggestedClass: ComplaintClass | null
  suggestedDisposition: Disposition | null
  promises: PromiseRow[]
}

/** What the stored conversation itself tells about how it went; asks nothing of the shop. */
export async function fillIn(ports: Pick<HandoffPorts, 'labelOf'>, db: Db, handoff: Handoff, language: Language): Promise<FilledIn> {
  // One after the other: `db` may be a transaction, which has one connection.
  const input = await cardInputOf(db, handoff.id)
  const conversation = await conversationById(db, handoff.conversationId)
  const removed = await removedFacts(db, handoff.conversationId)
  const messages = await transcript(db, handoff.conversationId, { beforeSeq: 2147483647, limit: 200 })
  const promises = (await promisesOfConversation(db, handoff.conversationId, handoff.team)).filter(({ handoffId }) => handoffId === handoff.id)
  const suggestedClass = handoff.complaintClass as ComplaintClass | null ?? input.complaintClass ?? classOf(handoff, input, messages)
  const since = messages.filter(({ seq }) => seq > handoff.turnSeq)
  const summary = summaryOf({ input, facts: mergeFacts(input.facts.filter((fact) => !removed.has(fact.name)), Object.values(conversation?.dialog?.facts ?? {})), messages: since, promises, complaintClass: suggestedClass, labelOf: (intent) => ports.labelOf(intent, language) }, language)
  return { summary, suggestedClass, suggestedDisposition: dispositionOf(since, promises), promises }
}

function classOf(handoff: Handoff, input: CardInput, messages: Message[]): ComplaintClass | null {
  const told = messages.filter(({ speaker }) => speaker === 'shopper')
  const intents = [...input.history.map(({ intent }) => intent), ...told.map((message) => message.understanding?.intent ?? null)].filter((intent) => intent !== null)
  return suggestClass({ texts: [input.words, ...told.map(({ text }) => text)], intents, reason: handoff.reason })
}

function dispositionOf(since: Message[], promises: PromiseRow[]): Disposition | null {
  return suggestDisposition({
    hasAnswered: since.some(({ speaker, kind }) => speaker === 'agent' && kind === 'text'), hasShopperReplied: since.some(({ speaker }) => speaker === 'shopper'),
    doneKeys: since.flatMap(({ replyKey }) => replyKey ?? []), hasOpenPromise: promises.some(({ state }) => state === 'open' || state === 'broken'),
  })
}
