// What a shopper says after a message was left: more of it, another address, the time of a call.
import type { DialogFrame, DialogState } from '../../core/conversation/dialog-words.ts'
import type { Understanding } from '../../core/conversation/words.ts'
import { isWish } from '../runner/answers.ts'
import { asksWhatNow, besides } from '../runner/plain-words.ts'
import { CALL, contactIn, MAIL, MORE } from './message.ts'
import { wantedTime } from './when.ts'

interface Clock { now: number; timeZone: string }

/** The step that takes what belongs to the message that was left; null when it is something else. */
export function moreForMessage(state: DialogState, understanding: Understanding, clock: Clock): DialogFrame | null {
  const { passedOn: left } = state
  if (!left || typeof left.message !== 'string' || state.active !== null || !isStillThere(left.during, state.lastIntent)) return null
  const belongs = isDetail(understanding, clock) || isMatter(state, understanding, { during: left.during, message: left.message }) || isMore(understanding)
  return belongs ? { topic: 'handoff', step: 'add', data: { message: left.message, about: left.topic ?? 'other' }, asked: 1, intent: 'handoff.call-back' } : null
}

/** Nothing else has been spoken of since. */
function isStillThere(during: string | null, lastIntent: string | null): boolean {
  return during === lastIntent || (during !== null && during.split('.')[0] === lastIntent?.split('.')[0])
}

function isAsking(text: string): boolean {
  return /[?？吗嗎]/.test(text)
}

/** Where or when they can be reached. */
function isDetail(understanding: Understanding, { now, timeZone }: Clock): boolean {
  const { intent, entities } = understanding
  const said = understanding.text.trim()
  if (contactIn(said) !== null && besides(understanding, ['email', 'phone', 'order-number']).length <= 8) return true
  if (intent === 'handoff.call-back' && (CALL.test(said) || MAIL.test(said))) return true
  if (said.length <= 30 && MAIL.test(said) && INSTEAD.test(said)) return true
  if (isAsking(said) || said.length > 48) return false
  const wanted = wantedTime({ text: said, date: entities.find(({ entity }) => entity === 'date')?.value ?? null, now, timeZone })
  return wanted !== null && wanted !== 'soon'
}

const INSTEAD = /\b(?:instead|rather|better)\b|还是|改|換成|换成|就.*吧/i

/** The same trouble again, or anger about it; no order or article that is new to the talk. */
function isMatter({ facts }: DialogState, { text, intent, entities, mood }: Understanding, left: { during: string | null; message: string }): boolean {
  const isNew = entities.some(({ entity, value }) => (entity === 'order-number' || entity === 'product') && facts[entity]?.value !== value && !left.message.includes(value))
  if (intent === null || isNew) return false
  if (intent.startsWith('complaint.')) return true
  return !isAsking(text) && !/^(?:product|faq)\./.test(intent) && (mood.level !== 'calm' || intent === left.during)
}

/** Words that nothing else is made of. */
function isMore({ text, intent }: Understanding): boolean {
  const said = text.trim()
  return intent === null && !isAsking(said) && !asksWhatNow(said) && !isWish(said) && said.length >= 2 * (/\p{Script=Han}/u.test(said) ? MORE.han : MORE.latin)
}
