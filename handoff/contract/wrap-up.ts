// What follows a talk: wrap-up, follow-up (回访), satisfaction survey, promises, drafts.
import { z } from 'zod'
import { AgentName, At, Disposition, Id } from './words.ts'

const line = z.string().trim().min(1).max(500)

/** What a complaint is about. */
export const ComplaintClass = z.enum(['product-quality', 'logistics', 'after-sales-service', 'payment', 'order-handling', 'false-advertising'])
export type ComplaintClass = z.infer<typeof ComplaintClass>

/** Writes to the shopper at a date, in their language: `text` says what about ("the exchange of the kettle"). */
export const FollowUp = z.strictObject({ at: At, text: line })
export type FollowUp = z.infer<typeof FollowUp>

/** `met`: the shopper was with a person by then. `passed-on`: could not be written to in the chat, and became a task. */
const FollowUpState = z.enum(['planned', 'asked', 'well', 'unwell', 'met', 'passed-on', 'dropped'])
export const FollowUpLine = z.object({ id: Id, at: At, text: z.string(), by: AgentName, state: FollowUpState, answer: z.string().nullable() })
export type FollowUpLine = z.infer<typeof FollowUpLine>

/** The satisfaction survey of a handoff: asked once, answered or not. */
export const Survey = z.object({ askedAt: At, score: z.int().min(1).max(5).nullable(), word: z.string().nullable(), answeredAt: At.nullable() })
export type Survey = z.infer<typeof Survey>

/** `broken`: the time has passed and nobody has kept, moved or dropped it. A broken promise can still be kept, late. */
export const PromiseState = z.enum(['open', 'broken', 'kept', 'kept-late', 'dropped'])
export const PromiseKind = z.enum(['refund', 'delivery', 'call-back', 'reply', 'replacement', 'compensation', 'other'])
export type PromiseKind = z.infer<typeof PromiseKind>
export const PromiseLine = z.object({
  id: Id, conversationId: Id, handoffId: Id, kind: PromiseKind, text: z.string(), dueAt: At, state: PromiseState,
  by: AgentName, madeAt: At,
  /** The warning before the time has gone out. */
  isDueSoon: z.boolean(),
  /** How often the time was moved. */
  moved: z.int(), endedAt: At.nullable(),
  shopper: z.object({ id: z.string(), name: z.string().nullable() }),
})
export type PromiseLine = z.infer<typeof PromiseLine>
/** GET /api/desk/promises?of=mine|team — those that are not ended, the next due first. */
export const PromiseList = z.object({ promises: z.array(PromiseLine) })
export type PromiseList = z.infer<typeof PromiseList>
/** POST /api/desk/conversations/:id/promises */
export const PromiseMade = z.strictObject({ kind: PromiseKind.default('other'), text: line, dueAt: At, key: Id })
export type PromiseMade = z.input<typeof PromiseMade>
/** POST /api/desk/promises/:id/moved */
export const PromiseMoved = z.strictObject({ dueAt: At, why: z.string().trim().max(500).default('') })
export type PromiseMoved = z.input<typeof PromiseMoved>
/** POST /api/desk/promises/:id/dropped */
export const PromiseDropped = z.strictObject({ why: line })
export type PromiseDropped = z.input<typeof PromiseDropped>
/** Answer of the three. */
export const PromiseDeed = z.object({ promise: PromiseLine })
export type PromiseDeed = z.infer<typeof PromiseDeed>

/** GET /api/desk/conversations/:id/wrap-up?language= — filled in from the conversation, to be corrected by the agent and sent with `complete`. */
export const WrapUp = z.object({
  /** In the language asked for: what was wanted, done and promised. */
  summary: z.string(),
  suggestedClass: ComplaintClass.nullable(),
  suggestedDisposition: Disposition.nullable(),
  /** The survey would be sent with `complete`: not asked yet, and the channel can still be written to. */
  canSurvey: z.boolean(),
  canFollowUp: z.boolean(),
  promises: z.array(PromiseLine),
  /** What an earlier wrap-up of this handoff holds. */
  written: z.object({ summary: z.string(), complaintClass: ComplaintClass.nullable(), disposition: z.string(), by: AgentName.nullable(), at: At }).nullable(),
  survey: Survey.nullable(),
  followUps: z.array(FollowUpLine),
})
export type WrapUp = z.infer<typeof WrapUp>

/** POST /api/desk/conversations/:id/draft; an empty text throws the draft away. */
export const DraftText = z.strictObject({ text: z.string().max(8000) })
export type DraftText = z.infer<typeof DraftText>
/** One agent's own draft of one conversation. `refused`: it was sent too late and kept; `by` has taken over (null: it waits in the queue or is over). */
export const Draft = z.object({ conversationId: Id, text: z.string(), at: At, refused: z.object({ by: AgentName.nullable() }).nullable() })
export type Draft = z.infer<typeof Draft>
/** GET /api/desk/conversations/:id/draft, and the answer of the POST. */
export const DraftAnswer = z.object({ draft: Draft.nullable() })
export type DraftAnswer = z.infer<typeof DraftAnswer>
/** GET /api/desk/drafts — all of the agent's own. */
export const DraftList = z.object({ drafts: z.array(Draft) })
export type DraftList = z.infer<typeof DraftList>
