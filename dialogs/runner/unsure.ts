// Where the bot is not sure: which of its guesses was meant, that it understood nothing, or that it knows no more than it has said.
import type { ReplyChoice, ScoredIntent } from '../../core/conversation/words.ts'
import { say } from './outcome.ts'
import { canAnswer, type Work } from './room.ts'

/** Intents too close to the best one to choose between; the best one first. Empty or one when the choice is clear. */
export function rivalsOf(work: Work, confidence: number): ScoredIntent[] {
  const { sure, margin, guess } = work.room.policy
  if (confidence >= sure) return []
  const known = answerable(work)
  const best = known[0]?.confidence ?? 0
  return known.filter(one => one.confidence >= guess / 2 && best - one.confidence <= margin).slice(0, 3)
}

function answerable(work: Work): ScoredIntent[] {
  return work.input.understanding.alternatives.filter(({ intent }) => canAnswer(work, intent) && !intent.startsWith('small-talk.'))
}

/** Asks which of the guesses was meant. One guess alone leaves nothing to choose: the next likely ones are offered beside it. */
export function askWhatWasMeant(work: Work, rivals: ScoredIntent[]): void {
  // Who waits for a person is not kept busy with guesses: the words are put down for that person.
  if (work.state.waitsFor) return miss(work)
  const intents = (rivals.length > 1 ? rivals : withNext(work, rivals)).map(({ intent }) => intent)
  // A choice whose key is `label.<intent>` is said by the intent's label.
  const guesses: ReplyChoice[] = intents.map(intent => ({ key: `label.${intent}`, value: intent }))
  const question = intents.length > 1
    ? say('fallback.did-you-mean', {}, [...guesses, { key: 'choices.none-of-these', value: 'none' }])
    : say('fallback.is-it-this', {}, [...guesses, { key: 'choices.something-else', value: 'none' }])
  work.state.active = { topic: 'small-talk', step: 'meant', data: { intents }, asked: 1, question }
  work.replies.push(question)
}

/** Below this a guess is nobody's. */
const POSSIBLE = 0.05

function withNext(work: Work, rivals: ScoredIntent[]): ScoredIntent[] {
  const next = answerable(work).filter(one => one.confidence >= POSSIBLE && rivals.every(({ intent }) => intent !== one.intent))
  return [...rivals, ...next].slice(0, 3)
}

export function miss(work: Work): void {
  const { state, room } = work
  work.missed = true
  state.misses++
  if (state.misses >= room.policy.misses) {
    state.misses = 0
    work.handoff = { reason: 'missed', topic: state.lastIntent?.split('.')[0] ?? 'other' }
    return
  }
  work.replies.push(say(state.misses === 1 ? 'fallback.first' : 'fallback.second'))
}

/** "Why not?" after an answer: the bot has told what it sees; the reason behind it a person may find out. */
export function knowsNoMore(work: Work): void {
  work.replies.push(say('fallback.why', {}, [{ key: 'choices.person', value: 'person' }]))
}
