import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openRoom, photo, type Room } from './talk.ts'

let room: Room
beforeAll(async () => { room = await openRoom() })
afterAll(() => room.close())

describe('a return', () => {
  test('goes from the first word to a write that the shop takes', async () => {
    const talk = room.talk('ana')
    expect(await talk.say('I want to return something', { intent: 'returns.start' })).toEqual(['order.which'])
    expect(await talk.say('1002')).toEqual(['returns.which-item'])
    expect(await talk.say('1')).toEqual(['returns.why'])
    expect(await talk.say('too big')).toEqual(['returns.how'])
    expect(await talk.say('refund')).toEqual(['returns.confirm'])
    expect(talk.last!.replies[0]!.data).toMatchObject({ name: 'Mara linen shirt', refund: 4405, fee: 495, number: '1002' })
    expect(await talk.say('yes')).toEqual(['write.under-way'])
    const [pending] = talk.last!.writes
    expect(pending!.write).toEqual({ kind: 'create-return', orderId: 'order-1002', lineId: '1002-1', quantity: 1, reason: 'too-big', resolution: 'refund' })
    expect(await room.shop.apply(pending!.write, 'topics-1')).toMatchObject({ outcome: 'done', data: { rma: 'R1002-1' } })
    expect(await talk.say('where is my return', { intent: 'returns.status' })).toEqual(['returns.is-awaited'])
    expect(await talk.say('return the shirt of 1002', { intent: 'returns.start', entities: { 'order-number': '1002', product: 'linen-shirt' } })).toEqual(['returns.why'])
    expect(await talk.say('too big')).toEqual(['returns.already-returned'])
  })

  test('asks for a photo of damage, and takes no for an answer by a person', async () => {
    const talk = room.talk('ana')
    await talk.say('my headphones of order 1006 arrived broken', { intent: 'shipping.damaged' })
    expect(talk.last!.replies.map(({ key }) => key)).toEqual(['shipping.damaged-sorry', 'returns.photo'])
    const other = room.talk('ana')
    await other.say('my headphones of order 1006 arrived broken', { intent: 'shipping.damaged' })
    expect(await talk.say('', { attachments: [photo] })).toEqual(['returns.how'])
    expect(await talk.say('repair')).toEqual(['returns.confirm'])
    await talk.say('yes')
    expect(talk.last!.writes[0]!.write).toMatchObject({ photos: ['photo-1'], resolution: 'repair', reason: 'damaged' })
    await other.say('no photo')
    expect(await other.say('a new one please')).toEqual(['returns.needs-review'])
    expect(other.last!.handoff).toMatchObject({ reason: 'return-review', draft: { why: 'no-photo', order: '1006' } })
  })

  test.each([
    { who: 'li-lei', number: '1007', product: 'summer-dress', why: "I don't like it", key: 'returns.final-sale' },
    { who: 'ana', number: '1003', product: 'wool-jumper', why: 'too small', key: 'returns.too-late' },
  ])('names the rule: $key', async ({ who, number, product, why, key }) => {
    const talk = room.talk(who)
    await talk.say(`return ${number}`, { intent: 'returns.start', entities: { 'order-number': number, product } })
    expect(await talk.say(why)).toEqual([key])
  })

  test('opened skin care stays, sealed comes back', async () => {
    const talk = room.talk('li-lei', 'zh')
    await talk.say('我要退1007的面霜', { intent: 'returns.start', entities: { 'order-number': '1007', product: 'face-cream' } })
    expect(talk.last!.replies[0]!.key).toBe('returns.how-many')
    expect(await talk.say('两瓶')).toEqual(['returns.why'])
    expect(await talk.say('不想要了')).toEqual(['returns.is-opened'])
    const sealed = room.talk('li-lei', 'zh')
    sealed.state = structuredClone(talk.state)
    expect(await talk.say('拆开用过了')).toEqual(['returns.opened'])
    expect(await sealed.say('没拆封')).toEqual(['returns.how'])
  })

  test('a costly thing goes to a person with the draft', async () => {
    const talk = room.talk('li-lei', 'zh')
    await talk.say('咖啡机不想要了，退1008', { intent: 'returns.start', entities: { 'order-number': '1008' } })
    expect(await talk.say('退款')).toEqual(['returns.needs-review'])
    expect(talk.last!.handoff).toMatchObject({ reason: 'return-review', topic: 'returns', draft: { item: 'Crema 意式咖啡机', worth: 34900, why: 'amount' } })
  })

  test('what has not left is cancelled instead', async () => {
    const talk = room.talk('ana')
    expect(await talk.say('return 1004', { intent: 'returns.start' })).toEqual(['returns.cancel-instead'])
    expect(await talk.say('yes')).toEqual(['order.confirm-cancel'])
    await talk.say('cancel')
    expect(talk.last!.writes[0]!.write).toMatchObject({ kind: 'cancel-order', orderId: 'order-1004' })
  })

  test.each([['1012', 'returns.refund-due'], ['1014', 'returns.refunded'], ['1011', 'returns.refund-issued'], ['1009', 'returns.no-refund']])('the money of order %s: %s', async (number, key) => {
    const talk = room.talk('li-lei')
    expect(await talk.say(`refund of ${number}`, { intent: 'returns.refund-status' })).toEqual([key])
  })
})

describe('parcels and orders', () => {
  test.each([
    ['ana', '1001', 'shipping.on-the-way'], ['ana', '1002', 'shipping.was-delivered'], ['ana', '1004', 'shipping.not-sent-yet'], ['ana', '1005', 'shipping.stuck'],
    ['li-lei', '1009', 'shipping.out-for-delivery'], ['li-lei', '1011', 'order.is-cancelled'],
  ])('%s asks where %s is: %s', async (customer, number, key) => {
    expect(await room.talk(customer).say(`where is ${number}`, { intent: 'shipping.track' })).toEqual([key])
  })

  test('a parcel that is not where it should be goes to a person once it was looked for', async () => {
    const talk = room.talk('ana')
    expect(await talk.say('1006 says delivered but nothing here', { intent: 'shipping.lost' })).toEqual(['shipping.look-around'])
    expect(await talk.say('asked everybody, not there')).toEqual(['shipping.search-started'])
    expect(talk.last!.handoff).toMatchObject({ topic: 'shipping', draft: { order: '1006' } })
  })

  test('an address is changed after a look at it', async () => {
    const talk = room.talk('ana')
    expect(await talk.say('change the address', { intent: 'shipping.change-address' })).toEqual(['order.which'])
    expect(await talk.say('1004')).toEqual(['shipping.which-address'])
    expect(await talk.say('erm')).toEqual(['ask.again', 'shipping.which-address'])
    expect(await talk.say('7 Hudson Street, New York, NY 10013')).toEqual(['shipping.confirm-address'])
    await talk.say('ok')
    expect(talk.last!.writes[0]!.write).toEqual({ kind: 'change-address', orderId: 'order-1004', address: '7 Hudson Street, New York, NY 10013' })
  })

  test('an order is changed to another size', async () => {
    const talk = room.talk('ana')
    await talk.say('change 1004', { intent: 'order.change' })
    expect(talk.last!.replies[0]!.key).toBe('order.change-to-what')
    expect(await talk.say('size L please', { entities: { size: 'L' } })).toEqual(['order.confirm-change'])
    await talk.say('yes')
    expect(talk.last!.writes[0]!.write).toEqual({ kind: 'change-order', orderId: 'order-1004', lineId: '1004-1', change: 'variant:rain-jacket:navy/L' })
  })

  test('charged twice is looked up, not believed and not denied', async () => {
    expect(await room.talk('li-lei').say('1010 charged twice', { intent: 'payment.charged-twice' })).toEqual(['payment.second-is-held'])
    expect(await room.talk('ana').say('1001 charged twice', { intent: 'payment.charged-twice' })).toEqual(['payment.charged-once'])
  })
})

describe('products', () => {
  test('advice asks for use, budget and wish, and says why', async () => {
    const talk = room.talk()
    expect(await talk.say('can you recommend something', { intent: 'product.recommend' })).toEqual(['product.which-use'])
    expect(await talk.say('a present')).toEqual(['product.which-budget'])
    expect(await talk.say('50')).toEqual(['product.which-wish'])
    expect(await talk.say('nothing special')).toEqual(['product.recommended'])
    const items = talk.last!.replies[0]!.data!.items as { price: number; why: string }[]
    expect(items).toHaveLength(3)
    expect(items.every(({ price, why }) => price <= 5000 && why.length > 5)).toBe(true)
  })

  test('a wish may name the shelf', async () => {
    const talk = room.talk()
    await talk.say('a present for 50', { intent: 'product.recommend', entities: { amount: '5000' } })
    await talk.say('something for the kitchen')
    expect(talk.last!.replies[0]!.data!.items).toMatchObject([{ name: 'Lumo electric kettle' }])
  })

  test('what is told at once is not asked', async () => {
    const talk = room.talk()
    expect(await talk.say('推荐个300块以内送妈妈的礼物', { intent: 'product.recommend', entities: { amount: '30000' } })).toEqual(['product.which-wish'])
    expect(await talk.say('没有')).toEqual(['product.recommended'])
  })

  test.each([
    [{ size: 'M' }, 'white M', 'product.in-stock'], [{ size: 'M' }, 'blue M', 'product.back-soon'],
  ])('stock of a variant: %s %s', async (entities, text, key) => {
    expect(await room.talk().say(`is the linen shirt there in ${text}`, { intent: 'product.stock', entities: { product: 'linen-shirt', ...entities } })).toEqual([key])
  })

  test('a follow-up knows the article', async () => {
    const talk = room.talk()
    await talk.say('how much is the kettle', { intent: 'product.price', entities: { product: 'kettle' } })
    expect(await talk.say('and how do I clean it', { intent: 'product.care' })).toEqual(['product.care'])
    expect(talk.last!.replies[0]!.data).toMatchObject({ name: 'Lumo electric kettle' })
  })

  test.each([['HELLO10', 'product.code-works'], ['SNOW15', 'product.code-unknown']])('the code %s: %s', async (code, key) => {
    expect(await room.talk().say(`does ${code} work`, { intent: 'product.promotions' })).toEqual([key])
  })
})

describe('to a person', () => {
  test('a complaint is heard and passed on with the story', async () => {
    const talk = room.talk('ana')
    expect(await talk.say('I want to complain', { intent: 'complaint.make' })).toEqual(['complaint.what-happened'])
    await talk.say('the lamp is ugly and nobody answers the phone')
    expect(talk.last!.handoff).toMatchObject({ reason: 'complaint', draft: { story: 'the lamp is ugly and nobody answers the phone' } })
  })

  test('a message is left with a contact that is known', async () => {
    const talk = room.talk('ana')
    await talk.say('email me the answer', { intent: 'handoff.call-back' })
    expect(await talk.say('It is about my lamp', { intent: 'handoff.ask' })).toEqual(['handoff.left'])
    expect(talk.last!.handoff).toMatchObject({ left: { message: 'It is about my lamp', contact: 'ana.silva@example.com', isCallBack: false, wanted: null } })
  })

  test('who wants a call is asked for the time; the number is known', async () => {
    const talk = room.talk('ana')
    await talk.say('please call me back', { intent: 'handoff.call-back' })
    expect(await talk.say('It is about my lamp')).toEqual(['handoff.which-time'])
    expect(await talk.say('tomorrow between 2 and 4', { entities: { date: '2026-03-11' } })).toEqual([])
    const wanted = { from: Date.parse('2026-03-11T14:00:00Z'), to: Date.parse('2026-03-11T16:00:00Z') }
    expect(talk.last!.handoff).toMatchObject({ left: { message: 'It is about my lamp', contact: expect.stringMatching(/^\+?\d/), isCallBack: true, wanted } })
  })

  test('a number and a time said at once are not asked again', async () => {
    const talk = room.talk()
    await talk.say('ring me on 5550148 after 3pm', { intent: 'handoff.call-back', entities: { phone: '5550148' } })
    await talk.say('It is about my lamp')
    expect(talk.last!.handoff).toMatchObject({ left: { contact: '5550148', isCallBack: true, wanted: { from: Date.parse('2026-03-10T15:00:00Z'), to: Date.parse('2026-03-10T18:00:00Z') } } })
  })

  test('a guest is asked for a number; an address will do, and then the answer comes in writing', async () => {
    const talk = room.talk()
    await talk.say('call me back', { intent: 'handoff.call-back' })
    expect(await talk.say('It is about my lamp')).toEqual(['handoff.which-phone'])
    expect(await talk.say('sam@example.com')).toEqual(['handoff.left'])
    expect(talk.last!.handoff).toMatchObject({ left: { contact: 'sam@example.com', isCallBack: false } })
  })

  test('a button for the time is a time', async () => {
    const talk = room.talk('ana')
    await talk.say('please call me back', { intent: 'handoff.call-back' })
    await talk.say('It is about my lamp')
    await talk.say('call-morning')
    expect(talk.last!.handoff).toMatchObject({ left: { isCallBack: true, wanted: { from: Date.parse('2026-03-11T09:00:00Z'), to: Date.parse('2026-03-11T12:00:00Z') } } })
  })

  test('a guest is asked where to answer', async () => {
    const talk = room.talk()
    await talk.say('leave a message', { intent: 'handoff.call-back' })
    expect(await talk.say('It is about my lamp')).toEqual(['handoff.which-contact'])
    expect(await talk.say('sam@example.com')).toEqual(['handoff.left'])
  })
})

test.each([[null, 'en'], ['ana', 'en'], ['li-lei', 'zh']])('every intent is answered to %s in %s, with keys that are known', async (customer, language) => {
  const keys = new Set(room.dialogs.replyKeys)
  expect(room.dialogs.intents.length).toBeGreaterThan(55)
  const silent: string[] = []
  const unknown: string[] = []
  for (const intent of room.dialogs.intents) {
    const talk = room.talk(customer, language)
    const said = await talk.say('?', { intent })
    if (said.length === 0 && talk.last!.handoff === null) silent.push(intent)
    unknown.push(...said.filter(key => !keys.has(key)))
  }
  expect({ silent, unknown }).toEqual({ silent: [], unknown: [] })
})
