import type { Conversation } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import { newId } from '../../core/ids.ts'
import { insertLeftMessage, leftMessageToAlert } from '../feed/feed-queries.ts'
import { hintConsoles, recordChange } from '../ports.ts'
import type { Handoff } from '../queries.ts'
import { setTimer } from '../timers/timers.ts'
import type { TimerHandler, TimerHandlers } from '../timers/timers.ts'
import { nextOpening } from './hours.ts'
import type { Hours } from './hours.ts'

/** What a shopper leaves for later. */
export interface Left {
  text: string
  contact: string | null
  topic: string
  /** A call instead of an answer in writing; between these times, or as soon as can be. */
  isCallBack?: boolean
  wanted?: { from: number; to: number } | null
}

interface Task {
  /** Left out: a fresh one. One that is there comes up again. */
  id?: string
  conversation: Pick<Conversation, 'id' | 'shopperId' | 'shopperName' | 'language'>
  queue: { id: string; team: string }
  left: Left
  dueAt: number
  now: number
}

/** Stores a task for later, and the timer that brings it up when that is not now. */
export async function keep(tx: Db, { now, id = newId(now), conversation, queue, left, dueAt }: Task): Promise<void> {
  await insertLeftMessage(tx, {
    id, conversationId: conversation.id, queueId: queue.id, team: queue.team, shopperId: conversation.shopperId, shopperName: conversation.shopperName,
    language: conversation.language ?? 'en', text: left.text, contact: left.contact, kind: left.isCallBack ? 'call-back' : 'message', wanted: left.wanted ?? null, dueAt,
  }, now)
  if (dueAt > now) await setTimer(tx, { kind: 'left-message-due', ref: id, at: dueAt })
  await recordChange(tx, { team: queue.team, conversationId: conversation.id }, 'message-left', now)
}

/** Somebody needed a person and nobody was there: a task with their words, whether they leave a message or not. It has the handoff's id, so that a message left takes its place. */
export function keepForsaken(
  tx: Db, handoff: Pick<Handoff, 'id' | 'conversationId' | 'shopperId' | 'shopperName' | 'language' | 'queueId' | 'team' | 'preview' | 'topic'>, hours: Hours | null, now: number,
): Promise<void> {
  return keep(tx, {
    id: handoff.id, conversation: { ...handoff, id: handoff.conversationId }, queue: { id: handoff.queueId, team: handoff.team },
    left: { text: handoff.preview, contact: null, topic: handoff.topic }, dueAt: dueOf(hours, {}, now).at, now,
  })
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

export interface Due {
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
