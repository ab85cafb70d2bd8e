// One message meets the dialogs: an answer, a correction, a side question, a new wish, or nothing we understand.
import type { DialogFrame, DialogInput, DialogOutput } from '../../core/conversation/dialog-words.ts'
import type { Reply, ScoredIntent } from '../../core/conversation/words.ts'
import type { ReplyKey } from '../reply-keys.ts'
import { moreForMessage } from '../handoff/more-for-message.ts'
import { isStop, isWhy, pickChoice } from './answers.ts'
import { asksWayBack } from './going-on.ts'
import { copy } from './copy.ts'
import { answerFurther, CALL, onlyOfPerson, wantsCall } from './further.ts'
import { ABOUT_ONE, FOLLOWED, inThisTalk, isOpening, isTalkMisheard, leaningIntent, likelier, NAMED, shownByName, sideIntent, topicOf } from './leaning.ts'
import { learnEntities } from './learn.ts'
import { say, type Data } from './outcome.ts'
import { asksWhatNow, besides, meantOf } from './plain-words.ts'
import { plainWish } from './plain-wish.ts'
import { askWhatWasMeant, knowsNoMore, miss, rivalsOf } from './unsure.ts'
import { whileWaiting } from './while-waiting.ts'
import { canAnswer, offerPerson, placeOf, putAside, runIntent, runSteps, settle, type Room, type Work } from './room.ts'

/** Takes one message. Only reads the shop; the same input gives the same output. */
export async function take(room: Room, input: DialogInput): Promise<DialogOutput> {
  const work: Work = { room, input, state: copy(input.state), replies: [], writes: [], handoff: null, missed: false, errand: 0, feedback: [], givesUpPlace: false, forCard: null }
  learnEntities(work.state, input.understanding)
  const { active } = work.state
  if (active) await answer(work, active)
  else await begin(work)
  await answerFurther(work)
  if (input.isWaiting) whileWaiting(work)
  const { state, replies, writes, handoff, missed, feedback, givesUpPlace, forCard } = work
  return {
    state, replies, writes, handoff, missed, ...(feedback.length > 0 ? { feedback } : {}), ...(givesUpPlace ? { givesUpPlace } : {}), ...(forCard ? { forCard } : {}),
  }
}

async function answer(work: Work, frame: DialogFrame): Promise<void> {
  const { room, input, state } = work
  const topic = room.topics.get(frame.topic)
  const takesAnything = topic?.takesAnything?.includes(frame.step) ?? false
  const ownsCancel = topic?.ownsCancel?.includes(frame.step) ?? false
  const isChoice = pickChoice(input.understanding.text, frame.question?.choices ?? []) !== null
  if (!isChoice && !ownsCancel && dropsSubject(work, takesAnything)) return drop(work)
  if (!isChoice && await isOfPerson(work, frame, takesAnything)) return
  const ran = await runSteps(work, correctionOf(work, frame) ?? frame, correctionOf(work, frame) === null)
  if (ran.outcome.kind !== 'again') {
    state.misses = 0
    return settle(work, ran, frame)
  }
  return !takesAnything && !ownsCancel && isStopLikely(work, room.policy.aside) ? drop(work) : noAnswer(work, frame)
}

/** What the waiting step could not read: another wish, a file alone, or words that were not understood. */
async function noAnswer(work: Work, frame: DialogFrame): Promise<void> {
  const { room, input } = work
  const topic = room.topics.get(frame.topic)
  if (isOpening(input.understanding.text)) return void work.replies.push(say('small-talk.go-on'))
  if (isWhy(input.understanding.text)) return repeat(work, frame, say('ask.why'))
  if (frame.question && asksWhatNow(input.understanding.text)) return repeat(work, frame, say('ask.next'))
  if (isKnownAgain(work)) return repeat(work, frame, say('ask.known'))
  const other = sideIntent(work, frame)
  if (other) return sideways(work, frame, other)
  if (input.understanding.text.trim() === '') return repeat(work, frame, say('upload.noted'))
  return topic?.fleeting?.includes(frame.step) ? startOver(work, frame) : askAgain(work, frame)
}

/** The order, article or address that is spoken of already, named once more and nothing besides: no answer, and nothing that was not understood. */
function isKnownAgain({ input: { understanding, state } }: Work): boolean {
  const { entities } = understanding
  const known = entities.filter(({ entity, value }) => state.facts[entity]?.value === value)
  return known.length > 0 && known.length === entities.length && besides(understanding, entities.map(({ entity }) => entity)) === ''
}

/** What is no answer to a passing question ("did you mean …") is a new message; a second passing question in a row counts as a miss. */
async function startOver(work: Work, frame: DialogFrame): Promise<void> {
  const { state, room } = work
  const misses = state.misses + 1
  state.active = null
  await begin(work)
  const asked: DialogFrame | null = state.active
  if (asked === null || asked['step'] !== frame.step) return
  state.misses = misses
  work.missed = true
  if (misses < room.policy.misses) return
  work.replies.pop()
  state.active = null
  offerPerson(work, frame)
}

function dropsSubject(work: Work, takesAnything: boolean): boolean {
  const { input } = work
  return isStop(input.understanding.text) || (!takesAnything && isStopLikely(work, SURELY_STOPS))
}

/** Below this the waiting step has a look first: "oh wait, found it" may be its answer. */
const SURELY_STOPS = 0.9

function isStopLikely({ input: { understanding: { intent, confidence } } }: Work, from: number): boolean {
  return intent === 'small-talk.stop' && confidence >= from
}

function drop(work: Work): void {
  work.state.active = null
  work.state.aside = []
  work.state.misses = 0
  work.replies.push(say('small-talk.stopped'))
}

/** `person` is the value of the button that offers one. */
function wantsPerson({ input, room }: Work, takesAnything: boolean): boolean {
  const { text, intent, confidence } = input.understanding
  return text.trim() === 'person' || (!takesAnything && intent === 'handoff.ask' && confidence >= room.policy.aside)
}

/** A person, or a call, is wanted, or not: no step takes that for its answer. True when it has been answered. */
async function isOfPerson(work: Work, frame: DialogFrame, takesAnything: boolean): Promise<boolean> {
  if (wantsPerson(work, takesAnything)) {
    await enter(work, 'handoff.ask', { about: frame.topic, draft: frame.data })
    return true
  }
  if (takesAnything) return false
  const isCall = frame.topic !== 'handoff' && wantsCall(work)
  const ward = isCall || work.input.isWaiting ? null : onlyOfPerson(work.input.understanding)
  if (isCall) await sideways(work, frame, CALL)
  if (ward) repeat(work, frame, say(ward))
  return isCall || ward !== null
}

/** "No, order 1003": a value that was given before is given anew while another question waits. */
function correctionOf({ room, input }: Work, frame: DialogFrame): DialogFrame | null {
  const topic = room.topics.get(frame.topic)
  if (!topic || topic.holdsNumbers?.includes(frame.step)) return null
  // "And what about the status of 1004?" in the middle of a return is another errand.
  const { intent, confidence, text } = input.understanding
  if (!MEANT.test(text) && intent !== null && confidence >= OTHER_ERRAND && topicOf(intent) !== frame.topic && isErrand(intent)) return null
  // Where the dialog goes on once the new value is read: nobody was asked for it, so no question has kept the place.
  const next = frame.data.next ?? ('start' in topic.steps ? 'start' : topic.intents[frame.intent ?? ''])
  for (const [entity, place] of Object.entries(topic.corrects ?? {})) {
    const known = frame.data[place.kept]
    // "Not 1002, I mean 1005" names both.
    const value = meantOf(text, input.understanding.entities.filter(found => found.entity === entity)).find(found => found.value !== known)?.value
    if (value !== undefined && typeof known === 'string' && known !== value && frame.step !== place.step) {
      return { ...frame, step: place.step, data: { ...frame.data, next, [place.kept]: value } }
    }
  }
  return null
}

const OTHER_ERRAND = 0.8
const MEANT = /\b(?:i mean|i meant|sorry|my mistake|wrong number|instead|rather)\b|^no\b|不对|不是|我是说|应该是|说错|搞错|打错|不對|應該是/i

function isErrand(intent: string): boolean {
  return /^(?:order|shipping|returns|payment)\./.test(intent)
}

/** Another wish in the middle of a dialog: the same subject goes on with what is known; a question is answered and the dialog comes back; a new dialog goes first. */
async function sideways(work: Work, frame: DialogFrame, heard: string): Promise<void> {
  const { state, room } = work
  const intent = inThisTalk(heard, { topic: frame.topic, work })
  const subject = room.topics.get(frame.topic)?.oneSubject ?? []
  // The wish that waits, said again, is no second one.
  const isSame = frame.intent !== undefined && (frame.intent === intent || (subject.includes(frame.intent) && subject.includes(intent)))
  const ran = await runIntent(work, intent, isSame ? frame.data : intent === CALL ? { about: frame.topic } : {})
  state.misses = 0
  if (intent === 'small-talk.goodbye') state.aside = []
  if (intent === 'small-talk.goodbye' || isSame || ran.outcome.kind === 'hand-off') return settle(work, ran, isSame ? frame : null)
  if (room.topics.get(frame.topic)?.fleeting?.includes(frame.step)) state.active = null
  else putAside(state, frame)
  settle(work, ran, null)
}

function repeat(work: Work, frame: DialogFrame, before: Reply): void {
  work.state.active = frame
  work.replies.push(before, ...(frame.question ? [frame.question] : []))
}

function askAgain(work: Work, frame: DialogFrame): void {
  work.missed = true
  const asked = frame.asked + 1
  if (asked > work.room.policy.asks) return offerPerson(work, frame)
  repeat(work, { ...frame, asked }, say('ask.again'))
}

/** No dialog waits. */
async function begin(work: Work): Promise<void> {
  const { text, intent } = work.input.understanding
  const said = text.trim()
  if (said === '') return takePictures(work)
  if (wantsPerson(work, false)) return enter(work, 'handoff.ask', aboutWhat(work))
  if (!/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(said) && work.state.misses === 0) return knock(work)
  if (isWhy(said) && work.state.lastIntent !== null) return knowsNoMore(work)
  const more = moreForMessage(work.state, work.input.understanding, { now: work.input.now, timeZone: work.room.policy.timeZone })
  if (more) return settle(work, await runSteps(work, more, false), null)
  const reply = plainReply(work)
  if (reply) return void work.replies.push(say(reply))
  const wish = wishBesidesPerson(work)
  if (wish) return enter(work, wish)
  const called = await shownByName(work)
  if (called) return enterOf(work, called)
  const leaning = leaningIntent(work)
  if (leaning && canAnswer(work, leaning)) return enter(work, leaning)
  const plain = plainWish(work, said)
  if (plain) return enter(work, plain)
  return intent && canAnswer(work, intent) && !isTalkMisheard(work.input.understanding) ? enterHeard(work, intent) : guess(work)
}

/** What is said to words that begin nothing: a return that is with a person, a person wanted perhaps later, something that only opens. */
function plainReply(work: Work): ReplyKey | null {
  const { isWaiting, understanding: { intent, person, text } } = work.input
  if (isTooEarlyToSend(work)) return 'returns.not-yet-sent'
  if (intent === null && !isWaiting && person?.how === 'later') return 'handoff.any-time'
  return isOpening(text) ? 'small-talk.go-on' : null
}

/** "No need for a person, just tell me where it is": where no place is given up there is only the question. A call wished for in anger is the wish. */
function wishBesidesPerson(work: Work): string | null {
  const { isWaiting, understanding: { intent, further } } = work.input
  const freed = intent === 'handoff.cancel' && !isWaiting ? further[0]?.intent : undefined
  if (freed && canAnswer(work, freed)) return freed
  return wantsCall(work) && intent !== null && /^(?:complaint|small-talk)\./.test(intent) ? CALL : null
}

/** A return is with a person: where it goes is told with the answer. */
function isTooEarlyToSend({ state: { passedOn, waitsFor, lastIntent }, input: { isWaiting, understanding: { text } } }: Work): boolean {
  const isWithPerson = isWaiting === true ? waitsFor?.topic === 'returns' : passedOn?.topic === 'returns'
  return isWithPerson && (lastIntent === null || FOLLOWS_RETURN.test(lastIntent)) && asksWayBack(text)
}

const FOLLOWS_RETURN = /^(?:returns\.|payment\.refund-when$)/

/** The last question about one article, or what there is to tell, of this one. */
async function enterOf(work: Work, productId: string): Promise<void> {
  const { lastIntent, facts } = work.state
  facts.product = { name: 'product', value: productId, confirmedBy: 'shopper' }
  return enter(work, lastIntent !== null && ABOUT_ONE.test(lastIntent) ? lastIntent : 'product.details')
}

/** The model is sure enough of an intent, or of two that are close. */
async function enterHeard(work: Work, intent: string): Promise<void> {
  const { confidence } = work.input.understanding
  const concrete = concreteWish(work, intent)
  const rivals = concrete ? [] : rivalsOf(work, confidence)
  const likely = isOneState(rivals) ? intent : likelier(work, rivals)
  if (likely) return enter(work, likely)
  if (rivals.length > 1 || (rivals.length === 1 && confidence < work.room.policy.unsure)) return askWhatWasMeant(work, rivals)
  return enter(work, concrete ?? inThisTalk(intent, { topic: topicOf(work.state.lastIntent), work }))
}

/** The model is sure of nothing: a value goes on with the last question, a fair guess is asked about, the rest was not understood. */
async function guess(work: Work): Promise<void> {
  const { state: { lastIntent }, input: { understanding: { confidence, entities } } } = work
  if (lastIntent && FOLLOWED.test(lastIntent) && canAnswer(work, lastIntent) && entities.some(({ entity }) => NAMED.includes(entity))) return enter(work, lastIntent)
  const guesses = rivalsOf(work, 0)
  if (guesses.length === 0 || confidence < work.room.policy.guess) return miss(work)
  const likely = isOneState(guesses) ? guesses[0]!.intent : likelier(work, guesses)
  return likely ? enter(work, likely) : askWhatWasMeant(work, guesses)
}

/** "?" asks whether anybody is there: what can be asked is said, once. */
async function knock(work: Work): Promise<void> {
  const { misses } = work.state
  await enter(work, 'small-talk.help')
  work.state.misses = misses + 1
}

/** A picture comes before it is said what of. */
function takePictures({ state, input, replies }: Work): void {
  const pictures = input.attachments.filter(({ contentType }) => contentType.startsWith('image/')).map(({ id }) => id)
  if (pictures.length > 0) state.photos = [...state.photos ?? [], ...pictures].slice(-MOST_PICTURES)
  replies.push(say('upload.thanks'))
}

const MOST_PICTURES = 5

/** Angry words around a plain question are mood more than complaint: the question is answered. */
function concreteWish({ input, room }: Work, intent: string): string | null {
  const { confidence, further } = input.understanding
  if (!intent.startsWith('complaint.') || confidence >= room.policy.sure) return null
  return further.find(one => placeOf(room, one.intent) && !/^(?:complaint|small-talk|handoff)\./.test(one.intent))?.intent ?? null
}

/** Begins the dialog of an intent. */
async function enter(work: Work, intent: string, data: Data = {}): Promise<void> {
  work.state.misses = 0
  work.state.active = null
  settle(work, await runIntent(work, intent, data), null)
}

/** Where an order is and how it stands, when money comes and where it is: whichever was meant, the answer is nearly the same. */
function isOneState(rivals: ScoredIntent[]): boolean {
  return rivals.length > 1 && ONE_STATE.some(same => rivals.every(({ intent }) => same.includes(intent)))
}

const ONE_STATE = [['order.status', 'shipping.track'], ['returns.refund-status', 'payment.refund-when']]

function aboutWhat({ state }: Work): Data {
  const about = topicOf(state.lastIntent)
  return about ? { about } : {}
}
