// One-versus-rest linear machines with squared hinge loss, all classes trained at once.
// Dual coordinate descent (Hsieh, Chang, Lin, Keerthi, Sundararajan 2008), one example a step, its weight for every class side by side.
import type { Dataset } from './dataset.ts'
import { paddedColumns, type Arena } from './kernels.ts'
import { shuffle, type Random } from './random.ts'

export interface LinearSettings {
  /** Cost of a violated margin. */
  cost: number
  epochs: number
  /** 1: all lines weigh the same; the larger, the more lines of rare classes weigh. 0 = none, 1 = classes weigh the same in total. */
  balance: number
}

/** Weights by feature (rows) and class (columns, padded), the last row being the bias. */
export interface LinearWeights { columns: number; weights: Float32Array }

export function linearBytes(data: { size: number; features: number; classes: number }): number {
  return paddedColumns(data.classes) * (data.features + data.size + 8) * 4
}

/** Trains the machines; `tick` is told the share done after each pass. */
export function trainLinear(arena: Arena, data: Dataset, settings: LinearSettings, work: { random: Random; tick(share: number): void }): LinearWeights {
  const columns = paddedColumns(data.classes)
  const weights = arena.floats((data.features + 1) * columns)
  const alpha = arena.floats(data.size * columns).view
  const scores = arena.floats(columns)
  const order = Int32Array.from({ length: data.size }, (_, at) => at)
  const damping = dampingByClass(data, settings)
  const bias = weights.view.subarray(data.features * columns)
  for (let epoch = 0; epoch < settings.epochs; epoch++) {
    shuffle(order, work.random)
    for (const n of order) {
      const length = data.length[n]!
      arena.kernels.gather(length, data.index[n]!, data.value[n]!, weights.at, columns * 4, scores.at)
      if (!stepOne({ data, n, columns, alpha, scores: scores.view, bias, damping })) continue
      arena.kernels.scatter(length, data.index[n]!, data.value[n]!, weights.at, columns * 4, scores.at)
    }
    work.tick((epoch + 1) / settings.epochs)
  }
  return { columns, weights: weights.view }
}

interface Step { data: Dataset; n: number; columns: number; alpha: Float32Array; scores: Float32Array; bias: Float32Array; damping: Float64Array }

/** Turns the scores of line n into the change of its weights, class by class; false when nothing changes. */
function stepOne({ data, n, columns, alpha, scores, bias, damping }: Step): boolean {
  const target = data.target[n]!
  let norm = 1
  for (let at = data.start[n]!, end = at + data.length[n]!; at < end; at++) norm += data.values[at]! * data.values[at]!
  let isChanged = false
  for (let c = 0; c < columns; c++) {
    const sign = c === target ? 1 : -1
    const damp = c === target ? damping[c]! : damping[data.classes]!
    const old = alpha[n * columns + c]!
    if (c >= data.classes) { scores[c] = 0; continue }
    const gradient = sign * (scores[c]! + bias[c]!) - 1 + damp * old
    const next = Math.max(0, old - gradient / (norm + damp))
    const change = next - old
    if (Math.abs(change) < 1e-4) { scores[c] = 0; continue }
    isChanged = true
    alpha[n * columns + c] = next
    scores[c] = sign * change
    bias[c]! += sign * change
  }
  return isChanged
}

/** 1 / (2 · cost) for the positive lines of each class, and last for negative lines. */
function dampingByClass(data: Dataset, { cost, balance }: LinearSettings): Float64Array {
  const counts = new Float64Array(data.classes)
  for (const target of data.target) if (target >= 0) counts[target]!++
  const damping = Float64Array.from(counts, (count) => 1 / (2 * cost * ((data.size - count) / Math.max(count, 1)) ** balance))
  return Float64Array.of(...damping, 1 / (2 * cost))
}
