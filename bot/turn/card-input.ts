import type { Db } from '../../core/db/db.ts'
import { conversationById, transcript, type HandoffReason, type Message, type MoodCurve, type Reply } from '../../core/conversation/index.ts'
import { suggestClass, type CardInput } from '../../handoff/index.ts'
import { saidContact } from './shopper-contact.ts'
import type { ShopperValue } from './shopper-value.ts'
import { whatWasSaid } from './what-was-said.ts'

/** Why a person is asked for, as far as the caller knows it; the rest of the card is read from the conversation. */
export interface Cause {
  reason: HandoffReason
  topic: string
  /** The message at which it happened; the shopper's last one when left out. */
  turnSeq?: number
  hasThreat?: boolean
  draft?: Record<string, unknown>
  note?: Reply
  shopperValue?: ShopperValue | undefined
  /** The shopper's words at which it happened, for when their conversation cannot be read. */
  words?: string
  /** The message at which it happened tells what it is about: {@link tellsMatter}. */
  hasMatter?: boolean
  /** Where the shop knows that the shopper can be reached. */
  contact?: string | null
}

/** Gathers what the context card is made of, inside the transaction that has just saved the turn: what is asked here is never asked of the shopper again. */
export async function cardInputOf(tx: Db, conversationId: string, cause: Cause): Promise<CardInput> {
  const conversation = (await conversationById(tx, conversationId))!
  const said = (await transcript(tx, conversationId, { beforeSeq: conversation.lastSeq + 1, limit: 200 })).filter((message) => message.speaker === 'shopper')
  const turn = said.findLast((message) => cause.turnSeq === undefined || message.seq <= cause.turnSeq)
  const dialog = conversation.dialog
  const { reason, topic, draft, note, shopperValue } = cause
  const intents = said.flatMap((message) => message.understanding?.intent ?? [])
  const complaintClass = suggestClass({ texts: said.map((message) => message.text), intents, reason }) ?? undefined
  return {
    reason, topic, draft, note, shopperValue, complaintClass, turnSeq: turn?.seq ?? conversation.lastSeq, words: turn?.text ?? '',
    history: said.flatMap((message) => historyOf(message, conversation.mood, cause)),
    facts: Object.values(dialog?.facts ?? {}), tried: dialog?.tried ?? [], provenOrders: dialog?.provenOrders ?? [],
    said: whatWasSaid(turn ? said.slice(0, said.indexOf(turn) + 1) : said, cause), contact: saidContact(dialog) ?? cause.contact ?? null,
    hasPhoto: said.some((message) => message.attachments.length > 0),
  }
}

function historyOf(message: Message, curve: MoodCurve | null, cause: Cause): CardInput['history'] {
  const { understanding, seq } = message
  if (!understanding) return []
  const evidence = curve?.points.find((point) => point.seq === seq)?.evidence ?? []
  const hasThreat = (cause.hasThreat ?? false) && seq === cause.turnSeq
  return [{ seq, intent: understanding.intent, confidence: understanding.confidence, mood: { level: understanding.mood, score: understanding.moodScore, hasThreat, evidence } }]
}
