import type { ShopReads } from '../../commerce/index.ts'
import type { DialogFrame, DialogHandoff, DialogInput, DialogState, Feedback, PendingWrite } from '../../core/conversation/dialog-words.ts'
import type { Language, Reply, ReplyChoice } from '../../core/conversation/words.ts'
import type { ReplyKey } from '../reply-keys.ts'
import { say, type Data, type Outcome } from './outcome.ts'
import type { DialogPolicy } from './policy.ts'
import type { Topic } from './topic.ts'
import { turnOf } from './turn.ts'

/** Everything the runner works with that is the same for every conversation. */
export interface Room {
  shop: ShopReads
  policy: DialogPolicy
  topics: Map<string, Topic>
  /** Whether writers gave an answer to an intent that has no dialog: its reply has the intent's own name. */
  hasReply(key: string, language: Language): boolean
}

/** One message being worked on: this take's own copy of the state, and what will be said and done. */
export interface Work {
  room: Room
  input: DialogInput
  state: DialogState
  replies: Reply[]
  writes: PendingWrite[]
  handoff: DialogHandoff | null
  missed: boolean
  /** Which of several wishes in the message is worked on: 0 is the first. */
  errand: number
  /** Answers to what the desk had asked. */
  feedback: Feedback[]
  givesUpPlace: boolean
  /** What a dialog would hand over while somebody is coming anyway. */
  forCard: Pick<DialogHandoff, 'draft' | 'note'> | null
}

/** A dialog run until it waits or ends. */
export interface Ran {
  outcome: Exclude<Outcome, { kind: 'go-to' | 'become' }>
  frame: DialogFrame
  first: Reply[]
}

const MOST_HOPS = 20

/** Runs steps, one after the other, until one asks, ends or cannot read the answer. Changes nothing but what steps note. */
export async function runSteps(work: Work, from: DialogFrame, isAnswer: boolean): Promise<Ran> {
  const { room, input, state, feedback } = work
  let frame = from
  let answers = isAnswer
  const first: Reply[] = []
  for (let hops = 0; hops < MOST_HOPS; hops++) {
    const step = room.topics.get(frame.topic)?.steps[frame.step]
    if (!step) throw new Error(`there is no step ${frame.topic}.${frame.step}`)
    const choices: ReplyChoice[] = from.question?.choices ?? []
    const outcome = await step(turnOf(input, state, room, {
      data: frame.data, isAnswer: answers, choices, errand: work.errand, report: (one) => { feedback.push(one) }, giveUpPlace: () => { work.givesUpPlace = true },
    }))
    if (outcome.kind === 'go-to') frame = { ...frame, step: outcome.step, data: { ...frame.data, ...outcome.keep } }
    else if (outcome.kind === 'become') {
      frame = frameOf(room, outcome.intent, outcome.keep)
      first.push(...outcome.first)
      work.writes.push(...outcome.writes)
    } else return { outcome, frame, first }
    answers = false
  }
  throw new Error(`the dialog ${frame.topic} goes round in circles at ${frame.step}`)
}

/** Runs what an intent begins; writers' own answers need no dialog. */
export async function runIntent(work: Work, intent: string, data: Data): Promise<Ran> {
  if (!intent.startsWith('small-talk.') && !intent.startsWith('handoff.')) work.state.lastIntent = intent
  note(work.state, intent)
  if (placeOf(work.room, intent)) return runSteps(work, frameOf(work.room, intent, data), false)
  const outcome: Ran['outcome'] = { kind: 'done', replies: [{ key: intent }], writes: [] }
  return { outcome, first: [], frame: { topic: intent.split('.')[0] ?? intent, step: 'answer', data: {}, asked: 1, intent } }
}

/** Where an intent begins. Throws for an intent without a dialog: ask `placeOf` first when unsure. */
function frameOf(room: Room, intent: string, data: Data): DialogFrame {
  const place = placeOf(room, intent)
  if (!place) throw new Error(`no dialog answers ${intent}`)
  return { ...place, data, asked: 1, intent }
}

/** Topic and step that an intent begins with, or null. */
export function placeOf(room: Room, intent: string): { topic: string; step: string } | null {
  const topic = room.topics.get(intent.split('.')[0] ?? '')
  const step = topic?.intents[intent]
  return topic && step ? { topic: topic.name, step } : null
}

/** True when something answers the intent: a dialog or the writers' own words. */
export function canAnswer({ room, input }: Work, intent: string): boolean {
  return placeOf(room, intent) !== null || room.hasReply(intent, input.language)
}

/** What came of the steps becomes the new state and what is said. `before` is the dialog that waited, for counting repeats. */
export function settle(work: Work, { outcome, frame, first }: Ran, before: DialogFrame | null): void {
  const { state } = work
  switch (outcome.kind) {
    case 'ask': {
      // An answer to what was still to be asked is no miss.
      const isSame = outcome.isCounted && before?.topic === frame.topic && before.question?.key === outcome.reply.key && !hasLearned(before.data, { ...frame.data, ...outcome.keep })
      const waiting = { ...frame, step: outcome.step, data: { ...frame.data, ...outcome.keep }, question: outcome.reply, asked: isSame ? before.asked + 1 : 1 }
      work.replies.push(...first, ...outcome.first)
      if (waiting.asked > work.room.policy.asks) return offerPerson(work, waiting)
      state.active = waiting
      work.replies.push(outcome.reply)
      return
    }
    case 'done':
      work.replies.push(...first, ...outcome.replies)
      work.writes.push(...outcome.writes)
      state.active = null
      note(state, `${frame.topic}.${frame.step}`)
      return comeBack(work)
    case 'hand-off':
      work.replies.push(...first, ...outcome.first)
      work.handoff = outcome.handoff
      if (outcome.handoff.left) state.passedOn = { during: state.lastIntent, topic: outcome.handoff.topic, message: outcome.handoff.left.message }
      state.active = null
      state.aside = []
      return
    case 'again':
      // A step that was entered by an intent has nothing to read and so nothing to misread.
      throw new Error(`${frame.topic}.${frame.step} cannot read an answer it did not ask for`)
  }
}

function hasLearned(before: Data, now: Data): boolean {
  return Object.entries(now).some(([name, value]) => value != null && JSON.stringify(before[name]) !== JSON.stringify(value))
}

/** Asked often enough: a person is offered, and the question is kept for who would rather go on. */
export function offerPerson(work: Work, stuck: DialogFrame): void {
  putAside(work.state, stuck)
  const question = say('handoff.offer', {}, YES_NO)
  work.state.active = { topic: 'handoff', step: 'offered', data: { about: stuck.topic }, asked: 1, question, intent: 'handoff.ask' }
  work.replies.push(question)
}

export const YES_NO: ReplyChoice[] = [{ key: 'choices.yes' satisfies ReplyKey, value: 'yes' }, { key: 'choices.no' satisfies ReplyKey, value: 'no' }]

export const MOST_ASIDE = 4

export function putAside(state: DialogState, frame: DialogFrame): void {
  state.aside = [...state.aside, frame].slice(-MOST_ASIDE)
}

/** Goes back to the dialog that was put aside last, with its question; not for ever, when the shopper keeps speaking of other things. */
function comeBack(work: Work): void {
  const frame = work.state.aside.pop()
  if (!frame?.question) return
  const backs = (frame.backs ?? 0) + 1
  if (backs > MOST_BACKS) return comeBack(work)
  work.state.active = { ...frame, asked: 1, backs }
  work.replies.push(say('bridge.back'), frame.question)
}

const MOST_BACKS = 3

const MOST_TRIED = 20

/** For the context card: what the bot tried. */
function note(state: DialogState, what: string): void {
  if (state.tried.at(-1) !== what) state.tried = [...state.tried, what].slice(-MOST_TRIED)
}
