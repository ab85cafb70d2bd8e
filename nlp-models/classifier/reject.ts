// Whether the best intent is to be believed at all: a small logistic model over what is odd about a message.
import { blend, softmax, type Calibration } from './calibration.ts'
import type { Opinions } from './machine.ts'
import type { Sparse } from './vocabulary.ts'

export interface Reject {
  /** By oddity, the constant last. */
  weights: number[]
  /** Accepted at or above it, by intent. */
  thresholds: Float32Array
}

/** What is odd about a message, each of the order of one, and what it was. */
export interface Oddities {
  values: number[]
  best: number
  /** The class it really is: an intent; the number of intents for off-topic; below 0 for an intent the machine was not taught. */
  target: number
}

export function readOddities(judged: { line: Sparse; opinions: Opinions; target: number }, calibration: Calibration, intents: number): Oddities {
  const { line, opinions, target } = judged
  const scores = blend(opinions, calibration)
  const shares = softmax(scores, intents)
  const best = shares.reduce((leader, share, at) => (share > shares[leader]! ? at : leader), 0)
  const all = softmax(scores, scores.length)
  const hasNone = scores.length > intents
  const values = [
    logit(shares[best]!) / 4,
    logit(all[best]!) / 4,
    hasNone ? logit(all[intents]!) / 4 : -1,
    opinions.linear[best]!,
    hasNone ? opinions.linear[intents]! : -1,
    second(opinions.linear, best, intents),
    opinions.network[best]! / 8,
    ...line.unknown,
    1,
  ]
  return { values, best, target }
}

function logit(share: number): number {
  return Math.log((share + 1e-5) / (1 - share + 1e-5))
}

function second(scores: Float32Array, best: number, intents: number): number {
  let largest = -2
  for (let c = 0; c < intents; c++) if (c !== best) largest = Math.max(largest, scores[c]!)
  return largest
}

/** 0 … 1: how surely the message belongs to one of the intents. */
export function belonging(weights: number[], values: number[]): number {
  let sum = 0
  for (let at = 0; at < values.length; at++) sum += values[at]! * weights[at]!
  return 1 / (1 + Math.exp(-sum))
}

/** Fits the logistic model and the thresholds on lines that the machine had not seen. */
export function fitReject(lines: Oddities[], intents: number): Reject {
  const weights = fitWeights(lines, intents)
  return { weights, thresholds: fitThresholds(lines, weights, intents) }
}

/** By gradient descent with a little shrinkage; both sides weigh the same whatever their number. */
function fitWeights(lines: Oddities[], intents: number): number[] {
  const sides = [[lines.filter((line) => isInside(line, intents)), 1], [lines.filter((line) => !isInside(line, intents)), 0]] as const
  const width = lines[0]?.values.length ?? 1
  const weights = new Array<number>(width).fill(0)
  if (sides.some(([side]) => side.length === 0)) return weights.fill(1, width - 1)
  for (let round = 0; round < 600; round++) {
    const gradient = weights.map((weight, at) => (at < width - 1 ? weight * 0.002 : 0))
    for (const [side, goal] of sides) {
      for (const { values } of side) {
        const error = (belonging(weights, values) - goal) / side.length
        for (let at = 0; at < width; at++) gradient[at]! += error * values[at]!
      }
    }
    for (let at = 0; at < width; at++) weights[at]! -= gradient[at]!
  }
  return weights
}

function isInside({ target }: Oddities, intents: number): boolean {
  return target >= 0 && target < intents
}

/**
 * The share of messages thought to be none of the bot's business. In live chats it may be a third and more; chosen on development
 * splits, where 0.3 refused one right answer in nine of clinc150.
 * Half of it by left-out intents of the same shop, half by background and gibberish: real off-topic chat lies between the two.
 */
const OUTSIDE_SHARE = 0.2
const STRANGERS_SHARE = 0.5
/** An intent's own lines outvote everybody's when there are more of them than this: with 40, what a few lines happened to score refused one right answer in a hundred more of clinc150 (dev) for nothing. */
const FEW_LINES = 200
const CANDIDATES = Array.from({ length: 37 }, (_, at) => 0.05 + at * 0.025)

/**
 * For each intent the threshold under which most messages are dealt with rightly: right and accepted inside, rejected outside.
 * An intent with few lines follows the others.
 */
function fitThresholds(lines: Oddities[], weights: number[], intents: number): Float32Array {
  const inside = lines.filter((line) => isInside(line, intents)).length
  if (inside === 0 || inside === lines.length) return new Float32Array(intents).fill(0.5)
  const strangers = lines.filter(({ target }) => target < 0).length
  const far = lines.length - inside - strangers
  const asStrangers = far === 0 ? 1 : strangers === 0 ? 0 : STRANGERS_SHARE
  const worth = {
    inside: (1 - OUTSIDE_SHARE) / inside,
    stranger: (OUTSIDE_SHARE * asStrangers) / Math.max(1, strangers),
    far: (OUTSIDE_SHARE * (1 - asStrangers)) / Math.max(1, far),
  }
  const gains = Array.from({ length: intents }, () => ({ lines: 0, gain: new Float64Array(CANDIDATES.length) }))
  for (const line of lines) {
    const own = gains[line.best]!
    const sure = belonging(weights, line.values)
    own.lines++
    CANDIDATES.forEach((threshold, at) => {
      if (!isInside(line, intents)) own.gain[at]! += sure >= threshold ? 0 : line.target < 0 ? worth.stranger : worth.far
      else if (line.best === line.target) own.gain[at]! += sure >= threshold ? worth.inside : 0
    })
  }
  const everybody = CANDIDATES.map((_, at) => gains.reduce((sum, { gain }) => sum + gain[at]!, 0))
  return Float32Array.from(gains, ({ gain }) => {
    const total = everybody.map((all, at) => gain[at]! + (all * FEW_LINES) / lines.length)
    return CANDIDATES[total.indexOf(Math.max(...total))]!
  })
}
