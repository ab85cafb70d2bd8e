import type { ConversationState, HandoffReason, Mood, MoodCurve, Reply, Understanding } from '../../core/conversation/index.ts'
import { isOnlyAgain } from './say-again.ts'

/** What this turn will do. */
export type Decision =
  /** A person is in charge: the bot only takes note. */
  | { to: 'agent' }
  /** The dialogs answer; `before` and `after` frame what they say. */
  | { to: 'dialog'; before: Reply[]; after: Reply[] }
  /** A person takes over now. */
  | { to: 'handoff'; reason: HandoffReason; before: Reply[] }
  /** The shopper waits for a person and asks how long. */
  | { to: 'tell-place' }
  /** The shopper waits for a person and would rather go on with the bot. */
  | { to: 'leave-queue' }
  /** The bot was to go on by itself, and somebody else has the conversation by now. */
  | { to: 'nothing' }
  /** Nothing readable came: one reply of ours, no dialog. */
  | { to: 'reply'; reply: Reply }

export interface Policy {
  /** An angry shopper is offered a person, or handed over at once. Furious or threatening ones are always handed over. */
  angry: 'offer' | 'handoff'
  /** Smoothed mood (0 … 1) above which a rising conversation counts as angry even when its last message was not. */
  angryCurve: number
  /** A turn that takes longer is no answer any more: a person takes over. */
  turnTimeoutMs: number
}

export const defaultPolicy: Policy = { angry: 'offer', angryCurve: 0.7, turnTimeoutMs: 8_000 }

export interface DecisionInput {
  state: ConversationState
  understanding: Understanding
  /** Including this message. */
  curve: MoodCurve
  hasText: boolean
  hasAttachments: boolean
  /** The dialog waits for an answer (a return half done, say). */
  isDialogOpen: boolean
  /** The bot offered a person in its last turn because of the mood. */
  wasOffered: boolean
  /** The dialog's question takes a yes: it is no answer to the offer of a person that was made beside it. */
  asksYesNo: boolean
  /** Nobody is there, and the shopper writes down what they want of whoever comes. */
  isLeavingMessage: boolean
  policy: Policy
}

/** Decides who takes this message and in what tone. Pure: the same input gives the same decision. */
export function decide(input: DecisionInput): Decision {
  if (input.state === 'human' || input.state === 'wrap-up' || input.state === 'snoozed') return { to: 'agent' }
  if (!input.hasText && !input.hasAttachments) return { to: 'reply', reply: { key: 'input.empty' } }
  return input.state === 'waiting' ? decideWaiting(input) : decideWithBot(input)
}

function decideWaiting({ understanding, isDialogOpen }: DecisionInput): Decision {
  const { mood } = understanding
  // "Never mind" means the waiting when there is nothing else it could mean.
  const isNeverMind = understanding.intent === 'small-talk.stop' && !isDialogOpen
  if ((understanding.intent === 'handoff.cancel' && !asksForPerson(understanding)) || isNeverMind) return { to: 'leave-queue' }
  if (asksAgain(understanding)) return { to: 'tell-place' }
  // The bot stays useful while the shopper waits; nobody is offered, since somebody is coming.
  return { to: 'dialog', before: isUpset(mood) && !isOnlyAgain(mood) ? [{ key: 'mood.sorry' }] : [], after: [] }
}

/** Angry by this very message, or threatening. */
export function isUpset({ level, hasThreat }: Pick<Mood, 'level' | 'hasThreat'>): boolean {
  return hasThreat || level === 'angry' || level === 'furious'
}

function decideWithBot(input: DecisionInput): Decision {
  // Whatever the mood of the message: it is on its way to a person, and another cannot be had.
  if (input.isLeavingMessage) return { to: 'dialog', before: [], after: [] }
  const { understanding, policy } = input
  const { intent, mood } = understanding
  if (mood.hasThreat) return { to: 'handoff', reason: 'high-risk', before: [{ key: 'mood.sorry' }] }
  const isAgain = isOnlyAgain(mood)
  if (mood.level === 'furious' && !isAgain) return { to: 'handoff', reason: 'agitated', before: [{ key: 'mood.sorry' }] }
  if (asksForPerson(understanding)) return { to: 'handoff', reason: 'asked', before: [] }
  if (input.wasOffered && !input.asksYesNo && intent === 'small-talk.yes') return { to: 'handoff', reason: 'asked', before: [] }
  if (isAgain) return { to: 'dialog', before: [], after: [] }
  if (isAngry(input)) {
    if (policy.angry === 'handoff' || input.wasOffered) return { to: 'handoff', reason: 'agitated', before: [{ key: 'mood.sorry' }] }
    return { to: 'dialog', before: [{ key: 'mood.sorry' }], after: [{ key: 'mood.offer-person', choices: [personChoice] }] }
  }
  // Words that show it, not the model's suspicion alone: a calm report of bad news wants an answer, not comfort.
  const isFirstSigh = mood.level === 'annoyed' && !input.isDialogOpen && mood.evidence.some(({ why }) => why !== 'model' && why !== 'punctuation')
  return { to: 'dialog', before: isFirstSigh ? [{ key: 'mood.sorry' }] : [], after: isWorn(input) ? [{ key: 'mood.offer-person', choices: [personChoice] }] : [] }
}

/** Nobody shouts, and nothing gets better: at every third message in a row that is not calm a person is offered. */
function isWorn({ curve: { points }, understanding: { mood }, wasOffered }: DecisionInput): boolean {
  const lastCalm = points.findLastIndex(({ level }) => level === 'calm')
  return mood.level !== 'calm' && !wasOffered && (points.length - 1 - lastCalm) % WEARING === 0
}

const WEARING = 3

/** A person is asked for: by the whole message, or in the same breath as something else. */
function asksForPerson({ intent, person, text }: Understanding): boolean {
  return intent === 'handoff.ask' || text.trim() === personChoice.value || person?.how === 'ask'
}

/** Who waits and has a question besides is answered that. */
function asksAgain(understanding: Understanding): boolean {
  const { intent } = understanding
  return asksForPerson(understanding) && (intent === null || /^(?:handoff|complaint|small-talk)\./.test(intent) || understanding.text.trim() === personChoice.value)
}

const personChoice = { key: 'choices.person', value: 'person' }

function isAngry({ understanding: { mood }, curve, policy }: DecisionInput): boolean {
  return mood.level === 'angry' || (mood.level !== 'calm' && curve.score >= policy.angryCurve && curve.slope > 0)
}
