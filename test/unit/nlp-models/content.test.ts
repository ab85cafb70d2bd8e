import { describe, expect, test } from 'vitest'
import { contentOf, type ProblemKind } from '../../../nlp-models/content.ts'
import { checkContent } from '../../../nlp-models/content-check.ts'

const page = `# Shipping

## intent shipping.track
label: Track my parcel
- where's my parcel
- any idea where order [1001](order-number) has got to

- tracking says nothing

## test shipping.track
- any news on 1001?

## reply shipping.on-the-way
- Your parcel is on its way.
- It left us on {{date sentOn}}.
  It should be there soon.

  Anything else?

## off-topic
- who won the match last night

## mood angry
- this is outrageous
## test mood calm
- no hurry at all
`

const read = (markdown: string) => contentOf({ en: { 'shipping.md': markdown } })
const kinds = (markdown: string) => checkContent(read(markdown)).map(({ kind, line }) => [kind, line] as [ProblemKind, number])

test('a page is read whole: utterances with their groups and marks, tests, replies of several lines, off-topic, moods', () => {
  const { languages: [english], problems } = read(page)
  expect(problems).toEqual([])
  const [track] = english!.intents
  expect(track).toMatchObject({ intent: 'shipping.track', label: 'Track my parcel' })
  expect(track!.utterances.map(({ text }) => text)).toEqual(["where's my parcel", 'any idea where order 1001 has got to', 'tracking says nothing'])
  expect(track!.utterances[1]!.marks).toEqual([{ entity: 'order-number', start: 21, end: 25 }])
  const [first, second, third] = track!.utterances.map(({ group }) => group)
  expect(first).toBe(second)
  expect(third).not.toBe(first)
  expect(track!.tests.map(({ text }) => text)).toEqual(['any news on 1001?'])
  expect(english!.replies[0]!.variants.map(({ template }) => template)).toEqual([
    'Your parcel is on its way.', 'It left us on {{date sentOn}}.\nIt should be there soon.\n\nAnything else?'])
  expect(english!.offTopic).toHaveLength(1)
  expect(english!.mood).toMatchObject([{ level: 'angry', text: 'this is outrageous' }])
  expect(english!.moodTests).toMatchObject([{ level: 'calm' }])
})

test('an intent may be spread over pages, and groups of two pages are two groups', () => {
  const { languages: [english] } = contentOf({ en: { 'a.md': '## intent a.b\n- one line', 'b.md': '## intent a.b\n- another line' } })
  expect(english!.intents).toHaveLength(1)
  expect(new Set(english!.intents[0]!.utterances.map(({ group }) => group)).size).toBe(2)
})

describe('problems are told with their line', () => {
  const intent = '## intent a.one\nlabel: One\n- the first thing said\n## test a.one\n- something new entirely\n'
  test.each<[string, string, [ProblemKind, number][]]>([
    ['a good page', intent, []],
    ['an unknown heading', `${intent}## intends a.two\n`, [['unknown-heading', 6]]],
    ['an unknown mood', `${intent}## mood sad\n- oh no\n`, [['unknown-heading', 6], ['stray-text', 7]]],
    ['text outside of a list', `${intent}hello there\n`, [['stray-text', 6]]],
    ['a mark that is no entity', '## intent a.one\nlabel: One\n- order [1001](number) please\n## test a.one\n- something new\n', [['unknown-entity', 3]]],
    ['an intent without tests', '## intent a.one\nlabel: One\n- the first thing said\n', [['no-tests', 1]]],
    ['an intent without a label', '## intent a.one\n- the first thing said\n## test a.one\n- something new\n', [['no-label', 1]]],
    ['the same line in two intents', `${intent}## intent a.two\nlabel: Two\n- The first thing, said!\n## test a.two\n- what else is there\n`, [['duplicate', 8]]],
    ['a test that is trained', `${intent}- The first thing said?\n`, [['duplicate', 6]]],
    ['nearly the same line in two intents', `${intent.replace('the first', 'my parcel was left outside in the pouring rain\n- the first')}## intent a.two\nlabel: Two\n- my parcel was left outside in the pouring rains\n## test a.two\n- what else is there\n`, [['near-duplicate', 9]]],
    ['an unknown helper', `${intent}## reply a.words\n- it costs {{price amount}}\n`, [['bad-template', 7]]],
    ['a template that does not end', `${intent}## reply a.words\n- hello {{name\n`, [['bad-template', 7]]],
    ['a reply without words', `${intent}## reply a.words\n`, [['empty-reply', 6]]],
  ])('%s', (_, markdown, expected) => {
    expect(kinds(markdown)).toEqual(expected)
  })

  test('an intent or reply that one language lacks', () => {
    const content = contentOf({
      en: { 'a.md': '## intent a.one\nlabel: One\n- words here\n## test a.one\n- other stuff\n## reply a.words\n- Hello\n' },
      zh: { 'a.md': '## reply a.words\n- 您好\n## reply a.more\n- 再见\n' },
    })
    expect(checkContent(content).map(({ kind, file, message }) => [kind, file, message])).toEqual([
      ['language-gap', 'en/a.md', 'a.one is missing in zh'], ['language-gap', 'zh/a.md', 'a.more is missing in en']])
  })
})
