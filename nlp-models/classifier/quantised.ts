// A matrix of small whole numbers: a quarter of the size of floats before packing, and the rounding averages out over a text's grams.

export interface Quantised {
  columns: number
  /** What one step of a cell is worth: one for the whole matrix, so that the many weak rows become runs of zeros that pack to nothing. */
  step: number
  cells: Int8Array
}

/** Rounds the first `columns` of each `stride`-wide row. `fineness` is how many steps the root mean square weight gets; weights past ±127 steps are cut. */
export function quantise(weights: Float32Array, shape: { rows: number; columns: number; stride: number }, fineness: number): Quantised {
  const { rows, columns, stride } = shape
  let square = 0
  for (let row = 0; row < rows; row++) for (let c = 0; c < columns; c++) square += weights[row * stride + c]! ** 2
  const step = Math.sqrt(square / Math.max(1, rows * columns)) / fineness || 1
  const cells = new Int8Array(rows * columns)
  for (let row = 0; row < rows; row++) {
    for (let c = 0; c < columns; c++) cells[row * columns + c] = Math.max(-127, Math.min(127, Math.round(weights[row * stride + c]! / step)))
  }
  return { columns, step, cells }
}

/** out += Σ value · row(id). */
export function addRows(matrix: Quantised, ids: ArrayLike<number>, values: ArrayLike<number>, out: Float32Array): void {
  const { columns, step, cells } = matrix
  for (let k = 0; k < ids.length; k++) {
    const factor = values[k]! * step
    if (factor === 0) continue
    const base = ids[k]! * columns
    for (let c = 0; c < columns; c++) out[c]! += factor * cells[base + c]!
  }
}
