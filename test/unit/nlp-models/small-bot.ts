import { fileURLToPath } from 'node:url'
import { loadContent, type Content } from '../../../nlp-models/content.ts'
import { buildCatalogue, compileFormats, DEFAULT_FORMATS } from '../../../nlp-models/entities/index.ts'
import { shippedContentDir } from '../../../nlp-models/index.ts'
import { openModelCache } from '../../../nlp-models/model-cache.ts'
import { openEars, trainModels } from '../../../nlp-models/models.ts'
import type { Understander } from '../../../nlp-models/understand.ts'

const INTENTS = [
  'shipping.track', 'shipping.cost', 'shipping.delay', 'product.stock', 'product.price', 'returns.start', 'returns.policy', 'order.cancel',
  'handoff.ask', 'complaint.make', 'small-talk.greet', 'small-talk.thanks', 'small-talk.yes', 'small-talk.no', 'payment.refund-when',
]

/** Some of the shipped content: little enough to train within a test. */
function smallContent(): Content {
  const shipped = loadContent(shippedContentDir)
  const languages = shipped.languages.map((language) => ({
    ...language, intents: language.intents.filter(({ intent }) => INTENTS.includes(intent)),
    mood: language.mood.filter((_, at) => at % 4 === 0),
  }))
  return { languages, problems: [] }
}

/** A bot that understands the small content, trained for real: once for all tests and runs, until content or engine change. */
export async function smallBot(): Promise<Understander> {
  const catalogue = await buildCatalogue([
    { id: 'k1', names: ['Aqua kettle', 'kettle', '水壶'], category: 'kettles' }, { id: 'b1', names: ['Black bag', 'bag', '包包'], category: 'bags' },
  ])
  const formats = { orderNumber: compileFormats(DEFAULT_FORMATS.orderNumber), trackingNumber: compileFormats(DEFAULT_FORMATS.trackingNumber) }
  const cache = openModelCache(fileURLToPath(new URL('../../../node_modules/.cache/baton/trained', import.meta.url)))
  const ears = openEars(await trainModels(smallContent(), { cache }))
  return { ears, finders: { catalogue, formats, timeZone: 'Europe/London' }, release: 'test' }
}

export const now = Date.parse('2025-03-12T10:00:00Z')
