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
  /** Of a line's visits, the share in which it is read by its meanings alone (notions and themes), and as large a share in which it is read without them: so that each learns to do without the other, as it must when a word is new. */
  readApart: number
  /** Of each feature, 1 where it is a notion or a theme. */
  isMeaning: Uint8Array
  /** The class of background lines, -1 if there is none. A small set is gone through many times, its background only as often as it takes. */
  background: number
}

/** Lessons that the background has in all, about, or half as many as the taught lines where that is more: each of its lines rests in the other passes, so that 6,000 of them neither drown four hundred taught lines nor make them ten times as dear. */
export const BACKGROUND_LESSONS = 20_000

export interface PerceptronWeights { first: Float32Array; hiddenBias: Float32Array; second: Float32Array; secondColumns: number; bias: Float32Array }

export function perceptronBytes(data: { features: number; classes: number }, longest: number, { hidden }: PerceptronSettings): number {
  const columns = paddedColumns(data.classes)
  return 4 * (data.features * hidden + hidden * columns + 2 * longest + 6 * hidden + 3 * columns) + 4096
}

export function trainPerceptron(arena: Arena, data: Dataset, settings: PerceptronSettings, work: { random: Random; tick(share: number): void }): PerceptronWeights {
  const net = openNet(arena, data, settings, work.random)
  const order = Int32Array.from({ length: data.size }, (_, at) => at)
  const steps = settings.epochs * data.size
  const turns = turnsOfBackground(data, settings)
  let step = 0
  for (let epoch = 0; epoch < settings.epochs; epoch++) {
    shuffle(order, work.random)
    for (const n of order) {
      const rate = settings.rate * (1 - step++ / steps)
      const isResting = data.target[n] === settings.background && (n + epoch) % turns !== 0
      if (!isResting) learnLine(net, n, rate)
    }
    work.tick((epoch + 1) / settings.epochs)
  }
  return { first: net.first.view, hiddenBias: net.hiddenBias, second: net.second.view, secondColumns: net.columns, bias: net.bias }
}

/** One pass in so many is a background line's. */
function turnsOfBackground({ target, size }: Dataset, { background, epochs }: PerceptronSettings): number {
  const lines = target.reduce((count, one) => (one === background ? count + 1 : count), 0)
  const most = Math.max(BACKGROUND_LESSONS, ((size - lines) * epochs) / 2)
  return Math.max(1, Math.floor((lines * epochs) / most))
}

type Net = ReturnType<typeof openNet>

function openNet(arena: Arena, data: Dataset, settings: PerceptronSettings, random: Random) {
  const { hidden } = settings
  const columns = paddedColumns(data.classes)
  const longest = data.length.reduce((a, b) => Math.max(a, b), 1)
  const net = {
    data, random, hidden, columns, kernels: arena.kernels, lots: castLots(random),
    readApart: settings.readApart, isMeaning: settings.isMeaning,
    keepGrams: 1 - settings.dropGrams, keepHidden: 1 - settings.dropHidden,
    first: arena.floats(data.features * hidden), second: arena.floats(hidden * columns),
    hiddenBias: new Float32Array(hidden), bias: new Float32Array(columns),
    // The line at hand: its grams that are kept, its hidden units that are awake, what they said and what comes back.
    ids: arena.ints(longest), values: arena.floats(longest),
    awake: arena.ints(hidden), level: arena.floats(hidden), back: arena.floats(hidden),
    sum: arena.floats(hidden), slope: arena.floats(hidden), scores: arena.floats(columns),
    // Squares of past slopes. They begin above nothing, or the first step would be as long as the rate allows.
    firstMemory: new Float32Array(data.features).fill(1e-7), secondMemory: new Float32Array(hidden).fill(1e-3),
    hiddenMemory: new Float32Array(hidden).fill(1e-6), biasMemory: new Float32Array(columns).fill(1e-5),
  }
  startRows(net.first.view, hidden, random)
  for (let h = 0; h < hidden; h++) for (let c = 0; c < data.classes; c++) net.second.view[h * columns + c] = normal(random) * Math.sqrt(2 / hidden) * 0.5
  return net
}

const LOTS = 1 << 16

/** Small normal weights: each row a stretch of one long list, begun anywhere, for ten million numbers drawn singly took longer than a small set takes to learn. */
function startRows(rows: Float32Array, width: number, random: Random) {
  const list = Float32Array.from({ length: LOTS + width }, () => normal(random) * 0.02)
  for (let at = 0; at < rows.length; at += width) {
    const from = Math.floor(random() * LOTS)
    rows.set(list.subarray(from, from + width), at)
  }
}

/** What is left out is decided by these, each line beginning at a place of its own: a random number for each gram and unit would cost a fifth of the training. */
function castLots(random: Random): Float32Array {
  return Float32Array.from({ length: LOTS }, random)
}

/** A line whose squared error is less has nothing more to teach this time: a share of 97 % for the right class. Spares the dearer half of the step. */
const SETTLED = 1e-3

/** One line forward, its error back, and a step of every weight that took part. */
function learnLine(net: Net, n: number, rate: number) {
  const { kernels, ids, values, awake, level, scores, hidden, columns, firstMemory } = net
  const kept = readLine(net, n)
  kernels.gather(kept, ids.at, values.at, net.first.at, hidden * 4, net.sum.at)
  const count = wakeHidden(net)
  kernels.gather(count, awake.at, level.at, net.second.at, columns * 4, scores.at)
  const square = turnIntoError(net, net.data.target[n]!)
  if (square < SETTLED) return
  kernels.dots(count, awake.at, net.back.at, net.second.at, columns * 4, scores.at)
  const slopeSquare = stepHidden(net, count, rate, square / net.data.classes)
  kernels.scatter(count, awake.at, level.at, net.second.at, columns * 4, scores.at)
  stepBias(net, rate)
  const [kinds, steps] = [ids.view, values.view]
  for (let k = 0; k < kept; k++) {
    const id = kinds[k]!
    const value = steps[k]!
    const memory = firstMemory[id]! + value * value * slopeSquare
    firstMemory[id] = memory
    steps[k] = -rate * value / Math.sqrt(memory)
  }
  kernels.scatter(kept, ids.at, values.at, net.first.at, hidden * 4, net.slope.at)
}

/** What is lost in length when a line is read in part. */
const STRETCH = 1.2

/** Copies the line's grams that are kept this time; gives how many. */
function readLine({ data, random, lots, keepGrams, readApart, isMeaning, ids: { view: ids }, values: { view: values } }: Net, n: number): number {
  let kept = 0
  let lot = Math.floor(random() * LOTS)
  const way = readApart > 0 ? random() : 1
  const left = way < readApart ? 0 : way < readApart * 2 ? 1 : -1
  const scale = (left < 0 ? 1 : STRETCH) / keepGrams
  for (let at = data.start[n]!, end = at + data.length[n]!; at < end; at++) {
    if (lots[lot++ & (LOTS - 1)]! >= keepGrams) continue
    const id = data.ids[at]!
    if (isMeaning[id] === left) continue
    ids[kept] = id
    values[kept++] = data.values[at]! * scale
  }
  return kept
}

/** Lists the hidden units above zero that are kept this time, with their levels; gives how many. */
function wakeHidden({ hidden, hiddenBias, random, lots, keepHidden, sum: { view: sum }, awake: { view: awake }, level: { view: level } }: Net): number {
  let count = 0
  let lot = Math.floor(random() * LOTS)
  for (let h = 0; h < hidden; h++) {
    const value = sum[h]! + hiddenBias[h]!
    if (value <= 0 || lots[lot++ & (LOTS - 1)]! >= keepHidden) continue
    awake[count] = h
    level[count++] = value / keepHidden
  }
  return count
}

/** Turns the scores into their error (softmax minus truth); gives its square sum. */
function turnIntoError({ data, scores: { view: s }, bias, columns }: Net, target: number): number {
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

/** Steps the hidden biases, leaves the steps of the second layer's rows in `level` and the slope of the first in `slope`; gives the slope's mean square. */
function stepHidden(net: Net, count: number, rate: number, meanSquare: number): number {
  const { awake, level, back, slope, hiddenBias, hiddenMemory, secondMemory } = net
  slope.view.fill(0)
  let square = 0
  for (let k = 0; k < count; k++) {
    const h = awake.view[k]!
    const g = back.view[k]! / net.keepHidden
    slope.view[h] = g
    square += g * g
    hiddenMemory[h]! += g * g
    hiddenBias[h]! -= rate * g / Math.sqrt(hiddenMemory[h]!)
    const value = level.view[k]!
    secondMemory[h]! += value * value * meanSquare
    level.view[k] = -rate * value / Math.sqrt(secondMemory[h]!)
  }
  return square / net.hidden
}

function stepBias({ data, scores, bias, biasMemory }: Net, rate: number) {
  for (let c = 0; c < data.classes; c++) {
    const g = scores.view[c]!
    biasMemory[c]! += g * g
    bias[c]! -= rate * g / Math.sqrt(biasMemory[c]!)
  }
}
