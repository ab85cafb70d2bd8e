// Examples, read: folded texts, intents as numbers, the off-topic lines as one more class.
import { fold } from '../normalise.ts'
import { backgroundLines } from './background.ts'
import { OFF_TOPIC, type Example, type TrainOptions } from './model.ts'

/** Fewer classes than this are shades (of mood, say) rather than topics: every line has one, and there is nothing off-topic to learn. */
const FEWEST_TOPICS = 6

export interface Corpus {
  language: string
  texts: string[]
  /** Class of each line; `labels.length` is off-topic. */
  target: Int32Array
  groups: (string | undefined)[]
  /** Of our own off-topic lines, what they are about. */
  subjects: (string | null)[]
  labels: string[]
  hasNone: boolean
  /** So few classes that they are shades of one thing, and every line has one. */
  isOfShades: boolean
}

/** Folds and numbers the examples; our own background lines and the given ones join as off-topic. Throws when there are fewer than two intents. */
export function readCorpus(examples: Example[], options: TrainOptions): Corpus {
  const labels = [...new Set(examples.map(({ label }) => label))].filter((label) => label !== OFF_TOPIC).sort()
  if (labels.length < 2) throw new Error(`classifier: needs examples of at least two intents, got ${labels.length}`)
  const numbers = new Map(labels.map((label, at) => [label, at]))
  const own = labels.length >= FEWEST_TOPICS ? thinned(backgroundLines(options.language), Math.min(MOST_OF_SUBJECTS, Math.max(FEWEST_OF_SUBJECTS, examples.length / 4))) : []
  const given = (options.offTopic ?? []).map((text) => ({ text, group: undefined, subject: null }))
  const background = [...own, ...given].map((line) => ({ ...line, label: OFF_TOPIC }))
  const read = ({ text, label, group, subject }: Example & { subject?: string | null }) => ({ text: fold(text, options.language), target: numbers.get(label) ?? labels.length, group, subject: subject ?? null })
  const taught = examples.map((example) => read(example))
  const known = new Set(taught.map(({ text }) => text))
  // A shop that teaches one of our off-topic lines means it.
  const lines = [...taught, ...background.map(read).filter(({ text }) => !known.has(text))]
  return {
    language: options.language,
    texts: lines.map(({ text }) => text),
    target: Int32Array.from(lines, ({ target }) => target),
    groups: lines.map(({ group }) => group),
    subjects: lines.map(({ subject }) => subject),
    labels,
    hasNone: lines.some(({ target }) => target === labels.length),
    isOfShades: labels.length < FEWEST_TOPICS,
  }
}

/** So many lines about subjects tell a young bot as much as thrice as many, in half the time; a grown one is told more. */
const FEWEST_OF_SUBJECTS = 1500
const MOST_OF_SUBJECTS = 4500

/** About so many of the lines that have a subject, evenly from all of them, and every other line. */
function thinned<Line extends { subject: string | null }>(lines: Line[], most: number): Line[] {
  const step = Math.max(1, Math.ceil(lines.filter(({ subject }) => subject !== null).length / most))
  return lines.filter(({ subject }, at) => subject === null || at % step === 0)
}

/** Whether a line of the corpus was taught as an intent's: the others are off-topic. */
export function isTaught({ target, labels }: Pick<Corpus, 'target' | 'labels'>, line: number): boolean {
  return target[line]! < labels.length
}

/** How many lines the intents have in all. */
export function countTaught({ target, labels }: Pick<Corpus, 'target' | 'labels'>): number {
  return target.filter((one) => one < labels.length).length
}

/** What an intent's own name says, as one more line of it: `returns.start` is "returns start". Null when the name has no word in it. */
export function nameAsLine(label: string, language: string): string | null {
  const words = fold(label.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[_.\-:/]+/g, ' '), language)
  return /\p{L}{3}|\p{Script=Han}/u.test(words) ? words : null
}
