import { beforeAll, expect, test } from 'vitest'
import { openEngine } from '../../../nlp-models/engine.ts'
import { tinyShop } from './small-shop.ts'
import { OFF_TOPIC } from '../../../nlp-models/classifier/index.ts'

function engineWithShop() {
  const engine = openEngine(['en'])
  for (const { text, label } of tinyShop) engine.addDocument('en', text, label === OFF_TOPIC ? 'None' : label)
  engine.addAnswer('en', 'shipping.track', 'It is on its way.')
  return engine
}

// Trained once: every test only asks it.
const trained = beforeAllOf(async () => {
  const engine = engineWithShop()
  await engine.train()
  return engine
})

test('train and process of NLP.js answer with our classifier, and NLP.js finds its own answer to the intent', async () => {
  const answer = await trained().process('en', 'where is the parcel please')
  expect(answer.intent).toBe('shipping.track')
  expect(answer.answer).toBe('It is on its way.')
  expect(answer.score).toBeGreaterThan(0.3)
  expect(answer.score).toBeLessThanOrEqual(1)
  expect(answer.classifications.length).toBeLessThanOrEqual(6)
})

test('what the classifier rejects is the intent None', async () => {
  expect((await trained().process('en', 'xqzw vvbk plorf')).intent).toBe('None')
  expect((await trained().process('en', '???')).intent).toBe('None')
})

test('an engine saved as JSON and read back says the same', async () => {
  const copy = openEngine(['en'])
  copy.fromJSON(JSON.parse(JSON.stringify(trained().toJSON())) as object)
  for (const text of ['track it', 'can i return the lamp', 'my knee hurts?!']) {
    expect((await copy.process('en', text)).classifications).toEqual((await trained().process('en', text)).classifications)
  }
})

function beforeAllOf<Made>(make: () => Promise<Made>): () => Made {
  let made: Made
  beforeAll(async () => { made = await make() })
  return () => made
}
