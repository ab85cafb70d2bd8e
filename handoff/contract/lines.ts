// Queues, lines, messages: what the desk shows, whole (snapshot) and as it changes.
import { z } from 'zod'
import { AgentName, At, DeskAttachment, HandoffStatus, Id, MoodName, Priority, Reason, Role, SpeakerName } from './words.ts'

export const Queue = z.object({
  id: z.string(), skill: z.string(), language: z.string(), waiting: z.int(), longestWaitSince: At.nullable(),
  /** `waiting` is counted to 1,000; there are more. */
  isMore: z.boolean().optional(),
  label: z.object({ en: z.string(), zh: z.string() }).optional(),
  assignment: z.enum(['pull', 'push']).optional(),
  isOpen: z.boolean().optional(),
})
export type Queue = z.infer<typeof Queue>

export const AgentOnDesk = z.object({
  id: Id, name: z.string(), role: Role, languages: z.array(z.string()), skills: z.array(z.string()),
  capacity: z.int(), load: z.int(), isOnline: z.boolean(), isAway: z.boolean(),
  /** How well, by skill: 1 junior, 2 middle, 3 senior. */
  levels: z.record(z.string(), z.int()).optional(),
  /** Places that an open offer keeps, beside `load`. */
  offered: z.int().optional(),
  /** Why the desk has set them away: they let one offer after the other lapse. Null: they are there, or went away themselves. */
  awayBecause: z.enum(['lapsed']).nullable().optional(),
})
export type AgentOnDesk = z.infer<typeof AgentOnDesk>

/** One line of the queue or of "mine". Sort waiting lines: `isReturned` first, then {@link Priority} (urgent first), then `dueAt`, then `waitingSince`. */
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
  /** What was said last since a person took over, and by which agent (null: the shopper), at most 200 characters; names of files where nothing else was sent. */
  lastLine: z.object({ agent: AgentName.nullable(), text: z.string() }).nullable().optional(),
  requestedAt: At,
  waitingSince: At,
  /** First answer is due then. */
  respondBy: At.nullable(),
  acceptedAt: At.nullable(),
  agent: AgentName.nullable(),
  /** Since when the shopper waits for an answer of the person in charge; null when the last word is ours. */
  unansweredSince: At.nullable(),
  /** An agent vanished while in charge: stands at the head of its queue. */
  isReturned: z.boolean(),
  completedAt: At.nullable(),
  disposition: z.string().nullable(),
  /** The earliest deadline: orders a queue within a priority. */
  dueAt: At.optional(),
  /** What a handoff needs of an agent: 1 junior, 2 middle, 3 senior. */
  level: z.int().optional(),
  /** Offered to one agent until then; the others see by whom it is kept. */
  offer: z.object({ id: Id, agentId: Id, agent: AgentName, expiresAt: At }).nullable().optional(),
  /** How often the desk has alerted because nobody took it, and when last: ring again when it rises. */
  alertCount: z.int().optional(),
  alertedAt: At.nullable().optional(),
  /** Skills beside the queue's own whose agents are alerted too. */
  widenedTo: z.array(z.string()).optional(),
  /** Put off until then: takes no room, and comes back to its agent. */
  snoozedUntil: At.nullable().optional(),
  /** The talk is over and the wrap-up is due by then; after it the wrap-up is filled in as it stands. */
  wrapUpUntil: At.nullable().optional(),
  complaintClass: z.string().nullable().optional(),
  /** Ids of the team's tags. */
  tags: z.array(z.string()).optional(),
  /** Lines of the shopper that the agent in charge has not seen. */
  unread: z.int().optional(),
  /** How far the shopper has read, where their channel tells, and since when; null: nobody knows. */
  seen: z.object({ seq: z.int(), at: At }).nullable().optional(),
  /** Leads who read along and show it. */
  watchers: z.array(AgentName).optional(),
  /** Colleagues who were asked and have not answered yet; each finds the line under "asked". */
  consulted: z.array(AgentName).optional(),
  /** The next promise that is not kept yet. */
  promise: z.object({ id: Id, dueAt: At, state: z.enum(['open', 'due-soon', 'broken']) }).nullable().optional(),
  /** The clock that runs out next; `isPaused` while put off. Leads are alerted when `alertsLeads`. Null: none runs. */
  sla: z.object({
    kind: z.enum(['first', 'next', 'resolution']), dueAt: At, warnAt: At, isBreached: z.boolean(), isPaused: z.boolean(), alertsLeads: z.boolean(),
  }).nullable().optional(),
})
export type QueueEntry = z.infer<typeof QueueEntry>

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
  /** Of a whisper: for whom. */
  to: AgentName.nullable().optional(),
  /** The shopper changed or took back these words in their app; `history` holds what stood there before, oldest first. */
  editedAt: At.nullable().optional(),
  deletedAt: At.nullable().optional(),
  history: z.array(z.object({ text: z.string(), at: At })).optional(),
})
export type DeskMessage = z.infer<typeof DeskMessage>

/** A message left while nobody was there: a task until an agent marks it done. */
export const LeftMessage = z.object({
  id: Id, conversationId: Id, queueId: z.string(), language: z.string(), text: z.string(), contact: z.string().nullable(),
  shopper: z.object({ id: z.string(), name: z.string().nullable() }), createdAt: At, doneAt: At.nullable(), doneBy: AgentName.nullable(),
  /** A call wanted, between these times, or a message to be answered. Made by the desk itself: a bad survey, a follow-up that could not be asked in the chat, a promise to be kept. */
  kind: z.enum(['message', 'call-back', 'survey', 'follow-up', 'promise']).optional(),
  wanted: z.object({ from: At, to: At }).nullable().optional(),
  /** A task from then on: the next opening of its queue, or the time wanted for the call. It is shown from then on, and alerts. */
  dueAt: At.optional(),
})
export type LeftMessage = z.infer<typeof LeftMessage>

/** Everything the console needs after a fresh load. Continue with `/api/desk/changes?cursor=`. */
export const Snapshot = z.object({
  cursor: z.string(),
  queues: z.array(Queue),
  /** The head of each queue in order (at most 100 lines in all; the rest by GET queues/:id/waiting), and every line that an agent of the team has in hand. */
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
