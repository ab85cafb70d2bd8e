import { conversationById, moveConversation } from '../../core/conversation/index.ts'
import type { Conversation } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import { newId } from '../../core/ids.ts'
import { plainCard } from '../card/card-input.ts'
import { insertLeftMessage, leftMessageToAlert } from '../feed/feed-queries.ts'
import { hintConsoles, recordChange } from '../ports.ts'
import type { HandoffPorts } from '../ports.ts'
import { latestHandoffOf, markEnded, openHandoffOf } from '../queries.ts'
import type { Handoff } from '../queries.ts'
import { newHandoff } from '../queue/new-handoff.ts'
import { queueFor, recordMissed } from '../queue/request.ts'
import { moveBy } from '../state.ts'
import { setTimer } from '../timers/timers.ts'
import type { TimerHandler, TimerHandlers } from '../timers/timers.ts'
import { nextOpening } from './hours.ts'
import type { Hours } from './hours.ts'
import { dayWord } from './opening.ts'

/** What a shopper leaves for later. */
export interface Left {
  text: string
  contact: string | null
  topic: string
  /** A call instead of an answer in writing; between these times, or as soon as can be. */
  isCallBack?: boolean
  wanted?: { from: number; to: number } | null
}

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
  if (!waiting && !(await latestHandoffOf(tx, conversationId))) await recordMissed(tx, newHandoff({ conversation, card, queue, times, now }))
  const hours = times.hoursOf(queue.id)
  const due = dueOf(hours, left, now)
  await keep(tx, { conversation, queue, left, dueAt: due.at, now })
  if (left.isCallBack) await tellWhen(ports, tx, conversationId, { left, due, now })
}

/** Stores the task, and the timer that brings it up when that is later. */
export async function keep(
  tx: Db, { conversation, queue, left, dueAt, now }: {
    conversation: Pick<Conversation, 'id' | 'shopperId' | 'shopperName' | 'language'>; queue: { id: string; team: string }; left: Left; dueAt: number; now: number
  },
): Promise<void> {
  const id = newId(now)
  await insertLeftMessage(tx, {
    id, conversationId: conversation.id, queueId: queue.id, team: queue.team, shopperId: conversation.shopperId, shopperName: conversation.shopperName,
    language: conversation.language ?? 'en', text: left.text, contact: left.contact, kind: left.isCallBack ? 'call-back' : 'message', wanted: left.wanted ?? null, dueAt,
  }, now)
  if (dueAt > now) await setTimer(tx, { kind: 'left-message-due', ref: id, at: dueAt })
  await recordChange(tx, { team: queue.team, conversationId: conversation.id }, 'message-left', now)
}

/** The desk opens, or the time wanted has come: the task is there now, and the consoles alert. */
const comesUp: TimerHandler = async (ports, tx, timer, now) => {
  const left = await leftMessageToAlert(tx, timer.ref)
  if (!left) return
  await recordChange(tx, left, 'left-message-due', now)
  return () => { hintConsoles(ports, left.conversationId) }
}

/** The timers of this subject. */
export const leftMessageTimers: TimerHandlers = { 'left-message-due': comesUp }

async function giveUpPlace(tx: Db, conversationId: string, left: Left, now: number): Promise<Handoff | null> {
  const open = await openHandoffOf(tx, conversationId)
  if (open?.status !== 'waiting') return null
  if (!(await moveConversation(tx, conversationId, { ...moveBy('leave'), agentId: null, now }))) return null
  await markEnded(tx, open.id, { status: 'cancelled', disposition: left.isCallBack ? 'call-back' : 'left-message', now })
  await recordChange(tx, open, 'cancelled', now)
  return open
}

interface Due {
  at: number
  /** The desk is closed at the time wanted: it will be another. */
  isMoved: boolean
}

/** When the task comes up: at the time wanted, but while the desk is open. One that never opens looks at it at once. */
export function dueOf(hours: Hours | null, left: Pick<Left, 'wanted'>, now: number): Due {
  const from = Math.max(left.wanted?.from ?? now, now)
  const at = nextOpening(hours, from) ?? now
  return { at, isMoved: left.wanted ? at >= left.wanted.to || at < from : false }
}

async function tellWhen(ports: Ports, tx: Db, conversationId: string, { left, due, now }: { left: Left; due: Due; now: number }): Promise<void> {
  const { timeZone } = ports
  const contact = left.contact ?? ''
  const isSoon = !left.wanted && due.at <= now
  const when = isSoon ? {} : { from: due.at, day: dayWord(timeZone, due.at, now), ...(left.wanted && !due.isMoved ? { to: left.wanted.to } : {}) }
  await ports.say(tx, conversationId, { reply: { key: due.isMoved ? 'handoff.call-back-moved' : 'handoff.call-back-noted', data: { contact, ...when } }, isNotice: true })
}
