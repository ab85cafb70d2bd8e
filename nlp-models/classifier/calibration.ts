// Two opinions into confidences: of all that is said with 0.8, 80 % are right.
import type { Opinions } from './machine.ts'
import { solve } from './solve.ts'

export interface Calibration {
  /** What the linear and the network's scores are multiplied with before they are added; fitted on lines the machine had not seen. */
  linear: number
  network: number
  /** Added to each class: a machine that was trained with all classes weighing the same does not know how frequent they are. Null where it was not. */
  prior: Float32Array | null
}

/** A line that was scored by a machine trained without it. */
export interface Judged { opinions: Opinions; target: number }

/** One score a class from both opinions. */
export function blend({ linear, network }: Opinions, { linear: a, network: b, prior }: Calibration): Float32Array {
  return linear.map((score, c) => score * a + network[c]! * b + (prior?.[c] ?? 0))
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
 * What may speak for a class: linear, network, and with balanced classes how frequent it is. Starting weight, least weight, longest step of each;
 * with topics also what large sets were found to need (1.1–1.8 and 0.67–0.81), which is believed as far as `trust` lines would be: on 200 lines of
 * their own, small sets gave all weight to one opinion or the other by chance.
 */
const VOICES = [
  { start: 3, least: 0.2, step: 2, usual: 1.5, trust: 30 },
  { start: 0.5, least: 0, step: 0.5, usual: 0.7, trust: 480 },
  { start: 0.5, least: 0, step: 0.5, usual: 0.5, trust: 0 },
]

/**
 * The weights under which the right classes are the least surprising: temperature scaling (Guo et al. 2017) with one temperature an opinion.
 * Newton's method: the surprise is convex in the weights. A weight never goes below nothing, so that a lucky split cannot turn an opinion round.
 */
export function fitCalibration(judged: Judged[], count: number, frequency: Float32Array | null = null): Calibration {
  const voices = frequency ? VOICES : VOICES.slice(0, 2)
  const weights = voices.map(({ start }) => start)
  const pull = voices.map(({ trust }) => (frequency ? 0 : trust / Math.max(1, judged.length)))
  const prior = frequency?.map((share) => Math.log(Math.max(share, 1e-6))) ?? null
  for (let round = 0; round < 12 && judged.length >= 10 && count >= 2; round++) {
    const step = newtonStep(judged, { weights, prior, count, pull })
    voices.forEach(({ least, step: most }, at) => { weights[at] = Math.max(least, weights[at]! - clamp(step[at]!, most)) })
  }
  return { linear: weights[0]!, network: weights[1]!, prior: prior?.map((log) => log * weights[2]!) ?? null }
}

interface Fit { weights: number[]; prior: Float32Array | null; count: number; pull: number[] }

/** The step that the first and second derivatives of the mean surprise ask for. */
function newtonStep(judged: Judged[], { weights, prior, count, pull }: Fit): number[] {
  const slope = weights.map((weight, at) => pull[at]! * (weight - VOICES[at]!.usual))
  const bend = weights.map((_, row) => weights.map((__, column) => (row === column ? 1e-6 + pull[row]! : 0)))
  for (const { opinions, target } of judged) {
    const voices = [opinions.linear, opinions.network, ...(prior ? [prior] : [])]
    const p = softmax(voices[0]!.map((_, c) => voices.reduce((sum, voice, at) => sum + voice[c]! * weights[at]!, 0)), count)
    const mean = voices.map((voice) => p.reduce((sum, share, c) => sum + share * voice[c]!, 0))
    voices.forEach((voice, i) => {
      slope[i]! += (mean[i]! - voice[target]!) / judged.length
      for (let j = 0; j <= i; j++) {
        const both = p.reduce((sum, share, c) => sum + share * voice[c]! * voices[j]![c]!, 0)
        bend[i]![j]! += (both - mean[i]! * mean[j]!) / judged.length
        if (j < i) bend[j]![i] = bend[i]![j]!
      }
    })
  }
  return solve(bend, slope)
}

function clamp(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value))
}
