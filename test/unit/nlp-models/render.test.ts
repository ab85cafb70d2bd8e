import { describe, expect, test } from 'vitest'
import type { ReplyData } from '../../../core/conversation/words.ts'
import { compileTemplate } from '../../../nlp-models/render.ts'

const english = { language: 'en', timeZone: 'Europe/London' }
const chinese = { language: 'zh', timeZone: 'Asia/Shanghai' }

function say(template: string, data: ReplyData = {}, locale = english) {
  const made = compileTemplate(template)
  if ('refused' in made) throw new Error(made.refused)
  return made.run(data, locale)
}

describe('words', () => {
  test.each<[string, ReplyData, string, string]>([
    ['due {{date due}}', { due: '2025-03-12' }, 'due 12 March', 'due 3月12日'],
    ['{{date due style="weekday"}}', { due: '2025-03-12' }, 'Wednesday 12 March', '3月12日星期三'],
    ['{{date due style="long"}}', { due: '2025-03-12' }, '12 March 2025', '2025年3月12日'],
    ['{{time at}}', { at: Date.parse('2025-03-12T16:05:00Z') }, '16:05', '00:05'],
    ['{{money total currency}}', { total: 1990, currency: 'GBP' }, '£19.90', '£19.90'],
    ['{{money total "CNY"}}', { total: 19_900 }, '¥199', '¥199'],
    ['{{money total "JPY"}}', { total: 1990 }, '¥1,990', '¥1,990'],
    ['{{list names}}', { names: ['a', 'b', 'c'] }, 'a, b and c', 'a、b和c'],
    ['{{list items "name" kind="or"}}', { items: [{ name: 'a' }, { name: 'b' }] }, 'a or b', 'a或b'],
    ['{{plural n "parcel" "parcels"}}', { n: 1 }, '1 parcel', '1 parcel'],
    ['{{plural n "parcel" "parcels"}}', { n: 3 }, '3 parcels', '3 parcels'],
    ['{{duration minutes}}', { minutes: 45 }, '45 minutes', '45分钟'],
    ['{{#if (eq state "sent")}}sent{{else if (eq state "paid")}}paid{{else}}new{{/if}}', { state: 'paid' }, 'paid', 'paid'],
    ['{{#each items as |item|}}- {{item.name}}\n{{/each}}', { items: [{ name: 'a' }, { name: 'b' }] }, '- a\n- b', '- a\n- b'],
    ['{{#unless n}}none{{/unless}}{{#each items}}{{#unless @first}}; {{/unless}}{{name}}{{/each}}', { n: 0, items: [{ name: 'a' }, { name: 'b' }] }, 'nonea; b', 'nonea; b'],
    ['{{#with parcel}}{{#if (or (not sent) (gt (count items) 1))}}{{count items}}{{/if}}{{/with}}', { parcel: { sent: true, items: [1, 2] } }, '2', '2'],
    ['order {{number}}, {{default name "friend"}}', { number: '1001' }, 'order 1001, friend', 'order 1001, friend'],
  ])('%s', (template, data, en, zh) => {
    expect(say(template, data)).toBe(en)
    expect(say(template, data, chinese)).toBe(zh)
  })

  test.each<[string, ReplyData, string]>([
    ['a value of another shape is said as it is, or not at all', { due: 'soon', total: 'much', names: 'Ana', at: { x: 1 } }, 'soon|much|Ana|'],
    ['values that are missing leave nothing', {}, '|||'],
    ['numbers beyond all dates and amounts', { due: 9e99, total: Number.NaN, names: [null, { a: 1 }], at: Infinity }, '9e+99|NaN||Infinity'],
  ])('%s', (_, data, expected) => {
    expect(say('{{date due}}|{{money total "GBP"}}|{{list names}}|{{time at}}', data)).toBe(expected)
  })
})

describe('what a shopper wrote is data', () => {
  test('it is said once and never compiled', () => {
    expect(say('You said: {{said}}', { said: '{{constructor}} {{{x}}} <b>&' })).toBe('You said: {{constructor}} {{{x}}} <b>&')
  })
  test('prototypes cannot be reached, neither by the template nor by the data', () => {
    const data = JSON.parse('{"a":{"__proto__":{"polluted":"yes"},"constructor":"own"}}') as ReplyData
    expect(say('{{a.b}}|{{a}}|{{a.length}}', data)).toBe('||')
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})

describe('a template is refused', () => {
  test.each([
    ['{{{html}}}', 'three braces'], ['{{& html}}', 'three braces'], ['{{> header}}', 'Partial'], ['{{#> header}}x{{/header}}', 'Partial'],
    ['{{lookup a b}}', 'no helper "lookup"'], ['{{log a}}', 'no helper "log"'], ['{{shout a}}', 'no helper "shout"'], ['{{#list a}}x{{/list}}', 'not a block'],
    ['{{constructor}}', 'not a name'], ['{{a.__proto__.b}}', 'not a name'], ['{{a.constructor.constructor}}', 'not a name'], ['{{[constructor]}}', 'not a name'],
    ['{{@root.constructor}}', 'not a name'], ['{{@root.a}}', 'not known'], ['{{"constructor"}}', 'without quotes'], ['{{* decorate}}', 'Decorator'],
    ['{{{{raw}}}}x{{{{/raw}}}}', 'not a block'], ['{{#if}}x{{/if}}', 'one value'], ['{{date}', 'Parse error'], ['{{#if a}}', 'Parse error'],
    [`${'{{#if a}}'.repeat(9)}${'{{/if}}'.repeat(9)}`, 'at most 8 deep'],
    ['{{#each a}}{{#each a}}{{#each a}}x{{/each}}{{/each}}{{/each}}', 'at most 2 deep'],
    ['x'.repeat(16_385), 'at most 16384'], ['{{a}}'.repeat(2_000_000), 'at most 16384'],
  ])('%.40s', (template, why) => {
    expect(compileTemplate(template)).toMatchObject({ refused: expect.stringContaining(why) as string })
  })
  test('also when it is no text: a syntax tree would be code', () => {
    expect(compileTemplate({ type: 'Program', body: [] } as never)).toHaveProperty('refused')
  })
})

test('a list of any length and depth makes a message of bounded length', () => {
  const row = Array.from({ length: 5000 }, () => 'x'.repeat(5000))
  expect(say('{{#each a as |b|}}{{#each b as |c|}}{{c}}{{/each}}{{/each}}', { a: [row, row, row] }).length).toBeLessThanOrEqual(16_384)
})
