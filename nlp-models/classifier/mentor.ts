// What one who knows more makes of a line, as further features of a young bot: people word the same wishes everywhere, and a few hundred lines show few of the wordings.
import { addRows, type Quantised } from './quantised.ts'
import type { Sparse, Vocabulary } from './vocabulary.ts'

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
export function opinionOn(asHeard: Sparse, { rows, bias }: Mentor): Float32Array {
  const scores = bias.slice()
  addRows(rows, asHeard.ids, asHeard.values, scores)
  return scores
}

/** The line with the mentor's advice behind its own features, which are numbered up to `features`; of the length it had. */
export function withAdvice(line: Sparse, asHeard: Sparse, mentor: Mentor, features: number): Sparse {
  const advice = opinionOn(asHeard, mentor)
  let square = 0
  for (let c = 0; c < advice.length; c++) {
    advice[c] = Math.max(0, advice[c]! - OUT_OF_QUESTION)
    square += advice[c]! ** 2
  }
  const own = 1 / Math.sqrt(1 + SHARE * SHARE)
  const scale = (SHARE * own) / Math.sqrt(square || 1)
  return {
    ids: Int32Array.of(...line.ids, ...Array.from(advice, (_, c) => features + c)),
    values: Float32Array.of(...line.values.map((value) => value * own), ...advice.map((value) => value * scale)),
    unknown: line.unknown,
  }
}
