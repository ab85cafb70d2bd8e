// Raw scores into confidences: of all that is said with 0.8, 80 % are right.

export interface Calibration {
  /** What raw scores are multiplied with before the softmax; fitted on lines the machine had not seen. */
  sharpness: number
}

/** A line that was scored by a machine trained without it. */
export interface Judged { scores: Float32Array; target: number }

/** Probabilities of the first `count` classes. */
export function softmax(scores: Float32Array, sharpness: number, count: number): Float64Array {
  let largest = -Infinity
  for (let c = 0; c < count; c++) largest = Math.max(largest, scores[c]!)
  const odds = new Float64Array(count)
  let sum = 0
  for (let c = 0; c < count; c++) {
    odds[c] = Math.exp((scores[c]! - largest) * sharpness)
    sum += odds[c]!
  }
  for (let c = 0; c < count; c++) odds[c]! /= sum
  return odds
}

/** The sharpness under which the right classes are the least surprising (temperature scaling, Guo et al. 2017), by golden-section search. */
export function fitSharpness(judged: Judged[], count: number): number {
  if (judged.length === 0 || count < 2) return 1
  let low = Math.log(0.05)
  let high = Math.log(60)
  const golden = (Math.sqrt(5) - 1) / 2
  for (let round = 0; round < 24; round++) {
    const left = high - golden * (high - low)
    const right = low + golden * (high - low)
    if (surprise(judged, Math.exp(left), count) < surprise(judged, Math.exp(right), count)) high = right
    else low = left
  }
  return Math.exp((low + high) / 2)
}

function surprise(judged: Judged[], sharpness: number, count: number): number {
  let sum = 0
  for (const { scores, target } of judged) sum -= Math.log(softmax(scores, sharpness, count)[target]! + 1e-12)
  return sum / judged.length
}
