// The words in which the rooms speak to one another. Values only: no behaviour, no imports of ours.

/** A BCP-47 tag of a content folder: `en`, `zh`. Traditional script is `zh-Hant` in {@link Understanding.script} terms, never a folder of its own. */
export type Language = string

/** The script a shopper writes: answers are given in the same one. `none` for languages with one script. */
export type Script = 'Hans' | 'Hant' | 'none'

export type Speaker = 'shopper' | 'bot' | 'agent' | 'system'

/** Who owns the conversation now. One column, changed only by `update … where` the old state (DESIGN §3). */
export type ConversationState = 'bot' | 'waiting' | 'human' | 'wrap-up' | 'snoozed' | 'closed'

/** A file that travels with a message; the bytes lie in the upload store under `id`. */
export interface Attachment {
  id: string
  contentType: string
  name: string
  /** Bytes. */
  size: number
}

/** A button the shopper may press: pressing it sends `value` as their message. */
export interface Choice {
  title: string
  value: string
}

/** A reply key with the data its template needs; rendered, it becomes a message. */
export interface Reply {
  key: string
  data?: ReplyData
  /** Choices by reply key of their title (`choices.yes`) or literal title from the shop's data. */
  choices?: ReplyChoice[]
}

export type ReplyChoice = { key: string; data?: ReplyData; value: string } | { title: string; value: string }

export type ReplyValue = string | number | boolean | null | undefined | ReplyValue[] | { [name: string]: ReplyValue }

export type ReplyData = { [name: string]: ReplyValue }

/** A value found in the text. `start`/`end` are UTF-16 offsets into the text as the shopper wrote it. */
export interface Entity {
  entity: EntityName
  /** What the shopper wrote. */
  text: string
  /** The value in our terms: product id, ISO date, E.164-ish phone, amount in minor units, order number as the shop writes it. */
  value: string
  start: number
  end: number
}

export type EntityName =
  | 'order-number' | 'tracking-number' | 'product' | 'size' | 'colour' | 'quantity'
  | 'amount' | 'date' | 'phone' | 'email' | 'category'

export interface ScoredIntent {
  intent: string
  /** Calibrated: of all that is said with 0.8, 80 % are right. */
  confidence: number
  /** The part of the message that asks for it, folded; left out when the whole does. */
  words?: string
}

export type MoodLevel = 'calm' | 'annoyed' | 'angry' | 'furious'

export interface MoodEvidence {
  /** The words that speak for it, as written. */
  text: string
  /** Why they count: lexicon class or feature name (`threat`, `insult`, `shouting`, `repetition`, `sarcasm`, `model` …). */
  why: string
  start: number
  end: number
}

export interface Mood {
  level: MoodLevel
  /** 0 calm … 1 furious. */
  score: number
  evidence: MoodEvidence[]
  /** A threat (lawyer, chargeback, 12315, press, bad review) was made. */
  hasThreat: boolean
}

/** A person in a message: wished for, to talk to or to be called by; or spoken of and not wished for: not wanted, wanted only if something else fails, told of another time. */
export interface PersonSpokenOf {
  how: 'ask' | 'call-back' | 'denied' | 'later' | 'told'
  /** What the message says besides; empty when nothing. */
  besides: string
}

/** What is made of one message. `intent` is null when the model rejects the text: off-topic, gibberish, another language. */
export interface Understanding {
  text: string
  language: Language
  script: Script
  intent: string | null
  /** Of `intent`, or of the best candidate when rejected. */
  confidence: number
  /** Best first, at most five, the winner included. */
  alternatives: ScoredIntent[]
  /** A second thing asked in the same message, in the order said. */
  further: ScoredIntent[]
  /** The part of the message that asks for `intent`, where others ask for something else. */
  words?: string
  /** What it says of a person in so many words, when it speaks of one. */
  person?: PersonSpokenOf
  entities: Entity[]
  mood: Mood
  /** Release that understood it. */
  release: string
}

/** What the dialog knows when a message is read: a follow-up ("and in blue?") makes sense only with it. */
export interface UnderstandContext {
  /** The conversation's language so far; kept when the message itself does not tell. */
  language?: Language
  /** Script the shopper wrote last. */
  script?: Script
  /** Intent that was answered in the last turn. */
  lastIntent?: string
  /** The step that waits for an answer, e.g. `returns.reason`; such short answers as "yes" or "the blue one" belong to it. */
  expecting?: string
  /** Shopper's earlier messages, newest first, at most five: for the same question asked again. */
  earlier?: string[]
}

/** Why a person takes over. */
export type HandoffReason =
  | 'asked' | 'missed' | 'agitated' | 'complaint' | 'high-risk' | 'policy' | 'return-review' | 'bot-failure' | 'agent-takeover'

/** What a shop was asked to change; stored with the turn under a key, carried out by a job. */
export type ShopWrite =
  | { kind: 'create-return'; orderId: string; lineId: string; quantity: number; reason: string; resolution: 'refund' | 'exchange' | 'repair'; exchangeFor?: string; note?: string; photos?: string[] }
  | { kind: 'cancel-order'; orderId: string; reason: string }
  | { kind: 'change-address'; orderId: string; address: string }
  | { kind: 'change-order'; orderId: string; lineId: string; change: string }

/** A fact about this conversation, with who vouches for it: shown on the context card, never asked again. */
export interface Fact {
  name: string
  value: string
  confirmedBy: 'shopper' | 'shop' | 'agent' | 'bot'
}

/** What a rule of the guard does: it warns, asks who writes for a reason, or keeps the words back. */
export type GuardDeed = 'warn' | 'reason' | 'block'

/** Words in an outgoing text that a rule speaks against. */
export interface GuardHit {
  rule: string
  label: string
  deed: GuardDeed
  /** UTF-16 offsets into the text as written. */
  start: number
  end: number
  text: string
  /** Safer wordings, in the conversation's language. */
  instead: string[]
}

/** Something promised to the shopper: one a sentence. */
export interface GuardPromise {
  /** The sentence, as written. */
  text: string
  kind: 'amount' | 'date' | 'guarantee'
  /** Minor units; left out when no amount was said. */
  amount?: number
  /** The last moment at which it is kept; left out when no time was said. */
  dueAt?: number
}

/** What the guard says of an outgoing text: hits in the order of their places. */
export interface GuardResult {
  hits: GuardHit[]
  promises: GuardPromise[]
}
