// The window of the handoff room: every request and answer of the desk API as zod schemas. The pages import this file and nothing else of the room.
// Times on the wire are milliseconds since 1970 (UTC); money is in minor units; ids are UUIDs.
import { z } from 'zod'

const Id = z.uuid()
const At = z.int()

/** What an agent may do grows along agent → lead → admin; editor and publisher write content; the auditor only reads. */
export const Role = z.enum(['agent', 'lead', 'editor', 'publisher', 'admin', 'auditor'])
export type Role = z.infer<typeof Role>

const ConversationStateName = z.enum(['bot', 'waiting', 'human', 'wrap-up', 'snoozed', 'closed'])
const Reason = z.enum(['asked', 'missed', 'agitated', 'complaint', 'high-risk', 'policy', 'return-review', 'bot-failure', 'agent-takeover'])
export const Priority = z.enum(['low', 'normal', 'high', 'urgent'])
export type Priority = z.infer<typeof Priority>
export const HandoffStatus = z.enum(['waiting', 'accepted', 'completed', 'failed', 'cancelled'])
export type HandoffStatus = z.infer<typeof HandoffStatus>
const MoodName = z.enum(['calm', 'annoyed', 'angry', 'furious'])
const SpeakerName = z.enum(['shopper', 'bot', 'agent', 'system'])

/** How a conversation ended, chosen by the agent who completes it. */
export const Disposition = z.enum(['solved', 'solved-with-return', 'solved-with-refund', 'answered', 'follow-up', 'not-solved', 'no-answer', 'spam'])
export type Disposition = z.infer<typeof Disposition>

// Sign-in

export const SignIn = z.strictObject({ email: z.string().trim().toLowerCase().min(3).max(254), password: z.string().min(1).max(1024) })
export type SignIn = z.infer<typeof SignIn>

/** The signed-in agent. `csrf` goes back in the header `X-Baton-CSRF` of every request that is not a GET. */
export const Me = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  role: Role,
  team: z.string(),
  /** BCP-47, the one the agent reads best first: the card is written in it. */
  languages: z.array(z.string()),
  /** Queue skills; empty means every skill. */
  skills: z.array(z.string()),
  capacity: z.int(),
  isAway: z.boolean(),
  csrf: z.string(),
})
export type Me = z.infer<typeof Me>

// What the desk shows

export const Queue = z.object({ id: z.string(), skill: z.string(), language: z.string(), waiting: z.int(), longestWaitSince: At.nullable() })
export type Queue = z.infer<typeof Queue>

export const AgentOnDesk = z.object({
  id: Id, name: z.string(), role: Role, languages: z.array(z.string()), skills: z.array(z.string()),
  capacity: z.int(), load: z.int(), isOnline: z.boolean(), isAway: z.boolean(),
})
export type AgentOnDesk = z.infer<typeof AgentOnDesk>

export const AgentName = z.object({ id: Id, name: z.string() })
export type AgentName = z.infer<typeof AgentName>

/** One line of the queue or of "mine". Sort waiting lines by {@link Priority} (urgent first), `isReturned` first, then `waitingSince`. */
export const QueueEntry = z.object({
  handoffId: Id,
  conversationId: Id,
  status: HandoffStatus,
  reason: Reason,
  priority: Priority,
  queueId: z.string(),
  topic: z.string(),
  channel: z.string(),
  language: z.string(),
  shopper: z.object({ id: z.string(), name: z.string().nullable() }),
  mood: MoodName,
  /** The shopper's words at the handoff, at most 200 characters. */
  preview: z.string(),
  requestedAt: At,
  waitingSince: At,
  /** First answer is due then. */
  respondBy: At.nullable(),
  acceptedAt: At.nullable(),
  agent: AgentName.nullable(),
  /** Since when the shopper waits for an answer of the person in charge; null when the last word is ours. */
  unansweredSince: At.nullable(),
  /** An agent vanished while in charge: stands at the head of its priority. */
  isReturned: z.boolean(),
  completedAt: At.nullable(),
  disposition: z.string().nullable(),
})
export type QueueEntry = z.infer<typeof QueueEntry>

const DeskAttachment = z.object({ id: z.string().min(1).max(100), contentType: z.string().min(1).max(100), name: z.string().min(1).max(200), size: z.int().min(0) })

export const DeskMessage = z.object({
  conversationId: Id,
  seq: z.int(),
  id: Id,
  speaker: SpeakerName,
  /** `note` is seen by agents only; `event` is a mark in the transcript, its name in `text`. */
  kind: z.enum(['text', 'note', 'event']),
  text: z.string(),
  agent: AgentName.nullable(),
  attachments: z.array(DeskAttachment),
  /** Buttons that were offered, by title. */
  choices: z.array(z.string()),
  /** Of an event: its data. */
  data: z.unknown().optional(),
  /** Null for what a shopper wrote, for notes and events. */
  delivery: z.enum(['queued', 'sent', 'dead', 'cancelled']).nullable(),
  createdAt: At,
})
export type DeskMessage = z.infer<typeof DeskMessage>

/** A message left while nobody was there: a task until an agent marks it done. */
export const LeftMessage = z.object({
  id: Id, conversationId: Id, queueId: z.string(), language: z.string(), text: z.string(), contact: z.string().nullable(),
  shopper: z.object({ id: z.string(), name: z.string().nullable() }), createdAt: At, doneAt: At.nullable(), doneBy: AgentName.nullable(),
})
export type LeftMessage = z.infer<typeof LeftMessage>

/** Everything the console needs after a fresh load. Continue with `/api/desk/changes?cursor=`. */
export const Snapshot = z.object({
  cursor: z.string(),
  queues: z.array(Queue),
  /** The head of each queue in order (at most 200 lines in all), and every line that an agent of the team has in hand. */
  entries: z.array(QueueEntry),
  leftMessages: z.array(LeftMessage),
  agents: z.array(AgentOnDesk),
})
export type Snapshot = z.infer<typeof Snapshot>

/** What changed since a cursor. Put `entries` over those you have (by handoffId; drop what is neither waiting nor accepted), `messages` into their conversations by seq. The same may come more than once, never too late. */
export const Changes = z.object({
  cursor: z.string(),
  queues: z.array(Queue),
  entries: z.array(QueueEntry),
  messages: z.array(DeskMessage),
  leftMessages: z.array(LeftMessage),
  agents: z.array(AgentOnDesk),
  /** More is waiting: ask again at once with the new cursor. */
  hasMore: z.boolean(),
})
export type Changes = z.infer<typeof Changes>

// The context card (nothing is asked twice)

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
const Promised = z.object({ text: z.string(), dueAt: At.nullable(), by: z.string() })

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

// Deeds: bodies of POST /api/desk/conversations/:id/<deed>. `key` is a fresh UUID per press of the button: sent twice, done once.

const text = z.string().trim().min(1).max(8000)
export const Empty = z.strictObject({})
export const AgentReply = z.strictObject({ text, attachments: z.array(DeskAttachment).max(10).default([]), key: Id })
export type AgentReply = z.input<typeof AgentReply>
export const AgentNote = z.strictObject({ text, key: Id })
export type AgentNote = z.infer<typeof AgentNote>
/** `word` tells the bot's side and later readers what to do next; it is kept as a note. */
export const HandBack = z.strictObject({ word: z.string().trim().max(2000).default('') })
export type HandBack = z.input<typeof HandBack>
export const Complete = z.strictObject({ disposition: Disposition, note: z.string().trim().max(2000).default(''), next: z.enum(['bot', 'closed']).default('closed') })
export type Complete = z.input<typeof Complete>
export const Transfer = z.strictObject({
  to: z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('queue'), queueId: z.string().min(1).max(100) }), z.strictObject({ kind: z.literal('agent'), agentId: Id })]),
  note: z.string().trim().max(2000).default(''),
})
export type Transfer = z.input<typeof Transfer>
/** POST /api/desk/presence: send every 15 s; the lease runs out after 45 s without it. */
export const Presence = z.strictObject({ isAway: z.boolean().optional() })
export type Presence = z.infer<typeof Presence>

/** Answer of every deed: the conversation's line as it is now. */
export const Deed = z.object({ entry: QueueEntry })
export type Deed = z.infer<typeof Deed>

export const ErrorCode = z.enum([
  'bad-request', 'signed-out', 'bad-csrf', 'wrong-sign-in', 'too-many-attempts', 'forbidden', 'not-found',
  'already-claimed', 'agent-full', 'not-waiting', 'not-yours', 'not-possible', 'no-such-target', 'bad-cursor',
])
export type ErrorCode = z.infer<typeof ErrorCode>
/** Every 4xx. `by` names the agent who was faster or is in charge; `retryAfterMs` says when to try again. */
export const DeskError = z.object({
  error: z.object({ code: ErrorCode, message: z.string(), by: AgentName.optional(), retryAfterMs: z.int().optional(), fields: z.array(z.object({ path: z.string(), message: z.string() })).optional() }),
})
export type DeskError = z.infer<typeof DeskError>

/** Frames of the WebSocket `/api/desk/socket`, server to console. `look-again`: read `/changes`; `typing`: another agent writes here; `signed-out`: the session ended. */
export const SocketFrame = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('look-again') }),
  z.object({ kind: z.literal('typing'), conversationId: Id, agent: AgentName }),
  z.object({ kind: z.literal('signed-out') }),
])
export type SocketFrame = z.infer<typeof SocketFrame>

/** Header of the CSRF value and name of the session cookie. */
export const csrfHeader = 'x-baton-csrf'
