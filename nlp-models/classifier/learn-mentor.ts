// The shipped bot's intents and the matters of everyday life as the mentor of a bot that has intents of its own.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { sha256 } from '../../core/ids.ts'
import { contentOf } from '../content.ts'
import { fold } from '../normalise.ts'
import { everydayMatters } from './background.ts'
import { isTaught, type Corpus } from './corpus.ts'
import { datasetBytes, placeDataset } from './dataset.ts'
import type { Grammar } from './grams.ts'
import { openArena } from './kernels.ts'
import { linearBytes, trainLinear } from './linear.ts'
import type { Mentor } from './mentor.ts'
import { quantise } from './quantised.ts'
import { openRandom } from './random.ts'
import { readTexts } from './readings.ts'
import { sparedGroups } from './spared.ts'
import { learnGrams, rowsOf, type Row, type Vocabulary } from './vocabulary.ts'

/** Chinese bots have none: it was no help there. */
const LANGUAGE = 'en'
/** Of 40,000, and of 20,000, the rarer half told nothing more; a third of the shop's lines told much less. With 310 classes these are 0.7 MB of a model of 5. */
const MOST_FEATURES = 10_000
const SETTINGS = { cost: 1, epochs: 4, balance: 0 }

/** What a mentor is to learn, read and ready: each line's grams and its class. Every thread that reads the same lines has the same. */
export interface MentorLessons { vocabulary: Vocabulary; read: Row[]; target: Int32Array; classes: number }

/** What was learned of the classes from … until, the latter not included: a row a gram, the last one being the bias. Plain values, which another thread can be sent. */
export interface LearnedClasses { from: number; until: number; weights: Float32Array }

/** The mentor of a bot with these lines; null where it has nothing to tell. */
export function learnMentor(corpus: Corpus, grammar: Grammar): Mentor | null {
  const lessons = mentorLessons(corpus, grammar, { intents: shippedIntents(corpus.language), spares: false })
  return lessons && joinClasses(lessons, [learnClasses(lessons, 0, lessons.classes)])
}

/**
 * What the mentor of a bot with these lines would learn; null where it has nothing to tell: in other languages, and to a bot that has the shipped intents itself.
 * Lines the bot was taught are left out: of them the mentor would be surer than of what shoppers write. With `spares` some of the shipped ones are too (spared.ts).
 */
export function mentorLessons(corpus: Corpus, grammar: Grammar, { intents, spares }: { intents: ShippedIntents; spares: boolean }): MentorLessons | null {
  if (!corpus.language.startsWith(LANGUAGE)) return null
  if (isMostlyOf(intents, corpus)) return null
  const taught = new Set(corpus.texts.filter((_, line) => isTaught(corpus, line)))
  const shipped = intents.map(({ utterances }, intent) => {
    const spared = spares ? sparedGroups(utterances, intent) : new Set<string>()
    return utterances.filter(({ group }) => !spared.has(group)).map(({ text }) => text)
  })
  const known = [...shipped, ...everydayMatters(corpus.language).map(({ lines }) => lines)]
  const lines = known.flatMap((texts, target) => texts.map((text) => ({ text: fold(text, corpus.language), target }))).filter(({ text }) => !taught.has(text))
  return readLessons(lines, known.length, grammar)
}

/** A mentor that has learned these (folded) lines, each of a class by number. */
export function trainMentor(lines: { text: string; target: number }[], classes: number, grammar: Grammar): Mentor {
  const lessons = readLessons(lines, classes, grammar)
  return joinClasses(lessons, [learnClasses(lessons, 0, classes)])
}

function readLessons(lines: { text: string; target: number }[], classes: number, grammar: Grammar): MentorLessons {
  const readings = readTexts(lines.map(({ text }) => text), grammar)
  // Its own words are not kept: strange ones are read as words of the bot that asks.
  const vocabulary = learnGrams(readings, grammar, { limit: MOST_FEATURES, background: lines.length })
  return { vocabulary, read: rowsOf(readings, vocabulary), target: Int32Array.from(lines, ({ target }) => target), classes }
}

/** Some of the mentor's classes, each learned against all other lines: every class comes out the same, to the bit, whichever are learned beside it. */
export function learnClasses({ vocabulary, read, target }: MentorLessons, from: number, until: number): LearnedClasses {
  const shape = { size: read.length, features: vocabulary.idf.length, classes: until - from }
  const arena = openArena(datasetBytes(read) + linearBytes(shape) + 4096)
  const data = placeDataset(arena, read, target.map((one) => (one >= from && one < until ? one - from : -1)), shape)
  const { columns, weights } = trainLinear(arena, data, SETTINGS, { random: openRandom(1), tick() {} })
  const kept = new Float32Array((shape.features + 1) * shape.classes)
  for (let row = 0; row <= shape.features; row++) kept.set(weights.subarray(row * columns, row * columns + shape.classes), row * shape.classes)
  return { from, until, weights: kept }
}

/** The mentor of parts that have all its classes between them. */
export function joinClasses({ vocabulary, classes }: MentorLessons, parts: LearnedClasses[]): Mentor {
  const features = vocabulary.idf.length
  const all = new Float32Array((features + 1) * classes)
  for (const { from, until, weights } of parts) {
    const width = until - from
    for (let row = 0; row <= features; row++) all.set(weights.subarray(row * width, (row + 1) * width), row * classes + from)
  }
  return { vocabulary, rows: quantise(all, { rows: features, columns: classes, stride: classes }, 1.5), bias: all.slice(features * classes) }
}

/** Of what a bot's mentor in this language would be made; empty where it has none. */
export function mentorFingerprint(language: string): string {
  return language.startsWith(LANGUAGE) ? sha256(JSON.stringify(shippedPages())) : ''
}

/** Whether this is the shipped bot, or has most of its intents from there: our pages of everyday matters were written beside those. */
export function hasShippedIntents(corpus: Corpus, intents: ShippedIntents): boolean {
  return intents.length > 0 && isMostlyOf(intents, corpus)
}

function isMostlyOf(intents: { intent: string }[], { labels }: Corpus): boolean {
  const names = new Set(intents.map(({ intent }) => intent))
  return labels.filter((label) => names.has(label)).length * 2 >= labels.length
}

type ShippedIntents = ReturnType<typeof shippedIntents>

/** The shipped bot's intents; a mentor's classes begin with them, in this order. None in a language without a mentor. */
export function shippedIntents(language = LANGUAGE) {
  return language.startsWith(LANGUAGE) ? contentOf({ [LANGUAGE]: shippedPages() }).languages[0]!.intents : []
}

/** The pages that teach; what the bot says is on others. */
function shippedPages(): Record<string, string> {
  const folder = fileURLToPath(new URL(`../content/${LANGUAGE}/`, import.meta.url))
  const names = readdirSync(folder).filter((name) => name.endsWith('.md') && !name.endsWith('.replies.md')).sort()
  return Object.fromEntries(names.map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')]))
}
