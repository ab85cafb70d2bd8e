// What else a message asks for, besides what it was taken for.
import type { Understanding } from '../../core/conversation/words.ts'
import type { ReplyKey } from '../reply-keys.ts'
import { placeOf, putAside, runIntent, settle, type Work } from './room.ts'

export const CALL = 'handoff.call-back'

/** A call is wished for in so many words, beside whatever else: a waiting step would take the rest for its answer and lose this. */
export function wantsCall({ input: { understanding: { person } } }: Work): boolean {
  return person?.how === 'call-back'
}

/** A person not wanted, or not yet, and nothing else said: no answer to any question. */
export function onlyOfPerson({ person }: Understanding): ReplyKey | null {
  if (person?.besides !== '') return null
  return person.how === 'denied' ? 'handoff.not-now' : person.how === 'later' ? 'handoff.any-time' : null
}

/** What else was asked in the same message, in the order said; a question that waits stays last. */
export async function answerFurther(work: Work): Promise<void> {
  const { state, input } = work
  if (work.missed) return
  const further = input.understanding.further.filter(({ intent }) => isWorthAnswering(work, intent))
  for (const [at, { intent }] of further.slice(0, 2).entries()) {
    if (work.handoff) return
    work.errand = at + 1
    const waiting = state.active
    const question = waiting && work.replies.at(-1) === waiting.question ? work.replies.pop() : undefined
    const ran = await runIntent(work, intent, {})
    if (waiting && ran.outcome.kind === 'ask') {
      putAside(state, { ...ran.frame, step: ran.outcome.step, data: { ...ran.frame.data, ...ran.outcome.keep }, question: ran.outcome.reply })
    } else if (waiting && ran.outcome.kind === 'done') {
      work.replies.push(...ran.first, ...ran.outcome.replies)
      work.writes.push(...ran.outcome.writes)
    } else settle(work, ran, null)
    if (question && !work.handoff) work.replies.push(question)
  }
  if (wantsCall(work) && !work.handoff && state.active?.topic !== 'handoff') await arrangeCall(work)
}

/** Whoever calls settles what the bot would ask. */
async function arrangeCall(work: Work): Promise<void> {
  const { state, replies } = work
  if (state.active && replies.at(-1) === state.active.question) replies.pop()
  state.active = null
  settle(work, await runIntent(work, CALL, {}), null)
}

function isWorthAnswering(work: Work, intent: string): boolean {
  const main = work.state.lastIntent ?? ''
  if (intent === main || placeOf(work.room, intent) === null || /^(?:small-talk|handoff|complaint)\./.test(intent)) return false
  if (STATES.has(intent) && STATES.has(main)) return false
  // "The kettle and the lamp" compared: the second article is no question of its own.
  if (main === 'product.compare' && intent.startsWith('product.')) return false
  // "It's too tight" after "I want to return it" is the reason, not a question about sizes.
  const isReason = intent.startsWith('product.') && /^(?:returns|order)\./.test(main) && !/[?？吗嗎]/.test(work.input.understanding.text)
  return !isReason
}

/** Questions about how one thing stands: in one message they are one question. */
const STATES = new Set(['order.status', 'order.confirm', 'shipping.track', 'shipping.delay', 'returns.status', 'returns.refund-status'])
