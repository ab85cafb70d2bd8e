// Refusals, and what the socket says.
import { z } from 'zod'
import { GuardHit } from './guard.ts'
import { AgentName, At, Id } from './words.ts'

export const ErrorCode = z.enum([
  'bad-request', 'signed-out', 'bad-csrf', 'wrong-sign-in', 'too-many-attempts', 'forbidden', 'not-found',
  'already-claimed', 'agent-full', 'not-waiting', 'not-yours', 'not-possible', 'no-such-target', 'bad-cursor', 'reserved', 'offer-gone', 'already-there', 'email-taken', 'guarded',
])
export type ErrorCode = z.infer<typeof ErrorCode>
/** Why what is `not-possible` is not. */
export const WhyNot = z.enum(['state', 'snoozed', 'in-the-past', 'too-far', 'too-many-snoozed', 'not-asked', 'ended'])
export type WhyNot = z.infer<typeof WhyNot>
/** Every 4xx. `by` names the agent who was faster, is in charge or has the offer (`reserved`: until `until`); `retryAfterMs` says when to try again. */
export const DeskError = z.object({
  error: z.object({ code: ErrorCode, message: z.string(), by: AgentName.optional(), until: At.optional(), retryAfterMs: z.int().optional(), /** Of `not-possible`. */ why: WhyNot.optional(), /** Of `guarded`. */ hits: z.array(GuardHit).optional(), fields: z.array(z.object({ path: z.string(), message: z.string() })).optional() }),
})
export type DeskError = z.infer<typeof DeskError>

/** Frames of the WebSocket `/api/desk/socket`, server to console. `look-again`: read `/changes`; `typing`: another agent writes here; `signed-out`: the session ended. */
export const SocketFrame = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('look-again') }),
  z.object({ kind: z.literal('typing'), conversationId: Id, agent: AgentName }),
  /** The shopper is typing (to the agent in charge and those who look). */
  z.object({ kind: z.literal('shopper-typing'), conversationId: Id }),
  z.object({ kind: z.literal('signed-out') }),
])
export type SocketFrame = z.infer<typeof SocketFrame>

/** Header of the CSRF value and name of the session cookie. */
export const csrfHeader = 'x-baton-csrf'
