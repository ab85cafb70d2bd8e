// The trained machine: a text's sparse vector in, one raw score a class out.
import { datasetBytes, placeDataset } from './dataset.ts'
import { openArena } from './kernels.ts'
import { linearBytes, trainLinear, type LinearSettings } from './linear.ts'
import { addRows, quantise, type Quantised } from './quantised.ts'
import { openRandom } from './random.ts'
import type { Sparse } from './vocabulary.ts'

export interface Machine {
  classes: number
  /** One row a feature and a last one for the bias. */
  linear: Quantised
}

export interface MachineSettings { linear: LinearSettings; levels: number }

export interface MachineTask {
  lines: Sparse[]
  /** Class of each line. */
  target: Int32Array
  features: number
  classes: number
}

export function trainMachine(task: MachineTask, settings: MachineSettings, work: { seed: number; tick(share: number): void }): Machine {
  const shape = { size: task.lines.length, features: task.features, classes: task.classes }
  const arena = openArena(datasetBytes(task.lines) + linearBytes(shape) + 4096)
  const data = placeDataset(arena, task.lines, task.target, shape)
  const { columns, weights } = trainLinear(arena, data, settings.linear, { random: openRandom(work.seed), tick: work.tick })
  return {
    classes: task.classes,
    linear: quantise(weights, { rows: task.features + 1, columns: task.classes, stride: columns }, settings.levels),
  }
}

/** Raw scores by class. */
export function scoreLine(machine: Machine, line: Sparse): Float32Array {
  const scores = new Float32Array(machine.classes)
  addRows(machine.linear, line.ids, line.values, scores)
  addRows(machine.linear, [machine.linear.scale.length - 1], [1], scores)
  return scores
}
