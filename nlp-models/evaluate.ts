// How good a model is, in numbers that can be compared: pure functions over what it answered.
import { classify, type ClassifierModel } from './classifier/index.ts'

export interface Line { text: string; label: string; lang?: string }

/** What the model said of one line. */
export interface Answer {
  /** The right intent, or null for an off-topic line. */
  truth: string | null
  /** Best intent before rejection. */
  best: string
  confidence: number
  accepted: boolean
  /** Confidence by intent, as far as told (the best five). */
  shares: Map<string, number>
  ms: number
}

export interface Scores {
  accuracy: number
  accuracyAfterReject: number
  overall: number
  oosRecall: number | null
  oosPrecision: number | null
  macroF1: number
  auc: number | null
  ece: number
  p50Ms: number
  p99Ms: number
}

/** Asks the model for every line; `clock` gives milliseconds (core/clock.ts tells nobody but the caller). */
export function answerAll(model: ClassifierModel, lines: { text: string; truth: string | null }[], clock: () => number): Answer[] {
  return lines.map(({ text, truth }) => {
    const from = clock()
    const { scores, accepted } = classify(model, text)
    const ms = clock() - from
    return { truth, best: scores[0]!.intent, confidence: scores[0]!.confidence, accepted, shares: new Map(scores.map(({ intent, confidence }) => [intent, confidence])), ms }
  })
}

/** All figures of the evaluate command; fractions between 0 and 1, null where a figure has no meaning. */
export function scoreAnswers(answers: Answer[]): Scores {
  const inside = answers.filter(({ truth }) => truth !== null)
  const outside = answers.filter(({ truth }) => truth === null)
  const rejected = answers.filter(({ accepted }) => !accepted)
  const isRight = ({ truth, best }: Answer) => truth === best
  const rightAndAccepted = inside.filter((answer) => isRight(answer) && answer.accepted).length
  const caught = outside.filter(({ accepted }) => !accepted).length
  return {
    accuracy: share(inside.filter(isRight).length, inside.length),
    accuracyAfterReject: share(rightAndAccepted, inside.length),
    overall: share(rightAndAccepted + caught, answers.length),
    oosRecall: outside.length ? share(caught, outside.length) : null,
    oosPrecision: outside.length ? share(caught, rejected.length) : null,
    macroF1: macroF1(inside),
    auc: areaUnderCurve(inside),
    ece: calibrationError(inside),
    ...latency(answers),
  }
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}

export interface IntentScore { intent: string; lines: number; precision: number; recall: number; f1: number }

/** Precision, recall and F1 of each intent that occurs, sorted by name. */
export function scoreByIntent(answers: Pick<Answer, 'truth' | 'best'>[]): IntentScore[] {
  const intents = [...new Set(answers.flatMap(({ truth }) => (truth === null ? [] : [truth])))].sort()
  return intents.map((intent) => {
    const lines = answers.filter(({ truth }) => truth === intent).length
    const said = answers.filter(({ best }) => best === intent).length
    const right = answers.filter(({ truth, best }) => truth === intent && best === intent).length
    const precision = share(right, said)
    const recall = share(right, lines)
    return { intent, lines, precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) }
  })
}

function macroF1(answers: Answer[]): number {
  const scores = scoreByIntent(answers)
  return share(scores.reduce((sum, { f1 }) => sum + f1, 0), scores.length)
}

/** Area under the ROC curve for the rarer of two classes, by ranks, ties shared; null when there are not exactly two. */
function areaUnderCurve(answers: Answer[]): number | null {
  const scores = scoreByIntent(answers).sort((a, b) => a.lines - b.lines || (a.intent < b.intent ? -1 : 1))
  if (scores.length !== 2) return null
  const positive = scores[0]!.intent
  const ranked = answers.map((answer) => ({ isPositive: answer.truth === positive, score: answer.shares.get(positive) ?? 0 })).sort((a, b) => a.score - b.score)
  let sum = 0
  for (let from = 0; from < ranked.length;) {
    let to = from
    while (to < ranked.length && ranked[to]!.score === ranked[from]!.score) to++
    for (let at = from; at < to; at++) if (ranked[at]!.isPositive) sum += (from + to + 1) / 2
    from = to
  }
  const positives = scores[0]!.lines
  return (sum - (positives * (positives + 1)) / 2) / (positives * (answers.length - positives))
}

export interface Bin { from: number; to: number; lines: number; confidence: number; accuracy: number }

/** The answers in equal-width bins of confidence. */
export function calibrationBins(answers: Pick<Answer, 'truth' | 'best' | 'confidence'>[], count = 15): Bin[] {
  return Array.from({ length: count }, (_, at) => {
    const held = answers.filter(({ confidence }) => Math.min(count - 1, Math.floor(confidence * count)) === at)
    return {
      from: at / count, to: (at + 1) / count, lines: held.length,
      confidence: share(held.reduce((sum, { confidence }) => sum + confidence, 0), held.length),
      accuracy: share(held.filter(({ truth, best }) => truth === best).length, held.length),
    }
  })
}

/** Expected calibration error: the mean gap between what is said and what is so. */
export function calibrationError(answers: Pick<Answer, 'truth' | 'best' | 'confidence'>[]): number {
  return calibrationBins(answers).reduce((sum, bin) => sum + Math.abs(bin.confidence - bin.accuracy) * share(bin.lines, answers.length), 0)
}

function latency(answers: Answer[]) {
  const sorted = answers.map(({ ms }) => ms).sort((a, b) => a - b)
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
  return { p50Ms: at(0.5), p99Ms: at(0.99) }
}
