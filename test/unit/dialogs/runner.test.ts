import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openRoom, photo, type Room } from './talk.ts'

let room: Room
beforeAll(async () => { room = await openRoom() })
afterAll(() => room.close())

describe('proof of identity', () => {
  test('a guest gives the number, then the proof, and is not asked again', async () => {
    const talk = room.talk()
    expect(await talk.say('where is my parcel', { intent: 'shipping.track' })).toEqual(['order.number'])
    expect(await talk.say('1001')).toEqual(['order.proof'])
    expect(await talk.say('Ana.Silva@example.com')).toEqual(['shipping.on-the-way'])
    expect(await talk.say('and what is its state', { intent: 'order.status' })).toEqual(['shipping.on-the-way'])
    expect(talk.state.facts['order-number']).toMatchObject({ value: '1001', confirmedBy: 'shop' })
  })

  test('an unknown number and a wrong proof get the same answer', async () => {
    const unknown = room.talk()
    await unknown.say('track 9999', { intent: 'shipping.track' })
    const wrong = room.talk()
    await wrong.say('track 1001', { intent: 'shipping.track' })
    expect(await unknown.say('me@example.com')).toEqual(await wrong.say('me@example.com'))
    expect(unknown.last!.replies[0]!.key).toBe('order.not-found')
    expect(unknown.state.failedProofs).toBe(wrong.state.failedProofs)
  })

  test('probing ends with a person after five tries, also for the right proof afterwards', async () => {
    const talk = room.talk()
    await talk.say('track 9990 for me@example.com', { intent: 'shipping.track', entities: { 'order-number': '9990' } })
    for (const number of ['9991', '9992', '9993']) expect(await talk.say(number)).toEqual(['order.not-found'])
    expect(await talk.say('9994')).toEqual(['order.too-many-tries'])
    expect(talk.last!.handoff).toMatchObject({ reason: 'policy' })
    await talk.say('track 1001', { intent: 'shipping.track', entities: { 'order-number': '1001', email: 'ana.silva@example.com' } })
    expect(talk.last!.replies.map(({ key }) => key)).toEqual(['order.too-many-tries'])
  })

  test('a signed-in customer sees only their own orders', async () => {
    const talk = room.talk('ana')
    expect(await talk.say('where is 1009', { intent: 'shipping.track' })).toEqual(['order.not-found'])
    expect(await talk.say('sorry, 1001')).toEqual(['shipping.on-the-way'])
  })

  test.each([['+1 212 555 0101', true], ['212-555-0101', true], ['5550101', false], ['+1 212 555 0102', false], ['2125550101', true]])('the phone number %s proves it: %s', async (phone, isProof) => {
    const talk = room.talk()
    await talk.say('track 1001', { intent: 'shipping.track' })
    expect(await talk.say(phone, { entities: { phone } })).toEqual([isProof ? 'shipping.on-the-way' : 'order.not-found'])
  })
})

describe('in the middle of a dialog', () => {
  test('a side question is answered and the question comes back', async () => {
    const talk = room.talk('ana')
    expect(await talk.say('return 1003', { intent: 'returns.start', entities: { 'order-number': '1003' } })).toEqual(['returns.why'])
    expect(await talk.say('how much is delivery', { intent: 'shipping.cost' })).toEqual(['shipping.cost', 'bridge.back', 'returns.why'])
    expect(await talk.say('too small')).toEqual(['returns.too-late'])
  })

  test('another dialog goes first, then the one put aside comes back', async () => {
    const talk = room.talk('ana')
    await talk.say('return 1002', { intent: 'returns.start' })
    expect(await talk.say('recommend me something', { intent: 'product.recommend' })).toEqual(['product.which-use'])
    expect(talk.state.aside.map(({ step }) => step)).toEqual(['item'])
    await talk.say('for travelling')
    await talk.say('100')
    expect(await talk.say('no')).toEqual(['product.recommended', 'bridge.back', 'returns.which-item'])
  })

  test('a value is corrected at any step', async () => {
    const talk = room.talk('ana')
    await talk.say('return 1002', { intent: 'returns.start' })
    await talk.say('the shirt')
    expect(await talk.say('no, I meant 1006', { intent: 'small-talk.no' })).toEqual(['returns.why'])
    expect(talk.last!.replies[0]!.data).toMatchObject({ name: 'Calm headphones' })
  })

  test('a change of mind keeps what is known', async () => {
    const talk = room.talk('ana')
    await talk.say('return the shirt of 1002, too small', { intent: 'returns.start', entities: { 'order-number': '1002', product: 'linen-shirt' } })
    expect(talk.last!.replies[0]!.key).toBe('returns.how')
    expect(await talk.say('I would rather swap it for another size', { intent: 'returns.exchange' })).toEqual(['returns.exchange-for'])
    expect(await talk.say('L', { entities: { size: 'L' } })).toEqual(['returns.confirm'])
    expect(await talk.say('no, money back please', { intent: 'payment.refund-when' })).toEqual(['returns.confirm'])
    expect(talk.last!.replies[0]!.data).toMatchObject({ isRefund: true, fee: 495 })
  })

  test('the subject is dropped at any step', async () => {
    const talk = room.talk('ana')
    await talk.say('return 1002', { intent: 'returns.start' })
    expect(await talk.say('never mind')).toEqual(['small-talk.stopped'])
    expect(talk.state.active).toBeNull()
  })

  test('a person is called at any step, with the draft', async () => {
    const talk = room.talk('ana')
    await talk.say('return 1003', { intent: 'returns.start' })
    await talk.say('let me talk to somebody', { intent: 'handoff.ask' })
    expect(talk.last!.handoff).toMatchObject({ reason: 'asked', topic: 'returns', draft: { number: '1003' } })
  })

  test('one thing is asked three times, then a person is offered', async () => {
    const talk = room.talk('ana')
    expect(await talk.say('return 1002', { intent: 'returns.start' })).toEqual(['returns.which-item'])
    expect(await talk.say('blub')).toEqual(['ask.again', 'returns.which-item'])
    expect(await talk.say('blub')).toEqual(['ask.again', 'returns.which-item'])
    expect(await talk.say('blub')).toEqual(['handoff.offer'])
    expect(await talk.say('no')).toEqual(['handoff.not-now', 'bridge.back', 'returns.which-item'])
    for (let time = 0; time < 3; time++) await talk.say('blub')
    await talk.say('yes')
    expect(talk.last!.handoff).toMatchObject({ reason: 'missed', topic: 'returns' })
  })

  test.each(['2', 'the second one', '第二个', 'Grip yoga mat', 'yoga mat'])('a choice may be answered by "%s"', async (answer) => {
    const talk = room.talk('ana')
    await talk.say('return 1002', { intent: 'returns.start' })
    await talk.say(answer)
    expect(talk.last!.replies[0]).toMatchObject({ key: 'returns.why', data: { name: 'Grip yoga mat' } })
  })

  test('a picture sent too early is kept', async () => {
    const talk = room.talk('ana')
    expect(await talk.say('return 1006', { intent: 'returns.start' })).toEqual(['returns.why'])
    expect(await talk.say('', { attachments: [photo] })).toEqual(['returns.why'])
    expect(await talk.say('it arrived broken')).toEqual(['returns.how'])
  })
})

describe('without a dialog', () => {
  test('two close intents are asked about, and a number chooses', async () => {
    const talk = room.talk()
    const alternatives = [{ intent: 'shipping.cost', confidence: 0.4 }, { intent: 'shipping.time', confidence: 0.35 }]
    expect(await talk.say('delivery', { intent: 'shipping.cost', confidence: 0.4, alternatives })).toEqual(['fallback.did-you-mean'])
    expect(talk.last!.replies[0]!.choices!.map(({ value }) => value)).toEqual(['shipping.cost', 'shipping.time', 'none'])
    expect(await talk.say('2')).toEqual(['shipping.time'])
  })

  test('the question what was meant does not come back after another wish', async () => {
    const talk = room.talk()
    const alternatives = [{ intent: 'shipping.cost', confidence: 0.4 }, { intent: 'shipping.time', confidence: 0.35 }]
    await talk.say('delivery', { confidence: 0.4, alternatives })
    expect(await talk.say('which cards do you take', { intent: 'payment.methods' })).toEqual(['payment.methods'])
    expect(talk.state.active).toBeNull()
  })

  test('three messages that are not understood end with a person', async () => {
    const talk = room.talk()
    expect(await talk.say('blub')).toEqual(['fallback.first'])
    expect(await talk.say('blub')).toEqual(['fallback.second'])
    await talk.say('blub')
    expect(talk.last!.handoff).toMatchObject({ reason: 'missed' })
    expect(talk.last!.missed).toBe(true)
  })

  test('a second question in the message is answered, too, and a question that waits stands last', async () => {
    const talk = room.talk('ana')
    expect(await talk.say('do you take PayPal and what is delivery', { intent: 'payment.methods', further: ['shipping.cost'] })).toEqual(['payment.methods', 'shipping.cost'])
    expect(await talk.say('return 1002 and what does delivery cost', { intent: 'returns.start', further: ['shipping.cost'] })).toEqual(['shipping.cost', 'returns.which-item'])
  })

  test('the reason for a return is no question about sizes', async () => {
    const talk = room.talk('ana')
    expect(await talk.say("I want to return 1003, it's too tight", { intent: 'returns.start', further: ['product.size'] })).toEqual(['returns.too-late'])
  })

  test('a bare number goes on with the last intent', async () => {
    const talk = room.talk('ana')
    await talk.say('where is 1001', { intent: 'shipping.track' })
    expect(await talk.say('and 1002?')).toEqual(['shipping.was-delivered'])
  })

  test('the button that offers a person calls one', async () => {
    const talk = room.talk()
    await talk.say('person')
    expect(talk.last!.handoff).toMatchObject({ reason: 'asked' })
  })
})

test('the same input gives the same output, and the given state is left alone', async () => {
  const talk = room.talk('ana')
  await talk.say('return 1002', { intent: 'returns.start' })
  const before = structuredClone(talk.state)
  await talk.say('the mat')
  const again = room.talk('ana')
  again.state = before
  const kept = structuredClone(before)
  await again.say('the mat')
  expect(again.last).toEqual(talk.last)
  expect(before).toEqual(kept)
})
