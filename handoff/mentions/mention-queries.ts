import { messagesAt } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import { newId } from '../../core/ids.ts'
import type { Mention } from '../contract.ts'

/** People of the team who may be named in a note. */
export async function namesInTeam(db: Db, team: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await db.query<{ id: string; name: string }>(
    `select id, name from agent where team = $1 and disabled_at is null and outside is null and role in ('agent', 'lead', 'admin') order by length(name) desc, id`, [team])
  return rows
}

/** Keeps who was named in a note. */
export async function insertMentions(tx: Db, note: { team: string; conversationId: string; seq: number; byAgentId: string }, agentIds: string[], now: number): Promise<void> {
  await tx.query(
    `insert into mention (id, team, conversation_id, seq, agent_id, by_agent_id, made_at) select m.id, $1, $2, $3, m.agent_id, $4, $5 from unnest($6::uuid[], $7::uuid[]) as m (id, agent_id)`,
    [note.team, note.conversationId, note.seq, note.byAgentId, new Date(now), agentIds.map(() => newId(now)), agentIds])
}

/** Notes of the team in which the agent is named, newest first, at most a hundred. */
export async function mentionsOf(db: Db, agent: { id: string; team: string }): Promise<Mention[]> {
  const { rows } = await db.query<{ id: string; conversation_id: string; seq: number; by_agent_id: string; by_name: string; made_at: Date; seen_at: Date | null }>(
    `select m.id, m.conversation_id, m.seq, m.by_agent_id, b.name as by_name, m.made_at, m.seen_at from mention m join agent b on b.id = m.by_agent_id
     where m.agent_id = $1 and m.team = $2 order by m.made_at desc, m.id desc limit 100`, [agent.id, agent.team])
  const notes = await messagesAt(db, rows.map((row) => ({ conversationId: row.conversation_id, seq: row.seq })))
  const texts = new Map(notes.map((note) => [`${note.conversationId} ${note.seq}`, note.text]))
  return rows.map((row) => ({
    id: row.id, conversationId: row.conversation_id, seq: row.seq, by: { id: row.by_agent_id, name: row.by_name }, text: texts.get(`${row.conversation_id} ${row.seq}`) ?? '',
    at: row.made_at.getTime(), seenAt: row.seen_at?.getTime() ?? null,
  }))
}

/** The agent has seen it; its conversation, or null when it is not theirs. */
export async function markMentionSeen(tx: Db, id: string, agent: { id: string; team: string }, now: number): Promise<string | null> {
  const { rows } = await tx.query<{ conversation_id: string }>(
    'update mention set seen_at = coalesce(seen_at, $4) where id = $1 and agent_id = $2 and team = $3 returning conversation_id', [id, agent.id, agent.team, new Date(now)])
  return rows[0]?.conversation_id ?? null
}
