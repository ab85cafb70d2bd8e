import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Commerce, ProductQuery } from '../../../commerce/index.ts'
import { openRoom, type Room } from '../dialogs/talk.ts'

let room: Room
let shop: Commerce
beforeAll(async () => { room = await openRoom(); shop = room.shop })
afterAll(() => room.close())

const table: [string, ProductQuery, string | null][] = [
  ['a name', { words: 'the Mara linen shirt' }, 'linen-shirt'],
  ['a plural', { words: 'do you sell kettles?' }, 'kettle'],
  ['another name', { words: 'something like a rucksack' }, 'travel-backpack'],
  ['Chinese without spaces', { words: '你们有瑜伽垫卖吗' }, 'yoga-mat'],
  ['a Chinese synonym', { words: '想买个保温杯' }, 'water-bottle'],
  ['words of the description', { words: 'for espresso, small machine with steam wand' }, 'espresso-machine'],
  ['nothing of the kind', { words: 'a lawn mower' }, null],
  ['nothing but small words', { words: 'do you have it' }, null],
]

test.each(table)('%s', async (_name, query, id) => {
  expect((await shop.findProducts({ ...query, limit: 1 }))[0]?.id ?? null).toBe(id)
})

test.each([
  ['do you have a blue shirt', ['linen-shirt']],
  ['有没有蓝色的衬衫', ['linen-shirt']],
  ['clothes in purple', ['linen-shirt']],
])('a colour picks among what fits, and a colour that is not there changes nothing: %s', async (words, first) => {
  const found = await shop.findProducts({ words, limit: 1 })
  expect(found.map(({ id }) => id)).toEqual(first)
  const all = await shop.findProducts({ words, limit: 10 })
  const isBlue = all.map(({ variants }) => variants.some(({ colour }) => colour?.en === 'blue'))
  expect(isBlue.every(Boolean)).toBe(!words.includes('purple'))
})

test.each(['something in blue', '有什么蓝色的东西吗'])('a colour alone is everything that comes in it: %s', async (words) => {
  const found = await shop.findProducts({ words, limit: 20 })
  expect(found.length).toBeGreaterThan(3)
  for (const { variants } of found) expect(variants.map(({ colour }) => colour?.en)).toContain('blue')
})

test('a colour does not stand for what is not sold', async () => {
  expect(await shop.findProducts({ words: 'a blue lawn mower' })).toEqual([])
  expect(await shop.findProducts({ words: '蓝色的割草机' })).toEqual([])
})

test('use, shelf, budget and stock are all kept to', async () => {
  const found = await shop.findProducts({ use: 'travel', category: 'phone', budget: 5000, inStock: true, limit: 10 })
  expect(found.map(({ id }) => id).sort()).toEqual(['charger', 'power-bank'])
})

test.each([
  ['do you sell kettles', ['kettle']],
  ['有热水壶吗', ['kettle']],
])('who names an article is not shown the rest of its shelf: %s', async (words, ids) => {
  expect((await shop.findProducts({ words })).map(({ id }) => id)).toEqual(ids)
})

test('who names a shelf is shown all of it', async () => {
  const found = await shop.findProducts({ words: 'anything for the kitchen' })
  expect(found.length).toBeGreaterThan(2)
  for (const { category } of found) expect(category).toBe('kitchen')
})
