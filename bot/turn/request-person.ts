import type { Clock } from '../../core/clock.ts'
import type { Db } from '../../core/db/db.ts'
import { conversationById, emptyDialogState, saveDialog } from '../../core/conversation/index.ts'
import { leaveMessage, offerMessage, passedOn } from '../../dialogs/index.ts'
import type { CardInput, Handoff } from '../../handoff/index.ts'
import { cardInputOf, type Cause } from './card-input.ts'

type Ports = { handoff: Pick<Handoff, 'request' | 'leaveMessage'>; clock: Clock }

/** Asks for a person with the full context, inside the turn's transaction. When nobody is there, what the shopper has said is the message; who has said nothing has been asked for one, and their next words are taken as such. */
export async function requestPerson(ports: Ports, tx: Db, conversationId: string, cause: Cause): Promise<void> {
  await ask(ports, tx, conversationId, await cardInputOf(tx, conversationId, cause))
}

/** The same with nothing but the reason and the last words: for when reading the context is what fails. */
export async function requestPersonPlainly(ports: Ports, tx: Db, conversationId: string, { reason, topic, turnSeq = 0, words = '', contact = null }: Cause): Promise<void> {
  await ask(ports, tx, conversationId, { reason, topic, turnSeq, words, said: words.trim() === '' ? null : words, contact, history: [], facts: [], tried: [], provenOrders: [] })
}

async function ask(ports: Ports, tx: Db, conversationId: string, card: CardInput): Promise<void> {
  const requested = await ports.handoff.request(tx, conversationId, card)
  if (requested.result !== 'nobody-there' || requested.speaks === 'bot') return
  const { topic, said = null, contact = null } = card
  const state = (await conversationById(tx, conversationId))!.dialog ?? emptyDialogState()
  if (said !== null && contact !== null && requested.speaks === 'leave-a-message') {
    await ports.handoff.leaveMessage(tx, conversationId, { text: said, contact, topic })
    return saveDialog(tx, conversationId, passedOn(state, contact, { topic, said }))
  }
  const frame = requested.speaks === 'both' ? offerMessage : leaveMessage
  await saveDialog(tx, conversationId, frame(state, { topic, said, now: ports.clock.now() }))
}
