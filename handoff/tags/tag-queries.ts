import type { Db } from '../../core/db/db.ts'
import type { Tag } from '../contract.ts'

/** The team's tags. */
export async function tagsOf(db: Db, team: string): Promise<Tag[]> {
  const { rows } = await db.query<{ tag: string; label_en: string; label_zh: string; colour: Tag['colour'] }>(
    'select tag, label_en, label_zh, colour from team_tag where team = $1 order by tag limit 1000', [team])
  return rows.map(({ tag, label_en: en, label_zh: zh, colour }) => ({ id: tag, label: { en, zh }, colour }))
}

/** Makes a tag or renames it. */
export async function upsertTag(tx: Db, team: string, { id, label, colour }: Tag): Promise<void> {
  await tx.query(
    `insert into team_tag (team, tag, label_en, label_zh, colour) values ($1, $2, $3, $4, $5)
     on conflict (team, tag) do update set label_en = excluded.label_en, label_zh = excluded.label_zh, colour = excluded.colour`, [team, id, label.en, label.zh, colour])
}

/** Takes a tag away, from every conversation too; the conversations that had it, or null when the team has no such tag. */
export async function deleteTag(tx: Db, team: string, id: string): Promise<string[] | null> {
  // The tag before its uses, as whoever puts it on a conversation does: no two wait for one another.
  await tx.query('select 1 from team_tag where team = $1 and tag = $2 for update', [team, id])
  const { rows } = await tx.query<{ conversation_id: string }>('delete from conversation_tag where team = $1 and tag = $2 returning conversation_id', [team, id])
  const { rowCount } = await tx.query('delete from team_tag where team = $1 and tag = $2', [team, id])
  return rowCount === 1 ? rows.map((row) => row.conversation_id) : null
}

/** Puts exactly these of the team's tags on the conversation; false, with nothing changed, when one of them does not exist. */
export async function setTags(tx: Db, team: string, conversationId: string, tags: string[]): Promise<boolean> {
  const { rowCount } = await tx.query('select 1 from team_tag where team = $1 and tag = any($2) for key share', [team, tags])
  if (rowCount !== tags.length) return false
  await tx.query('delete from conversation_tag where team = $1 and conversation_id = $2 and tag <> all($3)', [team, conversationId, tags])
  await tx.query('insert into conversation_tag (team, tag, conversation_id) select $1, unnest($3::text[]), $2 on conflict do nothing', [team, conversationId, tags])
  return true
}

/** Column of a handoff named `h`: its tags. */
export const tagsColumn = `(select array_agg(t.tag order by t.tag) from conversation_tag t where t.conversation_id = h.conversation_id and t.team = h.team) as tags`
