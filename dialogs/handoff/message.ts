// What is left for later: a message, or the wish to be called.
import type { DialogFrame, DialogState } from '../../core/conversation/dialog-words.ts'
import { dayAt, instantAt } from '../../core/time-zone.ts'
import { isWish } from '../runner/answers.ts'
import { asksWhatNow } from '../runner/plain-words.ts'
import { again, ask, done, goTo, handOff, say, type Outcome } from '../runner/outcome.ts'
import type { Step } from '../runner/topic.ts'
import type { Turn } from '../runner/turn.ts'
import { wantedTime, type Window } from './when.ts'

/** Steps of the topic `handoff` for what is left for later. */
export const messageSteps: Record<string, Step> = { 'call-back': callBack, message, contact, when, nobody, add }

/** Why words are left: the matter, and what was said about it before nobody was found there. */
interface Forsaken {
  topic: string
  said: string | null
  now: number
}

/** The frame that takes a message and a contact: the turn sets it when nobody is there to take a handoff. What was said already is the message, and only the contact is taken. */
export function leaveMessage(state: DialogState, forsaken: Forsaken): DialogState {
  const data = dataOf(forsaken)
  if (forsaken.said !== null) return waiting(state, { step: 'contact', data, question: say('handoff.which-contact') })
  return waiting(state, { step: 'message', data, question: say('handoff.nobody-there') })
}

/** The state of who was told that a person answers at a contact that the shop knows. */
export function passedOn(state: DialogState, contact: string, { topic, said }: { topic: string; said: string }): DialogState {
  // Whoever was asked something besides asked for a person instead.
  return { ...state, active: null, aside: [], passedOn: { during: state.lastIntent, topic, message: said }, facts: { ...state.facts, contact: { name: 'contact', value: contact, confirmedBy: 'shop' } } }
}

/** The frame in which the shopper chooses: a message, a call, or the bot. */
export function offerMessage(state: DialogState, forsaken: Forsaken): DialogState {
  const choices = ['leave-message', 'call-back', 'go-on'].map(name => ({ key: `choices.${name}`, value: name }))
  return waiting(state, { step: 'nobody', data: dataOf(forsaken), question: say('handoff.nobody-both', { isNoted: forsaken.said !== null }, choices) })
}

function dataOf({ topic, said, now }: Forsaken): Record<string, unknown> {
  return { about: topic, isNobodyThere: true, askedAt: now, ...(said === null ? {} : { message: said }) }
}

/** What has been left so far with these words, for when the dialog itself cannot take them. */
export function leftWith({ active }: DialogState, words: string): { text: string; contact: string | null; topic: string } {
  const { message, about } = active?.data ?? {}
  const found = contactIn(words)
  const more = found === words.trim() ? '' : words.trim()
  const text = [message, more].filter(part => typeof part === 'string' && part !== '').join('\n')
  return { text: text === '' ? words : text, contact: found, topic: typeof about === 'string' ? about : 'other' }
}

// Who was asked for a message and has said nothing since comes back with something else.
const messageAwaitedMs = 12 * 3_600_000

/** The state without a message that was asked for long ago and has not come. */
export function withoutOldMessage(state: DialogState, now: number): DialogState {
  const { topic, step, data } = state.active ?? {}
  const isOld = topic === 'handoff' && (step === 'message' || step === 'contact') && typeof data?.askedAt === 'number' && now - data.askedAt > messageAwaitedMs
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
  const isNoted = turn.kept('message') !== null
  if (picked === 'call-back') return isNoted ? goTo('contact', { wantsCall: true }) : ask('handoff.which-message', 'message', {}, { keep: { wantsCall: true } })
  // The button counts before the words on it are read.
  if (picked === 'go-on') return done('handoff.not-now')
  if (picked === 'leave-message' || turn.saysYes) return isNoted ? goTo('contact') : ask('handoff.which-message', 'message')
  return turn.saysNo ? done('handoff.not-now') : again()
}

export const CALL = /\b(?:call(?:back)?|phone|ring|telephone|speak)\b|电话|回电|來電|来电|电我|打给|打過來|打过来|打我|致电|電話|回電/i
export const MAIL = /\be-?mails?\b|\bmessage\b|\bwrite\b|邮件|邮箱|郵件|留言|短信/i

/** Who has left a message asks when it is answered: they do not leave another. */
const ASKS_WHEN = /\b(?:when|how long|how soon)\b|什么时候|多久|几时|何时|啥时候|什麼時候/i

const DOUBTS = /\b(?:sure|really|certain|promise)\b|真的|确定|肯定|確定/i

/** Whoever reads it sees what it was about. */
const TROUBLE = /^(?:shipping\.(?:track|delay|lost|damaged)|returns\.(?!policy)|order\.(?!place)|payment\.(?:failed|charged-twice))/

/** The first words may hold all of it: what is wanted, the number and the time. */
async function callBack(turn: Turn): Promise<Outcome> {
  const left = turn.fact('contact')
  if ((ASKS_WHEN.test(turn.text) && (left !== null || !CALL.test(turn.text))) || (left !== null && (DOUBTS.test(turn.text) || asksWhatNow(turn.text)))) {
    const choices = left === null ? [{ key: 'choices.person', value: 'person' }] : []
    return done('handoff.answer-when', { contact: left, hours: turn.inWords((await turn.shop.profile()).hours) }, choices)
  }
  const wantsCall = (CALL.test(turn.text) || turn.entity('phone') !== null) && !MAIL.test(turn.text)
  // Told of something else in the same breath: that is the message.
  const isOfTrouble = turn.kept('about') !== null || TROUBLE.test(turn.before ?? '')
  const isTold = (turn.intent !== null && !/^(?:handoff|small-talk)\./.test(turn.intent)) || (isOfTrouble && turn.besidesPerson.length >= (/\p{Script=Han}/u.test(turn.text) ? MORE.han : MORE.latin))
  const keep = { wantsCall, ...wantedOf(turn) }
  return isTold ? goTo('contact', { ...keep, message: turn.text.trim() }) : ask('handoff.which-message', 'message', {}, { keep })
}

async function hoursOf(turn: Turn) {
  const { hours, address, phone, email } = await turn.shop.profile()
  return say('faq.hours', { hours: turn.inWords(hours), address: turn.inWords(address), phone, email })
}

function given(turn: Turn): string | null {
  return turn.entity('email') ?? turn.entity('phone') ?? contactIn(turn.text)
}

/** More for the message that was left: words, another address, or the time of a call. One message comes of it, not two. */
async function add(turn: Turn): Promise<Outcome> {
  const { wanted } = wantedOf(turn)
  const told = given(turn)
  const isBare = turn.rest(['email', 'phone', 'order-number', 'date']).length <= (/\p{Script=Han}/u.test(turn.text) ? 12 : 24)
  const isWords = !isBare || (told === null && wanted === undefined)
  const message = [turn.kept('message'), ...(isWords ? [turn.text.trim()] : [])].filter(Boolean).join('\n')
  const wantsCall = (wanted !== undefined && isBare) || (CALL.test(turn.text) && !MAIL.test(turn.text))
  const contact = told ?? await reachedAt(turn, wantsCall)
  const keep = { message, wantsCall, ...(wanted === undefined ? {} : { wanted }) }
  if (contact === null) return ask(wantsCall ? 'handoff.which-phone' : 'handoff.which-contact', 'contact', {}, { keep })
  turn.learn('contact', contact)
  if (wantsCall && !contact.includes('@')) return goTo('when', { ...keep, contact })
  const { hours } = await turn.shop.profile()
  const thanks = told === null || isWords ? say('handoff.added', { contact, hours: turn.inWords(hours) }) : say('handoff.left', { contact })
  return handOff('asked', turn.kept('about') ?? 'other', { left: { message, contact, isCallBack: false, wanted: null }, draft: { message, contact } }, [thanks])
}

const NO_MESSAGE = /\b(?:don.?t|do not|won.?t|not going to) (?:want to |wanna |like to )?(?:leave|write|send)\b|\bno message\b|不(?:想|要|用|愿意)?留言|不想写|不留了|不用留/i

async function message(turn: Turn): Promise<Outcome> {
  if (turn.saysNo || NO_MESSAGE.test(turn.text)) return done('handoff.not-left')
  const words = turn.text.trim()
  const isBrief = words.length <= (/\p{Script=Han}/u.test(words) ? 20 : 48)
  // What is asked or given before the message is written is none.
  if (isBrief && turn.intent === 'faq.hours') return ask('handoff.which-message', 'message', {}, { first: [await hoursOf(turn)] })
  if (turn.saysYes && turn.entity('order-number') === null) return ask('handoff.which-message', 'message')
  const isTime = turn.data.wantsCall === true && wantedOf(turn).wanted !== undefined && turn.rest(['date', 'phone']).length <= 16
  if (isBrief && (isTime || (CALL.test(words) && turn.intent === 'handoff.call-back'))) return ask('handoff.which-message', 'message', {}, { keep: { wantsCall: true, ...wantedOf(turn) }, isCounted: false })
  if (given(turn) !== null && turn.rest(['email', 'phone', 'order-number']) === '') {
    turn.learn('contact', given(turn)!)
    return ask('handoff.which-message', 'message', {}, { isCounted: false })
  }
  if (words === '') return turn.attachments.length > 0 ? ask('handoff.which-message', 'message') : again()
  return goTo('contact', { message: words, ...(CALL.test(words) && !MAIL.test(words) ? { wantsCall: true } : {}) })
}

/** The contact that is known needs no asking: the customer's own, or one said before. Who wants a call needs a number, and may say an address instead. */
async function contact(turn: Turn): Promise<Outcome> {
  if (turn.saysNo) return withoutContact(turn)
  const wantsCall = turn.data.wantsCall === true
  const given = wantsCall ? turn.entity('phone') ?? turn.entity('email') : turn.entity('email') ?? turn.entity('phone')
  const known = given ?? (turn.isAnswer ? contactIn(turn.text) : null) ?? await keptContact(turn, wantsCall)
  if (known === null) return turn.isAnswer ? moreWords(turn) : ask(wantsCall ? 'handoff.which-phone' : 'handoff.which-contact', 'contact')
  turn.learn('contact', known)
  return wantsCall && !known.includes('@') ? goTo('when', { contact: known, ...(turn.isAnswer ? wantedOf(turn) : {}) }) : leave(turn, known, null)
}

// Whoever keeps their address to themselves is answered in the chat.
function withoutContact(turn: Turn): Outcome {
  const message = turn.kept('message')
  if (message === null || turn.data.isNobodyThere !== true) return done('handoff.not-left')
  const left = { message, contact: null, isCallBack: false, wanted: null }
  return handOff('asked', turn.kept('about') ?? 'other', { left, draft: { message } }, [say('handoff.left-for-chat')])
}

// Who has more to say instead says it for whoever reads it; a question or a wish is the bot's to answer.
function moreWords(turn: Turn): Outcome {
  const words = turn.text.trim()
  const isMore = words.length >= (/\p{Script=Han}/u.test(words) ? MORE.han : MORE.latin)
  if (isWish(words) || !isMore || turn.data.isNobodyThere !== true) return again()
  return ask('handoff.which-contact', 'contact', {}, { keep: { message: [turn.kept('message'), words].filter(Boolean).join('\n') } })
}

export const MORE = { latin: 6, han: 3 }

/** Where the answer to a message goes: as before, unless a call or a mail is wanted now and that was another way. */
async function reachedAt(turn: Turn, wantsCall: boolean): Promise<string | null> {
  const before = turn.fact('contact')
  const isMail = before?.includes('@') ?? false
  if (wantsCall && isMail) return keptContact(turn, true)
  return before !== null && !wantsCall && !isMail && MAIL.test(turn.text) ? keptMail(turn) : before
}

async function keptMail(turn: Turn): Promise<string | null> {
  const customer = turn.shopper.customerId ? await turn.shop.customerById(turn.shopper.customerId) : null
  return turn.fact('email') ?? customer?.email ?? null
}

async function keptContact(turn: Turn, wantsCall: boolean): Promise<string | null> {
  const said = turn.fact('contact')
  if (said !== null && (!wantsCall || !said.includes('@'))) return said
  const customer = turn.shopper.customerId ? await turn.shop.customerById(turn.shopper.customerId) : null
  const kept = wantsCall ? turn.fact('phone') ?? customer?.phone : turn.fact('email') ?? turn.fact('phone') ?? customer?.email
  return kept || null
}

const OF_ORDER = /\b(?:about|order|regarding)\b|关于|订单|關於|訂單/i
const TIMES = [{ key: 'choices.call-soon', value: 'call-soon' }, { key: 'choices.call-morning', value: 'call-morning' }, { key: 'choices.call-afternoon', value: 'call-afternoon' }]

const NO_CALL = /\b(?:never ?mind|no|don'?t|do not|forget|cancel|without)\b.{0,16}\bcall|(?:不用|不要|别|不必)(?:再|给我)?(?:打|回|来)?(?:电话|電話|打)/i

/** A time said before needs no asking. */
async function when(turn: Turn): Promise<Outcome> {
  if (turn.saysNo || (turn.isAnswer && NO_CALL.test(turn.text))) return done('handoff.not-left')
  const mail = turn.isAnswer && MAIL.test(turn.text) ? await keptMail(turn) : null
  if (mail !== null) return leave(turn, mail, null)
  const other = turn.isAnswer ? contactIn(turn.text) : null
  if (other !== null && wantedOf(turn).wanted === undefined) return goTo('when', { contact: other })
  const number = other ?? turn.kept('contact') ?? ''
  const kept = turn.data.wanted as Window | 'soon' | undefined
  if (!turn.isAnswer) return kept === undefined ? ask('handoff.which-time', 'when', {}, { choices: TIMES }) : leave(turn, number, kept)
  const { wanted } = wantedOf(turn)
  if (wanted !== undefined) return leave(turn, number, wanted)
  // What it is about belongs to the message.
  return isWish(turn.text) || !OF_ORDER.test(turn.text) ? again() : ask('handoff.which-time', 'when', {}, { keep: { message: [turn.kept('message'), turn.text.trim()].filter(Boolean).join('\n') }, choices: TIMES })
}

function leave(turn: Turn, known: string, wanted: Window | 'soon' | null): Outcome {
  const isCallBack = wanted !== null
  const left = { message: turn.kept('message') ?? '', contact: known, isCallBack, wanted: wanted === 'soon' ? null : wanted }
  // When a call can be made the desk says itself: it knows its hours.
  const thanks = isCallBack ? [] : [say('handoff.left', { contact: known })]
  return handOff('asked', turn.kept('about') ?? 'other', { left, draft: { message: left.message, contact: known } }, thanks)
}

/** The time that the message names, when it names one. "Tomorrow" of a button is a day on. */
function wantedOf({ text, entity, entities, now, policy }: Turn): { wanted?: Window | 'soon' } {
  const { timeZone } = policy
  const isButton = /^call-(?:morning|afternoon)$/.test(text.trim())
  const from = isButton ? instantAt(timeZone, dayAt(timeZone, now) + 1, 0, 'first') : now
  // "About 1005" is no five past ten.
  const words = OF_ORDER.test(text) ? entities('order-number').reduce((left, number) => left.replaceAll(number, ' '), text) : text
  const wanted = wantedTime({ text: words, date: entity('date'), timeZone, now: from })
  return wanted === null ? {} : { wanted }
}

/** An address or number as people type it, for what the recogniser did not see. */
export function contactIn(text: string): string | null {
  const email = /[^\s@,，:：<]+@[^\s@,，]+\.[a-z]{2,}/i.exec(text)?.[0]
  const phone = /\+?\d[\d\s().-]{5,}\d/.exec(text.normalize('NFKC'))?.[0]
  return email ?? phone?.trim() ?? null
}
