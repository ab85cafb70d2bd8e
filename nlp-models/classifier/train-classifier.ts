// From examples to a classifier: vocabulary, machine, and what the machine's scores are worth, judged on lines held out.
import { fitCalibration, type Judged } from './calibration.ts'
import { nameAsLine, readCorpus, type Corpus } from './corpus.ts'
import { holdOut, type Round } from './folds.ts'
import { openGrammar, type Grammar } from './grams.ts'
import { gibberish } from './gibberish.ts'
import { judgeLine, trainMachine, type Machine, type MachineSettings } from './machine.ts'
import { SCHEMA, type ClassifierModel, type Example, type TrainOptions } from './model.ts'
import { fitReject, readOddities } from './reject.ts'
import { learnVocabulary, openVectoriser, type Sparse, type Vocabulary } from './vocabulary.ts'

/** One setting for all sets, chosen on train and dev splits: docs/understanding.md has what was tried. */
const SETTINGS: MachineSettings = {
  linear: { cost: 1, epochs: 8, balance: 0 },
  perceptron: { hidden: 256, rate: 0.03, dropGrams: 0.3, dropHidden: 0.3 },
  lessons: 180_000,
  passes: [12, 40],
  fineness: 1.5,
}
const LIGHT: MachineSettings = { ...SETTINGS, perceptron: { ...SETTINGS.perceptron, hidden: 48 }, lessons: 60_000, passes: [8, 20] }
const MOST_FEATURES = 40_000

/** The target of lines whose intent was left out of the machine that judges them. */
const STRANGER = -1

type Tick = (share: number) => void
interface Work { seed: number; tick: Tick; settings: MachineSettings }
interface Verdict extends Judged { line: Sparse }
interface Trained { vocabulary: Vocabulary; machine: Machine }

/** Trains on the examples; the same examples, options and seed give the same model, bit for bit. Throws when there are fewer than two intents. */
export function trainClassifier(examples: Example[], options: TrainOptions): ClassifierModel {
  const seed = options.seed ?? 1
  const settings = options.effort === 'light' ? LIGHT : SETTINGS
  const corpus = readCorpus(examples, options)
  const grammar = openGrammar(options.language)
  const rounds = holdOut(corpus, seed)
  const stage = (at: number, what: string): Tick => (share) => {
    options.signal?.throwIfAborted()
    options.onProgress?.((at + share) / (rounds.length + 1), what)
  }
  const everything = [...corpus.target.keys()]
  const { vocabulary, machine } = trainOn(corpus, grammar, everything, { seed, settings, tick: stage(0, 'training') })
  const verdicts = rounds.flatMap((round, at) => judge(corpus, grammar, round, { seed: seed + at + 1, settings, tick: stage(at + 1, 'judging') }))
  const { labels, hasNone } = corpus
  const inside = verdicts.filter(({ target }) => target >= 0 && target < labels.length)
  const calibration = fitCalibration(inside, labels.length)
  const reject = fitReject(verdicts.map((verdict) => readOddities(verdict, calibration, labels.length)), labels.length)
  return { schema: SCHEMA, language: options.language, seed, labels, hasNone, vocabulary, machine, calibration, reject }
}

function trainOn(corpus: Corpus, grammar: Grammar, lines: number[], work: Work): Trained {
  work.tick(0)
  const names = namesAsLines(corpus, lines)
  const texts = [...lines.map((line) => corpus.texts[line]!), ...names.map(({ text }) => text)]
  const vocabulary = learnVocabulary(texts, grammar, MOST_FEATURES)
  const task = {
    lines: texts.map(openVectoriser(vocabulary)),
    target: Int32Array.from([...lines.map((line) => corpus.target[line]!), ...names.map(({ target }) => target)]),
    features: vocabulary.idf.length,
    classes: corpus.labels.length + (corpus.hasNone ? 1 : 0),
  }
  return { vocabulary, machine: trainMachine(task, work.settings, work) }
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
function judge(corpus: Corpus, grammar: Grammar, round: Round, work: Work): Verdict[] {
  const { vocabulary, machine } = trainOn(corpus, grammar, round.train, work)
  const vectorise = openVectoriser(vocabulary)
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
