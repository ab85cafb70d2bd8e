import { customerOfShopper } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import { newId } from '../../core/ids.ts'
import type { ShopperNote } from '../contract.ts'
import { insertAudit } from '../feed/feed-queries.ts'
import { deskChannel } from '../ports.ts'
import type { Actor, HandoffPorts } from '../ports.ts'
import { insertShopperNote, isKnownTo, markNoteRemoved, notesAbout } from './shopper-note-queries.ts'

/** What the team has written down about a shopper: it follows them over conversations, and over channels where they are signed in. Null: not a shopper of this team. */
export async function shopperNotes(db: Db, team: string, shopperId: string): Promise<ShopperNote[] | null> {
  if (!(await isKnownTo(db, team, shopperId))) return null
  return notesAbout(db, team, { shopperId, customerId: await customerOfShopper(db, shopperId) })
}

/** Writes a note about a shopper, once per `key`. */
export async function writeShopperNote(ports: HandoffPorts, actor: Actor, shopperId: string, { text, key }: { text: string; key: string }): Promise<ShopperNote[] | null> {
  if (!(await isKnownTo(ports.db, actor.team, shopperId))) return null
  const customerId = await customerOfShopper(ports.db, shopperId)
  await ports.db.transaction(async (tx) => {
    const now = ports.clock.now()
    const id = newId(now)
    const isFirst = await insertAudit(tx, { agentId: actor.id, deed: 'shopper-note', conversationId: null, handoffId: null, detail: { shopperId, noteId: id }, key, now })
    if (isFirst) await insertShopperNote(tx, { id, team: actor.team, shopperId, customerId, agentId: actor.id, text, now })
  })
  ports.hint(deskChannel)
  return notesAbout(ports.db, actor.team, { shopperId, customerId })
}

/** Takes a note about a shopper away; false when the team has none of this id. */
export async function removeShopperNote(ports: HandoffPorts, actor: Actor, id: string): Promise<boolean> {
  const isGone = await ports.db.transaction(async (tx) => {
    const now = ports.clock.now()
    if (!(await markNoteRemoved(tx, id, actor.team, now))) return false
    await insertAudit(tx, { agentId: actor.id, deed: 'shopper-note-removed', conversationId: null, handoffId: null, detail: { noteId: id }, now })
    return true
  })
  if (isGone) ports.hint(deskChannel)
  return isGone
}
