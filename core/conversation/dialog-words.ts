// What a dialog is given and what it gives back. Values only; the runner lives in dialogs/, the caller in bot/turn/.
import type { Attachment, Fact, HandoffReason, Language, Reply, Script, ShopWrite, Understanding } from './words.ts'

/** Where a conversation stands in its dialogs. Saved with the turn, under the conversation's version; step *names*, never numbers. */
export interface DialogState {
  /** The dialog that waits for an answer, or null when none does. */
  active: DialogFrame | null
  /** Dialogs put aside by a side question, the latest last; the runner comes back to them. At most four. */
  aside: DialogFrame[]
  /** What is known of this conversation, by name: nobody is asked twice. */
  facts: Record<string, Fact>
  /** Order ids this shopper has proved to be theirs in this conversation. */
  provenOrders: string[]
  /** Failed proofs so far: probing orders is limited. */
  failedProofs: number
  /** Turns in a row that were not understood. */
  misses: number
  /** Intent answered last, for follow-ups. */
  lastIntent: string | null
  /** Reply key and variant said last, by key: never the same words twice running. */
  lastVariant: Record<string, number>
  /** What the bot tried: intents answered and dialogs ended, oldest first, at most twenty. For the context card. */
  tried: string[]
  /** Articles the shopper was shown last, in that order: "the second one" is one of them. At most five. */
  shown?: string[]
  /** Pictures that came without a word, before it was said what of: ids of uploads. At most five. */
  photos?: string[]
  /** The turn's own memory: the shopper's last messages, newest first, at most five. */
  recent?: string[]
  /** The turn's own memory: a person was offered in the last turn because of the mood. */
  wasOffered?: boolean
  /** The turn's own memory: how often in a row the same was asked again. */
  timesAgain?: number
  /** A person was told and will write: said while this was the intent answered last, so "how long will that take?" is about the answer. */
  passedOn?: { during: string | null; /** What they will read, and of what: more of it can still be said. */ message?: string; topic?: string } | null
  /** What the person is wanted for while the shopper waits for one, and how often the bot has asked whether that is settled. */
  waitsFor?: { topic: string; asked: number } | null
}

/** A conversation that has just begun. */
export function emptyDialogState(): DialogState {
  return { active: null, aside: [], facts: {}, provenOrders: [], failedProofs: 0, misses: 0, lastIntent: null, lastVariant: {}, tried: [] }
}

export interface DialogFrame {
  topic: string
  /** `<topic>.<step>`'s step: the name of the step that takes the next message. */
  step: string
  /** What this dialog has gathered: plain JSON. */
  data: Record<string, unknown>
  /** Times the waiting step has asked the same thing. */
  asked: number
  /** Times the runner has come back to it after a side question. */
  backs?: number
  /** The question that waits for its answer: asked again after a side question. */
  question?: Reply
  /** The intent that began this dialog. */
  intent?: string
}

/** Who is talking, as far as the channel vouches for it. */
export interface ShopperInfo {
  id: string
  name: string | null
  /** The shop's customer id when the page signed the shopper in; such a shopper needs no proof of identity. */
  customerId: string | null
}

export interface DialogInput {
  conversationId: string
  understanding: Understanding
  attachments: Attachment[]
  state: DialogState
  shopper: ShopperInfo
  /** Milliseconds since 1970, from the clock. */
  now: number
  /** The shopper waits for a person: nothing is asked of them for nothing, and what is not understood is for that person. */
  isWaiting?: boolean
  /** The conversation's language and script, after this message. */
  language: Language
  script: Script
}

/** Everything a turn of the dialogs decided; nothing is sent or written yet. */
export interface DialogOutput {
  state: DialogState
  replies: Reply[]
  /** In order; the turn gives each its key (conversation, turn, position). */
  writes: PendingWrite[]
  handoff: DialogHandoff | null
  /** True when nothing could be made of the message: counts as a miss. */
  missed: boolean
  /** Answers to what the desk had asked. */
  feedback?: Feedback[]
  /** The bot has settled what the shopper waited for: their place goes to the next. */
  givesUpPlace?: boolean
  /** What a dialog would hand over while the shopper waits for a person anyway. */
  forCard?: Pick<DialogHandoff, 'draft' | 'note'>
}

/** What a shopper answered to something the desk had asked by way of the bot. */
export type Feedback =
  | { about: 'survey'; handoffId: string; score: number | null; word: string | null }
  | { about: 'follow-up'; followUpId: string; isWell: boolean; word: string | null }

/** A write to the shop, with the reply keys for its three ends; data of the reply is the shop's answer plus `data`. */
export interface PendingWrite {
  write: ShopWrite
  done: string
  refused: string
  /** Said when the shop's answer is ambiguous and a person will look at it. */
  unclear: string
  data?: Reply['data']
}

export interface DialogHandoff {
  reason: HandoffReason
  /** Topic decides the queue: product, payment, shipping, order, returns, complaint … */
  topic: string
  /** Filled-in draft for the agent, e.g. a return over the policy's limits. */
  draft?: Record<string, unknown>
  /** One line for the context card, in reply-key form. */
  note?: Reply
  /** A message left for staff, with where to answer: nobody waits in the chat, and the shopper has been told so. */
  left?: { message: string; /** Null: they are answered in the chat. */ contact: string | null; isCallBack: boolean; /** When the call is wanted; null: as soon as can be. */ wanted: { from: number; to: number } | null }
}
