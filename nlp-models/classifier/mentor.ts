// What one who knows more makes of a line, as further features of a young bot: people word the same wishes everywhere, and a few hundred lines show few of the wordings.
import { openArena, paddedColumns } from './kernels.ts'
import { addRows, type Quantised } from './quantised.ts'
import type { Row, Vocabulary } from './vocabulary.ts'

/** A linear machine over what it knows (a grown bot's intents, everyday matters), with the grams it knows. */
export interface Mentor {
  vocabulary: Vocabulary
  rows: Quantised
  bias: Float32Array
}

/** How much of a line's length the advice is, its own grams being 1. */
const SHARE = 0.8
/** Scores are about -1 for intents that are out of the question. */
const OUT_OF_QUESTION = -1.1

/** What the mentor thinks of a line: a score for each of its classes, above 0 where it would say yes. */
export function opinionOn(asHeard: Row, { rows, bias }: Mentor): Float32Array {
  const scores = bias.slice()
  addRows(rows, asHeard.ids, asHeard.values, scores)
  return scores
}

/** The same for many lines, four times as fast and but for rounding; each answer is good until the next. */
export function openOpinions({ rows, bias, vocabulary }: Mentor): (asHeard: Row) => Float32Array {
  const features = vocabulary.idf.length
  const columns = paddedColumns(bias.length)
  const arena = openArena((features * (columns + 2) + columns) * 4 + 4096)
  const [matrix, ids, values, scores] = [arena.floats(features * columns), arena.ints(features), arena.floats(features), arena.floats(columns)]
  for (let row = 0; row < features; row++) for (let c = 0; c < bias.length; c++) matrix.view[row * columns + c] = rows.cells[row * rows.columns + c]! * rows.step
  return (asHeard) => {
    ids.view.set(asHeard.ids)
    values.view.set(asHeard.values)
    arena.kernels.gather(asHeard.ids.length, ids.at, values.at, matrix.at, columns * 4, scores.at)
    for (let c = 0; c < bias.length; c++) scores.view[c]! += bias[c]!
    return scores.view.subarray(0, bias.length)
  }
}

/** The line with a mentor's advice behind its own features, which are numbered up to `features`; of the length it had. What is out of the question is no feature: of 200 classes some fifteen are left. Uses the advice up. */
export function withAdvice(line: Row, advice: Float32Array, features: number): Row {
  let square = 0
  let spoken = 0
  for (let c = 0; c < advice.length; c++) {
    advice[c] = Math.max(0, advice[c]! - OUT_OF_QUESTION)
    square += advice[c]! ** 2
    if (advice[c]! > 0) spoken++
  }
  const own = 1 / Math.sqrt(1 + SHARE * SHARE)
  const scale = (SHARE * own) / Math.sqrt(square || 1)
  const count = line.ids.length
  const ids = new Int32Array(count + spoken)
  const values = new Float32Array(count + spoken)
  ids.set(line.ids)
  for (let at = 0; at < count; at++) values[at] = line.values[at]! * own
  for (let c = 0, at = count; c < advice.length; c++) {
    if (advice[c] === 0) continue
    ids[at] = features + c
    values[at++] = advice[c]! * scale
  }
  return { ids, values }
}
