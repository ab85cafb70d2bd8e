import type { HandoffReason, Language } from '../core/conversation/words.ts'

/** What the shop decided about handing over. Every number may be set by the operator; {@link defaultPolicy} holds what is sensible to begin with. */
export interface HandoffPolicy {
  /** An agent whose console is silent for so long has vanished. */
  leaseMs: number
  /** A conversation that waits while nobody at all is there is given back to the bot after this. */
  giveUpAfterMs: number
  /** The same while everybody who is there takes nothing new: somebody may be back in a moment. */
  giveUpWhenAwayMs: number
  /** How long a session of an agent lives. */
  sessionMs: number
  /** After a talk the agent has so long to write down how it ended; then it is written as it stands. */
  wrapUpMs: number
  /** How many conversations one agent may have put off at a time. */
  mostSnoozed: number
  /** So long before a promise is due its agent is reminded; of shorter ones, when half the time is over. */
  promiseWarnMs: number
  /** What was promised without a time is due after this. */
  promiseMs: number
  /** Agents may give back so much by themselves (minor units), unless their team has set another limit; leads more. */
  refundLimit: number
}

export const defaultPolicy: HandoffPolicy = {
  leaseMs: 45_000,
  giveUpAfterMs: 120_000,
  giveUpWhenAwayMs: 10 * 60_000,
  sessionMs: 12 * 3_600_000,
  wrapUpMs: 180_000,
  mostSnoozed: 50,
  promiseWarnMs: 30 * 60_000,
  promiseMs: 24 * 3_600_000,
  refundLimit: 10_000,
}

/** What the choice of a queue looks at. */
export interface QueueAsk {
  topic: string
  reason: HandoffReason
  language: Language
  /** Whose shoppers these are; left out: the first team's. */
  team?: string | null
}
