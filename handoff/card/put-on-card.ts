import { seal } from '../../core/conversation/index.ts'
import type { Reply } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import { recordChange } from '../ports.ts'
import type { HandoffPorts } from '../ports.ts'
import { cardInputOf, openHandoffOf } from '../queries.ts'

/** Puts on the card of a conversation that waits what a dialog would have handed over now: its filled-in draft and its note. Nothing when it does not wait. */
export async function putOnCard(
  ports: Pick<HandoffPorts, 'clock'>, tx: Db, conversationId: string, more: { draft?: Record<string, unknown> | undefined; note?: Reply | undefined },
): Promise<void> {
  const open = await openHandoffOf(tx, conversationId)
  if (open?.status !== 'waiting') return
  const card = await cardInputOf(tx, open.id)
  await saveCard(tx, open.id, { ...card, ...(more.note ? { note: more.note } : {}), ...(more.draft ? { draft: { ...card.draft, ...more.draft } } : {}) })
  await recordChange(tx, open, 'card', ports.clock.now())
}

async function saveCard(tx: Db, handoffId: string, card: object): Promise<void> {
  await tx.query('update handoff set personal_card = $2 where id = $1', [handoffId, seal(card)])
}
