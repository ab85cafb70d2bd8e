// What the desk asks a shopper when a person has let go: how it was, and, at a date, whether it is settled. The desk sets the frame; the answer goes back to it.
import type { DialogFrame, DialogState } from '../../core/conversation/dialog-words.ts'
import type { Reply, ReplyChoice } from '../../core/conversation/words.ts'
import { fold, isWish } from '../runner/answers.ts'
import { again, ask, done, handOff, say, type Outcome } from '../runner/outcome.ts'
import { MOST_ASIDE, YES_NO } from '../runner/room.ts'
import type { Step } from '../runner/topic.ts'
import type { Turn } from '../runner/turn.ts'

/** Steps of the topic `handoff` that take such answers. */
export const afterSteps: Record<string, Step> = { survey, 'survey-word': surveyWord, 'follow-up': followUp }

/** The question about how it was, with the state in which the next words are its answer. */
export function askSurvey(state: DialogState, { handoffId, now }: { handoffId: string; now: number }): { state: DialogState; question: Reply } {
  const question = say('survey.ask', {}, scores)
  return { state: waiting(state, { step: 'survey', data: { handoffId, askedAt: now }, question }), question }
}

/** The question whether something is settled, in the agent's own words for it. */
export function askFollowUp(state: DialogState, asked: { followUpId: string; topic: string; what: string; agent: string }): { state: DialogState; question: Reply } {
  const question = say('follow-up.ask', { what: asked.what, agent: asked.agent }, YES_NO)
  // What was begun with the bot and waits for an answer is gone on with afterwards.
  const aside = state.active === null || state.active.topic === 'handoff' ? state.aside : [...state.aside, state.active].slice(-MOST_ASIDE)
  return { state: { ...waiting(state, { step: 'follow-up', data: { followUpId: asked.followUpId, about: asked.topic }, question }), aside }, question }
}

/** The state without a passing question of the desk or about it: what else was begun is gone on with. */
export function withoutDeskQuestion(state: DialogState): DialogState {
  return state.active?.topic === 'handoff' ? { ...state, active: null } : state
}

function waiting(state: DialogState, frame: Pick<DialogFrame, 'step' | 'data'> & { question: Reply }): DialogState {
  return { ...state, active: { topic: 'handoff', asked: 1, intent: 'handoff.ask', ...frame }, aside: [] }
}

const scores: ReplyChoice[] = [5, 4, 3, 2, 1].map((score) => ({ key: `choices.score-${score}`, value: String(score) }))

const words: [number, RegExp][] = [
  [1, /^(?:1|one|terrible|awful|horrible|very bad|worst|一|一星|1星|1分|很差|太差了?|非常不满意|差评)$/],
  [2, /^(?:2|two|bad|poor|not good|二|两|二星|两星|2星|2分|不好|差|不满意)$/],
  [3, /^(?:3|three|ok|okay|so so|average|fine|三|三星|3星|3分|一般|还行|还可以|凑合)$/],
  [4, /^(?:4|four|good|nice|四|四星|4星|4分|好|不错|满意|挺好|挺好的)$/],
  [5, /^(?:5|five|great|excellent|perfect|very good|amazing|wonderful|super|五|五星|5星|5分|很好|非常好|非常满意|很满意|太好了|好评|满分)$/],
]

function scoreOf(turn: Turn): number | null {
  // Folding makes a blank of the stroke in 4/5.
  const said = fold(turn.picked() ?? turn.text).replace(/^(\d)(?: 5| of 5| out of 5| stars?)$/, '$1')
  return words.find(([, pattern]) => pattern.test(said))?.[0] ?? null
}

const happyFrom = 4

// A number the next day may still be a score; a sentence after a quarter of an hour is about something else.
const scoreWindowMs = 24 * 3_600_000
const wordWindowMs = 15 * 60_000

function isSoon(turn: Turn, withinMs: number): boolean {
  const { askedAt } = turn.data
  return typeof askedAt !== 'number' || turn.now - askedAt <= withinMs
}

function survey(turn: Turn): Outcome {
  const handoffId = turn.kept('handoffId')
  const score = scoreOf(turn)
  if (score === null || handoffId === null || !isSoon(turn, scoreWindowMs)) return again()
  turn.report({ about: 'survey', handoffId, score, word: null })
  return score >= happyFrom ? done('survey.thanks') : ask('survey.what-was-wrong', 'survey-word', {}, { keep: { askedAt: turn.now } })
}

function surveyWord(turn: Turn): Outcome {
  const handoffId = turn.kept('handoffId')
  if (!isSoon(turn, wordWindowMs)) return again()
  if (turn.saysNo || handoffId === null || turn.text.trim() === '') return done('survey.thanks')
  const isErrand = ERRAND.test(turn.intent ?? '')
  // "The parcel took weeks" says what was wrong, and is the bot's to answer as well; who asks or wants something has not told what was wrong.
  if (!isErrand || !isWish(turn.text)) turn.report({ about: 'survey', handoffId, score: null, word: turn.text.trim().slice(0, 1000) })
  return isErrand ? again() : done('survey.thanks')
}

const ERRAND = /^(?:product|payment|shipping|order|returns|faq)\./

const UNSETTLED = /\b(?:still|not yet|nothing (?:has )?(?:happened|changed|came)|never (?:came|arrived|got)|worse|hasn'?t|haven'?t|didn'?t|isn'?t)\b|还没|没有(?:收到|解决|处理|到)|没(?:收到|解决|处理|到)|仍然|依然|更糟|不满意/i

/** Settled, or not: then a person takes it up again, with what was said. */
function followUp(turn: Turn): Outcome {
  const followUpId = turn.kept('followUpId')
  if (followUpId === null) return again()
  const word = turn.text.trim().slice(0, 1000)
  if (turn.saysYes) {
    turn.report({ about: 'follow-up', followUpId, isWell: true, word })
    return done('follow-up.glad')
  }
  const isUnhappy = turn.saysNo || UNSETTLED.test(turn.text) || (turn.intent?.startsWith('complaint.') ?? false)
  if (!isUnhappy) return again()
  turn.report({ about: 'follow-up', followUpId, isWell: false, word })
  return handOff('complaint', turn.kept('about') ?? 'complaint', { note: say('follow-up.unsettled', { word }) }, [say('follow-up.sorry')])
}
