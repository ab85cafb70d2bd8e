import type { Db } from '../../core/db/db.ts'
import { conversationById, emptyDialogState, saveDialog } from '../../core/conversation/index.ts'
import { leaveMessage } from '../../dialogs/index.ts'
import type { Handoff } from '../../handoff/index.ts'
import { cardInputOf, type Cause } from './card-input.ts'

/** Asks for a person with the full context, inside the turn's transaction. When nobody is there the shopper has been asked for a message, and their next words are taken as such. */
export async function requestPerson(
  ports: { handoff: Pick<Handoff, 'request'> }, tx: Db, conversationId: string, cause: Cause,
): Promise<void> {
  const requested = await ports.handoff.request(tx, conversationId, await cardInputOf(tx, conversationId, cause))
  if (requested.result !== 'nobody-there') return
  const conversation = (await conversationById(tx, conversationId))!
  await saveDialog(tx, conversationId, leaveMessage(conversation.dialog ?? emptyDialogState(), cause.topic))
}
