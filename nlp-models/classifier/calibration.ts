// Two opinions into confidences: of all that is said with 0.8, 80 % are right.
import type { Opinions } from './machine.ts'

export interface Calibration {
  /** What the linear and the network's scores are multiplied with before they are added; fitted on lines the machine had not seen. */
  linear: number
  network: number
}

/** A line that was scored by a machine trained without it. */
export interface Judged { opinions: Opinions; target: number }

/** One score a class from both opinions. */
export function blend({ linear, network }: Opinions, weights: Calibration): Float32Array {
  return linear.map((score, c) => score * weights.linear + network[c]! * weights.network)
}

/** Probabilities of the first `count` classes. */
export function softmax(scores: Float32Array, count: number): Float64Array {
  let largest = -Infinity
  for (let c = 0; c < count; c++) largest = Math.max(largest, scores[c]!)
  const odds = new Float64Array(count)
  let sum = 0
  for (let c = 0; c < count; c++) {
    odds[c] = Math.exp(scores[c]! - largest)
    sum += odds[c]!
  }
  for (let c = 0; c < count; c++) odds[c]! /= sum
  return odds
}

/**
 * The weights under which the right classes are the least surprising: temperature scaling (Guo et al. 2017) with one temperature an opinion.
 * Newton's method: the surprise is convex in the two weights. A weight never goes below a trace, so that a lucky split cannot turn an opinion round.
 */
export function fitCalibration(judged: Judged[], count: number): Calibration {
  const weights: Calibration = { linear: 3, network: 0.5 }
  if (judged.length < 10 || count < 2) return weights
  for (let round = 0; round < 12; round++) {
    const { slope, bend } = slopes(judged, weights, count)
    const [a, b, d] = [bend[0] + 1e-6, bend[1], bend[2] + 1e-6]
    const determinant = a * d - b * b
    weights.linear = Math.max(0.2, weights.linear - clamp((d * slope[0] - b * slope[1]) / determinant, 2))
    weights.network = Math.max(0.05, weights.network - clamp((a * slope[1] - b * slope[0]) / determinant, 0.5))
  }
  return weights
}

/** First and second derivatives of the mean surprise. */
function slopes(judged: Judged[], weights: Calibration, count: number) {
  const slope: [number, number] = [0, 0]
  const bend: [number, number, number] = [0, 0, 0]
  for (const { opinions, target } of judged) {
    const p = softmax(blend(opinions, weights), count)
    let [x, y, xx, xy, yy] = [0, 0, 0, 0, 0]
    for (let c = 0; c < count; c++) {
      const [u, v] = [opinions.linear[c]!, opinions.network[c]!]
      x += p[c]! * u
      y += p[c]! * v
      xx += p[c]! * u * u
      xy += p[c]! * u * v
      yy += p[c]! * v * v
    }
    slope[0] += (x - opinions.linear[target]!) / judged.length
    slope[1] += (y - opinions.network[target]!) / judged.length
    bend[0] += (xx - x * x) / judged.length
    bend[1] += (xy - x * y) / judged.length
    bend[2] += (yy - y * y) / judged.length
  }
  return { slope, bend }
}

function clamp(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value))
}
