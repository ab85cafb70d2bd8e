// The guard of outgoing texts, as the composer sees it.
import { z } from 'zod'
import { PromiseKind } from './wrap-up.ts'

/** `warn` goes out after a look, `reason` after a reason is given, `block` never. Offsets are UTF-16 into the text. */
export const GuardHit = z.object({ rule: z.string(), label: z.string(), deed: z.enum(['warn', 'reason', 'block']), start: z.int(), end: z.int(), text: z.string(), instead: z.array(z.string()) })
export type GuardHit = z.infer<typeof GuardHit>
/** POST /api/desk/conversations/:id/guard: what stands in the way of this text. `known`: what it asks for and the card has; `promises`: what it promises, and by when. */
export const GuardAsked = z.strictObject({ text: z.string().max(8000), /** The page's: rules are named in it. */ language: z.string().max(20).optional() })
export type GuardAsked = z.infer<typeof GuardAsked>
export const GuardAnswer = z.object({
  hits: z.array(GuardHit), known: z.array(z.object({ name: z.string(), label: z.string(), value: z.string() })),
  promises: z.array(z.object({ text: z.string(), kind: PromiseKind, dueAt: z.int().nullable() })),
})
export type GuardAnswer = z.infer<typeof GuardAnswer>
/** In the body of a reply: the rules that were seen, with a reason where one is asked for. A reply that a rule holds back is answered 409 `guarded` with the hits. */
export const Acknowledged = z.array(z.strictObject({ rule: z.string().max(100), reason: z.string().trim().max(500).default('') })).max(50)
export type Acknowledged = z.input<typeof Acknowledged>

// Files: POST /api/desk/conversations/:id/uploads?name= takes the raw bytes (PNG, JPEG, WebP, GIF, PDF; at most 5 MB) and answers with a DeskAttachment for a reply.
// Try again: POST /api/desk/conversations/:id/messages/:seq/retry sends a dead letter anew.
