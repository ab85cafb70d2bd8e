import { seal } from '../../core/conversation/index.ts'
import type { GuardDeed } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import { newId } from '../../core/ids.ts'

export interface HitToKeep {
  team: string
  handoffId: string
  conversationId: string
  agentId: string
  rule: string
  deed: GuardDeed
  outcome: 'held-back' | 'sent'
  /** Why it was sent all the same, in the agent's words. */
  reason: string
}

/** Keeps what the guard found in an agent's words: the rule and what came of it, never the words. */
export async function insertGuardHits(tx: Db, hits: HitToKeep[], now: number): Promise<void> {
  if (hits.length === 0) return
  const [one] = hits as [HitToKeep]
  await tx.query(
    `insert into guard_hit (id, team, handoff_id, conversation_id, agent_id, rule, deed, outcome, found_at, personal)
     select h.id, $1, $2, $3, $4, h.rule, h.deed, h.outcome, $5, h.personal from unnest($6::uuid[], $7::text[], $8::text[], $9::text[], $10::jsonb[]) as h (id, rule, deed, outcome, personal)`,
    [one.team, one.handoffId, one.conversationId, one.agentId, new Date(now), hits.map(() => newId(now)), hits.map((hit) => hit.rule), hits.map((hit) => hit.deed),
      hits.map((hit) => hit.outcome), hits.map((hit) => seal({ reason: hit.reason }))])
}
