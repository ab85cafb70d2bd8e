import { describe, expect, test } from 'vitest'
import type { Entity, MessageUnderstanding, Speaker } from '../../../core/conversation/index.ts'
import { tellsMatter, whatWasAdded, whatWasLeftOpen, whatWasSaid } from '../../../bot/turn/what-was-said.ts'

const line = (text: string, intent: string | null = null) => ({ text, understanding: { intent, confidence: 0.9, mood: 'calm', moodScore: 0, release: 'r' } as MessageUnderstanding })
const product: Entity = { entity: 'product', text: 'kettle', value: 'kettle', start: 0, end: 6 }

test.each([
  { text: 'human please', intents: ['handoff.ask'], isTold: false },
  { text: '转人工', intents: ['handoff.ask'], isTold: false },
  { text: 'you thieves, I am furious!!!', intents: [], isTold: false },
  { text: 'a human, my kettle is broken', intents: ['handoff.ask'], entities: [product], isTold: true },
  { text: 'get me a person, I was charged twice', intents: ['handoff.ask', 'payment.charged-twice'], isTold: true },
  { text: 'I was charged three times, you thieves', intents: ['payment.charged-twice'], isTold: true },
  { text: '转人工，我等了三个星期还没有收到我的东西，太过分了', intents: ['handoff.ask'], isTold: true },
])('“$text” tells what it is about: $isTold', ({ text, intents, entities = [], isTold }) => {
  const [intent = null, ...further] = intents
  expect(tellsMatter({ text, intent, further: further.map((one) => ({ intent: one, confidence: 0.9 })), entities })).toBe(isTold)
})

describe('the message', () => {
  test.each<{ what: string; wanted: Parameters<typeof whatWasSaid>[1]; texts: string[]; message: string | null }>([
    { what: 'of a complaint is its story', wanted: { reason: 'complaint', draft: { story: 'the lamp flickers' } }, texts: ['I want to complain', 'the lamp flickers'], message: 'the lamp flickers' },
    { what: 'of a bare wish is nothing yet', wanted: { reason: 'asked' }, texts: ['hello', 'human please'], message: null },
    { what: 'of a wish with words is the wish', wanted: { reason: 'asked', hasMatter: true }, texts: ['hello', 'a human, my kettle is broken'], message: 'a human, my kettle is broken' },
    { what: 'of what was not understood is what was tried', wanted: { reason: 'missed' }, texts: ['hi', 'blorp', 'blarp', 'blurp'], message: 'blorp\nblarp\nblurp' },
    { what: 'of pictures alone is nothing yet', wanted: { reason: 'bot-failure' }, texts: ['', ' '], message: null },
  ])('$what', ({ wanted, texts, message }) => {
    expect(whatWasSaid(texts.map((text) => line(text)), wanted)).toBe(message)
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

describe('what was left open', () => {
  const said = (speaker: Speaker, text: string, intent: string | null = null, kind: 'text' | 'note' = 'text') => ({ ...line(text, intent), speaker, kind })
  const agent = said('agent', 'It is on its way.')

  test('is what the shopper asked since anybody spoke to them, notes aside', () => {
    const thanks = said('shopper', 'thanks', 'small-talk.thanks')
    const note = said('agent', 'seems happy', null, 'note')
    expect(whatWasLeftOpen([said('shopper', 'where is it?', 'shipping.track'), agent, thanks, note, said('shopper', 'how do I send it back?', 'returns.start'), said('shopper', 'the blue one')])).toBe('how do I send it back?\nthe blue one')
  })

  test.each([
    { what: 'thanks', lines: [agent, said('shopper', 'thanks', 'small-talk.thanks')] },
    { what: 'what a person answered', lines: [said('shopper', 'where is it?', 'shipping.track'), agent] },
    { what: 'what the bot answered', lines: [said('shopper', 'where is it?', 'shipping.track'), said('bot', 'In your street.')] },
    { what: 'what is half an errand', lines: [{ ...said('shopper', 'I am still waiting'), understanding: { intent: 'shipping.delay', confidence: 0.4, mood: 'calm', moodScore: 0, release: 'r' } as MessageUnderstanding }] },
    { what: 'a silent conversation', lines: [] },
  ])('is nothing: $what', ({ lines }) => {
    expect(whatWasLeftOpen(lines)).toBeNull()
  })
})
