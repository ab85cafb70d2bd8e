import { beforeAll, describe, expect, test } from 'vitest'
import { buildCatalogue, compileFormats, DEFAULT_FORMATS, emptyCatalogue, findEntities, type EntityFinders } from '../../../nlp-models/entities/index.ts'

// A Wednesday.
const now = Date.parse('2025-03-12T10:00:00Z')
const formats = { orderNumber: compileFormats(DEFAULT_FORMATS.orderNumber), trackingNumber: compileFormats(DEFAULT_FORMATS.trackingNumber) }
const finders: EntityFinders = { catalogue: emptyCatalogue(), formats, timeZone: 'Europe/London' }

beforeAll(async () => {
  finders.catalogue = await buildCatalogue([
    { id: 'k1', names: ['Aqua glass kettle', 'kettle', '玻璃水壶', '水壶'], category: 'kettles' },
    { id: 'k2', names: ['Steel kettle', 'kettle', '不锈钢水壶'], category: 'kettles' },
    { id: 'y1', names: ['Yoga mat', '瑜伽垫'], category: 'sport', categoryNames: ['sports gear', '运动用品'] },
    { id: 'd1', names: ['Red summer dress'], category: 'dresses' },
  ])
})

const found = (text: string) => findEntities(text, finders, now).map(({ entity, text: words, value }) => `${entity} ${words} ${value}`)

describe('what is found', () => {
  test.each<[string, string[]]>([
    ["where's order 1001??", ['order-number 1001 1001']],
    ['订单一零零一到哪了', ['order-number 一零零一 1001']],
    ['訂單１００１', ['order-number １００１ 1001']],
    ['my number is 07700 900123', ['phone 07700 900123 07700900123']],
    ['call +44 20 7946 0123 please', ['phone +44 20 7946 0123 +442079460123']],
    ['(020) 7946 0123', ['phone (020) 7946 0123 02079460123']],
    ['555-123-4567', ['phone 555-123-4567 5551234567']],
    ['1001 07700900123', ['order-number 1001 1001', 'phone 07700900123 07700900123']],
    ['电话13812345678，单号SF1234567890123', ['phone 13812345678 13812345678', 'tracking-number SF1234567890123 SF1234567890123']],
    ['tracking 1Z999AA10123456784 pls', ['tracking-number 1Z999AA10123456784 1Z999AA10123456784']],
    ['it is 1Z 999 AA1 01 2345 6784', ['tracking-number 1Z 999 AA1 01 2345 6784 1Z999AA10123456784']],
    ['where is LX 123 456 789 CN now', ['tracking-number LX 123 456 789 CN LX123456789CN']],
    ['单号 SF 1234 5678 90123 到哪了', ['tracking-number SF 1234 5678 90123 SF1234567890123']],
    ['parcel no 1234 5678 9012', ['tracking-number 1234 5678 9012 123456789012']],
    ['the yogga mat', ['product yogga mat y1']],
    ['aqua glass ketle', ['product aqua glass ketle k1']],
    ['steel kettel please', ['product steel kettel k2']],
    ['ana.b+x@example.co.uk', ['email ana.b+x@example.co.uk ana.b+x@example.co.uk']],
    ['under 50 quid', ['amount 50 quid 5000']],
    ['a gift under 50, and not over 80.', ['amount under 50 5000', 'amount not over 80 8000']], ['under 50.5kg or under 2,000 pieces', []],
    ['£1,299.50 or $30k', ['amount £1,299.50 129950', 'amount $30k 3000000']],
    ['two hundred pounds', ['amount two hundred pounds 20000']],
    ['两百块以内', ['amount 两百块 20000']], ['300以内的有吗', ['amount 300 30000']], ['一百五左右', ['amount 一百五 15000']], ['身高150左右穿什么码', []],
    ['两块五', ['amount 两块五 250']],
    ['一千二百元', ['amount 一千二百元 120000']],
    ['a yogamat in navy blue size M', ['product yogamat y1', 'colour navy blue navy', 'size size M M']],
    ['two kettles', ['quantity two 2', 'product kettles k1', 'product kettles k2', 'category kettles kettles']],
    ['Red summer dresses', ['product Red summer dresses d1', 'colour Red red']],
    ['sports gear', ['category sports gear sport']],
    ['黑色的玻璃水壶要两个', ['colour 黑色 black', 'product 玻璃水壶 k1', 'quantity 两个 2']],
    ['有運動用品嗎', ['category 運動用品 sport']],
    ['M码还是L码', ['size M M', 'size L L']],
    ["i'm a uk 9 or EU 42", ['size uk 9 UK 9', 'size EU 42 EU 42']],
    ['42码', ['size 42码 42']],
    ['蓝的呢', ['colour 蓝 blue']],
    ['买了2件，三双', ['quantity 2件 2', 'quantity 三双 3']],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected)
  })
})

describe('days, seen from Wednesday 12 March 2025', () => {
  test.each<[string, string]>([
    ['后天', '2025-03-14'], ['大后天', '2025-03-15'], ['上周三', '2025-03-05'], ['下周一', '2025-03-17'], ['下下周天', '2025-03-30'], ['这周五', '2025-03-14'], ['周二', '2025-03-18'],
    ['3月5号', '2025-03-05'], ['三月十二日', '2025-03-12'], ['2025年12月1日', '2025-12-01'], ['15号', '2025-03-15'], ['上个月28号', '2025-02-28'], ['5天前', '2025-03-07'], ['两周后', '2025-03-26'],
    ['next Tuesday', '2025-03-18'], ['last Wednesday', '2025-03-05'], ['Friday', '2025-03-14'], ['tuesday last week', '2025-03-04'], ['tomorrow', '2025-03-13'], ['the day after tomorrow', '2025-03-14'],
    ['12 March', '2025-03-12'], ['March 5th', '2025-03-05'], ['1st of December', '2024-12-01'], ['3/4/2025', '2025-04-03'], ['12/25/2025', '2025-12-25'], ['2025-03-12', '2025-03-12'],
    ['this weekend', '2025-03-15'], ['last weekend', '2025-03-08'], ['周末', '2025-03-15'], ['下周末', '2025-03-22'], ['a month ago', '2025-02-12'], ['in two months', '2025-05-12'], ['三个月前', '2024-12-12'],
    ['3 days ago', '2025-03-09'], ['in a couple of weeks', '2025-03-26'], ['the 14th', '2025-03-14'],
  ])('%s is %s', (text, value) => {
    expect(findEntities(text, finders, now)).toEqual([expect.objectContaining({ entity: 'date', text, value })])
  })
  test.each<[string, string]>([
    ['i ordered it on Monday and nothing came', '2025-03-10'], ['bought the red shoes Friday', '2025-03-07'], ['i have been waiting since Thursday', '2025-03-06'], ['i ordered these shoes, will they come by Friday', '2025-03-14'],
    ['i paid, can it be here on Monday', '2025-03-17'], ['the order i placed on 5 August', '2024-08-05'], ['a party on 5 August', '2025-08-05'], ['we got it on 3/8', '2024-08-03'],
    ['8月5号的订单', '2024-08-05'], ['我周五买的', '2025-03-07'], ['周五能收到吗', '2025-03-14'], ['周末下的单', '2025-03-08'], ['8月5号要用', '2025-08-05'], ['周一早上收到的', '2025-03-10'],
  ])('what was done lies behind, what is to come ahead: %s', (text, value) => {
    expect(findEntities(text, finders, now).filter(({ entity }) => entity === 'date').map((one) => one.value)).toEqual([value])
  })
  test('today is the shop\'s day, not the machine\'s', () => {
    const late = Date.parse('2025-03-12T23:30:00Z')
    const inShanghai = { ...finders, timeZone: 'Asia/Shanghai' }
    expect(findEntities('今天', inShanghai, late)[0]!.value).toBe('2025-03-13')
    expect(findEntities('今天', finders, late)[0]!.value).toBe('2025-03-12')
  })
})

test.each(['my card is 4111 1111 1111 1111', 'it is 020 7946 0958'])('groups of digits are no parcel where none is spoken of: %s', (text) => {
  expect(found(text).filter((one) => one.startsWith('tracking-number'))).toEqual([])
})

test.each(['a yoga mart', 'summer stress', 'some metal'])('a word that may be another is no slip: %s', (text) => {
  expect(found(text).filter((one) => one.startsWith('product'))).toEqual([])
})

describe('what is not', () => {
  test.each(['白天打电话给我', '花呗可以吗', '红包', '3个月保修', '两个小时', '31/31', '2月30日', 'may I ask', 'i march on', 'call me maybe', "what's on the menu", '包邮吗', 'x', '一', ''])('%s', (text) => {
    expect(found(text)).toEqual([])
  })
})

test('a number that could be an order\'s or a phone\'s is told as both', () => {
  expect(found('20461183').toSorted()).toEqual(['order-number 20461183 20461183', 'phone 20461183 20461183'])
})

test('offsets are into what the shopper wrote, however it was folded', () => {
  const text = '😀 ㎏ 我要 ＢＬＡＣＫ 的，订单　１００１'
  for (const { start, end, text: words } of findEntities(text, finders, now)) expect(text.slice(start, end)).toBe(words)
  expect(findEntities(text, finders, now).map(({ text: words }) => words)).toEqual(['ＢＬＡＣＫ', '１００１'])
})

describe('the shop\'s own formats', () => {
  test('are told as the shop writes them', () => {
    const own = { ...finders, formats: { orderNumber: compileFormats(['BT-\\d{6}']), trackingNumber: [] } }
    expect(findEntities('any news of bt-123456 or 1001', own, now).map(({ value }) => value)).toEqual(['BT-123456'])
  })
  test.each(['(a+)+', '\\d+', '.*', '(\\d{1,9}){1,9}', '(?=x)x', '\\d{1,64}\\d{1,64}', '(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)', '[', '(?:', 'a{9', '\\d{2,1}', '\\1', 'x'.repeat(81), ''])('%s is refused', (pattern) => {
    expect(() => compileFormats([pattern])).toThrow(/is refused/)
  })
})

test('a hundred thousand articles are found in without a search through all their names, and read without holding the event loop', async () => {
  const entries = Array.from({ length: 100_000 }, (_, at) => ({ id: `p${at}`, names: [`Brand${at % 977} model ${at} kettle`, `品牌${at % 977}水壶${at}`], category: `c${at % 50}` }))
  const big = { ...finders, catalogue: await buildCatalogue(entries) }
  const text = 'do you have the brand5 model 5 kettle, or 品牌5水壶5?'
  expect(findEntities(text, big, now).filter(({ entity }) => entity === 'product').map(({ value }) => value)).toEqual(['p5', 'p5'])
  // A search through all the names would take minutes here, and the test's time limit would say so.
  for (let count = 0; count < 2000; count += 1) findEntities(text, big, now)
})

test.each(['55 Broad Street, Floor 3, New York, NY 10004', '1200 Main Street, Springfield', '上海市徐汇区淮海路1000号5楼', '邮编 200031'])('an address holds no order number: %s', (text) => {
  expect(found(text).filter((one) => one.startsWith('order-number'))).toEqual([])
})

test('an order beside an address is still one', () => {
  expect(found('send 1004 to 12 Maple Drive, Hoboken, NJ 07030')).toContain('order-number 1004 1004')
})

test('where one complains is no order, unless it is called one', () => {
  const orders = (text: string) => findEntities(text, finders, now).filter(({ entity }) => entity === 'order-number').map(({ value }) => value)
  expect(orders('再不解决我就打12315投诉')).toEqual([])
  expect(orders('I will call 12345 about order 1009')).toEqual(['1009'])
  expect(['12315', '订单号：12315', 'order 12315'].map(orders)).toEqual([['12315'], ['12315'], ['12315']])
})
