// What is left for later: a message, or the wish to be called.
import type { DialogFrame, DialogState } from '../../core/conversation/dialog-words.ts'
import { dayAt, instantAt } from '../../core/time-zone.ts'
import { again, ask, done, goTo, handOff, say, type Outcome } from '../runner/outcome.ts'
import type { Step } from '../runner/topic.ts'
import type { Turn } from '../runner/turn.ts'
import { wantedTime, type Window } from './when.ts'

/** Steps of the topic `handoff` for what is left for later. */
export const messageSteps: Record<string, Step> = { 'call-back': callBack, message, contact, when, nobody }

/** The frame that takes a message and a contact: the turn sets it when nobody is there to take a handoff. */
export function leaveMessage(state: DialogState, topicName: string, now: number): DialogState {
  return waiting(state, { step: 'message', data: { about: topicName, isNobodyThere: true, askedAt: now }, question: say('handoff.nobody-there') })
}

/** The frame in which the shopper chooses: a message, a call, or the bot. */
export function offerMessage(state: DialogState, topicName: string, now: number): DialogState {
  const choices = ['leave-message', 'call-back', 'go-on'].map(name => ({ key: `choices.${name}`, value: name }))
  return waiting(state, { step: 'nobody', data: { about: topicName, isNobodyThere: true, askedAt: now }, question: say('handoff.nobody-both', {}, choices) })
}

// Who was asked for a message and has said nothing since comes back with something else.
const messageAwaitedMs = 12 * 3_600_000

/** The state without a message that was asked for long ago and has not come. */
export function withoutOldMessage(state: DialogState, now: number): DialogState {
  const { topic, step, data } = state.active ?? {}
  const isOld = topic === 'handoff' && step === 'message' && typeof data?.askedAt === 'number' && now - data.askedAt > messageAwaitedMs
  return isOld ? { ...state, active: null } : state
}

/** True when the dialog takes a message because nobody is there. */
export function isLeavingMessage(state: DialogState): boolean {
  return state.active?.topic === 'handoff' && state.active.step !== 'nobody' && state.active.data['isNobodyThere'] === true
}

function waiting(state: DialogState, frame: Pick<DialogFrame, 'step' | 'data' | 'question'>): DialogState {
  return { ...state, active: { topic: 'handoff', asked: 1, intent: 'handoff.call-back', ...frame }, aside: [] }
}

function nobody(turn: Turn): Outcome {
  const picked = turn.picked()
  if (picked === 'call-back') return ask('handoff.which-message', 'message', {}, { keep: { wantsCall: true } })
  if (picked === 'leave-message' || turn.saysYes) return ask('handoff.which-message', 'message')
  return picked === 'go-on' || turn.saysNo ? done('handoff.not-now') : again()
}

const CALL = /\b(?:call(?:back)?|phone|ring|telephone|speak)\b|电话|回电|來電|来电|电我|打给|打過來|打过来|打我|致电|電話|回電/i
const MAIL = /\be-?mails?\b|\bmessage\b|\bwrite\b|邮件|邮箱|郵件|留言|短信/i

/** The first words may hold all of it: what is wanted, the number and the time. */
function callBack(turn: Turn): Outcome {
  const wantsCall = (CALL.test(turn.text) || turn.entity('phone') !== null) && !MAIL.test(turn.text)
  return ask('handoff.which-message', 'message', {}, { keep: { wantsCall, ...wantedOf(turn) } })
}

function message(turn: Turn): Outcome {
  if (turn.saysNo) return done('handoff.not-left')
  const words = turn.text.trim()
  if (words === '') return turn.attachments.length > 0 ? ask('handoff.which-message', 'message') : again()
  return goTo('contact', { message: words })
}

/** The contact that is known needs no asking: the customer's own, or one said before. Who wants a call needs a number, and may say an address instead. */
async function contact(turn: Turn): Promise<Outcome> {
  if (turn.saysNo) return done('handoff.not-left')
  const wantsCall = turn.data.wantsCall === true
  const given = wantsCall ? turn.entity('phone') ?? turn.entity('email') : turn.entity('email') ?? turn.entity('phone')
  const known = given ?? (turn.isAnswer ? contactIn(turn.text) : null) ?? await keptContact(turn, wantsCall)
  if (known === null) return turn.isAnswer ? again() : ask(wantsCall ? 'handoff.which-phone' : 'handoff.which-contact', 'contact')
  turn.learn('contact', known)
  return wantsCall && !known.includes('@') ? goTo('when', { contact: known, ...(turn.isAnswer ? wantedOf(turn) : {}) }) : leave(turn, known, null)
}

async function keptContact(turn: Turn, wantsCall: boolean): Promise<string | null> {
  const customer = turn.shopper.customerId ? await turn.shop.customerById(turn.shopper.customerId) : null
  const kept = wantsCall ? turn.fact('phone') ?? customer?.phone : turn.fact('email') ?? turn.fact('phone') ?? customer?.email
  return kept || null
}

const TIMES = [{ key: 'choices.call-soon', value: 'call-soon' }, { key: 'choices.call-morning', value: 'call-morning' }, { key: 'choices.call-afternoon', value: 'call-afternoon' }]

/** A time said before needs no asking. */
function when(turn: Turn): Outcome {
  if (turn.saysNo) return done('handoff.not-left')
  const number = turn.kept('contact') ?? ''
  const kept = turn.data.wanted as Window | 'soon' | undefined
  if (!turn.isAnswer) return kept === undefined ? ask('handoff.which-time', 'when', {}, { choices: TIMES }) : leave(turn, number, kept)
  const { wanted } = wantedOf(turn)
  return wanted === undefined ? again() : leave(turn, number, wanted)
}

function leave(turn: Turn, known: string, wanted: Window | 'soon' | null): Outcome {
  const isCallBack = wanted !== null
  const left = { message: turn.kept('message') ?? '', contact: known, isCallBack, wanted: wanted === 'soon' ? null : wanted }
  // When a call can be made the desk says itself: it knows its hours.
  const thanks = isCallBack ? [] : [say('handoff.left', { contact: known })]
  return handOff('asked', turn.kept('about') ?? 'other', { left, draft: { message: left.message, contact: known } }, thanks)
}

/** The time that the message names, when it names one. "Tomorrow" of a button is a day on. */
function wantedOf({ text, entity, now, policy }: Turn): { wanted?: Window | 'soon' } {
  const { timeZone } = policy
  const isButton = /^call-(?:morning|afternoon)$/.test(text.trim())
  const from = isButton ? instantAt(timeZone, dayAt(timeZone, now) + 1, 0, 'first') : now
  const wanted = wantedTime({ text, date: entity('date'), timeZone, now: from })
  return wanted === null ? {} : { wanted }
}

/** An address or number as people type it, for what the recogniser did not see. */
function contactIn(text: string): string | null {
  const email = /[^\s@,，:：<]+@[^\s@,，]+\.[a-z]{2,}/i.exec(text)?.[0]
  const phone = /\+?\d[\d\s().-]{5,}\d/.exec(text.normalize('NFKC'))?.[0]
  return email ?? phone?.trim() ?? null
}
