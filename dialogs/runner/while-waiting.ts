import type { Reply } from '../../core/conversation/words.ts'
import { say } from './outcome.ts'
import type { Work } from './room.ts'

const mostAsked = 2

/**
 * While the shopper waits for a person the bot stays useful: it answers what it can and puts the rest down for that person, who reads it all. It offers
 * nobody, since somebody is coming, and when it has settled what they wait for it asks whether they still do.
 */
export function whileWaiting(work: Work): void {
  const { state, input } = work
  if (work.handoff?.left || work.givesUpPlace) return
  const isOffer = state.active?.topic === 'handoff' && state.active.step === 'offered'
  const isPicture = input.understanding.text.trim() === '' && input.attachments.length > 0
  if (isOffer || work.handoff || (work.missed && state.active === null) || (isPicture && state.active === null)) return putDown(work, isPicture)
  if (hasSettled(work)) askWhetherSettled(work)
}

// What a dialog hands over while a person is wanted anyway, what was not understood, and pictures: all of it is for that person.
function putDown(work: Work, isPicture: boolean): void {
  const { state, input } = work
  const number = input.understanding.entities.find(({ entity }) => entity === 'order-number')?.value
  const kept = work.handoff ? work.replies : []
  if (work.handoff?.draft || work.handoff?.note) work.forCard = work.handoff
  state.active = null
  state.misses = 0
  work.handoff = null
  work.replies = [...kept, isPicture ? say('handoff.noted-photo') : say('handoff.noted', number === undefined ? {} : { number })]
}

const errand = /^(?:product|payment|shipping|order|returns|faq)\./
const anything = new Set(['other', 'handoff', 'small-talk', 'fallback', 'faq'])
const sameMatter: Record<string, string> = { shipping: 'order', order: 'order' }

// Nobody who hears such a thing is asked whether that settles it.
const BAD_NEWS = /\.(?:is-lost|stuck|late|not-late|not-found|sold-out|code-unknown|none-found|nothing-for-use|over-budget|too-late|too-many-tries|final-sale|excluded|no-refund|no-warranty|was-declined|charged-twice|not-made)$|refused|-late$|^input\./

/** The bot has answered, and nothing is open, in the matter that the person is wanted for. */
function hasSettled({ state, input, replies, missed }: Work): boolean {
  const intent = input.understanding.intent ?? state.lastIntent ?? ''
  if (missed || state.active !== null || replies.length === 0 || !state.waitsFor || state.waitsFor.asked >= mostAsked || !errand.test(intent)) return false
  const [answered, wanted] = [intent.split('.')[0]!, state.waitsFor.topic]
  if (replies.some(({ key }) => BAD_NEWS.test(key))) return false
  return anything.has(wanted) || (sameMatter[answered] ?? answered) === (sameMatter[wanted] ?? wanted)
}

function askWhetherSettled(work: Work): void {
  const { state } = work
  const question: Reply = say('handoff.solved-it', {}, [{ key: 'choices.settled', value: 'settled' }, { key: 'choices.keep-waiting', value: 'wait' }])
  state.waitsFor = { topic: state.waitsFor!.topic, asked: state.waitsFor!.asked + 1 }
  state.active = { topic: 'handoff', step: 'solved', data: {}, asked: 1, question, intent: 'handoff.ask' }
  work.replies.push(question)
}
