import { lockConversation } from '../../core/conversation/index.ts'
import { deskWords } from '../wrap-up/desk-words.ts'
import { insertAudit } from '../feed/feed-queries.ts'
import { hintConsoles, recordChange } from '../ports.ts'
import { handoffById } from '../queries.ts'
import type { TimerHandler, TimerHandlers } from '../timers/timers.ts'
import { makeTask } from '../wrap-up/task.ts'
import { lockPromise, markBroken, markWarned } from './promise-queries.ts'

/** Soon the time is over: its agent sees it on the line; when nobody has the conversation in hand any more, it becomes a task. A promise has one task, with its own id: whoever ends the one ends the other. */
const warn: TimerHandler = async (ports, tx, timer, now) => {
  const promise = await lockPromise(tx, timer.ref, null)
  if (promise?.state !== 'open' || promise.isDueSoon || promise.dueAt <= now) return
  const { id, conversationId, handoffId, team } = promise
  await markWarned(tx, id, now)
  const handoff = (await handoffById(tx, handoffId))!
  if (handoff.status !== 'accepted') {
    await makeTask(tx, { id, about: handoff, kind: 'promise', text: deskWords(handoff.language).promiseDue(promise.by.name, promise.text), now })
  }
  await insertAudit(tx, { agentId: null, deed: 'promise-warned', conversationId, handoffId, detail: { promiseId: id }, now })
  await recordChange(tx, { team, conversationId }, 'promise-due-soon', now)
  return () => { hintConsoles(ports, conversationId) }
}

/** The time has passed and nobody has kept, moved or dropped it: marked in the transcript, and a task for whoever leads. */
const breakIt: TimerHandler = async (ports, tx, timer, now) => {
  const before = await lockPromise(tx, timer.ref, null)
  if (before?.state !== 'open' || before.dueAt > now) return
  const { id, conversationId, handoffId, team } = before
  await lockConversation(tx, conversationId)
  await markBroken(tx, id, now)
  const handoff = (await handoffById(tx, handoffId))!
  await ports.say(tx, conversationId, { mark: 'talk.promise-broken', data: { promiseId: id, agent: before.by.name }, agentId: before.by.id })
  await makeTask(tx, { id, about: handoff, kind: 'promise', text: deskWords(handoff.language).promiseBroken(before.by.name, before.text), now })
  await insertAudit(tx, { agentId: null, deed: 'promise-broken', conversationId, handoffId, detail: { promiseId: id }, now })
  await recordChange(tx, { team, conversationId }, 'promise-broken', now)
  return () => { hintConsoles(ports, conversationId) }
}

/** The timers of this subject. */
export const promiseTimers: TimerHandlers = { 'promise-warn': warn, 'promise-due': breakIt }
