import { expect, test } from 'vitest'
import { loadContent } from '../../../nlp-models/content.ts'
import { bookOf } from '../../../nlp-models/guard/guard.ts'
import { findPhrases } from '../../../nlp-models/guard/phrase-book.ts'
import { openValues } from '../../../nlp-models/guard/slots.ts'
import { readWords } from '../../../nlp-models/guard/tokens.ts'
import { shippedContentDir } from '../../../nlp-models/index.ts'

const book = bookOf(loadContent(shippedContentDir).languages.flatMap(({ guard }) => guard!.rules))

function stepsFor(piece: string, length: number) {
  const words = readWords(piece.repeat(Math.ceil(length / piece.length)))
  return findPhrases(book, words.tokens, openValues(words, { now: 0, timeZone: 'UTC', known: [] }).at).steps
}

// Texts made to be slow: beginnings of many lines over and over, values in rows, no end of a sentence anywhere.
test.each(['we will ', '给您', '我会我', 'you will get £5 back ', '4111 ', '1/1 ', 'refund you the full ', 'a ', '{card}', '明天三天内', 'not never no '])('twice as much of %j takes no more than twice the steps', piece => {
  const [once, twice] = [stepsFor(piece, 4000), stepsFor(piece, 8000)]
  expect(once).toBeGreaterThan(0)
  expect(twice).toBeLessThanOrEqual(2.1 * once + 100)
  // And not many of them at each word: the longest text an agent may send stays far below a second.
  expect(twice).toBeLessThan(200 * 8000)
})
