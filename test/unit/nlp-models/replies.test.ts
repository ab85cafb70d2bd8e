import { describe, expect, test } from 'vitest'
import { contentOf } from '../../../nlp-models/content.ts'
import { openReplies } from '../../../nlp-models/replies.ts'

const shipped = contentOf({
  en: { 'a.md': '## intent shipping.track\nlabel: Track my parcel\n## reply a.three\n- one\n- two\n- three\n## reply a.shipped\n- shipped words\n## reply choices.yes\n- Yes, please\n## reply a.needs\n- for {{name}}\n- for you\n' },
  zh: { 'a.md': '## intent shipping.track\nlabel: 查询物流\n## reply a.three\n- 您的包裹已经发货\n## reply choices.yes\n- 好的，没问题\n## reply a.named\n- {{name}}，头发护理套装后天发货\n' },
})
const release = contentOf({ en: { 'a.md': '## reply a.three\n- first\n- second\n## reply a.broken\n- {{bad helper}}\n- good\n' } })
const replies = openReplies([release, shipped], 'Europe/London')
const en = { language: 'en', script: 'none' as const }

test('the same words never come twice running, and every variant has its turn', () => {
  const lastVariant: Record<string, number> = {}
  const said = Array.from({ length: 6 }, () => {
    const { text, variant } = openReplies([shipped], 'UTC').render({ key: 'a.three' }, { ...en, lastVariant })
    lastVariant['a.three'] = variant
    return text
  })
  expect(said.every((text, at) => text !== said[at - 1])).toBe(true)
  expect(new Set(said).size).toBe(3)
})

test('the same seed starts with the same words; seeds spread over the variants', () => {
  const first = (seed: string) => replies.render({ key: 'a.three' }, { ...en, seed }).text
  expect(first('one')).toBe(first('one'))
  expect(new Set(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(first))).toEqual(new Set(['first', 'second']))
})

test('a variant whose values are missing gives way to one that has all of its own', () => {
  for (const last of [0, 1]) expect(replies.render({ key: 'a.needs' }, { ...en, lastVariant: { 'a.needs': last } }).text).toBe('for you')
  expect(replies.render({ key: 'a.needs', data: { name: 'Ana' } }, { ...en, lastVariant: { 'a.needs': 1 } }).text).toBe('for Ana')
})

describe('there are always words', () => {
  test('a key the release lacks is said in the shipped words', () => {
    expect(replies.render({ key: 'a.shipped' }, en).text).toBe('shipped words')
  })
  test('a variant that cannot be compiled is passed over', () => {
    for (const last of [0, 1, 7]) expect(replies.render({ key: 'a.broken' }, { ...en, lastVariant: { 'a.broken': last } }).text).toBe('good')
  })
  test.each([['en', 'a person will help you'], ['zh', '人工'], ['zh-TW', '人工'], ['fr', 'a person will help you']])('a key nobody wrote gets a next step in %s', (language, step) => {
    const { text } = replies.render({ key: 'nobody.wrote-this' }, { language, script: 'none' })
    expect(text).toContain(step)
    expect(text).not.toContain('nobody')
    expect(replies.hasReply('nobody.wrote-this', language)).toBe(false)
  })
})

describe('choices', () => {
  test('are titled by key, by intent label or by the shop', () => {
    const choices = [{ key: 'choices.yes', value: 'yes' }, { key: 'shipping.track', value: 'track' }, { title: 'Aqua kettle', value: 'p1' }]
    expect(replies.render({ key: 'a.three', choices }, en).choices).toEqual([
      { title: 'Yes, please', value: 'yes' }, { title: 'Track my parcel', value: 'track' }, { title: 'Aqua kettle', value: 'p1' }])
  })
  test('an intent without a label has a readable one', () => {
    expect(replies.choiceLabel('order.wrong-item', 'en')).toBe('wrong item')
    expect(replies.choiceLabel('shipping.track', 'zh')).toBe('查询物流')
  })
})

test('who writes traditional characters reads them, values and buttons included', () => {
  const hant = { language: 'zh', script: 'Hant' as const }
  const { text, choices } = replies.render({ key: 'a.named', data: { name: '张后里' }, choices: [{ key: 'choices.yes', value: 'yes' }, { title: '发货', value: 'x' }] }, hant)
  expect(text).toContain('頭髮護理套裝後天發貨')
  expect(text.startsWith('張')).toBe(true)
  expect(choices.map(({ title }) => title)).toEqual(['好的，沒問題', '發貨'])
  expect(replies.render({ key: 'a.three' }, { language: 'zh', script: 'Hans' }).text).toBe('您的包裹已经发货')
})
