// Whether the best intent is to be believed at all: a small logistic model over what is odd about a message.
import { blend, softmax, type Calibration } from './calibration.ts'
import type { Opinions } from './machine.ts'
import { solve } from './solve.ts'
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

/** Fits the logistic model and the thresholds on lines that the machine had not seen; `taught` is how many lines the intents have in all. */
export function fitReject(lines: Oddities[], intents: number, taught: number): Reject {
  const sides = weighSides(lines, intents)
  const weights = fitWeights(lines, sides)
  return { weights, thresholds: fitThresholds(lines, { weights, sides, intents, outside: outsideShare(taught) }) }
}

/** What one line counts of its side: lines of intents, of intents left out (strangers), and far ones (background, gibberish). */
interface Sides { kind: ('inside' | 'stranger' | 'far')[]; worth: Record<'inside' | 'stranger' | 'far', number>; isOneSided: boolean }

/** Half of the outside are left-out intents of the same shop, half background and gibberish: real off-topic chat lies between the two. */
const STRANGERS_SHARE = 0.5

function weighSides(lines: Oddities[], intents: number): Sides {
  const kind = lines.map(({ target }) => (target < 0 ? 'stranger' : target < intents ? 'inside' : 'far'))
  const count = (one: string) => kind.filter((other) => other === one).length
  const [inside, stranger, far] = [count('inside'), count('stranger'), count('far')]
  const asStrangers = far === 0 ? 1 : stranger === 0 ? 0 : STRANGERS_SHARE
  return {
    kind, isOneSided: inside === 0 || inside === lines.length,
    worth: { inside: 1 / Math.max(1, inside), stranger: asStrangers / Math.max(1, stranger), far: (1 - asStrangers) / Math.max(1, far) },
  }
}

/** How much the weights are held back, so that a few hundred lines do not decide by chance which of ten like signals counts. */
const SHRINKAGE = 0.005

/** By Newton's method, both sides weighing the same whatever their number. Without one of the sides everything belongs. */
function fitWeights(lines: Oddities[], { kind, worth, isOneSided }: Sides): number[] {
  const width = lines[0]?.values.length ?? 1
  const weights = new Array<number>(width).fill(0)
  if (isOneSided) return weights.fill(1, width - 1)
  for (let round = 0; round < 15; round++) {
    const slope = weights.map((weight, at) => (at < width - 1 ? weight * SHRINKAGE : 0))
    const bend = weights.map((_, row) => weights.map((__, column) => (row !== column ? 0 : row < width - 1 ? SHRINKAGE : 1e-6)))
    lines.forEach(({ values }, n) => {
      const sure = belonging(weights, values)
      const weight = worth[kind[n]!] / 2
      const error = weight * (sure - (kind[n] === 'inside' ? 1 : 0))
      const curve = weight * sure * (1 - sure)
      for (let i = 0; i < width; i++) {
        slope[i]! += error * values[i]!
        for (let j = 0; j < width; j++) bend[i]![j]! += curve * values[i]! * values[j]!
      }
    })
    const step = solve(bend, slope)
    const longest = step.reduce((most, size) => Math.max(most, Math.abs(size)), 0)
    for (let at = 0; at < width; at++) weights[at]! -= step[at]! * Math.min(1, 3 / longest)
    if (longest < 1e-5) break
  }
  return weights
}

/**
 * The share of messages thought to be none of the bot's business. A young bot, taught a few hundred lines by hand, hears much that nobody thought of:
 * a third. One with ten thousand lines has been taught most of what it hears: a tenth, and a right answer refused costs more than it saves.
 */
function outsideShare(taught: number): number {
  const grown = Math.log(Math.max(1, taught) / 500) / Math.log(20)
  return 0.35 - 0.25 * Math.max(0, Math.min(1, grown))
}

/** An intent's own lines outvote everybody's when there are more of them than this: what a few lines happened to score refused right answers for nothing. */
const FEW_LINES = 1000
const CANDIDATES = Array.from({ length: 93 }, (_, at) => 0.02 + at * 0.01)

interface Judging { weights: number[]; sides: Sides; intents: number; outside: number }

/**
 * For each intent the threshold under which most messages are dealt with rightly: right and accepted inside, rejected outside.
 * An intent with few lines follows the others.
 */
function fitThresholds(lines: Oddities[], { weights, sides, intents, outside }: Judging): Float32Array {
  if (sides.isOneSided) return new Float32Array(intents).fill(0.5)
  const gains = Array.from({ length: intents }, () => new Float64Array(CANDIDATES.length))
  lines.forEach((line, n) => {
    const kind = sides.kind[n]!
    if (kind === 'inside' && line.best !== line.target) return
    const sure = belonging(weights, line.values)
    const worth = sides.worth[kind] * (kind === 'inside' ? 1 - outside : -outside)
    CANDIDATES.forEach((threshold, at) => { if (sure >= threshold) gains[line.best]![at]! += worth })
  })
  const everybody = CANDIDATES.map((_, at) => gains.reduce((sum, gain) => sum + gain[at]!, 0))
  return Float32Array.from(gains, (gain) => {
    const total = everybody.map((all, at) => gain[at]! + (all * FEW_LINES) / lines.length)
    return CANDIDATES[total.indexOf(Math.max(...total))]!
  })
}
