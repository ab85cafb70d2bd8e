import type { Conversation, Fact, HandoffReason, Mood, Reply } from '../../core/conversation/index.ts'
import type { CardOrder, CardReturn, ComplaintClass } from '../contract.ts'
import type { ShopperValue } from '../queue/priority.ts'

/** What the turn knows when it asks for a person; kept with the handoff, shown on the context card. */
export interface CardInput {
  reason: HandoffReason
  /** Topic of the dialog, e.g. `returns`; decides the queue. */
  topic: string
  /** `seq` of the message at which it happened. */
  turnSeq: number
  /** The shopper's own words at that message. */
  words: string
  /** What was understood so far, oldest first. */
  history: { seq: number; intent: string | null; confidence: number; mood: Pick<Mood, 'level' | 'score' | 'hasThreat'> & { evidence: string[] } }[]
  facts: Fact[]
  /** What the shopper has told of the matter: the message to the desk when nobody is there; null: they have told nothing yet. */
  said?: string | null
  /** Where the shopper can be reached, as far as anybody knows. */
  contact?: string | null
  /** Intents answered and dialogs ended by the bot, oldest first. */
  tried: string[]
  /** The shopper has sent a picture. */
  hasPhoto?: boolean
  /** Order ids that the shopper has proved to be theirs. */
  provenOrders: string[]
  /** Filled-in draft, e.g. of a return over the limits. */
  draft?: Record<string, unknown> | undefined
  note?: Reply | undefined
  /** What a complaint is about, guessed from what was said. */
  complaintClass?: ComplaintClass | undefined
  /** What the shopper has bought so far. */
  shopperValue?: ShopperValue | undefined
  /** What the bot has promised; `dueAt` in ms. */
  promises?: { text: string; dueAt: number | null }[] | undefined
}

/** Live data for the card, read by the bot from the shop when the card is opened. */
export interface CardData {
  orders: CardOrder[]
  returns: CardReturn[]
}

/** The card of a conversation for which no turn has asked for a person: what its dialog knows. */
export function plainCard({ dialog, lastSeq }: Pick<Conversation, 'dialog' | 'lastSeq'>, about: { reason: HandoffReason; topic?: string; words?: string }): CardInput {
  return {
    reason: about.reason, topic: about.topic ?? dialog?.active?.topic ?? 'other', turnSeq: lastSeq, words: about.words ?? '', history: [],
    facts: Object.values(dialog?.facts ?? {}), tried: dialog?.tried ?? [], provenOrders: dialog?.provenOrders ?? [],
  }
}
