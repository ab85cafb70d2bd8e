// What a trained classifier is. Plain values: what `saveModel` writes and `loadModel` gives back are equal.
import type { Calibration } from './calibration.ts'
import type { Machine } from './machine.ts'
import type { Memory } from './memory.ts'
import type { Reject } from './reject.ts'
import type { Vocabulary } from './vocabulary.ts'

/** The label of lines that belong to no intent. */
export const OFF_TOPIC = 'off-topic'

/** Layout of the model file and meaning of its numbers; a file of another number is refused. */
export const SCHEMA = 4

export interface Example {
  text: string
  /** An intent, or {@link OFF_TOPIC}. */
  label: string
  lang?: string
  /** Lines of one paraphrase group are never split between training and judging. */
  group?: string
}

export interface ClassifierModel {
  /** Layout of the model file and meaning of its numbers. */
  schema: number
  language: string
  seed: number
  /** Intents, sorted; the machine's classes in this order. One more class, off-topic, comes last when `hasNone`. */
  labels: string[]
  hasNone: boolean
  vocabulary: Vocabulary
  machine: Machine
  calibration: Calibration
  reject: Reject
  /** What was taught, word for word; none for shades, and in files of before there was one. */
  memory?: Memory | null
}

export interface TrainOptions {
  language: string
  seed?: number
  /** Background lines in the same language, besides the examples that are labelled off-topic. */
  offTopic?: string[]
  onProgress?(fraction: number, what: string): void
  signal?: AbortSignal
}

export interface Scored { intent: string; confidence: number; /** The part of the message, folded, that says so. */ words?: string }

export interface Classification {
  /** Best first, at most five. */
  scores: Scored[]
  /** Whether the best one is to be believed; false for off-topic lines, gibberish, other languages. */
  accepted: boolean
  /** How likely it is at all that the text is for these intents, 0–1; what is accepted depends on the intent too. */
  belonging: number
  /** What the parts of the message ask, in order, each once; empty for a message of one part. */
  asked: Scored[]
  /** What a story told at length comes to ask, in order, each once; for messages of some length. */
  pleas?: Scored[]
}
