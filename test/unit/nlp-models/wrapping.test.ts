// What a message is wrapped in: the words that are left are what the shopper says.
import { describe, expect, test } from 'vitest'
import { withoutOpening } from '../../../nlp-models/opening.ts'
import { unwrapped } from '../../../nlp-models/wrapping.ts'

const en = (text: string) => unwrapped(text, 'en')
const zh = (text: string) => unwrapped(text, 'zh')

describe('a letter', () => {
  test('is read without greeting, signature and what a phone adds', () => {
    expect(en('Subject: Cracked lid\n\nDear Sir or Madam,\n\nthe lid came\nwith a crack.\n\nKind regards,\nIda Moss\nHead of Nothing')).toBe('Cracked lid. the lid came with a crack.')
    expect(en('stop my order\n\nSent from my iPhone')).toBe('stop my order')
    expect(en('Hi team,\ncan I swap these?\n-- \nBo')).toBe('can I swap these?')
  })
  test('is read without what it answers, and without its subject where it says enough itself', () => {
    expect(en('Re: Your parcel is on its way\n\nIt never got here, where is it?\n\nOn Mon, 3 March, The Shop wrote:\n> Your parcel is on its way.')).toBe('It never got here, where is it?')
    expect(en('Fwd: Your parcel is on its way\n\nwhen?')).toBe('Your parcel is on its way. when?')
    expect(en('no refund yet\n\n-----Original Message-----\nFrom: The Shop\nYour money is on its way.')).toBe('no refund yet')
  })
  test('that goes on after its thanks is no signature', () => {
    expect(en('my order came\nthanks\nbut where is the lid?')).toBe('my order came thanks but where is the lid?')
  })
  test('of nothing but a greeting, a quote or a name keeps its words', () => {
    expect(en('Hello\n\nAnn')).toBe('Hello. Ann')
    expect(en('> only a quote')).toBe('> only a quote')
    expect(en('Hello,\n')).toBe('Hello,')
  })
  test('in Chinese', () => {
    expect(zh('主题：退货\n\n尊敬的客服：\n\n衣服太小了，我想退。\n\n此致\n敬礼\n王芳')).toBe('退货. 衣服太小了，我想退。')
    expect(zh('快递还没到\n发自我的iPhone')).toBe('快递还没到')
  })
})

describe('a post', () => {
  test.each([
    ['@LampHouse where is my parcel', 'where is my parcel'],
    ['.@LampHouse where is my parcel #WorstShop', 'where is my parcel  Worst Shop'],
    ['can someone from @LampHouse write back', 'can someone from you write back'],
    ['RT @LampHouse: sale ends tonight', 'sale ends tonight'],
    ['look at this box https://example.com/p/1', 'look at this box'],
    ['is https://example.com/win really yours', 'is website really yours'],
    ['my mail is ann@example.com', 'my mail is ann@example.com'],
    ['meet @ 5', 'meet @ 5'],
    ['order #1001', 'order #1001'],
    ['@LampHouse', '@LampHouse'],
  ])('%s', (said, left) => expect(en(said)).toBe(left))
  test('in Chinese', () => expect(zh('@灯具小店 我的快递呢 #差评#')).toBe('我的快递呢  差评'))
})

describe('a template nobody filled in', () => {
  test.each([
    ['cancel order {{Order Number}}', 'cancel order 1001'],
    ['refund of {{Currency Symbol}}{{Refund Amount}}', 'refund of $20'],
    ['a bill for {{Person Name}}', 'a bill for'],
    ['do you send to {{Delivery City}}', 'do you send to city'],
    ['where is <order_id>', 'where is 1001'],
    ['order [order number] please', 'order 1001 please'],
    ['i [really] mean it', 'i [really] mean it'],
  ])('%s', (said, left) => expect(en(said)).toBe(left))
  test('in Chinese', () => expect(zh('{{订单编号}}什么时候发货')).toBe('1001什么时候发货'))
})

describe('shorthand', () => {
  test.each([
    ['can i cxl b4 it ships', 'can i cancel before it ships'],
    ['how 2 rtn', 'how to return'],
    ['want 2 mugs', 'want 2 mugs'],
    ['opn 2day?', 'open today?'],
    ['a gift 4 my mum', 'a gift for my mum'],
    ['4 mugs', '4 mugs'],
    ['Cxl my ord', 'cancel my order'],
  ])('%s', (said, left) => expect(en(said)).toBe(left))
  test('is no Chinese matter', () => expect(zh('sz')).toBe('sz'))
})

test('no text takes long or throws', () => {
  for (const piece of ['@', '#', '{', '[a', '\n>', '\n\n', 'Re: ', 'http://', '<order ', '-- \n', 'thanks\n', 'a_', 'RT @a:', '= 2 ']) {
    for (const language of ['en', 'zh']) expect(unwrapped(piece.repeat(20_000), language).length).toBeGreaterThan(0)
  }
})

describe('a call for help before what is asked', () => {
  test.each([
    ['can u help me to cancel it please', 'cancel it please'],
    ['Hi there, I need some help with changing my order', 'changing my order'],
    ['could someone help me out with the signup', 'the signup'],
    ['hello I was wondering if you ship to Malta', 'you ship to Malta'],
    ['yeah hi i have one query on my refund', 'my refund'],
  ])('%s', (said, left) => expect(withoutOpening(said, 'en')).toBe(left))
  test.each(['can you help me please', 'i need help', 'help', 'hello there', 'where is my order', 'helpful staff you have there'])('"%s" is all that is said', (said) => expect(withoutOpening(said, 'en')).toBeNull())
  test('takes no time on any text', () => {
    for (const piece of ['hi ', 'can u help me ', 'please ', 'i need some ', "i'd like to "]) withoutOpening(piece.repeat(20_000), 'en')
  })
})
