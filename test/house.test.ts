// Rules of the house that are about text, not about imports: names, words, sizes, time, settings, personal text.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { settingNames } from '../core/config.ts'
import { filesIn, root, rooms, stringsIn, tablesOfMigrations, textOf } from './sources.ts'

const code = [...filesIn(rooms), ...filesIn(['test'])]
const languages = readdirSync(join(root, 'nlp-models/content'))

test('no file is longer than 300 lines', () => {
  expect(code.length).toBeGreaterThan(200)
  const long = code.filter((path) => textOf(path).trimEnd().split('\n').length > 300)
  expect(long).toEqual([])
})

test('only core/clock.ts asks for the time', () => {
  const asks = /\bDate\.now\(\)|\bnew Date\(\)/
  expect(asks.test(textOf('core/clock.ts'))).toBe(true)
  // A page in the browser has a clock of its own to ask.
  const wrong = filesIn(rooms).filter((path) => path !== 'core/clock.ts' && path !== 'web/ui/clock.ts' && asks.test(withoutComments(textOf(path))))
  expect(wrong).toEqual([])
})

test('no test is skipped, left for later or run alone', () => {
  const skips = new RegExp(String.raw`\b(test|it|describe)\.(skip|todo|only|fails|skipIf|runIf)\b`)
  expect(filesIn(['test'], ['.test.ts']).filter((path) => skips.test(textOf(path)))).toEqual([])
})

test('nothing is left undone in the code', () => {
  expect(filesIn(rooms).filter((path) => /\b(TODO|FIXME|XXX|HACK)\b/.test(textOf(path)))).toEqual([])
})

test('no folder is named after a kind of thing', () => {
  const kinds = new Set(['utils', 'helpers', 'services', 'manager', 'common', 'types', 'lib', 'src'])
  expect(filesIn(rooms).filter((path) => path.split('/').some((part) => kinds.has(part.replace(/\.tsx?$/, ''))))).toEqual([])
})

test('the lock file and the settings name no registry: each house installs from its own', () => {
  for (const file of ['package-lock.json', '.npmrc', 'package.json']) expect(textOf(file)).not.toMatch(/"resolved":|registry\s*=|registry\.npm/)
})

test('the README lists every setting, and no other', () => {
  const table = textOf('README.md').match(/^\| `([A-Z][A-Z0-9_]+)`/gm) ?? []
  const listed = table.map((line) => /`(\w+)`/.exec(line)![1]!)
  expect(listed.toSorted()).toEqual(settingNames.toSorted())
})

describe('same name, three places', () => {
  const topics = readdirSync(join(root, 'dialogs'), { withFileTypes: true })
    .filter((entry) => (entry.isDirectory() ? existsSync(join(root, 'dialogs', entry.name, `${entry.name}.ts`)) || existsSync(join(root, 'dialogs', entry.name, 'index.ts')) : isTopicFile(entry.name)))
    .map((entry) => entry.name.replace(/\.ts$/, ''))

  test('there are topics', () => {
    expect(topics).toEqual(expect.arrayContaining(['product', 'payment', 'shipping', 'returns', 'complaint', 'faq', 'small-talk']))
  })

  test.each(topics)('%s has content in every language and plays', (topic) => {
    for (const language of languages) expect(existsSync(join(root, 'nlp-models/content', language, `${topic}.md`)), `content/${language}/${topic}.md`).toBe(true)
    const plays = join(root, 'test/transcripts', topic)
    expect(existsSync(plays) && readdirSync(plays).some((name) => name.endsWith('.chat')), plays).toBe(true)
  })

  test('plays and replies of a topic that is nowhere else do not exist', () => {
    const known = new Set([...languages.flatMap((language) => readdirSync(join(root, 'nlp-models/content', language)).map((name) => name.split('.')[0]!)), ...topics])
    const played = readdirSync(join(root, 'test/transcripts'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name)
    expect(played.filter((topic) => !known.has(topic))).toEqual([])
  })

  function isTopicFile(name: string): boolean {
    return name.endsWith('.ts') && textOf(join('dialogs', name)).includes(`= topic('${name.replace(/\.ts$/, '')}'`)
  }
})

describe('words', () => {
  const keysOf = (language: string) => new Set(filesIn([join('nlp-models/content', language)], ['.md'])
    .flatMap((path) => [...textOf(path).matchAll(/^## reply (\S+)/gm)].map(([, key]) => key!)))
  const shipped = new Map(languages.map((language) => [language, keysOf(language)]))

  test.each(languages)('%s has words for every reply key that the code can say', (language) => {
    const said = saidKeys()
    expect(said.length).toBeGreaterThan(100)
    expect(said.filter((key) => !shipped.get(language)!.has(key))).toEqual([])
  })

  test('every language has the same keys', () => {
    const all = new Set([...shipped.values()].flatMap((keys) => [...keys]))
    for (const [language, keys] of shipped) expect([...all].filter((key) => !keys.has(key)), language).toEqual([])
  })

  // Keys are literals of the form `topic.what-it-says`, topic being one that has replies: intents and file names are told apart by what is shipped for intents.
  function saidKeys(): string[] {
    const pages = languages.flatMap((language) => readdirSync(join(root, 'nlp-models/content', language)))
    const topics = new Set([...[...shipped.values()].flatMap((keys) => [...keys]), ...pages].map((name) => name.split('.')[0]!))
    const intents = new Set(filesIn(['nlp-models/content'], ['.md']).flatMap((path) => [...textOf(path).matchAll(/^## intent (\S+)/gm)].map(([, intent]) => intent!)))
    const literals = filesIn(['dialogs', 'handoff', 'bot'], ['.ts']).flatMap(stringsIn)
    return [...new Set(literals.filter((text) => /^[a-z][a-z-]*\.[a-z][a-z0-9-]*$/.test(text) && topics.has(text.split('.')[0]!) && !intents.has(text) && !events.has(text)))]
  }
})

// Names of Bot Framework's events, which look like reply keys (handoff protocol of its SDK).
const events = new Set(['handoff.initiate', 'handoff.status'])

describe('personal text', () => {
  /** Columns of text or JSON that hold names, states and settings of ours: nothing a shopper wrote. A new one is either listed here or named personal. */
  const ours: Record<string, string[]> = {
    shopper: ['channel', 'channel_account', 'external_id', 'customer_id'],
    conversation: ['channel', 'channel_account', 'external_id', 'customer_id', 'state', 'language', 'script'],
    message: ['speaker', 'kind', 'reply_key', 'understanding'],
    inbox: ['channel', 'channel_account', 'external_id', 'state'],
    outbox: ['state', 'lease_by', 'external_id', 'failure'],
    outcome: ['key', 'state', 'lease_by'],
    upload: ['content_type'],
    shop_profile: ['id', 'profile', 'return_policy'],
    shop_category: ['id', 'name', 'words'],
    shop_product: ['id', 'category', 'currency', 'texts'],
    shop_variant: ['id', 'product_id', 'size', 'colour'],
    shop_promotion: ['id', 'code', 'body', 'category'],
    shop_customer: ['id', 'language'],
    shop_order: ['id', 'number', 'customer_id', 'state', 'currency', 'country', 'payment_method', 'charges', 'invoice_url'],
    shop_order_line: ['order_id', 'id', 'product_id', 'variant_id'],
    shop_parcel: ['id', 'order_id', 'carrier', 'tracking_number', 'tracking_url', 'state', 'left_at', 'line_ids'],
    shop_parcel_event: ['parcel_id', 'place', 'what'],
    shop_return: ['rma', 'order_id', 'line_id', 'reason', 'resolution', 'exchange_for', 'state', 'currency'],
    shop_write: ['key', 'kind', 'answer'],
    queue: ['id', 'team', 'skill', 'language', 'label_en', 'label_zh', 'assignment'],
    skill: ['team', 'id', 'label_en', 'label_zh', 'topics', 'widen_to'],
    agent_skill: ['skill'],
    offer: ['ended_by'],
    agent: ['away_because', 'email', 'name', 'password_hash', 'role', 'team', 'languages', 'skills', 'outside'],
    agent_session: ['token_hash', 'device', 'opened_by'],
    agent_identity: ['issuer', 'subject'],
    team: ['id', 'name'],
    channel_team: ['channel', 'channel_account', 'team'],
    handoff: ['queue_id', 'team', 'reason', 'topic', 'channel', 'language', 'mood', 'status', 'disposition'],
    assignment: ['begun_by', 'ended_by'],
    consult: ['team'],
    wrap_up: ['disposition', 'complaint_class'],
    follow_up: ['team', 'state'],
    survey: ['team'],
    promise: ['team', 'kind', 'state'],
    handoff_target: ['target', 'state', 'place', 'place_id'],
    target_call: ['target', 'kind', 'status', 'reason', 'state', 'lease_by', 'failure'],
    team_tag: ['team', 'tag', 'label_en', 'label_zh', 'colour'],
    conversation_tag: ['team', 'tag'],
    conversation_order: ['team', 'order_number'],
    removed_fact: ['name'],
    shopper_note: ['team', 'customer_id'],
    quick_reply: ['team', 'shortcut', 'title_en', 'title_zh', 'texts'],
    quick_reply_team: ['team'],
    mention: ['team'],
    guard_hit: ['team', 'rule', 'deed', 'outcome'],
    left_message: ['queue_id', 'team', 'language', 'kind'],
    desk_change: ['team', 'what'],
    timer: ['kind', 'ref', 'data'],
    calendar: ['team', 'name', 'time_zone', 'week', 'special_days'],
    queue_calendar: ['queue_id'],
    off_hours: ['team', 'queue_id', 'reason_class', 'speaks'],
    sla_target: ['team', 'queue_id', 'kind', 'on_breach'],
    sla_clock: ['kind', 'on_breach'],
    sla_breach: ['team', 'queue_id', 'kind', 'escalations'],
    audit: ['deed', 'detail', 'team', 'prev_hash', 'hash'],
    audit_chain: ['hash'],
    release: ['sha256', 'shipped_sha256', 'content', 'scorecard', 'reason'],
    release_model: ['language', 'kind', 'bytes', 'sha256'],
  }

  test('lies only in columns named personal', () => {
    const texts = tablesOfMigrations().flatMap(({ table, columns }) => columns.filter(({ type }) => /text|json|bytea/.test(type)).map(({ name }) => ({ table, name })))
    expect(texts.length).toBeGreaterThan(50)
    const undecided = texts.filter(({ table, name }) => !/^personal(_|$)/.test(name) && !ours[table]?.includes(name))
    expect(undecided.map(({ table, name }) => `${table}.${name}`)).toEqual([])
  })

  test('is sealed on its way into the database', () => {
    const writers = filesIn(rooms, ['.ts']).filter((path) => stringsIn(path).some((text) => /\b(insert into|update)\b/.test(text) && /\bpersonal/.test(text)))
    expect(writers.length).toBeGreaterThan(3)
    expect(writers.filter((path) => !/\bseal(OrNull)?\(|\bpersonal_name\b/.test(textOf(path)))).toEqual([])
  })
})

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
}
