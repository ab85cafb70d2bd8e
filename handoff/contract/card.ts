// The context card: nothing is asked twice.
import { z } from 'zod'
import { DeskMessage, QueueEntry } from './lines.ts'
import { ShopperNote } from './search.ts'
import { FollowUpLine, PromiseKind, PromiseState, Survey } from './wrap-up.ts'
import { At, ConversationStateName, HandoffStatus, Id, MoodName, Reason } from './words.ts'

const MoodPoint = z.object({ seq: z.int(), level: MoodName, score: z.number(), /** The words that speak for it. */ evidence: z.array(z.string()) })
const CardIntent = z.object({ seq: z.int(), intent: z.string().nullable(), label: z.string(), confidence: z.number() })
const CardFact = z.object({ name: z.string(), label: z.string(), value: z.string(), confirmedBy: z.enum(['shopper', 'shop', 'agent', 'bot']) })
const Money = z.object({ amount: z.int(), currency: z.string() })

const CardParcel = z.object({ carrier: z.string(), trackingNumber: z.string(), status: z.string(), dueAt: At.nullable() })
export const CardOrder = z.object({
  id: z.string(), number: z.string(), status: z.string(), placedAt: At, total: Money,
  lines: z.array(z.object({ title: z.string(), quantity: z.int() })), parcels: z.array(CardParcel),
})
export type CardOrder = z.infer<typeof CardOrder>
export const CardReturn = z.object({ rma: z.string(), orderNumber: z.string(), status: z.string(), resolution: z.string(), reason: z.string(), createdAt: At })
export type CardReturn = z.infer<typeof CardReturn>
/** `by` is `bot` or an agent's name; with an `id` it can be kept, moved or dropped. */
const Promised = z.object({
  text: z.string(), dueAt: At.nullable(), by: z.string(),
  id: Id.optional(), kind: PromiseKind.optional(), state: PromiseState.optional(), isDueSoon: z.boolean().optional(),
})

export const Card = z.object({
  handoffId: Id,
  conversationId: Id,
  reason: Reason,
  reasonLabel: z.string(),
  /** The message at which the handoff happened. */
  turnSeq: z.int(),
  requestedAt: At,
  topic: z.string(),
  /** At most five lines, in the agent's language. */
  summary: z.array(z.string()).max(5),
  intents: z.array(CardIntent),
  facts: z.array(CardFact),
  mood: z.array(MoodPoint),
  /** What the bot tried, oldest first, in the agent's language. */
  tried: z.array(z.string()),
  doNotAskAgain: z.array(z.string()),
  /** E.g. a return over the policy's limits, filled in as far as it went. */
  draft: z.record(z.string(), z.unknown()).nullable(),
  note: z.string().nullable(),
  orders: z.array(CardOrder),
  returns: z.array(CardReturn),
  promises: z.array(Promised),
  earlier: z.array(z.object({ handoffId: Id, conversationId: Id, reason: Reason, requestedAt: At, status: HandoffStatus, disposition: z.string().nullable() })),
  /** For `/api/desk/shoppers/:id/notes`. */
  shopperId: Id.optional(),
  shopperNotes: z.array(ShopperNote).optional(),
  /** What was asked of the shopper after this talk, and what they said. */
  survey: Survey.nullable().optional(),
  followUps: z.array(FollowUpLine).optional(),
})
export type Card = z.infer<typeof Card>

export const OpenConversation = z.object({
  entry: QueueEntry, state: ConversationStateName, card: Card, messages: z.array(DeskMessage),
  /** Ask for older ones with `/messages?before=<seq of the oldest>`. */
  hasOlder: z.boolean(),
})
export type OpenConversation = z.infer<typeof OpenConversation>

export const MessagePage = z.object({ messages: z.array(DeskMessage), hasOlder: z.boolean() })
export type MessagePage = z.infer<typeof MessagePage>
