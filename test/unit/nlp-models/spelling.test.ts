import { beforeAll, describe, expect, test } from 'vitest'
import { withoutChatter } from '../../../nlp-models/classifier/chatter.ts'
import { parseConcepts } from '../../../nlp-models/classifier/concepts.ts'
import { wordsOf } from '../../../nlp-models/classifier/grams.ts'
import { classify, loadModel, saveModel, trainClassifier, type ClassifierModel } from '../../../nlp-models/classifier/index.ts'
import { takeApart } from '../../../nlp-models/classifier/run-together.ts'
import { slipCost } from '../../../nlp-models/classifier/slip-cost.ts'
import { openSpelling } from '../../../nlp-models/classifier/spelling.ts'
import { buildWordIndex, placesNear, skeletonOf } from '../../../nlp-models/classifier/word-index.ts'
import { smallShopModel, tinyShop } from './small-shop.ts'

const TAUGHT = ['my', 'order', 'is', 'track', 'delivery', 'delivering', 'where', 'please', 'cancel', 'receive', 'payment', 'the', 'to', 'fold', 'address', 'original']
const reread = openSpelling(TAUGHT, parseConcepts('refund reimburse\norder ordre purchase\nfield\n', true), ['refund', 'reimburse', 'ordre', 'purchase', 'field'])
const read = (text: string) => reread(wordsOf(text)).join(' ')

describe('a strange word is read as the one that was meant', () => {
  test.each([
    ['a letter left out', 'ordr', 'order'],
    ['a letter too many', 'paymment', 'payment'],
    ['two exchanged', 'cacnel', 'cancel'],
    ['the key beside', 'delicery', 'delivery'],
    ['by ear', 'orijinal', 'original'],
    ['by ear and by memory', 'recieve', 'receive'],
    ['without vowels', 'dlvry', 'delivery'],
    ['two slips in a long word', 'dilivary', 'delivery'],
    ['stretched', 'pleaseeee', 'please'],
    ['one of the thesaurus', 'refnd', 'refund'],
    ['one with another ending', 'refunding', 'refunding'],
  ])('%s: %s', (_, written, meant) => {
    expect(read(written)).toBe(meant)
  })

  test('a word of the thesaurus is read as a taught one only when that is near and means the same', () => {
    expect(read('ordre')).toBe('order')
    expect(read('purchase')).toBe('purchase')
    expect(read('field')).toBe('field')
  })

  test('words run together are read apart', () => {
    expect(read('whereismyorder')).toBe('where is my order')
    expect(read('trackmy order')).toBe('track my order')
  })

  test('known words, short words, numbers and other scripts stay as they are', () => {
    for (const text of ['fold the order', 'xk 12', 'заказ où 订单', 'ordering']) expect(read(text)).toBe(wordsOf(text).join(' '))
  })

  test('what is near to nothing stays as it is', () => {
    expect(read('hippopotamus zzyzx')).toBe('hippopotamus zzyzx')
  })

  test('of a line only so many strange words are looked up', () => {
    const right = read(Array.from({ length: 40 }, () => 'ordr').join(' ')).split(' ').filter((word) => word === 'order').length
    expect(right).toBeGreaterThan(5)
    expect(right).toBeLessThan(40)
  })
})

describe('what a slip costs', () => {
  test('the right word costs nothing, a likely slip less than an unlikely one', () => {
    expect(slipCost('order', 'order')).toBe(0)
    expect(slipCost('order', 'oreder')).toBeGreaterThan(0)
    expect(slipCost('oder', 'older')).toBeCloseTo(slipCost('oder', 'order'))
    expect(slipCost('odrer', 'order')).toBeLessThan(slipCost('obxer', 'order'))
    expect(slipCost('ordet', 'order')).toBeLessThan(slipCost('ordep', 'order'))
    expect(slipCost('reciept', 'receipt')).toBeLessThan(1)
  })

  test('a wrong first letter costs more than a later one', () => {
    expect(slipCost('irder', 'order')).toBeGreaterThan(slipCost('ordir', 'order'))
  })

  test('who leaves out all vowels means to', () => {
    expect(slipCost('dlvr', 'deliver')).toBeLessThan(slipCost('dlver', 'deliver') + 0.3)
  })
})

describe('near words', () => {
  const index = buildWordIndex(['delivery', 'order', 'older', 'sofa'])
  test('are those one slip away and those that sound alike', () => {
    expect([...placesNear('oder', index)]).toEqual(expect.arrayContaining([1, 2]))
    expect([...placesNear('dilivary', index)]).toEqual([0])
    expect([...placesNear('kettle', index)]).toEqual([])
  })

  test.each([['delivery', 'dilvry'], ['receive', 'recieve'], ['photo', 'foto'], ['quick', 'kwik'], ['cancellation', 'canselasion']])('%s sounds like %s', (a, b) => {
    expect(skeletonOf(a)).toBe(skeletonOf(b))
  })
})

test('a word is taken apart only into known words, and not into crumbs', () => {
  const ranks = new Map(['my', 'order', 'is', 'in', 'a', 'track', 'go'].map((word, at) => [word, at]))
  expect(takeApart('trackmyorder', ranks)).toEqual(['track', 'my', 'order'])
  expect(takeApart('trackyorder', ranks)).toBeNull()
  expect(takeApart('isinago', ranks)).toBeNull()
  expect(takeApart('a'.repeat(400), ranks)).toBeNull()
})

describe('chatter', () => {
  test.each([
    ['hi sir where is my order please', 'where is my order'],
    ['good morning, cancel it thank you so much!', 'cancel it !'],
    ['hello there can i pay by card? thanks', 'can i pay by card ?'],
    ['ok so dear team refund kindly', 'team refund'],
    ['please', 'please'],
    ['hi', 'hi'],
    ['thank you so much', 'thank you so much'],
    ['hello can you', 'hello can you'],
    ['say please to sir john', 'say please to sir john'],
    ['', ''],
  ])('%s → %s', (said, left) => {
    expect(withoutChatter(wordsOf(said)).join(' ')).toBe(left)
  })
})

describe('a model', () => {
  let model: ClassifierModel
  beforeAll(async () => { model = loadModel(await smallShopModel()) })

  test.each([
    ['plz trcak my ordr', 'track my order'],
    ['hello sir whereismyparcel thank you so much', 'where is my parcel'],
    ['pymnt did not go thruogh', 'payment did not go through'],
  ])('understands "%s" as "%s"', (written, meant) => {
    expect(classify(model, written).scores).toEqual(classify(model, meant).scores)
  })

  test('a greeting alone is still a greeting', () => {
    expect(classify(model, 'hi').scores[0]!.intent).toBe('small-talk.greet')
  })

  test('reads slips the same after it was stored', () => {
    const made = trainClassifier(tinyShop, { language: 'en', seed: 3 })
    const copy = loadModel(saveModel(made))
    for (const text of ['trcak my ordr', 'retrun my shose', 'xzqw hippopotamus']) expect(classify(copy, text)).toEqual(classify(made, text))
  })
})
