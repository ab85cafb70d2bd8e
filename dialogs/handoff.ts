import { pickOption } from './runner/answers.ts'
import { again, ask, done, handOff, type Outcome } from './runner/outcome.ts'
import { topic } from './runner/topic.ts'
import type { Turn } from './runner/turn.ts'
import { afterSteps } from './handoff/after.ts'
import { messageSteps } from './handoff/message.ts'
import { waitingSteps } from './handoff/solved.ts'

/** The way to a person: at once, by a message left, or not after all. */
export const handoff = topic('handoff', {
  intents: { 'handoff.ask': 'ask', 'handoff.call-back': 'call-back', 'handoff.cancel': 'cancel' },
  takesAnything: ['message', 'about', 'survey-word'],
  fleeting: ['offered', 'about', 'survey', 'survey-word', 'follow-up', 'nobody', 'solved'],
  steps: { ...afterSteps, ...messageSteps, ...waitingSteps, ask: askFirst, about, offered, cancel },
})

const TOPICS = ['order', 'returns', 'payment', 'product', 'complaint'] as const

/** One question, so that the right person picks up; none when the talk tells it already. */
function askFirst(turn: Turn): Outcome {
  const known = turn.kept('about')
  if (known) return toPerson(turn, known)
  if (turn.text.trim() === 'person') return toPerson(turn, 'other')
  return ask('handoff.what-about', 'about', {}, { choices: TOPICS.map(name => ({ key: `choices.about-${name}`, value: name })) })
}

function toPerson(turn: Turn, topicName: string): Outcome {
  const { draft } = turn.data
  const isDraft = typeof draft === 'object' && draft !== null && Object.keys(draft).length > 0
  return handOff('asked', topicName, isDraft ? { draft: draft as Record<string, unknown> } : {})
}

const WORDS = TOPICS.map(name => ({ value: name, words: { order: /order|parcel|deliver|订单|物流|快递|包裹|訂單/, returns: /return|refund|exchange|退|换|換/, payment: /pay|charge|money|invoice|付款|支付|发票|發票|扣/, product: /product|article|size|stock|商品|产品|尺码|產品/, complaint: /complain|unhappy|rude|投诉|投訴|差评/ }[name] }))

/** Whatever the answer, it goes to a person: nobody is asked twice. */
function about(turn: Turn): Outcome {
  return handOff('asked', turn.picked() ?? pickOption(turn.text, WORDS) ?? 'other')
}

/** "Ok, I'll wait" of who is in no queue speaks of the matter, not of a place. */
function cancel(turn: Turn): Outcome {
  return done(/\b(?:i'?ll|i will|i can|we'?ll|gonna|going to) (?:just )?wait\b|(?:我|那我?|先|再)(?:再)?等(?:等|着|一?下|吧|几天)/i.test(turn.text) ? 'handoff.take-your-time' : 'handoff.not-waiting')
}

function offered(turn: Turn): Outcome {
  if (turn.saysYes) return handOff('missed', turn.kept('about') ?? 'other')
  return turn.saysNo ? done('handoff.not-now') : again()
}
