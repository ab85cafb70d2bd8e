// From examples to a classifier: vocabulary, machine, and what the machine's scores are worth, judged on lines held out.
import { fitSharpness, softmax, type Judged } from './calibration.ts'
import { readCorpus, type Corpus } from './corpus.ts'
import { holdOut, type Round } from './folds.ts'
import { scoreLine, trainMachine, type Machine, type MachineSettings } from './machine.ts'
import { SCHEMA, type ClassifierModel, type Example, type TrainOptions } from './model.ts'
import { fitReject, oddities } from './reject.ts'
import { learnVocabulary, openVectoriser, type Sparse, type Vocabulary } from './vocabulary.ts'

const SETTINGS: MachineSettings = { linear: { cost: 1, epochs: 10, balance: 0 }, levels: 127 }
const MOST_FEATURES = 40_000

type Tick = (share: number) => void
interface Verdict extends Judged { line: Sparse }

/** Trains on the examples; the same examples, options and seed give the same model, bit for bit. Throws when there are fewer than two intents. */
export function trainClassifier(examples: Example[], options: TrainOptions): ClassifierModel {
  const seed = options.seed ?? 1
  const corpus = readCorpus(examples, options)
  const rounds = holdOut(corpus, seed)
  const stage = (at: number, what: string): Tick => (share) => {
    options.signal?.throwIfAborted()
    options.onProgress?.((at + share) / (rounds.length + 1), what)
  }
  const everything = [...corpus.target.keys()]
  const { vocabulary, machine } = trainOn(corpus, everything, { seed, tick: stage(0, 'training') })
  const verdicts = rounds.flatMap((round, at) => judge(corpus, round, { seed: seed + at + 1, tick: stage(at + 1, 'judging') }))
  const { labels, hasNone } = corpus
  const sharpness = fitSharpness(verdicts.filter(({ target }) => target >= 0 && target < labels.length), labels.length)
  const odd = verdicts.map(({ line, scores, target }) => ({ isInside: target >= 0 && target < labels.length, odd: oddities(line, scores, softmax(scores, sharpness, labels.length), hasNone) }))
  const reject = fitReject(odd.filter((one) => one.isInside).map((one) => one.odd), odd.filter((one) => !one.isInside).map((one) => one.odd), labels.length)
  return { schema: SCHEMA, language: options.language, seed, labels, hasNone, vocabulary, machine, calibration: { sharpness }, reject }
}

function trainOn(corpus: Corpus, lines: number[], work: { seed: number; tick: Tick }): { vocabulary: Vocabulary; machine: Machine } {
  work.tick(0)
  const texts = lines.map((line) => corpus.texts[line]!)
  const vocabulary = learnVocabulary(texts, corpus.language, MOST_FEATURES)
  const task = {
    lines: texts.map(openVectoriser(vocabulary)),
    target: Int32Array.from(lines, (line) => corpus.target[line]!),
    features: vocabulary.idf.length,
    classes: corpus.labels.length + (corpus.hasNone ? 1 : 0),
  }
  return { vocabulary, machine: trainMachine(task, SETTINGS, work) }
}

/** Trains without the round's lines and scores them. Strangers get the target −1. */
function judge(corpus: Corpus, round: Round, work: { seed: number; tick: Tick }): Verdict[] {
  const { vocabulary, machine } = trainOn(corpus, round.train, work)
  const vectorise = openVectoriser(vocabulary)
  const verdict = (at: number, target: number): Verdict => {
    const line = vectorise(corpus.texts[at]!)
    return { line, target, scores: scoreLine(machine, line) }
  }
  return [...round.judge.map((at) => verdict(at, corpus.target[at]!)), ...round.strangers.map((at) => verdict(at, -1))]
}
