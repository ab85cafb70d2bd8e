import type { Db } from '../../core/db/db.ts'
import { conversationById, emptyDialogState, saveDialog } from '../../core/conversation/index.ts'
import type { Dialogs } from '../../dialogs/index.ts'
import type { Handoff } from '../../handoff/index.ts'
import { cardInputOf, type Cause } from './card-input.ts'

/** Asks for a person with the full context, inside the turn's transaction. When nobody is there the shopper has been asked for a message, and their next words are taken as such. */
export async function requestPerson(
  ports: { handoff: Pick<Handoff, 'request'>; dialogs: Pick<Dialogs, 'leaveMessageFrame'> }, tx: Db, conversationId: string, cause: Cause,
): Promise<void> {
  const requested = await ports.handoff.request(tx, conversationId, await cardInputOf(tx, conversationId, cause))
  if (requested.result !== 'nobody-there') return
  const conversation = (await conversationById(tx, conversationId))!
  const state = conversation.dialog ?? emptyDialogState()
  await saveDialog(tx, conversationId, { ...state, active: ports.dialogs.leaveMessageFrame(cause.topic), aside: [] })
}
