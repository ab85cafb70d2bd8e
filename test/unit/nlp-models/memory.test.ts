import { expect, test } from 'vitest'
import { memorise, recall } from '../../../nlp-models/classifier/memory.ts'

const texts = ['contact support', 'swap item', 'orders on hold?', 'order', 'order', "it's gone", '取消订单', 'thanks', '...']
const memory = memorise({ texts, target: Int32Array.from([2, 1, 0, 0, 3, 1, 4, 5, 0]) })

test.each([
  ['contact support', 2], ['Contact support!!'.toLowerCase(), 2], ['hi contact support please', 2], ['swap item', 1], ['orders on hold', 0], ["it's gone", 1], ['取消订单。', 4], ['thanks', 5],
])('%j is the line that was taught', (text, target) => {
  expect(recall(memory, text)).toBe(target)
})

test.each([['contact supports'], ['support'], ['order'], [''], ['?!'], ['...'], ['contact support '.repeat(100)], ['please order']])('%j is no line of it', (text) => {
  expect(recall(memory, text)).toBeNull()
})

test('nothing is remembered of nothing', () => {
  expect(recall(memorise({ texts: [], target: Int32Array.from([]) }), 'hello')).toBeNull()
})
