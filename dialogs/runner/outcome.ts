// What a step may answer. A step says in reply keys what it wants said, and where the talk goes next; it never sends and never words.
import type { DialogHandoff, PendingWrite } from '../../core/conversation/dialog-words.ts'
import type { HandoffReason, Reply, ReplyChoice, ReplyData } from '../../core/conversation/words.ts'
import type { ReplyKey } from '../reply-keys.ts'

/** What a dialog has gathered so far: plain JSON, saved with the conversation. */
export type Data = Record<string, unknown>

export type Outcome =
  | { kind: 'ask'; reply: Reply; step: string; keep: Data; first: Reply[]; isCounted: boolean }
  | { kind: 'done'; replies: Reply[]; writes: PendingWrite[] }
  | { kind: 'go-to'; step: string; keep: Data }
  | { kind: 'become'; intent: string; keep: Data; first: Reply[]; writes: PendingWrite[] }
  | { kind: 'hand-off'; handoff: DialogHandoff; first: Reply[] }
  | { kind: 'again' }

export interface AskMore {
  /** Remembered with the dialog. */
  keep?: Data
  choices?: ReplyChoice[]
  /** Said before the question. */
  first?: Reply[]
  /** False for a question whose repeats are limited otherwise. */
  isCounted?: boolean
}

/** Asks and waits: `step` takes the answer. */
export function ask(key: ReplyKey, step: string, data: ReplyData = {}, more: AskMore = {}): Outcome {
  const { keep = {}, choices, first = [], isCounted = true } = more
  return { kind: 'ask', reply: say(key, data, choices), step, keep, first, isCounted }
}

/** The dialog has its answer and ends. */
export function done(key: ReplyKey, data: ReplyData = {}, choices?: ReplyChoice[]): Outcome {
  return { kind: 'done', replies: [say(key, data, choices)], writes: [] }
}

/** Ends with several replies, or with writes to the shop, which a job carries out after the turn. */
export function doneWith(replies: Reply[], writes: PendingWrite[] = []): Outcome {
  return { kind: 'done', replies, writes }
}

/** Another step of the same topic takes over at once. */
export function goTo(step: string, keep: Data = {}): Outcome {
  return { kind: 'go-to', step, keep }
}

/** What was wanted turned out to be another intent: its dialog takes over at once, after what is said and written to the shop before. */
export function become(intent: string, keep: Data = {}, first: Reply[] = [], writes: PendingWrite[] = []): Outcome {
  return { kind: 'become', intent, keep, first, writes }
}

/** A person takes over. */
export function handOff(reason: HandoffReason, topic: string, more: Omit<DialogHandoff, 'reason' | 'topic'> = {}, first: Reply[] = []): Outcome {
  return { kind: 'hand-off', handoff: { reason, topic, ...more }, first }
}

/** The step could not read an answer: a side question, or it asks again in other words. */
export function again(): Outcome {
  return { kind: 'again' }
}

/** One reply of a known key. */
export function say(key: ReplyKey, data: ReplyData = {}, choices?: ReplyChoice[]): Reply {
  return choices && choices.length > 0 ? { key, data, choices } : { key, data }
}

/** Tells an outcome from what a step was looking for. */
export function isOutcome(value: object): value is Outcome {
  return 'kind' in value && ['ask', 'done', 'go-to', 'become', 'hand-off', 'again'].includes(String(value.kind))
}
