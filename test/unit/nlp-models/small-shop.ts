// A tiny shop's utterances, for tests that need a model in a second or two.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { loadModel, OFF_TOPIC, saveModel, trainClassifier, type Example } from '../../../nlp-models/classifier/index.ts'
import { cachedFolder } from '../../cache.ts'

const LINES: Record<string, string> = {
  'shipping.track': "where is my parcel|track my order please|has my package been sent|where's my stuff|parcel status|i cannot find my delivery|when does the courier come with my box|tracking number please",
  'returns.start': 'i want to send this back|return an item|how do i return my shoes|these do not fit, take them back|start a return|send back the dress|give it back to you|returning a lamp',
  'payment.failed': 'my card was declined|payment did not go through|the checkout shows a payment error|cannot pay|card refused again|paying fails every time|my bank says no|payment stuck',
  'product.stock': 'is the kettle in stock|when is it back in stock|sold out in my size|do you have it available|any left of the blue one|restock date|is size m available|stock of the yoga mat',
  'small-talk.greet': 'hello|hi there|good morning|hey|hello bot|hiya|good evening|hi',
  'faq.hours': 'when are you open|opening hours|what time do you close|are you open on sunday|hours of customer service|when can i call you|do you work at weekends|open today',
}

export const smallShop: Example[] = [
  ...Object.entries(LINES).flatMap(([label, lines]) => lines.split('|').map((text) => ({ text, label }))),
  ...['tell me a joke about frogs', 'who won the war', 'my knee hurts'].map((text) => ({ text, label: OFF_TOPIC })),
]

/** Two of its intents and what is off topic, for tests that train more than once. */
export const tinyShop = smallShop.filter(({ label }) => ['shipping.track', 'returns.start', OFF_TOPIC].includes(label))

/** The small shop under names of its own, with six lines an intent: a young bot, which has a mentor. */
const ownShop: Example[] = [...Map.groupBy(smallShop, ({ label }) => label)]
  .flatMap(([label, lines]) => lines.slice(0, 6).map(({ text }) => ({ text, label: `our ${label.replace(/\W/g, '')}` })))

/** The model of the small shop from seed 3 as a file: trained here, once, and kept. */
export const smallShopModel = () => keptModel('small-shop', smallShop)

/** The same of the young bot, whose mentor takes seconds to learn. */
export const ownShopModel = () => keptModel('own-shop', ownShop)

/** What is kept is what was trained, when it is read back. */
async function keptModel(name: string, examples: Example[]): Promise<Uint8Array> {
  const sources = ['../../../nlp-models', 'small-shop.ts'].map((path) => join(import.meta.dirname, path))
  const folder = await cachedFolder(name, sources, async (draft) => {
    const model = trainClassifier(examples, { language: 'en', seed: 3 })
    const bytes = saveModel(model)
    expect(loadModel(bytes)).toEqual(model)
    writeFileSync(join(draft, 'en.model'), bytes)
  })
  return readFileSync(join(folder, 'en.model'))
}
