// The training lines as the kernels take them: all sparse vectors one after another in the arena.
import type { Arena } from './kernels.ts'
import type { Row } from './vocabulary.ts'

export interface Dataset {
  size: number
  features: number
  classes: number
  /** Byte addresses of each line's row numbers and values, and how many they are. */
  index: Int32Array
  value: Int32Array
  length: Int32Array
  ids: Int32Array
  values: Float32Array
  /** Where each line begins in `ids` and `values`. */
  start: Int32Array
  target: Int32Array
}

/** Bytes an arena needs to hold these lines. */
export function datasetBytes(lines: Row[]): number {
  return lines.reduce((sum, line) => sum + line.ids.length * 8, 0) + 1024
}

export function placeDataset(arena: Arena, lines: Row[], target: Int32Array, shape: { features: number; classes: number }): Dataset {
  const total = lines.reduce((sum, line) => sum + line.ids.length, 0)
  const ids = arena.ints(Math.max(total, 1))
  const values = arena.floats(Math.max(total, 1))
  const data: Dataset = {
    ...shape, size: lines.length, ids: ids.view, values: values.view, target,
    index: new Int32Array(lines.length), value: new Int32Array(lines.length),
    length: new Int32Array(lines.length), start: new Int32Array(lines.length),
  }
  let at = 0
  lines.forEach((line, n) => {
    ids.view.set(line.ids, at)
    values.view.set(line.values, at)
    data.start[n] = at
    data.index[n] = ids.at + at * 4
    data.value[n] = values.at + at * 4
    data.length[n] = line.ids.length
    at += line.ids.length
  })
  return data
}
