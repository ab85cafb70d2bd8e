import type { Clock } from '../core/clock.ts'
import { conversationById, emptyDialogState, transcript, type Conversation, type DialogOutput, type Message, type Understanding } from '../core/conversation/index.ts'
import type { Database } from '../core/db/db.ts'
import { withoutDeskQuestion, type Dialogs } from '../dialogs/index.ts'
import type { Suggested } from '../handoff/index.ts'
import type { NlpModels } from '../nlp-models/index.ts'
import { inTime } from './turn/turn-failed.ts'

export interface SuggestPorts {
  db: Database
  clock: Clock
  nlp: Pick<NlpModels, 'hasReply' | 'understand' | 'render'>
  dialogs: Pick<Dialogs, 'take'>
}

const most = 3
const leastConfidence = 0.15
const patienceMs = 3_000

/** What the bot would say to what the shopper wrote last, with the shop's real data: a dry turn for each thing it may have meant. Nothing is stored, asked of the shop to change, or said. */
export async function suggest(ports: SuggestPorts, conversationId: string): Promise<Suggested> {
  const conversation = await conversationById(ports.db, conversationId)
  const said = conversation ? unanswered(await transcript(ports.db, conversationId, { beforeSeq: conversation.lastSeq + 1, limit: 60 })) : []
  const last = said.at(-1)
  if (!conversation || !last) return { seq: null, suggestions: [] }
  return { seq: last.seq, suggestions: await inTime(suggestionsFor(ports, conversation, said), patienceMs) }
}

/** The shopper's lines since somebody answered them, the last three; when all are answered, the last one. */
function unanswered(messages: Message[]): Message[] {
  const lines = messages.filter((message) => message.kind === 'text' && message.text.trim() !== '')
  const asked = lines.filter((message) => message.speaker === 'shopper' && message.deletedAt === undefined)
  const answeredAt = lines.findLast((message) => message.speaker === 'agent')?.seq ?? 0
  const open = asked.filter((message) => message.seq > answeredAt)
  return (open.length > 0 ? open : asked.slice(-1)).slice(-most)
}

async function suggestionsFor(ports: SuggestPorts, conversation: Conversation, said: Message[]): Promise<Suggested['suggestions']> {
  const meant = said.toReversed().flatMap((message) => meaningsOf(ports, conversation, message.text))
  const byIntent = [...new Map(meant.toReversed().map((one) => [one.intent, one])).values()].toReversed().toSorted((a, b) => b.confidence - a.confidence)
  const suggestions: Suggested['suggestions'] = []
  for (const one of byIntent.slice(0, 2 * most)) {
    const text = await answerTo(ports, conversation, one.understanding)
    if (text !== null && !suggestions.some((other) => other.text === text)) suggestions.push({ intent: one.intent, confidence: one.confidence, text })
    if (suggestions.length === most) break
  }
  return suggestions
}

interface Meaning { intent: string; confidence: number; understanding: Understanding }

function meaningsOf({ nlp, clock }: SuggestPorts, { language, script, dialog }: Conversation, text: string): Meaning[] {
  const heard = nlp.understand(text, { script, ...(language ? { language } : {}), ...(dialog?.lastIntent ? { lastIntent: dialog.lastIntent } : {}) }, clock.now())
  const all = [...(heard.intent ? [{ intent: heard.intent, confidence: heard.confidence }] : []), ...heard.further, ...heard.alternatives]
  return all.filter(({ intent, confidence }) => confidence >= leastConfidence && !/^(handoff|small-talk)\./.test(intent))
    .map(({ intent, confidence }) => ({ intent, confidence, understanding: { ...heard, intent, confidence: 1, alternatives: [], further: [] } }))
}

async function answerTo({ nlp, dialogs, clock }: SuggestPorts, conversation: Conversation, understanding: Understanding): Promise<string | null> {
  const state = { ...withoutDeskQuestion(conversation.dialog ?? emptyDialogState()), active: null, aside: [] }
  const language = conversation.language ?? understanding.language
  const shopper = { id: conversation.shopperId, name: conversation.shopperName, customerId: conversation.customerId }
  const answer = await dialogs.take({ conversationId: conversation.id, understanding, attachments: [], state, shopper, now: clock.now(), language, script: conversation.script })
  if (!isAnswer(answer) || !answer.replies.every((reply) => nlp.hasReply(reply.key, language))) return null
  return answer.replies.map((reply) => nlp.render(reply, { language, script: conversation.script, seed: conversation.id }).text).join('\n\n')
}

/** What hands over, changes something or did not understand is nothing that an agent would say. */
function isAnswer({ replies, handoff, writes, missed }: DialogOutput): boolean {
  return replies.length > 0 && handoff === null && writes.length === 0 && !missed
}
