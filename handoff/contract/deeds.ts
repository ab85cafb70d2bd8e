// Deeds: bodies of POST /api/desk/conversations/:id/<deed>. `key` is a fresh UUID per press of the button: sent twice, done once.
import { z } from 'zod'
import { QueueEntry } from './lines.ts'
import { DeskAttachment, Disposition, Id } from './words.ts'

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
