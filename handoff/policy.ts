import type { HandoffReason, Language } from '../core/conversation/words.ts'
import type { Priority } from './contract.ts'

/** What the shop decided about handing over. Every number may be set by the operator; {@link defaultPolicy} holds what is sensible to begin with. */
export interface HandoffPolicy {
  /** An agent whose console is silent for so long has vanished. */
  leaseMs: number
  /** A conversation that waits while nobody at all is there is given back to the bot after this. */
  giveUpAfterMs: number
  /** First answer to the shopper, from the request, by priority. */
  firstResponseMs: Record<Priority, number>
  /** Opening hours of the desk; null: whenever somebody is signed in. */
  hours: BusinessHours | null
  /** Outside the hours: take a message, or let whoever is there answer. */
  offHours: 'leave-a-message' | 'whoever-is-there'
  /** How long a session of an agent lives. */
  sessionMs: number
}

export interface BusinessHours {
  /** IANA name, e.g. `Asia/Shanghai`. */
  timeZone: string
  /** Periods of each weekday, 0 = Sunday: `[['09:00', '12:00'], ['13:00', '18:00']]`; a missing day is closed. An end before its start ends on the next day. */
  week: Partial<Record<0 | 1 | 2 | 3 | 4 | 5 | 6, [string, string][]>>
  /** Dates (`2026-10-01`) that differ: holidays are `[]`, make-up workdays have periods. */
  exceptions?: Record<string, [string, string][]>
}

export const defaultPolicy: HandoffPolicy = {
  leaseMs: 45_000,
  giveUpAfterMs: 120_000,
  firstResponseMs: { urgent: 60_000, high: 120_000, normal: 300_000, low: 600_000 },
  hours: null,
  offHours: 'whoever-is-there',
  sessionMs: 12 * 3_600_000,
}

/** What the choice of a queue looks at. */
export interface QueueAsk {
  topic: string
  reason: HandoffReason
  language: Language
}
