// A matrix of small whole numbers, one scale a row: a quarter of the size of floats, and the rounding averages out over a text's grams.

export interface Quantised {
  columns: number
  /** What one step of a cell is worth, by row. */
  scale: Float32Array
  cells: Int8Array
}

/** Rounds the first `columns` of each `stride`-wide row to ±`levels` steps. */
export function quantise(weights: Float32Array, shape: { rows: number; columns: number; stride: number }, levels: number): Quantised {
  const { rows, columns, stride } = shape
  const scale = new Float32Array(rows)
  const cells = new Int8Array(rows * columns)
  for (let row = 0; row < rows; row++) {
    let largest = 0
    for (let c = 0; c < columns; c++) largest = Math.max(largest, Math.abs(weights[row * stride + c]!))
    if (largest === 0) continue
    scale[row] = largest / levels
    for (let c = 0; c < columns; c++) cells[row * columns + c] = Math.round(weights[row * stride + c]! / scale[row]!)
  }
  return { columns, scale, cells }
}

/** out += Σ value · row(id). */
export function addRows(matrix: Quantised, ids: ArrayLike<number>, values: ArrayLike<number>, out: Float32Array): void {
  const { columns, scale, cells } = matrix
  for (let k = 0; k < ids.length; k++) {
    const row = ids[k]!
    const factor = values[k]! * scale[row]!
    const base = row * columns
    for (let c = 0; c < columns; c++) out[c]! += factor * cells[base + c]!
  }
}
