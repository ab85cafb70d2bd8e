// Deeds: bodies of POST /api/desk/conversations/:id/<deed>. `key` is a fresh UUID per press of the button: sent twice, done once.
import { z } from 'zod'
import { Acknowledged } from './guard.ts'
import { QueueEntry } from './lines.ts'
import { At, DeskAttachment, Disposition, Id } from './words.ts'
import { ComplaintClass, FollowUp } from './wrap-up.ts'

const text = z.string().trim().min(1).max(8000)
export const Empty = z.strictObject({})
/** Files may go without a word. */
export const AgentReply = z.strictObject({ text: z.string().trim().max(8000), attachments: z.array(DeskAttachment).max(10).default([]), key: Id, acknowledged: Acknowledged.default([]) })
  .refine(({ text: words, attachments }) => words !== '' || attachments.length > 0, { path: ['text'], message: 'Write something, or send a file.' })
export type AgentReply = z.input<typeof AgentReply>
/** `to` makes it a whisper to one colleague. */
export const AgentNote = z.strictObject({ text, key: Id, to: Id.optional() })
export type AgentNote = z.infer<typeof AgentNote>
/** What the bot opens with when it gets a conversation back; `be-there`: with what the shopper asked last and nobody answered, else with nothing of its own. */
export const NextStep = z.enum(['be-there', 'return', 'parcel', 'order', 'payment', 'product'])
export type NextStep = z.infer<typeof NextStep>
/** `word` tells later readers what to do next; it is kept as a note. `nextStep` is what the bot does next. */
export const HandBack = z.strictObject({ word: z.string().trim().max(2000).default(''), nextStep: NextStep.default('be-there') })
export type HandBack = z.input<typeof HandBack>
export const Complete = z.strictObject({
  disposition: Disposition, note: z.string().trim().max(2000).default(''), next: z.enum(['bot', 'closed']).default('closed'),
  complaintClass: ComplaintClass.nullable().default(null), summary: z.string().trim().max(4000).default(''), followUp: FollowUp.nullable().default(null),
  /** Asks the shopper how it was, once per handoff; never after spam or no answer. */
  survey: z.boolean().default(true),
})
export type Complete = z.input<typeof Complete>
/** POST …/close: ends a conversation that waits (or that the bot has), without anybody taking it: spam, or answered elsewhere. */
export const Close = z.strictObject({ disposition: Disposition, note: z.string().trim().max(2000).default('') })
export type Close = z.input<typeof Close>
/** POST …/snooze: comes back at `until`, or at once when the shopper writes. It takes no room meanwhile. `…/wake` brings it back by hand. */
export const Snooze = z.strictObject({ until: At, note: z.string().trim().max(2000).default('') })
export type Snooze = z.input<typeof Snooze>
/** POST …/consult: asks a colleague without handing over; a whisper that the shopper never sees. */
export const Consult = z.strictObject({ agentId: Id, text, key: Id })
export type Consult = z.infer<typeof Consult>
/** POST …/consult-answer: the colleague's answer to whoever asked last. */
export const ConsultAnswer = z.strictObject({ text, key: Id })
export type ConsultAnswer = z.infer<typeof ConsultAnswer>
/** POST …/watch: a lead reads along; agents see it when `isShown`. `…/unwatch` ends it. */
export const Watch = z.strictObject({ isShown: z.boolean().default(true) })
export type Watch = z.input<typeof Watch>
export const Transfer = z.strictObject({
  to: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('queue'), queueId: z.string().min(1).max(100) }), z.strictObject({ kind: z.literal('agent'), agentId: Id }),
    z.strictObject({ kind: z.literal('skill'), skill: z.string().min(1).max(100) }),
  ]),
  note: z.string().trim().max(2000).default(''),
})
export type Transfer = z.input<typeof Transfer>
/** POST …/reassign: a lead gives a conversation (waiting, in hand or snoozed) to an agent, a queue or a skill. Also `…/take-over`, `…/finish`, `…/reopen` with an empty body. */
export const Reassign = z.strictObject({ ...Transfer.shape })
/** POST /api/desk/presence: send every 15 s; the lease runs out after 45 s without it. */
export const Presence = z.strictObject({ isAway: z.boolean().optional() })
export type Presence = z.infer<typeof Presence>

/** Answer of every deed: the conversation's line as it is now. */
export const Deed = z.object({ entry: QueueEntry })
export type Deed = z.infer<typeof Deed>
