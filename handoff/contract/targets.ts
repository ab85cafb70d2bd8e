// What an outside desk says of a handoff (POST /api/handoffs/:id/…), signed like what it is told: headers X-Baton-Timestamp (seconds), X-Baton-Signature
// (`sha256=` and the hex HMAC-SHA256 over `${timestamp}.${body}`), X-Baton-Key-Id. `id` is the outside desk's own: what is sent twice is done once.
import { z } from 'zod'
import { Disposition, Id } from './words.ts'

const id = z.string().trim().min(1).max(200)
const agent = z.strictObject({ name: z.string().trim().min(1).max(80) })

/** POST /api/handoffs/:id/status. `handoffId` is that of the path: the signature covers the body alone. */
export const OutsideStatus = z.discriminatedUnion('state', [
  z.strictObject({ id, handoffId: Id, state: z.literal('accepted'), agent, message: z.string().max(2000).optional() }),
  /** Not taken, or given up: the conversation waits in our own queue. */
  z.strictObject({ id, handoffId: Id, state: z.literal('failed'), agent: agent.optional(), message: z.string().max(2000).optional() }),
  z.strictObject({
    id, handoffId: Id, state: z.literal('completed'), agent: agent.optional(), message: z.string().max(2000).optional(),
    disposition: Disposition.default('answered'), next: z.enum(['bot', 'closed']).default('closed'),
  }),
])
export type OutsideStatus = z.output<typeof OutsideStatus>

/** POST /api/handoffs/:id/messages. An attachment's `contentUrl` lies at the outside desk's own host, or is a `data:` address (pictures and PDF). */
export const OutsideMessage = z.strictObject({
  id, handoffId: Id, agent, text: z.string().trim().max(8000).default(''),
  attachments: z.array(z.strictObject({ name: z.string().min(1).max(200), contentUrl: z.string().max(200_000).regex(/^(https?|data):/i) })).max(10).default([]),
}).refine(({ text, attachments }) => text !== '' || attachments.length > 0, { message: 'Say something: `text` or `attachments`.', path: ['text'] })
export type OutsideMessage = z.output<typeof OutsideMessage>

/** The answer of both. */
export const OutsideDone = z.object({ handoffId: Id, state: z.enum(['accepted', 'failed', 'completed']) })
export type OutsideDone = z.infer<typeof OutsideDone>
