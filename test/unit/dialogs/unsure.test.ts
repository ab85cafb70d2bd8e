import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isWhy, isYes } from '../../../dialogs/runner/answers.ts'
import { openRoom, type Room } from './talk.ts'

let room: Room
beforeAll(async () => { room = await openRoom() })
afterAll(() => room.close())

describe('a bare why', () => {
  test.each(['why?', 'Why not', 'but why not now?', 'how come', 'ok but why', '为什么？', '那为啥不行', '憑什麼'])('%s asks for the reason', (text) => { expect(isWhy(text)).toBe(true) })
  test.each(['why is my parcel late', 'why was i charged twice', '为什么还没发货', 'whynot', ''])('%s is a question of its own', (text) => { expect(isWhy(text)).toBe(false) })

  test('after an answer the bot says that it knows no more, and offers a person', async () => {
    const talk = room.talk('ana')
    await talk.say('where is 1001', { intent: 'shipping.track' })
    expect(await talk.say('why not now?', { intent: 'shipping.delay', confidence: 0.4 })).toEqual(['fallback.why'])
    expect(talk.last!.replies[0]!.choices).toMatchObject([{ value: 'person' }])
    expect(talk.last!.missed).toBe(false)
  })

  test('to a question of ours it is no miss, however often', async () => {
    const talk = room.talk()
    await talk.say('delete my account', { intent: 'faq.delete-data' })
    for (const _ of [1, 2, 3]) expect(await talk.say('why?')).toEqual(['ask.why', 'faq.confirm-delete'])
    expect(await talk.say('yes go ahead')).toEqual(['faq.data-passed-on'])
  })

  test('with nothing before it, it is like any other message', async () => {
    expect(await room.talk().say('why not')).toEqual(['fallback.first'])
  })
})

test('two that are close are asked about, and the one chosen is answered', async () => {
  const talk = room.talk()
  const alternatives = [{ intent: 'product.promotions', confidence: 0.48 }, { intent: 'product.price', confidence: 0.44 }]
  expect(await talk.say('cost and offers', { intent: 'product.promotions', confidence: 0.48, alternatives })).toEqual(['fallback.did-you-mean'])
  expect(await talk.say('product.price')).toEqual(['product.which'])
})

describe('one guess', () => {
  const close = [{ intent: 'shipping.delay', confidence: 0.4 }, { intent: 'payment.failed', confidence: 0.1 }, { intent: 'small-talk.help', confidence: 0.09 }, { intent: 'returns.start', confidence: 0.02 }]

  test('is offered with the next likely ones beside it', async () => {
    const talk = room.talk()
    expect(await talk.say('and that thing of yesterday', { confidence: 0.4, alternatives: close })).toEqual(['fallback.did-you-mean'])
    expect(talk.last!.replies[0]!.choices!.map((choice) => choice.value)).toEqual(['shipping.delay', 'payment.failed', 'none'])
  })

  test('with nothing else likely it is asked about as one, and a yes takes it', async () => {
    const talk = room.talk('ana')
    expect(await talk.say('about that refund thing', { confidence: 0.4, alternatives: [{ intent: 'payment.refund-when', confidence: 0.4 }] })).toEqual(['fallback.is-it-this'])
    expect(await talk.say('yes')).toEqual(['payment.refund-when'])
  })
})

test.each(['yes go ahead', 'ok do it', 'yes that is right', "yes, that's right", 'sure sounds good'])('%s is a yes', (text) => { expect(isYes(text)).toBe(true) })
test.each(['yes but in blue', 'ok and the price', 'yes no'])('%s is more than a yes', (text) => { expect(isYes(text)).toBe(false) })

describe('the order number', () => {
  test.each(["i don't remember the number", 'what number?', 'which order number', 'how would i know', 'i deleted the e-mail', '什么单号'])('%s: the bot tells where it stands, whatever the words resemble', async (text) => {
    const talk = room.talk()
    await talk.say("where's my parcel", { intent: 'shipping.track' })
    expect(await talk.say(text, { intent: 'faq.account', confidence: 0.9 })).toEqual(['order.where-is-number'])
  })

  test('a problem with an account is one all the same', async () => {
    const talk = room.talk()
    await talk.say("where's my parcel", { intent: 'shipping.track' })
    expect(await talk.say('i cannot log in', { intent: 'faq.account' })).toEqual(['faq.account', 'bridge.back', 'order.number'])
  })
})

describe('an exchange', () => {
  const shirt = (text: string, sizes: string[]) => sizes.map((value) => ({ entity: 'size' as const, text: value, value: value === 'small' ? 'S' : value, start: text.indexOf(value), end: text.indexOf(value) + value.length }))

  test.each([['my linen shirt from 1002 is too small for me, can i get it in L', ['small']], ['linen shirt of 1002 too small, need XL please', ['small', 'XL']]])('%s: what it is too small for is not the size that is wanted', async (text, sizes) => {
    const talk = room.talk('ana')
    const wanted = text.includes('XL') ? 'XL' : 'L'
    const output = await room.dialogs.take({
      conversationId: 'c', attachments: [], state: talk.state, shopper: { id: 's', name: null, customerId: 'ana' }, now: room.now, language: 'en', script: 'none',
      understanding: {
        text, language: 'en', script: 'none', intent: 'returns.exchange', confidence: 0.95, alternatives: [{ intent: 'returns.exchange', confidence: 0.95 }], further: [], release: 'test',
        entities: [{ entity: 'order-number', text: '1002', value: '1002', start: text.indexOf('1002'), end: text.indexOf('1002') + 4 }, { entity: 'product', text: 'linen shirt', value: 'linen-shirt', start: text.indexOf('linen'), end: text.indexOf('linen') + 11 }, ...shirt(text, sizes)],
        mood: { level: 'calm', score: 0, evidence: [], hasThreat: false },
      },
    })
    expect(output.replies.at(-1)).toMatchObject({ key: 'returns.confirm', data: { swap: `white / ${wanted}` } })
  })

  test('"yes, exchange" confirms it, and then the new one is asked about', async () => {
    const talk = room.talk('ana')
    await talk.say('swap the linen shirt of 1002, it is too small', { intent: 'returns.exchange', entities: { product: 'linen-shirt' } })
    await talk.say('white / L')
    expect(talk.last!.replies.at(-1)!.key).toBe('returns.confirm')
    expect(await talk.say('yes exchange')).toEqual(['write.under-way'])
    expect(talk.last!.writes).toMatchObject([{ write: { kind: 'create-return', resolution: 'exchange' } }])
    expect((await talk.say('when will the new one come', { intent: 'product.stock' }))[0]).toMatch(/^returns\./)
  })

  test('how it is to be settled may be said while a photo is asked for', async () => {
    const talk = room.talk('ana')
    expect(await talk.say('the headphones of 1006 are broken', { intent: 'returns.start', entities: { product: 'headphones' } })).toEqual(['returns.photo'])
    expect(await talk.say('refund please')).toEqual(['returns.photo'])
    expect(talk.state.active!.data).toMatchObject({ resolution: 'refund' })
    expect(await talk.say('1006')).toEqual(['returns.photo'])
  })
})

describe('of those compared', () => {
  test('which is better is about them, whatever else the words might name', async () => {
    const talk = room.talk()
    await talk.say('calm headphones or dot earbuds', { intent: 'product.compare' })
    const first = talk.state.shown
    expect(first!.length).toBeGreaterThan(1)
    for (const text of ['which one has better battery', 'and which is better for running']) {
      expect(await talk.say(text, { intent: 'product.compare', entities: { category: 'shoes' } })).toEqual(['product.compared'])
      expect(talk.state.shown).toEqual(first)
    }
  })

  test('one is called by a word of its name', async () => {
    const talk = room.talk()
    await talk.say('headphones', { intent: 'product.find' })
    expect(await talk.say('the calm ones', { intent: 'product.compare', confidence: 0.4 })).toEqual(['product.details'])
    expect(talk.last!.replies[0]!.data).toMatchObject({ name: 'Calm headphones' })
    expect(await talk.say('are they original', { intent: 'product.authenticity' })).toEqual(['product.authenticity'])
  })

  test('of one article a cheaper one may be asked for, and its instalments', async () => {
    const talk = room.talk()
    await talk.say('how much is the floor lamp', { intent: 'product.price', entities: { product: 'floor-lamp' } })
    expect(await talk.say('and in instalments', { intent: 'payment.instalments' })).toEqual(['payment.instalments'])
    expect(talk.last!.replies[0]!.data).toMatchObject({ name: 'Reed floor lamp', part: 5250 })
    expect(await talk.say('do you have a cheaper one', { intent: 'product.price' })).toEqual(['product.found'])
  })
})
