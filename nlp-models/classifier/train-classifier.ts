// From examples to a classifier: vocabulary, machine, and what the machine's scores are worth, judged on lines held out.
import { fold } from '../normalise.ts'
import { fitCalibration, type Judged } from './calibration.ts'
import { countTaught, isTaught, nameAsLine, readCorpus, type Corpus } from './corpus.ts'
import { holdOut, type Round } from './folds.ts'
import { gibberish } from './gibberish.ts'
import { wholeLesson, type Ground, type Lesson } from './lesson.ts'
import { judgeLine, trainMachine, type Machine, type MachineSettings } from './machine.ts'
import { memorise } from './memory.ts'
import { openOpinions } from './mentor.ts'
import { SCHEMA, type ClassifierModel, type Example, type TrainOptions } from './model.ts'
import { readTexts } from './readings.ts'
import { fitReject, readOddities } from './reject.ts'
import { strangersTo } from './strangers.ts'
import { advisedRowsOf, firstLetter, learnVocabulary, openVectoriser, viewOfFeatures, type Sparse, type Vocabulary } from './vocabulary.ts'

/** One setting for all sets, chosen on train and dev splits: docs/understanding-experiments.md has what was tried. */
const SETTINGS: MachineSettings = {
  linear: { cost: 1, epochs: 8, balance: 0, isContrasted: false },
  perceptron: { rate: 0.03, dropGrams: 0.3, dropHidden: 0.3, readApart: 0 },
  networks: [{ reads: 'all', hidden: 256 }],
  lessons: 120_000,
  passes: [9, 40],
  fineness: 1.5,
}
/** Where the word lists are broad, a line is now and then read by its notions and themes alone, or without them. */
const BROAD: MachineSettings = { ...SETTINGS, perceptron: { ...SETTINGS.perceptron, readApart: 0.25 } }
/** A handful of classes are shades rather than topics, and their labels are opinions: held back harder, every class weighing the same. */
const SHADES: MachineSettings = {
  linear: { cost: 0.2, epochs: 10, balance: 1, isContrasted: true },
  perceptron: { rate: 0.03, dropGrams: 0.5, dropHidden: 0.5, readApart: 0 },
  networks: [{ reads: 'all', hidden: 32 }],
  lessons: 60_000,
  passes: [5, 20],
  fineness: 1.5,
}
const MOST_FEATURES = 40_000
const MOST_FEATURES_OF_SHADES = 100_000

/** The target of lines whose intent was left out of the machine that judges them. */
const STRANGER = -1

type Tick = (share: number) => void
interface Work { seed: number; tick: Tick; settings: MachineSettings }
interface Verdict extends Judged { line: Sparse }

/** Trains on the examples; the same examples, options and seed give the same model, bit for bit. Throws when there are fewer than two intents. */
export function trainClassifier(examples: Example[], options: TrainOptions): ClassifierModel {
  const half = (first: boolean): TrainOptions => ({ ...options, onProgress: (share, what) => options.onProgress?.((first ? 0 : 0.5) + share / 2, what) })
  const lesson = wholeLesson(examples, options)
  return assemble(examples, options, { ...learnMachine(lesson, half(true)), ...learnWorth(lesson, half(false)) })
}

export interface Trained { vocabulary: Vocabulary; machine: Machine }
/** What a machine's scores are worth: how they become confidences, and when they are not to be believed. */
export type Worth = Pick<ClassifierModel, 'calibration' | 'reject'>

/** The first half of the training, which needs nothing of the other: the machine that will serve. */
export function learnMachine({ corpus, ground }: Lesson, options: TrainOptions): Trained {
  return trainOn(corpus, ground, [...corpus.target.keys()], workOf(options, corpus, 'training', [0, 1]))
}

/** The other half: machines like it, trained without some lines and intents, and judged on those. */
export function learnWorth({ corpus, ground }: Lesson, options: TrainOptions): Worth {
  const { labels } = corpus
  const rounds = holdOut(corpus, options.seed ?? 1)
  const verdicts = rounds.flatMap((round, at) => {
    const work = workOf(options, corpus, 'judging', [at / rounds.length, 1 / rounds.length])
    return judge(corpus, ground, round, { ...work, seed: work.seed + at + 1 })
  })
  const inside = verdicts.filter(({ target }) => target >= 0 && target < labels.length)
  const calibration = fitCalibration(inside, labels.length, corpus.isOfShades ? frequencyOf(corpus) : null)
  const reject = fitReject(verdicts.map((verdict) => readOddities(verdict, calibration, labels.length)), labels.length, countTaught(corpus))
  return { calibration, reject }
}

/** The model from both halves. */
export function assemble(examples: Example[], options: TrainOptions, { vocabulary, machine, calibration, reject }: Trained & Worth): ClassifierModel {
  const corpus = readCorpus(examples, options)
  const { labels, hasNone } = corpus
  // What the shop taught, off-topic too; of our own background a line may mean something to it.
  const own = { ...options, offTopic: options.offTopic ?? [] }
  const memory = corpus.isOfShades ? null : memorise(taughtLines(examples, own, labels))
  return { schema: SCHEMA, language: options.language, seed: options.seed ?? 1, labels, hasNone, vocabulary, machine, calibration, reject, memory }
}

function taughtLines(examples: Example[], { language, offTopic }: { language: string; offTopic: string[] }, labels: string[]): Pick<Corpus, 'texts' | 'target'> {
  const classOf = new Map(labels.map((label, at) => [label, at]))
  const lines = [...examples.map(({ text, label }) => ({ text, target: classOf.get(label) ?? labels.length })), ...offTopic.map((text) => ({ text, target: labels.length }))]
  return { texts: lines.map(({ text }) => fold(text, language)), target: Int32Array.from(lines, ({ target }) => target) }
}

function workOf(options: TrainOptions, corpus: Corpus, what: string, [from, part]: [number, number]): Work {
  const tick: Tick = (share) => {
    options.signal?.throwIfAborted()
    options.onProgress?.(from + share * part, what)
  }
  return { seed: options.seed ?? 1, settings: settingsFor(corpus), tick }
}

function settingsFor({ isOfShades, language }: Corpus): MachineSettings {
  return isOfShades ? SHADES : language.startsWith('en') ? BROAD : SETTINGS
}

function trainOn(corpus: Corpus, { grammar, mentor, spared }: Ground, lines: number[], work: Work): Trained {
  work.tick(0)
  const read = (line: number) => ({ text: corpus.texts[line]!, target: corpus.target[line]! })
  const taught = [...namesAsLines(corpus, lines), ...lines.filter((line) => isTaught(corpus, line)).map(read)]
  const strange = mentor && spared.length > 0 ? strangersTo(taught.map(({ text }) => text), mentor, spared).map((text) => ({ text, target: corpus.labels.length })) : []
  const all = [...taught, ...lines.filter((line) => !isTaught(corpus, line)).map(read), ...strange]
  const texts = all.map(({ text }) => text)
  const readings = readTexts(texts, grammar)
  const vocabulary = { ...learnVocabulary(texts, grammar, { limit: corpus.isOfShades ? MOST_FEATURES_OF_SHADES : MOST_FEATURES, background: taught.length, readings }), mentor }
  const view = viewOfFeatures(vocabulary)
  const task = {
    lines: advisedRowsOf(readings, vocabulary, mentor && openOpinions(mentor)),
    target: Int32Array.from(all, ({ target }) => target),
    features: view.length,
    view,
    firstLetter: firstLetter(vocabulary),
    classes: corpus.labels.length + (corpus.hasNone ? 1 : 0),
    background: corpus.hasNone ? corpus.labels.length : -1,
  }
  return { vocabulary, machine: trainMachine(task, work.settings, work) }
}

function frequencyOf({ target, labels }: Corpus): Float32Array {
  const counts = new Float32Array(labels.length)
  for (const one of target) if (one < labels.length) counts[one]!++
  return counts.map((count) => count / target.length)
}

/** The names of the intents that these lines have: people name intents with the words that matter, and few lines need every word. */
function namesAsLines(corpus: Corpus, lines: number[]): { text: string; target: number }[] {
  const present = new Set(lines.map((line) => corpus.target[line]!))
  return corpus.labels.flatMap((label, target) => {
    const text = present.has(target) ? nameAsLine(label, corpus.language) : null
    return text === null ? [] : [{ text, target }]
  })
}

/** Trains without the round's lines and judges them. Gibberish joins as off-topic; lines of left-out intents are strangers. */
function judge(corpus: Corpus, ground: Ground, round: Round, work: Work): Verdict[] {
  const { vocabulary, machine } = trainOn(corpus, ground, round.train, work)
  const vectorise = openVectoriser(vocabulary, { hear: ground.mentor && openOpinions(ground.mentor) })
  const verdict = (at: number, target: number): Verdict => {
    const line = vectorise(corpus.texts[at]!)
    return { line, target, opinions: judgeLine(machine, line) }
  }
  const noise = gibberish(corpus, Math.ceil(round.judge.length / 20), work.seed).map((text): Verdict => {
    const line = vectorise(text)
    return { line, target: corpus.labels.length, opinions: judgeLine(machine, line) }
  })
  return [...round.judge.map((at) => verdict(at, corpus.target[at]!)), ...round.strangers.map((at) => verdict(at, STRANGER)), ...noise]
}
