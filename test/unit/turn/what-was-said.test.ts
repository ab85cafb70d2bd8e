import { describe, expect, test } from 'vitest'
import type { Entity, HandoffReason, MessageUnderstanding } from '../../../core/conversation/index.ts'
import { tellsMatter, whatWasAdded, whatWasSaid } from '../../../bot/turn/what-was-said.ts'

const line = (text: string, intent: string | null = null) => ({ text, understanding: { intent, confidence: 0.9, mood: 'calm', moodScore: 0, release: 'r' } as MessageUnderstanding })
const product: Entity = { entity: 'product', text: 'kettle', value: 'kettle', start: 0, end: 6 }

test.each([
  ['human please', 'handoff.ask', [], [], false],
  ['转人工', 'handoff.ask', [], [], false],
  ['you thieves, I am furious!!!', null, [], [], false],
  ['a human, my kettle is broken', 'handoff.ask', [], [product], true],
  ['get me a person, I was charged twice', 'handoff.ask', ['payment.charged-twice'], [], true],
  ['I was charged three times, you thieves', 'payment.charged-twice', [], [], true],
  ['转人工，我等了三个星期还没有收到我的东西，太过分了', 'handoff.ask', [], [], true],
])('“%s” tells what it is about: %#', (text, intent, further, entities, isTold) => {
  expect(tellsMatter({ text, intent, further: further.map((one) => ({ intent: one, confidence: 0.9 })), entities })).toBe(isTold)
})

describe('the message', () => {
  test.each<[string, HandoffReason, Parameters<typeof whatWasSaid>[1] | object, string[], string | null]>([
    ['of a complaint is its story', 'complaint', { draft: { story: 'the lamp flickers' } }, ['I want to complain', 'the lamp flickers'], 'the lamp flickers'],
    ['of a bare wish is nothing yet', 'asked', {}, ['hello', 'human please'], null],
    ['of a wish with words is the wish', 'asked', { hasMatter: true }, ['hello', 'a human, my kettle is broken'], 'a human, my kettle is broken'],
    ['of what was not understood is what was tried', 'missed', {}, ['hi', 'blorp', 'blarp', 'blurp'], 'blorp\nblarp\nblurp'],
    ['of pictures alone is nothing yet', 'bot-failure', {}, ['', ' '], null],
  ])('%s', (_what, reason, more, texts, message) => {
    expect(whatWasSaid(texts.map((text) => line(text)), { reason, ...more })).toBe(message)
  })

  test('of what a dialog hands over begins with the wish', () => {
    const said = [line('how much is shipping?', 'shipping.cost'), line('order 1005 is late', 'shipping.delay'), line('yes please')]
    expect(whatWasSaid(said, { reason: 'policy', draft: { wish: 'chase the parcel' } })).toBe('order 1005 is late\nyes please')
  })

  test('grows by what is told while waiting, from where something is told', () => {
    expect(whatWasAdded([line('hello?'), line('order 1005 is late', 'shipping.delay'), line('thanks')])).toBe('order 1005 is late\nthanks')
    expect(whatWasAdded([line('hello?')])).toBeNull()
  })
})
