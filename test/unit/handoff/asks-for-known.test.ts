import { describe, expect, test } from 'vitest'
import type { Fact } from '../../../core/conversation/index.ts'
import { asksForKnown } from '../../../handoff/guard/asks-for-known.ts'

const known: Fact[] = [
  { name: 'order-number', value: '1001', confirmedBy: 'shopper' }, { name: 'phone', value: '+44 7700 900123', confirmedBy: 'shopper' },
  { name: 'address', value: '2 Mill Lane', confirmedBy: 'shop' }, { name: 'size', value: 'M', confirmedBy: 'shopper' }, { name: 'reason', value: 'too small', confirmedBy: 'shopper' },
]
const asked = (text: string) => asksForKnown(text, known).map((fact) => fact.name)

describe('what a text asks for though the card has it', () => {
  test.each([
    ['Could you tell me your order number?', ['order-number']],
    ['Please send us the order no. and your phone number.', ['order-number', 'phone']],
    ['Thanks for waiting. Which size did you order?', ['size']],
    ['May I have your delivery address', ['address']],
    ['Why do you want to return it?', ['reason']],
    ['请问您的订单号是多少？', ['order-number']],
    ['麻烦提供一下手机号和收货地址', ['phone', 'address']],
    ['您要什么尺码的呢', ['size']],
    ['請提供訂單編號', ['order-number']],
  ])('%s', (text, names) => { expect(asked(text)).toEqual(names) })

  test.each([
    ['Your order number 1001 is on its way.'], ['I have sent it to your address.'], ['Is 1001 the order number of both parcels?'],
    ['Could you send us a photo?'], ['您的订单号1001已经发货。'], ['我已经更新了收货地址。'], ['How was your day?'], [''],
  ])('lets pass: %s', (text) => { expect(asked(text)).toEqual([]) })

  test('what is not known may be asked', () => {
    expect(asksForKnown('What is your order number?', [])).toEqual([])
    expect(asksForKnown('What is your order number?', [{ name: 'order-number', value: ' ', confirmedBy: 'bot' }])).toEqual([])
  })

  test('a long text costs no more than its length', () => {
    const text = 'could you please '.repeat(2000)
    const startedAt = performance.now()
    asksForKnown(text, known)
    expect(performance.now() - startedAt).toBeLessThan(500)
  })
})
