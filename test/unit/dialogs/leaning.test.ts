import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isOpening } from '../../../dialogs/runner/leaning.ts'
import { placeShown } from '../../../dialogs/runner/shown.ts'
import { openRoom, type Room } from './talk.ts'

let room: Room
beforeAll(async () => { room = await openRoom() })
afterAll(() => room.close())

describe('which of those shown is meant', () => {
  const shown = { prices: [3200, 4500, 2900], current: -1 }
  test.each([
    ['tell me more about the second', 1], ['the first one please', 0], ['第二个怎么样', 1], ['第三款有货吗', 2], ['the cheaper one', 2], ['最便宜的', 2], ['the most expensive', 1], ['the last one', 2],
  ])('%s', (text, place) => { expect(placeShown(text, shown)).toBe(place) })

  test.each(['my first order', 'the second time I ask', '第二天能到吗', 'for the third week', 'how much is delivery'])('%s counts none of them', (text) => { expect(placeShown(text, shown)).toBeNull() })

  test('the other of two is the one not spoken of', () => {
    expect(placeShown('the other one then', { prices: [1, 2], current: 0 })).toBe(1)
    expect(placeShown('另一款呢', { prices: [1, 2], current: 1 })).toBe(0)
    expect(placeShown('the other one', { prices: [1, 2], current: -1 })).toBeNull()
    expect(placeShown('the other one', { prices: [1, 2, 3], current: 0 })).toBeNull()
  })
})

test.each(['oh wait, one more thing', 'actually wait', 'Can I ask you something?', 'quick question', '对了还有个事', '等一下', '我想问个问题', '對了還有個問題'])('%s says that a question is coming', (text) => { expect(isOpening(text)).toBe(true) })
test.each(['wait for me', 'one more thing is missing', '等一下午了', '有个事要投诉', 'hello', ''])('%s does not', (text) => { expect(isOpening(text)).toBe(false) })

describe('what was said before', () => {
  test('a yes to a list asks which of them', async () => {
    const talk = room.talk()
    await talk.say('something for a present, any price', { intent: 'product.recommend' })
    await talk.say('any price')
    await talk.say('no')
    expect(talk.last!.replies[0]!.key).toBe('product.recommended')
    expect(await talk.say('yes please')).toEqual(['product.which-of'])
  })

  test('another colour after advice changes the advice and asks nothing again', async () => {
    const talk = room.talk()
    await talk.say('a present please', { intent: 'product.recommend' })
    await talk.say('100')
    await talk.say('no')
    expect(await talk.say('anything in blue?', { intent: 'product.recommend', entities: { colour: 'blue' } })).toEqual(['product.recommended'])
  })

  test('after several were shown "anything cheaper" shows others below them', async () => {
    const talk = room.talk()
    expect(await talk.say('anything for the kitchen', { intent: 'product.find' })).toEqual(['product.found'])
    expect(await talk.say('anything cheaper?', { intent: 'product.price' })).toEqual(['product.none-cheaper'])
  })

  test('of close intents the one of the topic spoken of is taken', async () => {
    const talk = room.talk()
    await talk.say('which ways can I pay', { intent: 'payment.methods' })
    const alternatives = [{ intent: 'handoff.call-back', confidence: 0.45 }, { intent: 'payment.methods', confidence: 0.33 }]
    expect(await talk.say('and wechat', { intent: 'handoff.call-back', confidence: 0.45, alternatives })).toEqual(['payment.methods'])
  })

  test('the order spoken of is meant by "it", though others fit better', async () => {
    const talk = room.talk('ana')
    await talk.say('status of 1004', { intent: 'order.status' })
    expect(await talk.say('when will it ship', { intent: 'shipping.track' })).toEqual(['shipping.not-sent-yet'])
    expect(talk.last!.replies[0]!.data).toMatchObject({ number: '1004' })
  })

  test('a country that was named is the one of the next question', async () => {
    const talk = room.talk()
    await talk.say('how much is shipping to canada', { intent: 'shipping.cost' })
    expect(await talk.say('do i pay customs', { intent: 'shipping.abroad' })).toEqual(['shipping.abroad'])
    expect(await talk.say('which other countries do you ship to', { intent: 'shipping.abroad' })).toEqual(['shipping.countries'])
  })

  test('the invoice of the order spoken of', async () => {
    const talk = room.talk('ana')
    await talk.say('where is 1001', { intent: 'shipping.track' })
    expect(await talk.say('and the invoice', { intent: 'payment.invoice' })).toEqual(['payment.invoice-ready'])
  })

  test('a dialog put aside is not gone back to for ever', async () => {
    const talk = room.talk('ana')
    await talk.say('return 1006', { intent: 'returns.start' })
    for (const _ of [1, 2, 3]) expect(await talk.say('what do you charge for gift wrap', { intent: 'faq.gift' })).toContain('bridge.back')
    expect(await talk.say('what do you charge for gift wrap', { intent: 'faq.gift' })).toEqual(['faq.gift'])
  })

  test('a goodbye ends what was begun', async () => {
    const talk = room.talk('ana')
    await talk.say('return 1006', { intent: 'returns.start' })
    expect(await talk.say('bye then', { intent: 'small-talk.goodbye' })).toEqual(['small-talk.goodbye'])
    expect(talk.state.active).toBeNull()
  })

  test('after a message was left, who asks when it is answered leaves no other', async () => {
    const talk = room.talk()
    await talk.say('please call me back', { intent: 'handoff.call-back' })
    await talk.say('my sun cream leaked')
    await talk.say('sam.carter@example.com')
    expect(await talk.say('when will they answer', { intent: 'handoff.call-back' })).toEqual(['handoff.answer-when'])
  })
})
