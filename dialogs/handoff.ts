import type { DialogFrame, DialogState } from '../core/conversation/dialog-words.ts'
import { pickOption } from './runner/answers.ts'
import { again, ask, done, goTo, handOff, say, type Outcome } from './runner/outcome.ts'
import { topic } from './runner/topic.ts'
import type { Turn } from './runner/turn.ts'
import { afterSteps } from './handoff/after.ts'

/** The way to a person: at once, by a message left, or not after all. */
export const handoff = topic('handoff', {
  intents: { 'handoff.ask': 'ask', 'handoff.call-back': 'call-back', 'handoff.cancel': 'cancel' },
  takesAnything: ['message', 'about', 'survey-word'],
  fleeting: ['offered', 'about', 'survey', 'survey-word', 'follow-up'],
  steps: { ...afterSteps, ask: askFirst, about, offered, 'call-back': callBack, message, contact, cancel: () => done('handoff.not-waiting') },
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

function offered(turn: Turn): Outcome {
  if (turn.saysYes) return handOff('missed', turn.kept('about') ?? 'other')
  return turn.saysNo ? done('handoff.not-now') : again()
}

function callBack(): Outcome {
  return ask('handoff.which-message', 'message', {}, { keep: { isCallBack: true } })
}

/** The frame that takes a message and a contact: the turn sets it when nobody is there to take a handoff. */
export function leaveMessage(state: DialogState, topicName: string): DialogState {
  const frame: DialogFrame = { topic: 'handoff', step: 'message', data: { about: topicName, isCallBack: false }, asked: 1, question: say('handoff.nobody-there'), intent: 'handoff.call-back' }
  return { ...state, active: frame, aside: [] }
}

async function message(turn: Turn): Promise<Outcome> {
  if (turn.saysNo) return done('handoff.not-left')
  const words = turn.text.trim()
  if (words === '') return turn.attachments.length > 0 ? ask('handoff.which-message', 'message') : again()
  return goTo('contact', { message: words })
}

/** The contact that is known needs no asking: the customer's own, or one said before. */
async function contact(turn: Turn): Promise<Outcome> {
  if (turn.saysNo) return done('handoff.not-left')
  const given = turn.entity('email') ?? turn.entity('phone') ?? (turn.isAnswer ? contactIn(turn.text) : null)
  const customer = turn.shopper.customerId ? await turn.shop.customerById(turn.shopper.customerId) : null
  const known = given ?? turn.fact('email') ?? turn.fact('phone') ?? customer?.email ?? null
  if (known === null) return turn.isAnswer ? again() : ask('handoff.which-contact', 'contact')
  turn.learn('contact', known)
  const left = { message: turn.kept('message') ?? '', contact: known, isCallBack: turn.data.isCallBack === true }
  return handOff('asked', turn.kept('about') ?? 'other', { left, draft: { message: left.message, contact: known } }, [say('handoff.left', { contact: known })])
}

/** An address or number as people type it, for what the recogniser did not see. */
function contactIn(text: string): string | null {
  const email = /[^\s@,，:：<]+@[^\s@,，]+\.[a-z]{2,}/i.exec(text)?.[0]
  const phone = /\+?\d[\d\s().-]{5,}\d/.exec(text.normalize('NFKC'))?.[0]
  return email ?? phone?.trim() ?? null
}
