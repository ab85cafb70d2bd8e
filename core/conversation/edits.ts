import type { Db } from '../db/db.ts'
import { seal, storable } from './personal.ts'
import { readPersonal, unreadable, type PersonalMessage } from './rows.ts'

/** A shopper's message as their channel knows it. */
export interface KnownMessage {
  channel: string
  channelAccount: string
  /** The channel's id of the message. */
  externalId: string
}

/** The shopper changed the words in their app: the message is marked, what stood there is kept. Null when we have no such message; done twice it is done once. */
export function editMessage(tx: Db, known: KnownMessage, text: string, now: number): Promise<string | null> {
  return change(tx, known, (before) => {
    const words = storable(text)
    if (words === before.text) return before
    return { ...before, text: words, editedAt: now, history: [...(before.history ?? []), { text: before.text, at: now }].slice(-20) }
  })
}

/** The shopper took the words back: marked, so that the desk knows. Null when we have no such message. */
export function takeBackMessage(tx: Db, known: KnownMessage, now: number): Promise<string | null> {
  return change(tx, known, (before) => ({ ...before, deletedAt: before.deletedAt ?? now }))
}

/** Returns the conversation's id. To be called in a transaction: the message is locked between reading and writing. */
async function change(tx: Db, known: KnownMessage, changed: (before: PersonalMessage) => PersonalMessage): Promise<string | null> {
  const { rows } = await tx.query<{ conversation_id: string; seq: number; personal: unknown }>(
    `select m.conversation_id, m.seq, m.personal from inbox i join message m on m.conversation_id = i.conversation_id and m.seq = i.seq
     where i.channel = $1 and i.channel_account = $2 and i.external_id = $3 for update of m`, [known.channel, known.channelAccount, known.externalId])
  const [row] = rows
  if (!row) return null
  const before = readPersonal(row.personal) ?? unreadable
  const after = changed(before)
  if (after !== before) {
    await tx.query('update message set personal = $3, xid = pg_current_xact_id() where conversation_id = $1 and seq = $2', [row.conversation_id, row.seq, seal(after)])
  }
  return row.conversation_id
}
