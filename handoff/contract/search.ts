// Finding conversations again, and what agents put on them.
import { z } from 'zod'
import { QueueEntry } from './lines.ts'
import { AgentName, At, Id } from './words.ts'

/**
 * GET /api/desk/search?words&orderNumber&shopper&tag&queueId&state&agentId&reason&from&to&cursor — newest first; all that is given must hold. `words` and
 * `shopper` are matched in the text itself, page by page: `searchedUntil` says how far back this answer looked, `cursor` goes on from there.
 */
export const SearchHit = z.object({
  entry: QueueEntry,
  /** Where `words` were found: the line and what stands around them, at most 160 characters. */
  found: z.object({ seq: z.int(), text: z.string() }).nullable(),
})
export type SearchHit = z.infer<typeof SearchHit>
export const SearchAnswer = z.object({ hits: z.array(SearchHit), cursor: z.string().nullable(), searchedUntil: At.nullable() })
export type SearchAnswer = z.infer<typeof SearchAnswer>

/** The team's tags. GET /api/desk/tags; POST /api/desk/tags (leads) makes or renames one; POST /api/desk/tags/:id/remove takes it away everywhere. */
export const Tag = z.object({ id: z.string(), label: z.object({ en: z.string(), zh: z.string() }), colour: z.enum(['grey', 'red', 'orange', 'yellow', 'green', 'blue', 'violet']) })
export type Tag = z.infer<typeof Tag>
export const TagList = z.object({ tags: z.array(Tag) })
export type TagList = z.infer<typeof TagList>
const label = z.string().trim().min(1).max(40)
export const TagSaved = z.strictObject({ id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/), label: z.strictObject({ en: label, zh: label }), colour: Tag.shape.colour })
export type TagSaved = z.infer<typeof TagSaved>
/** POST /api/desk/conversations/:id/tags: the whole list as it shall be. */
export const TagsSet = z.strictObject({ tags: z.array(z.string().max(40)).max(20) })
export type TagsSet = z.infer<typeof TagsSet>

/** Notes about the shopper: they follow them over conversations and channels. GET and POST /api/desk/shoppers/:id/notes; POST /api/desk/shopper-notes/:id/remove. */
export const ShopperNote = z.object({ id: Id, text: z.string(), by: AgentName, at: At })
export type ShopperNote = z.infer<typeof ShopperNote>
export const ShopperNotes = z.object({ notes: z.array(ShopperNote) })
export type ShopperNotes = z.infer<typeof ShopperNotes>
export const ShopperNoteText = z.strictObject({ text: z.string().trim().min(1).max(2000), key: Id })
export type ShopperNoteText = z.infer<typeof ShopperNoteText>

/** POST /api/desk/conversations/:id/read: this agent has seen the lines up to here; two tabs agree. */
export const ReadUpTo = z.strictObject({ seq: z.int().min(0) })
export type ReadUpTo = z.infer<typeof ReadUpTo>

/** GET /api/desk/mentions: notes in which this agent is named, newest first; POST /api/desk/mentions/:id/seen. */
export const Mention = z.object({ id: Id, conversationId: Id, seq: z.int(), by: AgentName, text: z.string(), at: At, seenAt: At.nullable() })
export type Mention = z.infer<typeof Mention>
export const MentionList = z.object({ mentions: z.array(Mention) })
export type MentionList = z.infer<typeof MentionList>
