import { beforeAll, describe, expect, test } from 'vitest'
import { everydayMatters } from '../../../nlp-models/classifier/background.ts'
import { classify, loadModel, saveModel, type ClassifierModel } from '../../../nlp-models/classifier/index.ts'
import { readCorpus } from '../../../nlp-models/classifier/corpus.ts'
import { openGrammar } from '../../../nlp-models/classifier/grams.ts'
import { joinClasses, learnClasses, learnMentor, trainMentor } from '../../../nlp-models/classifier/learn-mentor.ts'
import { opinionOn, openOpinions, withAdvice } from '../../../nlp-models/classifier/mentor.ts'
import { readTexts } from '../../../nlp-models/classifier/readings.ts'
import { learnGrams, rowsOf } from '../../../nlp-models/classifier/vocabulary.ts'
import { ownShopModel, smallShop } from './small-shop.ts'

describe('a young bot with intents of its own', () => {
  let bytes: Uint8Array
  let model: ClassifierModel
  beforeAll(async () => {
    bytes = await ownShopModel()
    model = loadModel(bytes)
  }, 600_000)

  test('hears its mentor, and its file keeps the mentor without a second copy of the word lists', () => {
    // The shipped intents and the matters of everyday life.
    expect(model.vocabulary.mentor?.bias.length).toBeGreaterThan(50 + everydayMatters('en').length)
    expect(model.vocabulary.mentor?.vocabulary.grammar).toBe(model.vocabulary.grammar)
    expect(Buffer.from(saveModel(model)).equals(Buffer.from(bytes))).toBe(true)
    const deaf = { ...model, vocabulary: { ...model.vocabulary, mentor: null } }
    const said = 'my package never showed up'
    expect(classify(model, said)).not.toEqual(classify(deaf, said))
  })

  test('refuses what has nothing in it', () => {
    for (const text of ['', '???', 'qzx wvkk plrf']) expect(classify(model, text).accepted).toBe(false)
  })
})

describe('no mentor', () => {
  const learn = (examples: { text: string; label: string }[], language: string) => learnMentor(readCorpus(examples, { language }), openGrammar(language))
  test('for a bot that has the shipped intents: it would be judged on what it was told', () => {
    expect(learn(smallShop, 'en')).toBeNull()
  })
  test('in Chinese', () => {
    expect(learn([{ text: '发货了吗', label: '甲' }, { text: '我要退货', label: '乙' }], 'zh')).toBeNull()
  })
})

test('advice follows the line\'s own features and leaves it its length', () => {
  const rows = { columns: 2, step: 1, cells: Int8Array.of(1, 0) }
  const own = { ids: Int32Array.of(0, 1), values: Float32Array.of(0.6, 0.8) }
  const heard = { ids: Int32Array.of(0), values: Float32Array.of(1) }
  const line = withAdvice(own, opinionOn(heard, { vocabulary: null as never, rows, bias: Float32Array.of(-1, -1) }), 2)
  expect([...line.ids]).toEqual([0, 1, 2, 3])
  expect(Math.hypot(...line.values)).toBeCloseTo(1, 5)
  expect(line.values[2]!).toBeGreaterThan(line.values[3]!)
})

test('what the mentor says of many lines is what it says of each, but for rounding', () => {
  const labels = [...new Set(smallShop.map(({ label }) => label))]
  const grammar = openGrammar('en')
  const mentor = trainMentor(smallShop.map(({ text, label }) => ({ text, target: labels.indexOf(label) })), labels.length, grammar)
  const rows = rowsOf(readTexts(['where is my parcel', 'i want my money back', ''], grammar), mentor.vocabulary)
  const hear = openOpinions(mentor)
  for (const row of rows) expect(Math.max(...opinionOn(row, mentor).map((score, at) => Math.abs(score - hear(row)[at]!)))).toBeLessThan(1e-4)
  expect(rows[0]!.ids.length).toBeGreaterThan(10)
})

test('a mentor learned in two parts, as two threads do, is the one learned whole', () => {
  const labels = [...new Set(smallShop.map(({ label }) => label))]
  const lines = smallShop.map(({ text, label }) => ({ text, target: labels.indexOf(label) }))
  const grammar = openGrammar('en')
  const readings = readTexts(lines.map(({ text }) => text), grammar)
  const vocabulary = learnGrams(readings, grammar, { limit: 12_000, background: lines.length })
  const lessons = { vocabulary, read: rowsOf(readings, vocabulary), target: Int32Array.from(lines, ({ target }) => target), classes: labels.length }
  const whole = trainMentor(lines, labels.length, grammar)
  expect(labels.length).toBeGreaterThan(3)
  expect(joinClasses(lessons, [learnClasses(lessons, 3, labels.length), learnClasses(lessons, 0, 3)])).toEqual(whole)
  expect(whole.rows.cells.some((cell) => cell !== 0)).toBe(true)
})
