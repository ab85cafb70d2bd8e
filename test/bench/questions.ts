import { openRandom } from '../../nlp-models/classifier/random.ts'
import { loadContent } from '../../nlp-models/content.ts'
import { shippedContentDir } from '../../nlp-models/index.ts'

const topics = /^(product|payment|shipping|order|returns|faq)\./

/** What shoppers ask, by language: the first held-out lines of every intent of the shipped topics that the bot answers itself, mixed, the same in every run. */
export function questions(): string[][] {
  const { languages } = loadContent(shippedContentDir)
  return languages.map(({ intents }) => {
    const random = openRandom(1)
    const lines = intents.filter(({ intent }) => topics.test(intent)).flatMap(({ tests }) => tests.slice(0, 2).map(({ text }) => text))
    return lines.map((text) => ({ text, at: random() })).sort((a, b) => a.at - b.at).map(({ text }) => text)
  })
}
