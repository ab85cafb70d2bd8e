import { conversationById, moveConversation } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import { plainCard } from '../card/card-input.ts'
import { deleteOpenTask } from '../feed/feed-queries.ts'
import { recordChange } from '../ports.ts'
import type { HandoffPorts } from '../ports.ts'
import { latestHandoffOf, markEnded, openHandoffOf } from '../queries.ts'
import type { Handoff } from '../queries.ts'
import { newHandoff } from '../queue/new-handoff.ts'
import { queueFor, recordMissed } from '../queue/request.ts'
import { moveBy } from '../state.ts'
import { dayWord } from './opening.ts'
import { dueOf, keep } from './task-for-later.ts'
import type { Due, Left } from './task-for-later.ts'

type Ports = Pick<HandoffPorts, 'clock' | 'say' | 'times' | 'timeZone'>

/** Keeps a message left, or a call wanted, as a task from the next opening (or the time wanted) on. Who waits in the queue gives up the place. The caller says the thanks for a message; when a call can be made is said here, by the hours of the queue. */
export async function leaveMessage(ports: Ports, tx: Db, conversationId: string, left: Left): Promise<void> {
  const now = ports.clock.now()
  const times = await ports.times.read(tx, now)
  const conversation = (await conversationById(tx, conversationId))!
  const waiting = await giveUpPlace(tx, conversationId, left, now)
  const queue = waiting ? { id: waiting.queueId, team: waiting.team } : await queueFor(tx, conversation, { topic: left.topic, reason: 'asked' })
  // With a handoff on record, though nobody came, the desk can open the conversation and its card.
  const card = plainCard(conversation, { reason: 'asked', topic: left.topic, words: left.text })
  const latest = await latestHandoffOf(tx, conversationId)
  if (!waiting && !latest) await recordMissed(tx, newHandoff({ conversation, card, queue, times, now }))
  // One task, with the contact, instead of the one that was kept because nobody was there.
  if (latest) await deleteOpenTask(tx, latest.id)
  const hours = times.hoursOf(queue.id)
  const due = dueOf(hours, left, now)
  await keep(tx, { conversation, queue, left, dueAt: due.at, now })
  if (left.isCallBack) await tellWhen(ports, tx, conversationId, { left, due, now })
}

async function giveUpPlace(tx: Db, conversationId: string, left: Left, now: number): Promise<Handoff | null> {
  const open = await openHandoffOf(tx, conversationId)
  if (open?.status !== 'waiting') return null
  if (!(await moveConversation(tx, conversationId, { ...moveBy('leave'), agentId: null, now }))) return null
  await markEnded(tx, open.id, { status: 'cancelled', disposition: left.isCallBack ? 'call-back' : 'left-message', now })
  await recordChange(tx, open, 'cancelled', now)
  return open
}

async function tellWhen(ports: Ports, tx: Db, conversationId: string, { left, due, now }: { left: Left; due: Due; now: number }): Promise<void> {
  const { timeZone } = ports
  const contact = left.contact ?? ''
  const isSoon = !left.wanted && due.at <= now
  const when = isSoon ? {} : { from: due.at, day: dayWord(timeZone, due.at, now), ...(left.wanted && !due.isMoved ? { to: left.wanted.to } : {}) }
  await ports.say(tx, conversationId, { reply: { key: due.isMoved ? 'handoff.call-back-moved' : 'handoff.call-back-noted', data: { contact, ...when } }, isNotice: true })
}
