import { expect, test } from 'vitest'
import { pleasIn } from '../../../nlp-models/classifier/parts.ts'

const story = 'so my aunt gave me this jumper for christmas and it is a lovely thing but it itches and she has moved to spain since and i have washed it twice now and it still does so what would i have to do and could somebody tell me whether it can be given back without the receipt'

test('a story told at length is heard from where it asks on', () => {
  expect(pleasIn(story, 'en')).toEqual([
    'what would i have to do and could somebody tell me whether it can be given back without',
    'would i have to do and could somebody tell me whether it can be given back without the',
    'could somebody tell me whether it can be given back without the receipt',
    'whether it can be given back without the receipt',
  ])
})

test('a story that asks nothing has no plea, however long', () => {
  expect(pleasIn('we were at the lake and it was sunny and the dog swam and '.repeat(8).trim(), 'en')).toEqual([])
})

test('a message of ordinary length is heard as a whole, and Chinese is taken apart otherwise', () => {
  expect(pleasIn('could somebody tell me whether it can be given back', 'en')).toEqual([])
  expect(pleasIn(story, 'zh')).toEqual([])
})

test('no more places are heard than a few', () => {
  expect(pleasIn('could you tell me when it comes '.repeat(16).trim(), 'en')).toHaveLength(6)
})
