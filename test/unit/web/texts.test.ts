import { describe, expect, test } from 'vitest'
import { durationText } from '../../../web/ui/duration-text.ts'
import { initialsOf } from '../../../web/ui/initials-of.ts'
import { newKey } from '../../../web/ui/new-key.ts'
import { priceText } from '../../../web/ui/price-text.ts'
import { consoleEn } from '../../../web/console/text/en.ts'
import { consoleZh } from '../../../web/console/text/zh.ts'
import { shopEn } from '../../../web/shop/text/en.ts'
import { shopZh } from '../../../web/shop/text/zh.ts'
import { uiEn } from '../../../web/ui/text/en.ts'
import { uiZh } from '../../../web/ui/text/zh.ts'

describe('words of the pages', () => {
  const holes = (text: string) => [...text.matchAll(/\{\{\w+\}\}/g)].map(([hole]) => hole).toSorted()
  const leaves = (texts: object, path = ''): [string, string][] => Object.entries(texts).flatMap(([key, value]) => (typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : leaves(value as object, `${path}${key}/`)))

  test.each([['console', consoleEn, consoleZh], ['shop', shopEn, shopZh], ['ui', uiEn, uiZh]])('%s: both languages say the same things with the same holes', (_name, en, zh) => {
    const shape = (texts: object) => Object.fromEntries(leaves(texts).map(([key, text]) => [key, holes(text)]))
    expect(leaves(en).length).toBeGreaterThan(10)
    expect(shape(zh)).toEqual(shape(en))
  })
})

test.each([
  [9_000, 'en', null], [59_000, 'en', '59 sec'], [61_000, 'en', '1 min'], [3_600_000, 'en', '1 hr'], [7_500_000, 'en', '2 hr 5 min'], [180_000_000, 'en', '2 days'], [61_000, 'zh', '1分钟'],
])('%i ms in %s is said as %s', (ms, language, said) => {
  expect(durationText(ms, language)).toBe(said)
})

test.each([['Ana Duarte', 'AD'], ['王芳', '王'], ['bo', 'B'], ['  ', '?'], ['👩‍🚀 Sam', '👩S']])('the initials of %s are %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})

test.each([[4900, 'GBP', 'en', '£49.00'], [4900, 'JPY', 'en', '¥4,900'], [4950, 'CNY', 'zh', '¥49.50']])('%i of %s in %s is %s', (amount, currency, language, said) => {
  expect(priceText({ amount, currency }, language)).toBe(said)
})

test('a key is a UUID and never the same twice', () => {
  const keys = Array.from({ length: 100 }, newKey)
  expect(new Set(keys).size).toBe(100)
  for (const key of keys) expect(key).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
})
