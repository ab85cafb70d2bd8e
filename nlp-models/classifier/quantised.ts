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

/** out += Σ value · row(id), in the order of the ids. */
export function addRows(matrix: Quantised, ids: Int32Array, values: Float32Array, out: Float32Array): void {
  const fours = ids.length - (ids.length % 4)
  addFours(matrix, ids.subarray(0, fours), values, out)
  const { columns, step, cells } = matrix
  for (let k = fours; k < ids.length; k++) {
    const factor = values[k]! * step
    const base = ids[k]! * columns
    for (let c = 0; c < columns; c++) out[c]! += factor * cells[base + c]!
  }
}

/** Four rows in one pass over `out` take two thirds of the time of four passes; rounded after each row, they come to the very same. */
function addFours({ columns, step, cells }: Quantised, ids: Int32Array, values: Float32Array, out: Float32Array): void {
  const { fround } = Math
  for (let k = 0; k < ids.length; k += 4) {
    const f0 = values[k]! * step
    const f1 = values[k + 1]! * step
    const f2 = values[k + 2]! * step
    const f3 = values[k + 3]! * step
    const r0 = ids[k]! * columns
    const r1 = ids[k + 1]! * columns
    const r2 = ids[k + 2]! * columns
    const r3 = ids[k + 3]! * columns
    for (let c = 0; c < columns; c++) {
      const sum = fround(fround(out[c]! + f0 * cells[r0 + c]!) + f1 * cells[r1 + c]!)
      out[c] = fround(sum + f2 * cells[r2 + c]!) + f3 * cells[r3 + c]!
    }
  }
}
