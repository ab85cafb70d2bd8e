// Finding conversations again: by what stands in plain columns, and by words that lie sealed, page by page.
import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { newId } from '../../core/ids.ts'
import { SearchAnswer } from '../../handoff/contract.ts'
import type { Actor } from '../../handoff/index.ts'
import { foldForSearch } from '../../nlp-models/index.ts'
import { bo } from '../cast.ts'
import { eachDatabase } from '../databases.ts'
import { ask, browserOf, type Browser } from './desk-browser.ts'
import { cardFor, openFreshDesk, says, type Desk } from './desk.ts'

eachDatabase((_name, open) => {
  let db: OpenedDatabase
  let desk: Desk
  let mei: Actor
  let as: Record<'mei' | 'stranger', Browser>
  const ids: Record<string, string> = {}
  beforeAll(async () => { db = await open() })
  beforeEach(async () => {
    desk = await openFreshDesk(db, { foldText: foldForSearch })
    mei = await desk.hire('Mei')
    await db.query(`insert into team (id, name) values ('other', 'Other') on conflict do nothing`)
    as = { mei: await browserOf(db, mei.id, desk.clock.now()), stranger: await browserOf(db, (await desk.hire('Otto', { team: 'other' })).id, desk.clock.now()) }
    await desk.room.heartbeat(mei)
    for (const [name, text, order] of [['kettle', 'my KETTLE is broken, order 1001', 'A-1001'], ['lamp', 'where is the lamp', '1002'], ['chinese', '我的水壺壞了', '1003']] as const) {
      desk.clock.advance(60_000)
      await desk.room.heartbeat(mei)
      ids[name] = await desk.chat(text, name === 'lamp' ? bo : undefined)
      await db.transaction((tx) => desk.room.request(tx, ids[name]!, cardFor({ reason: name === 'lamp' ? 'complaint' : 'asked', topic: name === 'lamp' ? 'returns' : 'shipping', facts: [{ name: 'order-number', value: order, confirmedBy: 'shopper' }] })))
    }
  })
  const find = async (query: Record<string, string>, browser = as.mei) => {
    const { status, body } = await ask(desk, 'GET', `/api/desk/search?${new URLSearchParams(query)}`, { browser })
    return status === 200 ? SearchAnswer.parse(body) : status
  }
  const names = async (query: Record<string, string>, browser = as.mei) => {
    const answer = await find(query, browser)
    return typeof answer === 'number' ? answer : answer.hits.map((hit) => Object.keys(ids).find((name) => ids[name] === hit.entry.conversationId))
  }

  test('all that is given must hold, newest first', async () => {
    expect(await names({})).toEqual(['chinese', 'lamp', 'kettle'])
    expect(await names({ reason: 'complaint' })).toEqual(['lamp'])
    expect(await names({ reason: 'complaint', shopper: 'ana' })).toEqual([])
    expect(await names({ state: 'waiting', shopper: 'BO' })).toEqual(['lamp'])
    await desk.room.claim(ids['kettle']!, mei)
    expect(await names({ agentId: mei.id })).toEqual(['kettle'])
    expect(await names({ state: 'accepted' })).toEqual(['kettle'])
    const at = (await desk.room.openConversation(mei, ids['lamp']!, 'en'))!.entry.requestedAt
    expect(await names({ from: String(at), to: String(at + 1) })).toEqual(['lamp'])
  })

  test('by order number, as shoppers write it; also one that an agent set right since', async () => {
    expect(await names({ orderNumber: ' #a-1001' })).toEqual(['kettle'])
    expect(await names({ orderNumber: '100' })).toEqual([])
    await ask(desk, 'POST', `/api/desk/conversations/${ids['lamp']!}/facts`, { browser: as.mei, body: { name: 'order-number', value: '2002' } })
    expect(await names({ orderNumber: '2002' })).toEqual(['lamp'])
  })

  test('by words in any order and case, in notes too, in either Chinese script; the line is shown', async () => {
    expect(await find({ words: 'BROKEN kettle' })).toMatchObject({ hits: [{ found: { seq: 1, text: 'my KETTLE is broken, order 1001' } }] })
    expect(await names({ words: '水壶坏了' })).toEqual(['chinese'])
    expect(await names({ words: 'kettle lamp' })).toEqual([])
    await desk.room.note(ids['lamp']!, mei, { text: 'the bulb is missing', key: newId() })
    await says(desk, ids['lamp']!, 'hello?')
    expect(await names({ words: 'bulb' })).toEqual(['lamp'])
    expect(await names({ words: '%' })).toEqual([])
  })

  test('by tag', async () => {
    await db.query(`insert into team_tag (team, tag, label_en, label_zh, colour) values ('shop', 'vip', 'VIP', 'VIP', 'red')`)
    await ask(desk, 'POST', `/api/desk/conversations/${ids['kettle']!}/tags`, { browser: as.mei, body: { tags: ['vip'] } })
    expect(await names({ tag: 'vip' })).toEqual(['kettle'])
  })

  test('another team finds nothing of it', async () => {
    for (const [name, value] of [['words', 'kettle'], ['orderNumber', '1002'], ['agentId', mei.id], ['shopper', 'Ana'], ['words', '']] as const) expect(await names({ [name]: value }, as.stranger)).toEqual([])
  })

  test('what is no value of its field is refused', async () => {
    for (const [name, value] of [['cursor', 'x'], ['state', 'gone'], ['agentId', '7'], ['from', 'yesterday'], ['reason', 'none']] as const) expect(await find({ [name]: value })).toBe(400)
  })

  test('page by page, each once; an answer for words says how far back it looked', async () => {
    await db.query(
      `insert into handoff (id, conversation_id, queue_id, team, reason, topic, channel, shopper_id, language, priority, mood, status, turn_seq, requested_at, waiting_since, due_at, first_priority, level, personal, personal_card, completed_at)
       select gen_random_uuid(), gen_random_uuid(), 'in-sale', 'shop', 'asked', 'shipping', 'test', gen_random_uuid(), 'en', 1, 'calm', 'completed', 1, t, t, t, 1, 1, '{"shopperName":"Zoe","preview":""}', '{"facts":[]}', t
       from (select timestamptz '2020-01-01' + n * interval '1 minute' as t from generate_series(1, 450) n) times`)
    const seen: string[] = []
    let cursor: string | null = ''
    for (let page = 0; cursor !== null && page < 30; page++) {
      const answer: SearchAnswer = await find({ shopper: 'zoe', ...(cursor ? { cursor } : {}) }) as SearchAnswer
      seen.push(...answer.hits.map((hit) => hit.entry.handoffId))
      cursor = answer.cursor
    }
    expect([seen.length, new Set(seen).size]).toEqual([450, 450])
    const far = await find({ words: 'nowhere' }) as SearchAnswer
    expect(far).toMatchObject({ hits: [], cursor: expect.any(String), searchedUntil: expect.any(Number) })
    expect(await find({ words: 'nowhere', cursor: far.cursor! })).toMatchObject({ hits: [], cursor: null, searchedUntil: null })
  })
})
