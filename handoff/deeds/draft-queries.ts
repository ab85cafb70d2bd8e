import { seal, unseal } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import type { Draft } from '../contract.ts'

export interface DraftToKeep {
  agentId: string
  conversationId: string
  text: string
  /** Sent too late: who had it by then (null: nobody). Left out: an ordinary draft. */
  refused?: { by: string | null }
  now: number
}

/** Keeps what an agent has written and not sent; one a conversation, the last one holds. */
export async function saveDraft(db: Db, draft: DraftToKeep): Promise<void> {
  await db.query(
    `insert into draft (agent_id, conversation_id, updated_at, refused_at, refused_for, personal) values ($1, $2, $3, $4, $5, $6)
     on conflict (agent_id, conversation_id) do update set updated_at = excluded.updated_at, refused_at = coalesce(excluded.refused_at, draft.refused_at),
       refused_for = coalesce(excluded.refused_for, draft.refused_for), personal = excluded.personal`,
    [draft.agentId, draft.conversationId, new Date(draft.now), draft.refused ? new Date(draft.now) : null, draft.refused?.by ?? null, seal({ text: draft.text })])
}

/** Throws the draft away. */
export async function deleteDraft(db: Db, agentId: string, conversationId: string): Promise<void> {
  await db.query('delete from draft where agent_id = $1 and conversation_id = $2', [agentId, conversationId])
}

/** The agent's draft of a conversation, or null. */
export async function draftOf(db: Db, agentId: string, conversationId: string): Promise<Draft | null> {
  const { rows } = await db.query<DraftRow>(`${selectDraft} where d.agent_id = $1 and d.conversation_id = $2`, [agentId, conversationId])
  return rows[0] ? draftFrom(rows[0]) : null
}

/** The agent's drafts, the latest first, at most a hundred. */
export async function draftsOf(db: Db, agentId: string): Promise<Draft[]> {
  const { rows } = await db.query<DraftRow>(`${selectDraft} where d.agent_id = $1 order by d.updated_at desc limit 100`, [agentId])
  return rows.map(draftFrom)
}

const selectDraft = `select d.conversation_id, d.updated_at, d.refused_at, d.refused_for, a.name as refused_for_name, d.personal
  from draft d left join agent a on a.id = d.refused_for`

interface DraftRow {
  conversation_id: string
  updated_at: Date
  refused_at: Date | null
  refused_for: string | null
  refused_for_name: string | null
  personal: unknown
}

function draftFrom(row: DraftRow): Draft {
  const by = row.refused_for && row.refused_for_name !== null ? { id: row.refused_for, name: row.refused_for_name } : null
  return {
    conversationId: row.conversation_id, text: unseal<{ text: string }>(row.personal).text, at: row.updated_at.getTime(),
    refused: row.refused_at === null ? null : { by },
  }
}
