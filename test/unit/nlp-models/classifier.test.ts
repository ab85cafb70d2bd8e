import { beforeAll, describe, expect, test } from 'vitest'
import { classify, loadModel, OFF_TOPIC, saveModel, trainClassifier, type ClassifierModel } from '../../../nlp-models/classifier/index.ts'
import { openEars } from '../../../nlp-models/models.ts'
import { trainInWorker } from '../../../nlp-models/train.ts'
import { smallShop, smallShopModel, tinyShop } from './small-shop.ts'

let model: ClassifierModel
let bytes: Uint8Array
/** Trained here and now. */
let tiny: ClassifierModel
beforeAll(async () => {
  bytes = await smallShopModel()
  model = loadModel(bytes)
  tiny = trainClassifier(tinyShop, { language: 'en', seed: 3 })
})

describe('answers', () => {
  test.each([
    ["where's my parcel pls", 'shipping.track'], ['WHERE IS MY PARCEL', 'shipping.track'], ['wheres my packge', 'shipping.track'], ['ｗｈｅｒｅ ｉｓ ｍｙ ｐａｒｃｅｌ', 'shipping.track'],
    ['i would like to return these', 'returns.start'], ['card declined', 'payment.failed'], ['hello!', 'small-talk.greet'],
  ])('%s is %s', (text, intent) => {
    const { scores } = classify(model, text)
    expect(scores[0]!.intent).toBe(intent)
    expect(scores.length).toBeLessThanOrEqual(5)
    expect(scores.map(({ confidence }) => confidence)).toEqual(scores.map(({ confidence }) => confidence).sort((a, b) => b - a))
  })

  test('off-topic is never among the scores: it is a refusal, not an intent', () => {
    expect(model.labels).not.toContain(OFF_TOPIC)
    expect(classify(model, 'tell me a joke about frogs').scores.map(({ intent }) => intent)).not.toContain(OFF_TOPIC)
  })

  test.each(['', '   ', '???', '\0\0', '\ud800', 'qzx wvkk plrf'])('nothing is accepted of %j', (text) => {
    const { accepted, scores } = classify(model, text)
    expect(accepted).toBe(false)
    expect(scores.every(({ confidence }) => Number.isFinite(confidence))).toBe(true)
  })

  test('what was taught word for word is what it was taught as', () => {
    const taught = smallShop.filter(({ label }) => label !== OFF_TOPIC)
    const twice = new Set(taught.map(({ text }) => text.toLowerCase()).filter((text, at, all) => all.indexOf(text) !== at))
    const wrong = taught.filter(({ text, label }) => !twice.has(text.toLowerCase()) && (!classify(model, text).accepted || classify(model, text).scores[0]!.intent !== label))
    expect(wrong).toEqual([])
  })

  test('a second question in the same message is told beside the first', () => {
    const { asked } = classify(model, 'Where is my parcel? And what are your opening hours?')
    const all = asked.map(({ intent }) => intent)
    expect(all.sort()).toEqual(['faq.hours', 'shipping.track'])
  })

  test('one question asked twice is one', () => {
    expect(new Set(classify(model, 'where is my parcel? track my order please').asked.map(({ intent }) => intent)).size).toBeLessThanOrEqual(1)
  })
})

describe('worst cases', () => {
  const long = [
    'a'.repeat(200_000), 'where is my parcel '.repeat(10_000), '😀'.repeat(100_000), '退'.repeat(100_000), 'ﷺ'.repeat(50_000),
    '\ud800'.repeat(100_000), 'and also, '.repeat(5_000), "'".repeat(100_000), 'e\u0301'.repeat(50_000), `${'zhuang'.repeat(3_000)}!`,
  ]
  test('no input is long enough to be slow: what lies past the limit is not read', () => {
    for (const text of long) expect(classify(model, text)).toEqual(classify(model, text.slice(0, 4096)))
  })
})

describe('the model file', () => {
  // That the same seed gives the same bytes is seen below, where a worker trains the same model.
  test('another seed gives another model', () => {
    const other = saveModel(trainClassifier(tinyShop, { language: 'en', seed: 4 }))
    expect(Buffer.from(saveModel(tiny)).equals(Buffer.from(other))).toBe(false)
  })

  test('a model read back is the model', () => {
    const copy = loadModel(saveModel(tiny))
    expect(copy).toEqual(tiny)
    for (const { text } of smallShop) expect(classify(copy, text)).toEqual(classify(tiny, text))
  })

  test('whoever opens the same bytes while they are in use has the same model', () => {
    const open = () => openEars([{ language: 'en', kind: 'intents', bytes: Uint8Array.from(bytes) }]).get('en')!.model
    const first = open()
    expect(open()).toBe(first)
    expect(first).toEqual(model)
  })

  test('one changed bit is noticed', () => {
    const damaged = Uint8Array.from(bytes)
    damaged[damaged.length >> 1]! ^= 1
    expect(() => loadModel(damaged)).toThrow(/damaged/)
    expect(() => loadModel(bytes.subarray(0, 200))).toThrow(/damaged/)
    expect(() => loadModel(new TextEncoder().encode('hello'))).toThrow(/not a model file/)
  })

  test('a file of another schema asks to be trained again', () => {
    expect(() => loadModel(saveModel({ ...model, schema: 0 }))).toThrow(/train again/)
  })
})

describe('training', () => {
  test('fewer than two intents cannot be told apart', () => {
    expect(() => trainClassifier([{ text: 'hi', label: 'a' }], { language: 'en' })).toThrow(/two intents/)
  })

  test('a worker trains the same model, tells its progress, and the event loop goes on', async () => {
    const told: number[] = []
    let ticks = 0
    const timer = setInterval(() => { ticks++ }, 5)
    const made = await trainInWorker(smallShop, { language: 'en', seed: 3, onProgress: (fraction) => told.push(fraction) })
    clearInterval(timer)
    expect(Buffer.from(made.bytes).equals(Buffer.from(bytes))).toBe(true)
    expect(told.length).toBeGreaterThan(5)
    expect(told).toEqual([...told].sort((a, b) => a - b))
    expect(ticks).toBeGreaterThan(5)
  })

  test('a cancelled training rejects with the reason and leaves no thread', async () => {
    const stop = new AbortController()
    const training = trainInWorker(smallShop, { language: 'en', signal: stop.signal, onProgress: () => stop.abort(new Error('changed my mind')) })
    await expect(training).rejects.toThrow('changed my mind')
    await expect(trainInWorker(smallShop, { language: 'en', signal: stop.signal })).rejects.toThrow('changed my mind')
  })

  test('Chinese is read without spaces, in either script', () => {
    const lines = { 'shipping.track': '快递到哪了|我的包裹在哪里|查一下物流|单号多少', 'returns.start': '我要退货|不想要了想退|怎么退回去|申请退货' }
    const chinese = trainClassifier(Object.entries(lines).flatMap(([label, text]) => text.split('|').map((one) => ({ text: one, label }))), { language: 'zh' })
    expect(classify(chinese, '包裹到哪裡了').scores[0]!.intent).toBe('shipping.track')
    expect(classify(chinese, '我想要退貨').scores[0]!.intent).toBe('returns.start')
    // A latin word does not swallow the characters behind it.
    expect(classify(chinese, 'JD物流单号').scores[0]!.intent).toBe('shipping.track')
    expect(classify(chinese, 'M码要退货').scores[0]!.intent).toBe('returns.start')
  })
})
