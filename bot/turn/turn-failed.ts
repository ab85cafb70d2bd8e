import type { Db } from '../../core/db/db.ts'
import { errorLine } from '../../core/errors.ts'
import { lockConversation, putOffTurn, saveDialog, transcript, type Conversation, type DueTurn } from '../../core/conversation/index.ts'
import { isLeavingMessage, leftWith, withoutDeskQuestion } from '../../dialogs/index.ts'
import { backOffMs } from './deliver.ts'
import { requestPerson, requestPersonPlainly } from './request-person.ts'
import type { TurnPorts } from './run-turn.ts'

/** A turn that fails is tried so often before the shopper is told once and a person takes over. */
const turnAttempts = 3

/** An undone turn is looked for after this: nobody would wait longer for one that a living process has in hand. */
export const turnGraceMs = 3_000

/** The answer took too long. */
class TurnTooSlow extends Error {
  constructor(ms: number) {
    super(`the turn had no answer after ${ms} ms`)
    this.name = 'TurnTooSlow'
  }
}

/** What `work` resolves to, or a failure when that takes longer than `ms`. Meant for what only reads: it is not called back. */
export function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => { reject(new TurnTooSlow(ms)) }, ms)
    void work.then(resolve, reject).finally(() => { clearTimeout(late) })
  })
}

/**
 * What to do about a turn that failed: tried again in a moment; after the last time, or when it was too slow for the shopper to wait for another try,
 * they are told once and a person takes over. Never limbo: where a person is in charge they see the message, where nobody is there it becomes a task.
 */
export async function turnFailed(ports: TurnPorts, due: DueTurn, error: unknown): Promise<'failed'> {
  const { id } = due.conversation
  ports.metrics.turnFailed()
  const deadAfter = error instanceof TurnTooSlow ? 1 : turnAttempts
  const isLast = due.attempts + 1 >= deadAfter
  ports.log.error({ conversation: id, turn: due.seq, attempt: due.attempts + 1, why: errorLine(error) },
    isLast ? 'a turn failed for good: a person takes over' : 'a turn failed and is tried again')
  // So that the sweep finds it when it is due, and not a grace later.
  const retry = { at: ports.clock.now() + backOffMs(due.attempts + 1) - turnGraceMs, deadAfter }
  const contact = isLast ? await ports.shopperContact(due.conversation.customerId) : null
  const handOver = (ask: typeof requestPerson) => ports.db.transaction(async (tx) => {
    const conversation = await lockConversation(tx, id)
    const isDead = await putOffTurn(tx, id, due.seq, retry)
    if (isDead && conversation) await toPerson(ports, tx, { due, conversation, contact, ask })
  })
  try {
    await handOver(requestPerson)
  } catch (again) {
    // What the card is made of may be what breaks the turn: and then instead a person gets the conversation without it.
    ports.log.error({ conversation: id, turn: due.seq, why: errorLine(again) }, 'the context of a failed turn could not be read: a person is asked for without it')
    await handOver(requestPersonPlainly)
  }
  ports.carryOn(id)
  return 'failed'
}

async function toPerson(ports: TurnPorts, tx: Db, { due, conversation, contact, ask }: { due: DueTurn; conversation: Conversation; contact: string | null; ask: typeof requestPerson }): Promise<void> {
  const { id, state } = conversation
  // The desk wanted the bot to go on, and it cannot: the shopper has asked for nothing and is left in peace, the desk has its note.
  if (state === 'human' || state === 'snoozed' || state === 'wrap-up') return due.isPrompt ? undefined : ports.handoff.shopperSpoke(tx, id)
  // Asked for a message already: this is it, and it must not be lost.
  if (state === 'bot' && conversation.dialog && isLeavingMessage(conversation.dialog)) {
    await ports.handoff.leaveMessage(tx, id, leftWith(conversation.dialog, due.text))
    await saveDialog(tx, id, withoutDeskQuestion(conversation.dialog))
    return void await ports.mouth.say(tx, id, { reply: { key: 'handoff.failure-noted' }, isNotice: true })
  }
  if (!(await wasTold(tx, id))) await ports.mouth.say(tx, id, { reply: { key: failureKey }, isNotice: true })
  await ask(ports, tx, id, { reason: 'bot-failure', topic: 'other', turnSeq: due.seq, contact })
}

const failureKey = 'handoff.bot-failure'

/** Told since a person spoke last: once is enough. */
async function wasTold(tx: Db, conversationId: string): Promise<boolean> {
  const last = (await transcript(tx, conversationId, { beforeSeq: 2147483647, limit: 20 })).findLast(({ speaker, replyKey }) => speaker === 'agent' || replyKey === failureKey)
  return last?.replyKey === failureKey
}
