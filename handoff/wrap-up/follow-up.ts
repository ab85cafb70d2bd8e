import { lastShopperMessageAt, lockConversation } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import { newId } from '../../core/ids.ts'
import type { FollowUp } from '../contract.ts'
import type { NotPossible } from '../deeds/speak.ts'
import { passGuard, recordPassed } from '../guard/pass-guard.ts'
import type { Guarded } from '../guard/pass-guard.ts'
import { insertAudit } from '../feed/feed-queries.ts'
import { carryOn, hintConsoles, recordChange } from '../ports.ts'
import type { Actor, HandoffPorts } from '../ports.ts'
import { handoffById } from '../queries.ts'
import type { Handoff } from '../queries.ts'
import { setTimer } from '../timers/timers.ts'
import type { TimerHandler, TimerHandlers } from '../timers/timers.ts'
import { deskWords } from './desk-words.ts'
import { makeTask } from './task.ts'
import { insertFollowUp, lockFollowUp, markFollowUp } from './wrap-up-queries.ts'
import type { FollowUpRow } from './wrap-up-queries.ts'

const farthestMs = 366 * 24 * 3_600_000
// Who is talking with the bot this very moment is not interrupted.
const quietMs = 5 * 60_000

/** Why a follow-up cannot be at that time, or null. */
export function wrongFollowUp(followUp: FollowUp | null | undefined, now: number): NotPossible | null {
  if (!followUp) return null
  if (followUp.at <= now) return { no: 'not-possible', why: 'in-the-past' }
  return followUp.at > now + farthestMs ? { no: 'not-possible', why: 'too-far' } : null
}

/** What a follow-up is about is said to the shopper in its writer's words: the guard reads them before they are kept. Refused is what it blocks. */
export async function guardFollowUp(ports: HandoffPorts, tx: Db, about: { handoff: Handoff; actor: Pick<Actor, 'id'>; text: string }): Promise<Guarded | null> {
  const words = { ...about, acknowledged: 'unasked' as const }
  const passed = await passGuard(ports, tx, words)
  if ('no' in passed) return passed
  await recordPassed(ports, tx, words, passed)
  return null
}

/** Plans to write to the shopper at a date. */
export async function planFollowUp(ports: Pick<HandoffPorts, 'clock'>, tx: Db, { handoff, actor, followUp }: { handoff: Handoff; actor: Pick<Actor, 'id'>; followUp: FollowUp }): Promise<void> {
  const id = newId(ports.clock.now())
  await insertFollowUp(tx, { id, handoffId: handoff.id, conversationId: handoff.conversationId, team: handoff.team, agentId: actor.id, at: followUp.at, text: followUp.text })
  await setTimer(tx, { kind: 'follow-up', ref: id, at: followUp.at })
}

/** The date has come: the shopper is asked in the chat, unless they are with a person anyway; where the chat takes no words now, it is a task for the desk. */
const askAtItsTime: TimerHandler = async (ports, tx, timer, now) => {
  const planned = await lockFollowUp(tx, timer.ref)
  if (planned?.state !== 'planned') return
  const { conversationId, handoffId } = planned
  const conversation = (await lockConversation(tx, conversationId))!
  const handoff = (await handoffById(tx, handoffId))!
  const isWithPerson = conversation.state !== 'bot' && conversation.state !== 'closed'
  const wroteAt = isWithPerson ? null : await lastShopperMessageAt(tx, conversationId)
  if (wroteAt !== null && now < wroteAt + quietMs) return setTimer(tx, { kind: timer.kind, ref: timer.ref, at: wroteAt + quietMs })
  const state = isWithPerson ? 'met' : (await ports.bot.canWrite(tx, conversationId)) ? 'asked' : 'passed-on'
  await markFollowUp(tx, planned, { state, answer: null, now })
  if (state === 'asked') await ports.bot.ask(tx, conversationId, { about: 'follow-up', followUpId: planned.id, topic: handoff.topic, what: planned.text, agent: planned.by.name })
  if (state === 'passed-on') await makeTask(tx, { about: handoff, kind: 'follow-up', text: deskWords(handoff.language).followUpByHand(planned.by.name, planned.text), now })
  await note(ports, tx, planned, { mark: `talk.follow-up-${state}`, now })
  return () => {
    if (state === 'asked') carryOn(ports, conversationId)
    else hintConsoles(ports, conversationId)
  }
}

/** The shopper has answered: well, or not (then the turn asks for a person as well). In the turn's transaction. */
export async function hearFollowUp(ports: Pick<HandoffPorts, 'clock' | 'say'>, tx: Db, followUpId: string, answer: { isWell: boolean; word: string | null }): Promise<void> {
  const now = ports.clock.now()
  const asked = await lockFollowUp(tx, followUpId)
  if (asked?.state !== 'asked') return
  await markFollowUp(tx, asked, { state: answer.isWell ? 'well' : 'unwell', answer: answer.word, now })
  await note(ports, tx, asked, { mark: `talk.follow-up-${answer.isWell ? 'well' : 'unwell'}`, now })
}

async function note(ports: Pick<HandoffPorts, 'say'>, tx: Db, one: FollowUpRow, { mark, now }: { mark: string; now: number }): Promise<void> {
  const { conversationId, handoffId, team } = one
  await ports.say(tx, conversationId, { mark, data: { agent: one.by.name }, agentId: one.by.id })
  await insertAudit(tx, { agentId: null, deed: mark.replace('talk.', ''), conversationId, handoffId, detail: { followUpId: one.id }, now })
  await recordChange(tx, { team, conversationId }, 'follow-up', now)
}

/** The timers of this subject. */
export const followUpTimers: TimerHandlers = { 'follow-up': askAtItsTime }
