import { describe, expect, test } from 'vitest'
import { contentOf, loadContent, type Content } from '../../../nlp-models/content.ts'
import { checkContent } from '../../../nlp-models/content-check.ts'
import { checkGuard } from '../../../nlp-models/guard/check-guard.ts'
import { openGuard, type GuardOptions } from '../../../nlp-models/guard/guard.ts'
import { guardReplies } from '../../../nlp-models/guard/guarded-replies.ts'
import { shippedContentDir } from '../../../nlp-models/index.ts'
import { openReplies } from '../../../nlp-models/replies.ts'

const shipped = loadContent(shippedContentDir)
const guard = openGuard([shipped], 'Europe/London')
// A Wednesday, 10 in the morning in London.
const now = Date.parse('2025-03-12T10:00:00Z')
const agent = (language: string, more: Partial<GuardOptions> = {}): GuardOptions => ({ language, by: 'agent', now, ...more })
const rulesIn = (text: string, language: string, more: Partial<GuardOptions> = {}) => [...new Set(guard(text, agent(language, more)).hits.map(hit => hit.rule))]

describe.each(shipped.languages)('shipped rules in $language', ({ language, guard: page }) => {
  const rules = page!.rules

  test('there are rules for every kind of harm, each with dozens of phrases and a way out', () => {
    expect(rules.map(({ name }) => name)).toEqual(expect.arrayContaining([
      'promise.refund-amount', 'promise.date', 'promise.guarantee', 'trade.contact', 'trade.payment', 'data.card-number', 'data.secret',
      'data.identity', 'data.other-people', 'tone.refusal', 'tone.blame', 'absolute.superlative', 'absolute.certainty']))
    expect(rules.filter(rule => rule.lines.length < 20 || rule.hits.length < 7 || rule.misses.length < 6 || rule.instead.length === 0).map(({ name }) => name)).toEqual([])
  })

  test.each(rules)('$name hits what it must, and nothing that only looks like it', ({ name, hits, misses }) => {
    expect(hits.filter(({ text }) => !rulesIn(text, language).includes(name)).map(({ text }) => text)).toEqual([])
    expect(misses.filter(({ text }) => rulesIn(text, language).includes(name)).map(({ text }) => text)).toEqual([])
  })

  test('ordinary sentences of agents are hit by none', () => {
    expect(page!.misses.length).toBeGreaterThanOrEqual(80)
    expect(page!.misses.flatMap(({ text }) => rulesIn(text, language).map(rule => `${rule}: ${text}`))).toEqual([])
  })
})

test('no reply that ships is spoken against by a rule, not even as a warning', () => {
  const spokenAgainst = checkGuard(shipped).filter(({ kind }) => kind === 'guarded-words')
  expect(spokenAgainst.map(({ file, line, message }) => `${file}:${line} ${message}`)).toEqual([])
})

describe('promises, seen from Wednesday 12 March 2025', () => {
  const london = (day: string) => Date.parse(`${day}T00:00:00Z`)
  test.each<[string, string, object]>([
    ['en', "Sorry about that. We'll refund you £20 by Friday. Bye!", { text: "We'll refund you £20 by Friday.", kind: 'amount', amount: 2000, dueAt: london('2025-03-15') }],
    ['en', "I'll get back to you tomorrow", { text: "I'll get back to you tomorrow", kind: 'date', dueAt: london('2025-03-14') }],
    ['en', 'We will call you within 24 hours.', { text: 'We will call you within 24 hours.', kind: 'date', dueAt: now + 24 * 3_600_000 }],
    ['en', 'You will have an answer within 3 working days.', { text: 'You will have an answer within 3 working days.', kind: 'date', dueAt: london('2025-03-18') }],
    ['en', 'I will write to you by the end of the day.', { text: 'I will write to you by the end of the day.', kind: 'date', dueAt: london('2025-03-13') }],
    ['en', "It will be with you in 3 to 5 days, I'm sure.", { text: "It will be with you in 3 to 5 days, I'm sure.", kind: 'date', dueAt: london('2025-03-18') }],
    ['en', 'I promise it will be fine.', { text: 'I promise it will be fine.', kind: 'guarantee' }],
    ['zh', '不好意思。三天内给您处理！', { text: '三天内给您处理！', kind: 'date', dueAt: london('2025-03-16') }],
    ['zh', '我们明天给您回复。', { text: '我们明天给您回复。', kind: 'date', dueAt: london('2025-03-14') }],
    ['zh', '包裹周五前一定送到', { text: '包裹周五前一定送到', kind: 'date', dueAt: london('2025-03-15') }],
    ['zh', '48小时内给您退款20元。', { text: '48小时内给您退款20元。', kind: 'amount', amount: 2000, dueAt: now + 48 * 3_600_000 }],
    ['zh', '这事包在我身上。', { text: '这事包在我身上。', kind: 'guarantee' }],
  ])('%s: %s', (language, text, promise) => {
    expect(guard(text, agent(language)).promises).toEqual([promise])
  })
  test('a day ends when it ends in the shop\'s time zone, on the night when the clocks change too', () => {
    const inNewYork = openGuard([shipped], 'America/New_York')
    const saturday = Date.parse('2025-03-08T15:00:00Z')
    expect(inNewYork("I'll write to you tomorrow.", agent('en', { now: saturday })).promises[0]!.dueAt).toBe(Date.parse('2025-03-10T04:00:00Z'))
  })
  test('two sentences are two promises, and what is past is none', () => {
    expect(guard("I'll call you tomorrow. We will send it on Friday.", agent('en')).promises).toHaveLength(2)
    expect(guard('We sent £20 back on Monday. It was refunded yesterday.', agent('en')).promises).toEqual([])
  })
})

describe('numbers that must not go out', () => {
  test.each(['4111 1111 1111 1111', '4111-1111-1111-1111', '4111111111111111', '４１１１ １１１１ １１１１ １１１１', '3782 822463 10005', '5555555555554444', '6222021234567894'])('the card %s', number => {
    expect(rulesIn(`it is ${number}.`, 'en', { by: 'bot' })).toEqual(['data.card-number'])
  })
  test.each(['4111 1111 1111 1112', '1234 5678 9012 3456', '20461183', '1Z999AA10123456784', 'SF1234567890123', '07700 900123 20461183', '9999999999999995'])('%s is no card', number => {
    expect(rulesIn(`it is ${number}.`, 'en')).toEqual([])
  })
  test.each([['11010519491231002X', true], ['110105194912310021', false], ['123-45-6789', true], ['000-45-6789', false], ['AB 12 34 56 C', true], ['AB 12 34 56 E', false]])('the identity number %s: %s', (number, isOne) => {
    expect(rulesIn(`we have ${number} here`, 'en').includes('data.identity')).toBe(isOne)
  })
})

describe('tricks do not help', () => {
  test.each([['zh', '加我微\u200b信'], ['zh', '加 我 微 信'], ['zh', '加我微*信'], ['zh', '加我「微信」'], ['zh', '請加我微信'], ['zh', '＋我ＷＸ'], ['zh', '➕我vx'], ['en', 'ADD  ME ON  WHATSAPP!!'], ['en', 'add me on Whats\u200bApp'], ['en', 'Ａｄｄ ｍｅ ｏｎ ＷｈａｔｓＡｐｐ']])('%s: %s', (language, text) => {
    expect(rulesIn(text, language)).toEqual(['trade.contact'])
  })
})

test('what is said in another language than the conversation\'s is heard, once, and told in the conversation\'s', () => {
  const { hits } = guard('Sure! 加我微信, the card is 4111 1111 1111 1111', agent('en'))
  expect(hits.map(({ rule, deed }) => [rule, deed])).toEqual([['trade.contact', 'block'], ['data.card-number', 'block']])
  expect(hits[0]!.label).toBe('Leads to another place to talk')
  expect(hits[0]!.instead[0]).toMatch(/^Please write to me here/)
})

test('offsets are into the text as written, whatever stands before', () => {
  const text = '😀 ㎏ 您好。請添加我的微信，謝謝'
  const [hit] = guard(text, agent('zh')).hits
  expect(hit!.text).toBe('添加我的微信')
  expect(text.slice(hit!.start, hit!.end)).toBe(hit!.text)
})

test('the shopper\'s own phone is nobody else\'s', () => {
  expect(rulesIn('I have customer +44 7700 900123 here.', 'en')).toEqual(['data.other-people'])
  expect(rulesIn('I have customer +44 7700 900123 here.', 'en', { known: ['07700 900123'] })).toEqual([])
})

test('the bot is not held to what only agents may not promise', () => {
  expect(rulesIn('You will be refunded £20 by Friday.', 'en')).toEqual(['promise.refund-amount', 'promise.date'])
  expect(rulesIn('You will be refunded £20 by Friday.', 'en', { by: 'bot' })).toEqual([])
})

test.each(['', ' ', '\n', '[', '(((', '{card}', '\ud800', '\0'.repeat(50), '💥'.repeat(4000), 'a'.repeat(8000), '…'])('%j gets an answer', text => {
  expect(guard(text, agent('en'))).toEqual({ hits: [], promises: [] })
  expect(guard(text, agent('xx'))).toEqual({ hits: [], promises: [] })
})

describe('editors\' slips are told with their line', () => {
  const page = (line: string) => `## rule a.one\nlabel: One\ndo: warn\nsay instead: nothing\n- ${line}\n## test rule a.one\nhits:\n- never say this\nmisses:\n- hello\n`
  const problems = (markdown: string) => checkContent(contentOf({ en: { 'guard.md': markdown } })).map(({ kind, line }) => [kind, line])
  test.each<[string, string, [string, number][]]>([
    ['a good rule', page('never say this'), []],
    ['a bracket that does not close', page('never [say this'), [['bad-pattern', 5], ['rule-test', 8]]],
    ['a value that is none', page('never say {money}'), [['bad-pattern', 5], ['rule-test', 8]]],
    ['values only', page('{amount} … {date}'), [['bad-pattern', 5], ['rule-test', 8]]],
    ['one of these, written as may be left out', page('(never | always) say'), [['bad-pattern', 5], ['rule-test', 8]]],
    ['words between nothing', page('… never say this'), [['bad-pattern', 5], ['rule-test', 8]]],
    ['a deed that is none', page('never say this').replace('do: warn', 'do: shout'), [['bad-rule', 1], ['bad-rule', 3]]],
    ['a test that is hit', page('never say this').replace('- hello', '- so never say this'), [['rule-test', 10]]],
    ['a wording that is itself hit', page('never say this').replace('say instead: nothing', 'say instead: never say this'), [['rule-test', 1]]],
    ['an exception of no rule', `${page('never say this')}## unless a.two\n- oh\n`, [['bad-rule', 0]]],
    ['a sentence that must pass and is hit', `${page('never say this')}## test rule\nmisses:\n- I never say this\n`, [['rule-test', 13]]],
    ['a reply that is hit', `${page('never say this')}## reply a.words\n- never {{#if x}}say{{else}}tell{{/if}} this\n- I never say this\n`, [['guarded-words', 13]]],
  ])('%s', (_, markdown, expected) => {
    expect(problems(markdown).toSorted((a, b) => Number(a[1]) - Number(b[1]))).toEqual(expected)
  })
  test('a reply that a blocking rule keeps back is an error', () => {
    const content = contentOf({ en: { 'guard.md': `${page('never say this').replace('do: warn', 'do: block')}## reply a.words\n- never say this\n` } })
    expect(checkContent(content)).toEqual([expect.objectContaining({ kind: 'guarded-words', severity: 'error', line: 12 })])
  })
})

describe('the bot does not say what a rule keeps back', () => {
  const rule = '## rule a.never\nlabel: Never\ndo: block\nsay instead: Something kinder.\n- magic word\n'
  const own = contentOf({ en: { 'a.md': `${rule}## reply a.hello\n- the magic word\n## reply a.echo\n- you wrote {{what}}\n## reply a.fine\n- all is well\n` } })
  const base = contentOf({ en: { 'a.md': '## reply a.hello\n- hello\n## reply a.echo\n- you wrote: {{what}}\n' } })
  const logged: object[] = []
  const log = { info() {}, error() {}, warn: (fields: Record<string, unknown>) => { logged.push(fields) } }
  const replies = guardReplies({ replies: openReplies([own, base], 'UTC'), shipped: openReplies([base], 'UTC'), guard: openGuard([own, base], 'UTC'), log, now: () => now })
  const how = { language: 'en', script: 'none' as const }

  test('the shipped reply comes in its place; the safer wording when that is hit too', () => {
    expect(replies.render({ key: 'a.fine' }, how).text).toBe('all is well')
    expect(logged).toEqual([])
    expect(replies.render({ key: 'a.hello', choices: [{ title: 'Yes', value: 'yes' }] }, how)).toMatchObject({ text: 'hello', choices: [{ title: 'Yes', value: 'yes' }] })
    expect(replies.render({ key: 'a.echo', data: { what: 'the magic word' } }, how).text).toBe('Something kinder.')
  })
  test('a reply that was clean is not read again in the same minute, in the next it is', () => {
    let [reads, at] = [0, now]
    const guard = openGuard([own, base], 'UTC')
    const counted = guardReplies({ replies: openReplies([own, base], 'UTC'), shipped: openReplies([base], 'UTC'), guard: (text, options) => { reads += 1; return guard(text, options) }, log, now: () => at })
    const say = (key: string, data = {}) => counted.render({ key, data }, how).text
    expect([say('a.fine'), say('a.fine'), reads]).toEqual(['all is well', 'all is well', 1])
    expect([say('a.echo', { what: 'one' }), say('a.echo', { what: 'two' }), reads]).toEqual(['you wrote one', 'you wrote two', 3])
    at += 60_000
    expect([say('a.fine'), reads]).toEqual(['all is well', 4])
  })
  test('the log names rules and replies, never words', () => {
    expect(logged).toEqual([{ reply: 'a.hello', rules: ['a.never'] }, { reply: 'a.echo', rules: ['a.never'] }])
  })
})

test('a release without rules is guarded by the shipped ones', () => {
  const old = contentOf({ en: { 'a.md': '## reply a.words\n- hello\n' } })
  const before = JSON.parse(JSON.stringify(old, (key, value: unknown) => (key === 'guard' ? undefined : value))) as Content
  expect(before.languages[0]).not.toHaveProperty('guard')
  expect(openGuard([before, shipped], 'UTC')('add me on WhatsApp', agent('en')).hits.map(({ rule }) => rule)).toEqual(['trade.contact'])
})
