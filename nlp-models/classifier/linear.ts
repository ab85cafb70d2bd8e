// One-versus-rest linear machines with squared hinge loss, all classes trained at once.
// Dual coordinate descent (Hsieh, Chang, Lin, Keerthi, Sundararajan 2008), one example a step, its weight for every class side by side.
import type { Dataset } from './dataset.ts'
import { paddedColumns, type Arena, type Kernels } from './kernels.ts'
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
  const machines = { data, columns, kernels: arena.kernels, alpha: arena.floats(data.size * columns), scores: arena.floats(columns), damping: dampingByClass(data, settings), norms: normsOf(data), bias: rowAt(weights, data.features, columns) }
  // Of the columns that are no class a line is always on the right side, and they never change.
  machines.bias.view.fill(-1, data.classes)
  const order = Int32Array.from({ length: data.size }, (_, at) => at)
  for (let epoch = 0; epoch < settings.epochs; epoch++) {
    shuffle(order, work.random)
    for (const n of order) {
      const length = data.length[n]!
      arena.kernels.gather(length, data.index[n]!, data.value[n]!, weights.at, columns * 4, machines.scores.at)
      if (!stepOne(machines, n)) continue
      arena.kernels.scatter(length, data.index[n]!, data.value[n]!, weights.at, columns * 4, machines.scores.at)
    }
    work.tick((epoch + 1) / settings.epochs)
  }
  return { columns, weights: weights.view }
}

type Place = ReturnType<Arena['floats']>

function rowAt({ at, view }: Place, row: number, columns: number): Place {
  return { at: at + row * columns * 4, view: view.subarray(row * columns, (row + 1) * columns) }
}

interface Machines { data: Dataset; columns: number; kernels: Kernels; alpha: Place; scores: Place; bias: Place; damping: Float64Array; norms: Float64Array }

/** Turns the scores of line n into the change of its weights, class by class; false when nothing changes. */
function stepOne({ data, columns, kernels, alpha, scores, bias, damping, norms }: Machines, n: number): boolean {
  const target = data.target[n]!
  const damp = damping[data.classes]!
  const own = target < 0 ? null : { old: alpha.view[n * columns + target]!, score: scores.view[target]!, bias: bias.view[target]! }
  const isChanged = kernels.hinge(alpha.at + n * columns * 4, scores.at, bias.at, columns * 4, damp, 1 / (norms[n]! + damp)) !== 0
  if (!own) return isChanged
  // All classes were stepped as if the line were none of them; its own is stepped again, from what it was.
  const gradient = own.score + own.bias - 1 + damping[target]! * own.old
  const next = Math.max(0, own.old - gradient / (norms[n]! + damping[target]!))
  const change = Math.abs(next - own.old) < 1e-4 ? 0 : next - own.old
  alpha.view[n * columns + target] = own.old + change
  scores.view[target] = change
  bias.view[target] = own.bias + change
  return isChanged || change !== 0
}

/** The square of each line's length, the bias being one more feature. */
function normsOf({ size, start, length, values }: Dataset): Float64Array {
  const norms = new Float64Array(size).fill(1)
  for (let n = 0; n < size; n++) for (let at = start[n]!, end = at + length[n]!; at < end; at++) norms[n]! += values[at]! * values[at]!
  return norms
}

/** 1 / (2 · cost) for the positive lines of each class, and last for negative lines. */
function dampingByClass(data: Dataset, { cost, balance }: LinearSettings): Float64Array {
  const counts = new Float64Array(data.classes)
  for (const target of data.target) if (target >= 0) counts[target]!++
  const damping = Float64Array.from(counts, (count) => 1 / (2 * cost * ((data.size - count) / Math.max(count, 1)) ** balance))
  return Float64Array.of(...damping, 1 / (2 * cost))
}
