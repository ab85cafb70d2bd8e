// A network with one hidden layer over the sparse grams, trained one line at a time.
// Steps are scaled by row (Adagrad with one memory a row: Duchi 2011, by row as in Gupta, Bengio, Weston 2014): rare grams learn fast, and a step costs no more than the gradient.
import type { Dataset } from './dataset.ts'
import { paddedColumns, type Arena } from './kernels.ts'
import { normal, shuffle, type Random } from './random.ts'

export interface PerceptronSettings {
  /** A multiple of 16. */
  hidden: number
  epochs: number
  rate: number
  /** Share of a line's grams, and of the hidden units, that are left out at each step. */
  dropGrams: number
  dropHidden: number
}

export interface PerceptronWeights { first: Float32Array; hiddenBias: Float32Array; second: Float32Array; secondColumns: number; bias: Float32Array }

export function perceptronBytes(data: { features: number; classes: number }, longest: number, { hidden }: PerceptronSettings): number {
  const columns = paddedColumns(data.classes)
  return 4 * (data.features * hidden + hidden * columns + 2 * longest + 6 * hidden + 3 * columns) + 4096
}

export function trainPerceptron(arena: Arena, data: Dataset, settings: PerceptronSettings, work: { random: Random; tick(share: number): void }): PerceptronWeights {
  const net = openNet(arena, data, settings, work.random)
  const order = Int32Array.from({ length: data.size }, (_, at) => at)
  const steps = settings.epochs * data.size
  let step = 0
  for (let epoch = 0; epoch < settings.epochs; epoch++) {
    shuffle(order, work.random)
    for (const n of order) net.learn(n, settings.rate * (1 - step++ / steps))
    work.tick((epoch + 1) / settings.epochs)
  }
  return net.weights
}

function openNet(arena: Arena, data: Dataset, settings: PerceptronSettings, random: Random) {
  const { hidden } = settings
  const { kernels } = arena
  const columns = paddedColumns(data.classes)
  const longest = data.length.reduce((a, b) => Math.max(a, b), 1)
  const first = arena.floats(data.features * hidden)
  const second = arena.floats(hidden * columns)
  const [ids, values] = [arena.ints(longest), arena.floats(longest)]
  const [active, level, back] = [arena.ints(hidden), arena.floats(hidden), arena.floats(hidden)]
  const [sum, slope, scores] = [arena.floats(hidden), arena.floats(hidden), arena.floats(columns)]
  const hiddenBias = new Float32Array(hidden)
  const bias = new Float32Array(columns)
  const firstMemory = new Float32Array(data.features).fill(1e-7)
  const secondMemory = new Float32Array(hidden).fill(1e-3)
  const biasMemory = new Float32Array(columns).fill(1e-5)
  const hiddenMemory = new Float32Array(hidden).fill(1e-6)
  for (let at = 0; at < first.view.length; at++) first.view[at] = normal(random) * 0.02
  for (let h = 0; h < hidden; h++) for (let c = 0; c < data.classes; c++) second.view[h * columns + c] = normal(random) * Math.sqrt(2 / hidden) * 0.5

  const readLine = (n: number): number => {
    const keep = 1 - settings.dropGrams
    let kept = 0
    for (let at = data.start[n]!, end = at + data.length[n]!; at < end; at++) {
      if (random() >= keep) continue
      ids.view[kept] = data.ids[at]!
      values.view[kept++] = data.values[at]! / keep
    }
    return kept
  }

  const wakeHidden = (): number => {
    const keep = 1 - settings.dropHidden
    let awake = 0
    for (let h = 0; h < hidden; h++) {
      const value = sum.view[h]! + hiddenBias[h]!
      if (value <= 0 || random() >= keep) continue
      active.view[awake] = h
      level.view[awake++] = value / keep
    }
    return awake
  }

  /** Turns the scores into their error; gives its square sum. */
  const errorOf = (target: number): number => {
    const s = scores.view
    let largest = -Infinity
    for (let c = 0; c < data.classes; c++) { s[c]! += bias[c]!; if (s[c]! > largest) largest = s[c]! }
    let total = 0
    for (let c = 0; c < data.classes; c++) { s[c] = Math.exp(s[c]! - largest); total += s[c]! }
    let square = 0
    for (let c = 0; c < data.classes; c++) {
      s[c] = s[c]! / total - (c === target ? 1 : 0)
      square += s[c]! * s[c]!
    }
    for (let c = data.classes; c < columns; c++) s[c] = 0
    return square
  }

  const learn = (n: number, rate: number) => {
    const kept = readLine(n)
    kernels.gather(kept, ids.at, values.at, first.at, hidden * 4, sum.at)
    const awake = wakeHidden()
    kernels.gather(awake, active.at, level.at, second.at, columns * 4, scores.at)
    const square = errorOf(data.target[n]!)
    kernels.dots(awake, active.at, back.at, second.at, columns * 4, scores.at)
    slope.view.fill(0)
    let slopeSquare = 0
    for (let k = 0; k < awake; k++) {
      const h = active.view[k]!
      const g = back.view[k]! / (1 - settings.dropHidden)
      slope.view[h] = g
      slopeSquare += g * g
      hiddenMemory[h]! += g * g
      hiddenBias[h]! -= rate * g / Math.sqrt(hiddenMemory[h]!)
      const value = level.view[k]!
      secondMemory[h]! += value * value * square / data.classes
      level.view[k] = -rate * value / Math.sqrt(secondMemory[h]!)
    }
    kernels.scatter(awake, active.at, level.at, second.at, columns * 4, scores.at)
    for (let c = 0; c < data.classes; c++) {
      const g = scores.view[c]!
      biasMemory[c]! += g * g
      bias[c]! -= rate * g / Math.sqrt(biasMemory[c]!)
    }
    slopeSquare /= hidden
    for (let k = 0; k < kept; k++) {
      const id = ids.view[k]!
      const value = values.view[k]!
      firstMemory[id]! += value * value * slopeSquare
      values.view[k] = -rate * value / Math.sqrt(firstMemory[id]!)
    }
    kernels.scatter(kept, ids.at, values.at, first.at, hidden * 4, slope.at)
  }
  return { learn, weights: { first: first.view, hiddenBias, second: second.view, secondColumns: columns, bias } }
}
