// The trained machine: two opinions on a text, from a wide linear model and a small network. They err differently; their sum errs less.
import { datasetBytes, placeDataset } from './dataset.ts'
import { openArena } from './kernels.ts'
import { linearBytes, trainLinear, type LinearSettings } from './linear.ts'
import { perceptronBytes, trainPerceptron, type PerceptronSettings } from './perceptron.ts'
import { addRows, quantise, type Quantised } from './quantised.ts'
import { openRandom } from './random.ts'
import type { Sparse } from './vocabulary.ts'

export interface Machine {
  classes: number
  /** One row a feature. */
  linear: Quantised
  linearBias: Float32Array
  first: Quantised
  hiddenBias: Float32Array
  /** One row a hidden unit. */
  second: Quantised
  bias: Float32Array
}

export interface MachineSettings {
  linear: LinearSettings
  perceptron: Omit<PerceptronSettings, 'epochs'>
  /** Lines shown to the network in all; few lines are shown more often, within these bounds of passes. */
  lessons: number
  passes: [least: number, most: number]
  fineness: number
}

export interface MachineTask {
  lines: Sparse[]
  /** Class of each line. */
  target: Int32Array
  features: number
  classes: number
}

/** What the two say, by class. */
export interface Opinions { linear: Float32Array; network: Float32Array }

export function trainMachine(task: MachineTask, settings: MachineSettings, work: { seed: number; tick(share: number): void }): Machine {
  const { features, classes } = task
  const shape = { size: task.lines.length, features, classes }
  const [least, most] = settings.passes
  const perceptron = { ...settings.perceptron, epochs: Math.max(least, Math.min(most, Math.round(settings.lessons / shape.size))) }
  const longest = task.lines.reduce((most, line) => Math.max(most, line.ids.length), 1)
  const arena = openArena(datasetBytes(task.lines) + linearBytes(shape) + perceptronBytes(shape, longest, perceptron) + 4096)
  const data = placeDataset(arena, task.lines, task.target, shape)
  const random = openRandom(work.seed)
  const wide = trainLinear(arena, data, settings.linear, { random, tick: (share) => work.tick(share * 0.3) })
  const deep = trainPerceptron(arena, data, perceptron, { random, tick: (share) => work.tick(0.3 + share * 0.7) })
  const { hidden } = perceptron
  const { fineness } = settings
  return {
    classes,
    linear: quantise(wide.weights, { rows: features, columns: classes, stride: wide.columns }, fineness),
    linearBias: wide.weights.slice(features * wide.columns, features * wide.columns + classes),
    first: quantise(deep.first, { rows: features, columns: hidden, stride: hidden }, fineness),
    hiddenBias: deep.hiddenBias,
    second: quantise(deep.second, { rows: hidden, columns: classes, stride: deep.secondColumns }, 16),
    bias: deep.bias.slice(0, classes),
  }
}

/** Both opinions on a line. */
export function judgeLine(machine: Machine, line: Sparse): Opinions {
  const linear = machine.linearBias.slice()
  addRows(machine.linear, line.ids, line.values, linear)
  const hidden = machine.hiddenBias.slice()
  addRows(machine.first, line.ids, line.values, hidden)
  for (let h = 0; h < hidden.length; h++) if (hidden[h]! < 0) hidden[h] = 0
  const network = machine.bias.slice()
  addRows(machine.second, allRows(hidden.length), hidden, network)
  return { linear, network }
}

let rows = new Int32Array(0)
function allRows(count: number): Int32Array {
  if (rows.length !== count) rows = Int32Array.from({ length: count }, (_, at) => at)
  return rows
}
