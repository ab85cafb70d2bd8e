// Whether the best intent is to be believed at all. A small logistic model over what is odd about a message.
import type { Sparse } from './vocabulary.ts'

export interface Reject {
  /** By feature of {@link oddities}, the constant last. */
  weights: number[]
  /** Accepted at or above it, by intent. */
  thresholds: Float32Array
}

/** What is odd about a message, each of the order of one. */
export function oddities(line: Sparse, scores: Float32Array, probabilities: Float64Array, hasNone: boolean): number[] {
  const count = probabilities.length
  const sorted = [...scores.subarray(0, count)].sort((a, b) => b - a)
  const none = hasNone ? scores[count]! : -1
  const best = probabilities.reduce((a, b) => Math.max(a, b), 0)
  return [Math.log(best / (1 - best + 1e-4)) / 4, sorted[0]!, sorted[0]! - (sorted[1] ?? -1), none, line.unknown[0]!, line.unknown[1]!, 1]
}

/** 0 … 1: how surely the message belongs to one of the intents. */
export function belonging(reject: Reject, odd: number[]): number {
  let sum = 0
  odd.forEach((value, at) => { sum += value * reject.weights[at]! })
  return 1 / (1 + Math.exp(-sum))
}

/** Fits the logistic model by gradient descent with a little shrinkage; both sides weigh the same whatever their number. */
export function fitReject(inside: number[][], outside: number[][], intents: number): Reject {
  const width = inside[0]?.length ?? outside[0]?.length ?? 0
  const weights = new Array<number>(width).fill(0)
  const thresholds = new Float32Array(intents).fill(0.5)
  if (inside.length === 0 || outside.length === 0) return { weights: [...weights.slice(1), 3], thresholds }
  for (let round = 0; round < 400; round++) {
    const gradient = weights.map((weight) => weight * 0.001)
    for (const [odds, goal] of [[inside, 1], [outside, 0]] as const) {
      for (const odd of odds) {
        const error = (belonging({ weights, thresholds }, odd) - goal) / odds.length
        odd.forEach((value, at) => { gradient[at]! += error * value })
      }
    }
    gradient.forEach((slope, at) => { weights[at]! -= slope * 2 })
  }
  return { weights, thresholds }
}
