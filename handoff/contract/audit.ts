// The record of who did what, for auditors.
import { z } from 'zod'
import { AgentName, At, Id } from './words.ts'

/** One deed on record. Ids and names of ours only, never what anybody wrote. */
const AuditLine = z.object({
  id: Id,
  at: At,
  /** Null: the system, or the operator's own command. */
  agent: AgentName.nullable(),
  deed: z.string(),
  conversationId: Id.nullable(),
  handoffId: Id.nullable(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).nullable(),
  /** Its place in the sealed chain; null for the second until it is sealed. */
  sealNo: z.int().nullable(),
})
export type AuditLine = z.infer<typeof AuditLine>

/** GET /api/desk/audit: newest first. Filters: `?agent=<id>&deed=claim&conversation=<id>&from=<ms>&until=<ms>`; older ones with `&before=<id of the last>`. */
export const AuditPage = z.object({
  lines: z.array(AuditLine),
  hasOlder: z.boolean(),
  /** The chain's end: note both elsewhere, and `npm run audit:verify -- --known <sealed>:<hash>` proves later that nothing before was rewritten. */
  chain: z.object({ sealed: z.int(), hash: z.string() }),
})
export type AuditPage = z.infer<typeof AuditPage>
