import { seal } from '../../core/conversation/index.ts'
import type { Reply } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import { recordChange } from '../ports.ts'
import type { HandoffPorts } from '../ports.ts'
import { cardInputOf, openHandoffOf } from '../queries.ts'
import type { Handoff } from '../queries.ts'

type More = { draft?: Record<string, unknown> | undefined; note?: Reply | undefined }

/** Puts on the card of a conversation that waits, or has its person, what would have been handed over now: the filled-in draft and its note. Nothing when there is no such card. */
export async function putOnCard(ports: Pick<HandoffPorts, 'clock'>, tx: Db, conversationId: string, more: More): Promise<void> {
  const open = await openHandoffOf(tx, conversationId)
  if (open) await addToCard(tx, open, more, ports.clock.now())
}

/** The same for a handoff that is known. */
export async function addToCard(tx: Db, handoff: Pick<Handoff, 'id' | 'team' | 'conversationId'>, more: More, now: number): Promise<void> {
  if (!more.draft && !more.note) return
  const card = await cardInputOf(tx, handoff.id)
  await saveCard(tx, handoff.id, { ...card, ...(more.note ? { note: more.note } : {}), ...(more.draft ? { draft: { ...card.draft, ...more.draft } } : {}) })
  await recordChange(tx, handoff, 'card', now)
}

async function saveCard(tx: Db, handoffId: string, card: object): Promise<void> {
  await tx.query('update handoff set personal_card = $2 where id = $1', [handoffId, seal(card)])
}
