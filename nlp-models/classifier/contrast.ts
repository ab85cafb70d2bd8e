// Which grams tell classes apart: Naive Bayes' log ratios as feature weights (Wang and Manning 2012). Worth its second training where the classes are few and noisy.
import type { LinearWeights } from './linear.ts'
import type { Row } from './vocabulary.ts'

/** By feature, the largest |log| of how much likelier the gram is in a class than outside it; scaled so that lines keep their length on average. */
export function contrastOf({ lines, target, features, classes }: { lines: Row[]; target: Int32Array; features: number; classes: number }): Float32Array {
  const sizes = new Float64Array(classes)
  const counts = new Float64Array(features * classes)
  lines.forEach(({ ids }, n) => {
    sizes[target[n]!]!++
    for (const id of ids) counts[id * classes + target[n]!]!++
  })
  const contrast = Float32Array.from({ length: features }, (_, id) => largestRatio(counts.subarray(id * classes, (id + 1) * classes), sizes, lines.length))
  const square = lines.reduce((sum, line) => sum + squareOf(stretched(line, contrast)), 0)
  const scale = 1 / Math.sqrt(square / lines.length || 1)
  return contrast.map((value) => value * scale)
}

function largestRatio(counts: Float64Array, sizes: Float64Array, lines: number): number {
  const all = counts.reduce((sum, count) => sum + count, 0)
  return counts.reduce((most, count, c) => Math.max(most, Math.abs(Math.log(((count + 0.5) / (sizes[c]! + 1)) / ((all - count + 0.5) / (lines - sizes[c]! + 1))))), 0)
}

/** The line with each gram weighed by its contrast. */
export function stretched(line: Row, contrast: Float32Array): Row {
  return { ...line, values: line.values.map((value, k) => value * contrast[line.ids[k]!]!) }
}

function squareOf({ values }: Row): number {
  return values.reduce((sum, value) => sum + value * value, 0)
}

/** One machine from two, the second of which was trained on stretched lines: both are linear, so their mean is too. */
export function meanOf(plain: LinearWeights, sharp: LinearWeights, contrast: Float32Array): LinearWeights {
  const { columns, weights } = plain
  const mean = weights.map((weight, at) => (weight + sharp.weights[at]! * (contrast[Math.floor(at / columns)] ?? 1)) / 2)
  return { columns, weights: mean }
}
