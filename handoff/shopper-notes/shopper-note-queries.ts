import { seal, unseal } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import type { ShopperNote } from '../contract.ts'

/** A shopper as the desk's team knows them: by their customer id too, where the shop does. */
export interface KnownShopper {
  shopperId: string
  customerId: string | null
}

/** Whether the team has ever had a handoff of this shopper. */
export async function isKnownTo(db: Db, team: string, shopperId: string): Promise<boolean> {
  const { rowCount } = await db.query('select 1 from handoff where shopper_id = $1 and team = $2 limit 1', [shopperId, team])
  return rowCount === 1
}

/** The team's notes about the shopper, newest first, at most two hundred. */
export async function notesAbout(db: Db, team: string, { shopperId, customerId }: KnownShopper): Promise<ShopperNote[]> {
  const { rows } = await db.query<{ id: string; agent_id: string; agent_name: string; written_at: Date; personal: unknown }>(
    `select n.id, n.agent_id, a.name as agent_name, n.written_at, n.personal from (
       select * from shopper_note where shopper_id = $2 and team = $1 and removed_at is null
       union select * from shopper_note where customer_id = $3 and team = $1 and removed_at is null
     ) n join agent a on a.id = n.agent_id order by n.written_at desc, n.id desc limit 200`, [team, shopperId, customerId])
  return rows.map((row) => ({ id: row.id, text: unseal<{ text: string }>(row.personal).text, by: { id: row.agent_id, name: row.agent_name }, at: row.written_at.getTime() }))
}

/** Keeps a note about the shopper. */
export async function insertShopperNote(tx: Db, note: KnownShopper & { id: string; team: string; agentId: string; text: string; now: number }): Promise<void> {
  await tx.query('insert into shopper_note (id, team, shopper_id, customer_id, agent_id, written_at, personal) values ($1, $2, $3, $4, $5, $6, $7)',
    [note.id, note.team, note.shopperId, note.customerId, note.agentId, new Date(note.now), seal({ text: note.text })])
}

/** Takes a note away; false when the team has none of this id. */
export async function markNoteRemoved(tx: Db, id: string, team: string, now: number): Promise<boolean> {
  const { rowCount } = await tx.query('update shopper_note set removed_at = coalesce(removed_at, $3) where id = $1 and team = $2', [id, team, new Date(now)])
  return rowCount === 1
}
