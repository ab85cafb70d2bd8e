import type { Db } from '../../core/db/db.ts'
import { newId } from '../../core/ids.ts'
import type { QuickReply, QuickReplySaved } from '../contract.ts'

/** Whether the team has been given the shipped texts already. */
export async function hasBegun(db: Db, team: string): Promise<boolean> {
  const { rowCount } = await db.query('select 1 from quick_reply_team where team = $1', [team])
  return rowCount === 1
}

/** Notes that the team has been given the shipped texts; false when it has been noted before. */
export async function markBegun(tx: Db, team: string): Promise<boolean> {
  const { rowCount } = await tx.query('insert into quick_reply_team (team) values ($1) on conflict do nothing', [team])
  return rowCount === 1
}

/** The team's quick replies by shortcut. */
export async function quickRepliesOf(db: Db, team: string): Promise<QuickReply[]> {
  const { rows } = await db.query<{ id: string; shortcut: string; title_en: string; title_zh: string; texts: Record<string, string> }>(
    'select id, shortcut, title_en, title_zh, texts from quick_reply where team = $1 order by shortcut limit 1000', [team])
  return rows.map(({ id, shortcut, title_en: en, title_zh: zh, texts }) => ({ id, shortcut, title: { en, zh }, text: texts }))
}

/** Adds one; its id, or null when the shortcut is taken. */
export async function insertQuickReply(tx: Db, team: string, one: QuickReplySaved, now: number): Promise<string | null> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into quick_reply (id, team, shortcut, title_en, title_zh, texts, saved_at) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (team, shortcut) do nothing returning id`,
    [newId(now), team, one.shortcut, one.title.en, one.title.zh, JSON.stringify(one.text), new Date(now)])
  return rows[0]?.id ?? null
}

/** Changes one of the team's: `taken` when another has the shortcut. */
export async function updateQuickReply(tx: Db, { team, id }: { team: string; id: string }, one: QuickReplySaved, now: number): Promise<'saved' | 'taken' | 'not-found'> {
  const { rows } = await tx.query<{ id: string; is_mine: boolean }>(
    'select id, id = $2 as is_mine from quick_reply where team = $1 and (id = $2 or shortcut = $3) for update', [team, id, one.shortcut])
  if (!rows.some((row) => row.is_mine)) return 'not-found'
  if (rows.length > 1) return 'taken'
  await tx.query('update quick_reply set shortcut = $3, title_en = $4, title_zh = $5, texts = $6, saved_at = $7 where team = $1 and id = $2',
    [team, id, one.shortcut, one.title.en, one.title.zh, JSON.stringify(one.text), new Date(now)])
  return 'saved'
}

/** Takes one away; false when the team has none of this id. */
export async function deleteQuickReply(tx: Db, team: string, id: string): Promise<boolean> {
  const { rowCount } = await tx.query('delete from quick_reply where team = $1 and id = $2', [team, id])
  return rowCount === 1
}
