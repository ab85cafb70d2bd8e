// After the policy has said no: what else there is to it, the same once more, or a reason why a person should decide.
import type { ReplyChoice, ReplyData } from '../../core/conversation/words.ts'
import type { ReplyKey } from '../reply-keys.ts'
import { isWhy, isWish, pickOption } from '../runner/answers.ts'
import { again, ask, done, goTo, handOff, say, type Data, type Outcome } from '../runner/outcome.ts'
import type { Step } from '../runner/topic.ts'
import type { Turn } from '../runner/turn.ts'
import { REASONS } from './gather.ts'

const PERSON: ReplyChoice[] = [{ key: 'choices.person', value: 'person' }]

/** Says no, and hears what is said to it: whoever has a reason need not tell it twice. */
export function refuse(key: ReplyKey, data: ReplyData, keep: Data): Outcome {
  return ask(key, 'appeal', data, { keep: { ...keep, refusedItem: data.name }, choices: PERSON, isCounted: false })
}

const FAULTS = ['damaged', 'faulty', 'wrong-item', 'not-as-described']

function appeal(turn: Turn): Outcome {
  if (isWhy(turn.text)) return done('fallback.why', {}, PERSON)
  const reason = pickOption(turn.text, REASONS)
  if (reason !== null && FAULTS.includes(reason) && reason !== turn.kept('reason')) return goTo('start', { reason, photo: null, resolution: null })
  const isElsewhere = turn.entity('product') !== null || (turn.entity('order-number') ?? turn.kept('number')) !== turn.kept('number')
  if (isElsewhere || turn.saysYes || turn.saysNo || !pleads(turn)) return again()
  const draft = { wish: 'return that the policy does not allow', order: turn.kept('number'), item: turn.kept('refusedItem'), lineId: turn.kept('lineId'), reason: turn.kept('reason'), message: turn.text.trim() }
  return handOff('policy', 'returns', { draft }, [say('returns.plea-passed-on', { name: turn.kept('refusedItem') })])
}

/** Tells why it should be possible all the same; a question and another wish do not. */
function pleads({ text, intent }: Turn): boolean {
  const isStory = [...text.trim()].length >= (/\p{Script=Han}/u.test(text) ? 8 : 24)
  if (PLEA.test(text)) return isStory
  return isStory && !isWish(text) && (intent === null || /^(?:returns\.|complaint\.|order\.cancel$)/.test(intent))
}

const PLEA = /\bbut\b|\bcould(?:n.?t| not)\b|\bwas(?:n.?t| not)? able\b|\b(?:because|since) (?:i|my|we|it)\b|\b(?:hospital|sick|ill|abroad|exception|unfair|not fair|goodwill|just (?:a|one|two|\d+) days?|only (?:a|one|two|\d+) days?)\b|但是?|可是|因为|住院|生病|出差|通融|破例|特殊情况|就?(?:晚|超|过)了?(?:一|两|几|\d)天|没办法|不公平|不合理|霸王/i

export const appealSteps: Record<string, Step> = { appeal }
