import type { Db } from '../../core/db/db.ts'
import { errorLine } from '../../core/errors.ts'
import { emptyDialogState, lastSpoken, lockConversation, putOffTurn, saveDialog, type Conversation, type DueTurn } from '../../core/conversation/index.ts'
import { isLeavingMessage, leftWith, withoutDeskQuestion } from '../../dialogs/index.ts'
import { backOffMs } from './deliver.ts'
import { requestPerson, requestPersonPlainly } from './request-person.ts'
import type { TurnPorts } from './run-turn.ts'

/** A turn that fails is tried so often before the shopper is told once and a person takes over. */
const turnAttempts = 3

/** When a person cannot even be asked for, it is tried on so often in all, and then ends. */
const mostAttempts = 6

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
 * Never endless either: when asking for a person fails as well, again and again, the turn ends with the most that still can be done.
 */
export async function turnFailed(ports: TurnPorts, due: DueTurn, error: unknown): Promise<'failed'> {
  const { id } = due.conversation
  const attempt = due.attempts + 1
  const deadAfter = error instanceof TurnTooSlow ? 1 : turnAttempts
  const isLast = attempt >= deadAfter
  ports.metrics.turnFailed()
  ports.log.error({ conversation: id, turn: due.seq, attempt, why: errorLine(error) }, isLast ? 'a turn failed for good: a person takes over' : 'a turn failed and is tried again')
  if (!isLast) await endTurn(ports, due, { how: 'again', deadAfter, contact: null })
  else await endSomehow(ports, due, { deadAfter, ways: attempt >= mostAttempts ? lastWays : [...bestWays, 'again'] })
  ports.carryOn(id)
  return 'failed'
}

/** Each is tried when the one before has failed. What the card is made of may be what breaks the turn, so a person is asked for without it; the desk may be what breaks, so the words become a task; at last only the shopper is told, or nobody. */
const bestWays = ['person', 'person-without-context'] as const
const lastWays = [...bestWays, 'task', 'told', 'silent'] as const
type Way = (typeof lastWays)[number] | 'again'

async function endSomehow(ports: TurnPorts, due: DueTurn, { deadAfter, ways }: { deadAfter: number; ways: readonly Way[] }): Promise<void> {
  const contact = await ports.shopperContact(due.conversation.customerId)
  for (const how of ways) {
    try {
      // Counted all the same, so that it comes to an end.
      await endTurn(ports, due, { how, deadAfter: how === 'again' ? mostAttempts : deadAfter, contact })
      if (how !== 'again') ports.metrics.turnDead(how)
      if (how === 'silent') ports.log.error({ conversation: due.conversation.id, turn: due.seq }, 'a turn is dead and nobody could be told: read the conversation and answer the shopper')
      return
    } catch (failure) {
      ports.log.error({ conversation: due.conversation.id, turn: due.seq, way: how, why: errorLine(failure) }, 'what a failed turn leaves could not be stored: the next best is tried')
      // Not even that it failed can be noted: the database is away, and the turn is found again when it is back.
      if (how === ways.at(-1)) throw failure
    }
  }
}

async function endTurn(ports: TurnPorts, due: DueTurn, { how, deadAfter, contact }: { how: Way; deadAfter: number; contact: string | null }): Promise<void> {
  const { id } = due.conversation
  // So that the sweep finds it when it is due, and not a grace later.
  const retry = { at: ports.clock.now() + backOffMs(due.attempts + 1) - turnGraceMs, deadAfter }
  // Nothing else is touched then, so that it can be done whatever of the conversation is damaged.
  if (how === 'again' || how === 'silent') return void await putOffTurn(ports.db, id, due.seq, retry)
  await ports.db.transaction(async (tx) => {
    const conversation = await lockConversation(tx, id)
    const isDead = await putOffTurn(tx, id, due.seq, retry)
    if (!isDead || !conversation) return
    // What cannot be read would end every later turn too: the talk begins anew.
    if (conversation.isUnreadable) await saveDialog(tx, id, conversation.dialog ?? emptyDialogState())
    switch (how) {
      case 'person': return toPerson(ports, tx, { due, conversation, contact, ask: requestPerson })
      case 'person-without-context': return toPerson(ports, tx, { due, conversation, contact, ask: requestPersonPlainly })
      case 'task': return toTask(ports, tx, { due, conversation, contact })
      case 'told': return isOurs(conversation) ? tellOnce(ports, tx, id) : undefined
    }
  })
}

/** The bot has the conversation, or nobody yet: who has a person in charge hears from them. */
function isOurs({ state }: Conversation): boolean {
  return state === 'bot' || state === 'waiting'
}

async function toTask(ports: TurnPorts, tx: Db, { due, conversation, contact }: { due: DueTurn; conversation: Conversation; contact: string | null }): Promise<void> {
  if (!isOurs(conversation)) return
  await tellOnce(ports, tx, conversation.id)
  if (due.isPrompt !== 'intent') await ports.handoff.leaveMessage(tx, conversation.id, { text: due.text, contact, topic: 'other' })
}

async function toPerson(ports: TurnPorts, tx: Db, { due, conversation, contact, ask }: { due: DueTurn; conversation: Conversation; contact: string | null; ask: typeof requestPerson }): Promise<void> {
  const { id, state } = conversation
  // The desk wanted the bot to go on, and it cannot: the shopper has asked for nothing and is left in peace, the desk has its note.
  if (!isOurs(conversation)) return due.isPrompt ? undefined : ports.handoff.shopperSpoke(tx, id, due)
  // Asked for a message already: this is it, and it must not be lost.
  if (state === 'bot' && conversation.dialog && isLeavingMessage(conversation.dialog)) {
    await ports.handoff.leaveMessage(tx, id, leftWith(conversation.dialog, due.text))
    await saveDialog(tx, id, withoutDeskQuestion(conversation.dialog))
    return void await ports.mouth.say(tx, id, { reply: { key: 'handoff.failure-noted' }, isNotice: true })
  }
  await tellOnce(ports, tx, id)
  await ask(ports, tx, id, { reason: 'bot-failure', topic: 'other', turnSeq: due.seq, contact, ...(due.isPrompt === 'intent' ? {} : { words: due.text }) })
}

const failureKey = 'handoff.bot-failure'

async function tellOnce(ports: TurnPorts, tx: Db, conversationId: string): Promise<void> {
  if (!(await wasTold(tx, conversationId))) await ports.mouth.say(tx, conversationId, { reply: { key: failureKey }, isNotice: true })
}

/** Told since a person spoke last: once is enough. */
async function wasTold(tx: Db, conversationId: string): Promise<boolean> {
  const last = (await lastSpoken(tx, conversationId, 20)).find(({ speaker, replyKey }) => speaker === 'agent' || replyKey === failureKey)
  return last?.replyKey === failureKey
}
