// Texts that are ready: quick replies written by the team, and replies that the bot suggests.
import { z } from 'zod'
import { Id } from './words.ts'

/** A text by `/shortcut`, with variables in double braces that are filled from the card. */
export const QuickReply = z.object({
  id: Id, shortcut: z.string(), title: z.object({ en: z.string(), zh: z.string() }),
  /** By language; the shopper's is taken, else English. */
  text: z.record(z.string(), z.string()),
})
export type QuickReply = z.infer<typeof QuickReply>
/** GET /api/desk/quick-replies; `variables` are those that a text may use. */
export const QuickReplyList = z.object({ quickReplies: z.array(QuickReply), variables: z.array(z.object({ name: z.string(), example: z.string() })) })
export type QuickReplyList = z.infer<typeof QuickReplyList>
const title = z.string().trim().min(1).max(80)
/** POST /api/desk/quick-replies (new) and /api/desk/quick-replies/:id; …/:id/remove. Problems of a text come back as `fields`. */
export const QuickReplySaved = z.strictObject({
  shortcut: z.string().trim().regex(/^[\p{L}\p{N}-]{1,30}$/u), title: z.strictObject({ en: title, zh: title }), text: z.record(z.string().max(20), z.string().trim().min(1).max(2000)),
})
export type QuickReplySaved = z.infer<typeof QuickReplySaved>

/** GET /api/desk/conversations/:id/quick-replies: filled in for this conversation; `missing` names variables nobody knows yet, left as `{{name}}` in the text. */
export const FilledReply = z.object({ id: Id, shortcut: z.string(), title: z.string(), text: z.string(), missing: z.array(z.string()) })
export type FilledReply = z.infer<typeof FilledReply>
export const FilledReplies = z.object({ quickReplies: z.array(FilledReply) })
export type FilledReplies = z.infer<typeof FilledReplies>

/** GET /api/desk/conversations/:id/suggestions: what the bot would say to the shopper's last words, with real data; at most three, best first. `seq` is the line they answer. */
export const Suggestions = z.object({ seq: z.int().nullable(), suggestions: z.array(z.object({ intent: z.string(), label: z.string(), confidence: z.number(), text: z.string() })) })
export type Suggestions = z.infer<typeof Suggestions>
