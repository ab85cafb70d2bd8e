// Texts that are ready: the team's own, filled in from the card in the shopper's language.
import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { newId } from '../../core/ids.ts'
import { FilledReplies, QuickReplyList } from '../../handoff/contract.ts'
import type { Actor, CardData } from '../../handoff/index.ts'
import { renderText } from '../../nlp-models/render-text.ts'
import { eachDatabase } from '../databases.ts'
import { ask, browserOf, codeOf, type Browser } from './desk-browser.ts'
import { openFreshDesk, type Desk } from './desk.ts'

eachDatabase((_name, open) => {
  let db: OpenedDatabase
  let desk: Desk
  let mei: Actor
  let as: Record<'agent' | 'lead' | 'stranger', Browser>
  const shop: CardData = { orders: [], returns: [] }
  beforeAll(async () => { db = await open() })
  beforeEach(async () => {
    Object.assign(shop, { orders: [], returns: [] })
    desk = await openFreshDesk(db, {
      cardData: async () => shop, shopName: (language) => (language === 'zh' ? '织屋' : 'Loom'), renderText: (text, data, voice) => renderText(text, data, voice, 'UTC'),
    })
    mei = await desk.hire('Mei', { languages: ['en'] })
    const lead = await desk.hire('Lena', { role: 'lead' })
    await db.query(`insert into team (id, name) values ('other', 'Other') on conflict do nothing`)
    const stranger = await desk.hire('Otto', { role: 'lead', team: 'other' })
    const browser = (actor: Actor) => browserOf(db, actor.id, desk.clock.now())
    as = { agent: await browser(mei), lead: await browser(lead), stranger: await browser(stranger) }
  })
  const list = async (who: Browser) => QuickReplyList.parse((await ask(desk, 'GET', '/api/desk/quick-replies', { browser: who })).body)
  const filled = async (id: string, query = '') => new Map(FilledReplies.parse((await ask(desk, 'GET', `/api/desk/conversations/${id}/quick-replies${query}`, { browser: as.agent })).body).quickReplies.map((one) => [one.shortcut, one]))
  const save = (body: object, id?: string, who = as.lead) => ask(desk, 'POST', id === undefined ? '/api/desk/quick-replies' : `/api/desk/quick-replies/${id}`, { browser: who, body })
  const hello = { shortcut: 'hey', title: { en: 'Hey', zh: '嗨' }, text: { en: 'Hey {{shopper}}' } }

  test('a team begins with twenty in both languages, every variable of which exists', async () => {
    const { quickReplies, variables } = await list(as.agent)
    expect(quickReplies.length).toBeGreaterThanOrEqual(20)
    const known = new Set(variables.map(({ name }) => name))
    for (const { shortcut, text } of quickReplies) {
      expect([shortcut, Object.keys(text).toSorted()]).toEqual([shortcut, ['en', 'zh']])
      for (const words of Object.values(text)) for (const [, name] of words.matchAll(/\{\{(\w+)\}\}/g)) expect([shortcut, known.has(name!)]).toEqual([shortcut, true])
    }
  })

  test('are filled from the card; what nobody knows is named and not left as a hole', async () => {
    const id = await desk.waiting()
    const before = (await filled(id)).get('parcel')!
    expect(before).toMatchObject({ text: 'Your order 1001 is {{status}} with {{carrier}}, tracking number {{tracking}}.' })
    expect(before.missing.toSorted()).toEqual(['carrier', 'status', 'tracking'])
    shop.orders.push({ id: 'o1', number: '1001', status: 'shipped', placedAt: 0, total: { amount: 4990, currency: 'GBP' }, lines: [],
      parcels: [{ carrier: 'DHL', trackingNumber: 'JD01', status: 'moving', dueAt: Date.UTC(2026, 2, 12) }] })
    const after = await filled(id)
    expect(after.get('parcel')).toMatchObject({ title: 'Where the parcel is', text: 'Your order 1001 is on its way with DHL, tracking number JD01.', missing: [] })
    expect(after.get('due')!.text).toBe('Your order 1001 should arrive by 12 March.')
    expect(after.get('order-total')!.text).toBe('Order 1001 came to £49.90.')
    expect(after.get('greet')!.text).toBe('Hello Ana, this is Mei of Loom. I have read your conversation and am looking into it now.')
  })

  test('in the shopper’s language and script, whatever the agent’s', async () => {
    const id = await desk.waiting()
    await db.query(`update conversation set language = 'zh' where id = $1`, [id])
    expect((await filled(id, '?language=zh')).get('greet')!.title).toBe('问候')
    expect((await filled(id)).get('greet')).toMatchObject({ title: 'Greeting', text: 'Ana您好，我是织屋的Mei。您前面的对话我已经看过了，现在就帮您处理。' })
    await db.query(`update conversation set script = 'Hant' where id = $1`, [id])
    expect((await filled(id)).get('greet')!.text).toContain('現在就幫您處理')
  })

  test('a shopper’s name is data: what it looks like is not read', async () => {
    const id = await desk.waiting()
    await db.query(`update handoff set personal = jsonb_set(personal, '{shopperName}', '"{{agent}} {{#each"') where conversation_id = $1`, [id])
    expect((await filled(id)).get('thanks')).toMatchObject({ text: 'Thank you for waiting, {{agent}} {{#each.', missing: [] })
  })

  test('leads write them; agents may not; one shortcut once', async () => {
    expect((await save(hello, undefined, as.agent)).status).toBe(403)
    const { status, body } = await save(hello)
    expect(status).toBe(200)
    const { id } = (body as { quickReply: { id: string } }).quickReply
    expect(codeOf(await save(hello))).toEqual([409, 'already-there'])
    expect((await save({ ...hello, text: { en: 'Hi {{shopper}}!' } }, id)).status).toBe(200)
    expect((await list(as.agent)).quickReplies.find((one) => one.id === id)).toMatchObject({ text: { en: 'Hi {{shopper}}!' } })
    expect(codeOf(await save({ ...hello, shortcut: 'greet' }, id))).toEqual([409, 'already-there'])
    expect((await ask(desk, 'POST', `/api/desk/quick-replies/${id}/remove`, { browser: as.lead, body: {} })).status).toBe(200)
    expect((await list(as.agent)).quickReplies.some((one) => one.id === id)).toBe(false)
  })

  test('what was thrown away stays away', async () => {
    for (const { id } of (await list(as.lead)).quickReplies) await ask(desk, 'POST', `/api/desk/quick-replies/${id}/remove`, { browser: as.lead, body: {} })
    expect((await list(as.agent)).quickReplies).toEqual([])
  })

  test('a text that cannot be filled in is refused, with its problem by language', async () => {
    const answer = await save({ ...hello, text: { en: 'Hello {{sopper}}', zh: '{{#each' } })
    expect(answer).toMatchObject({ status: 400, body: { error: { fields: [{ path: 'text.en', message: expect.stringContaining('{{sopper}}') }, { path: 'text.zh' }] } } })
    expect((await save({ ...hello, text: {} })).status).toBe(400)
  })

  test('another team has its own, and nobody else’s conversation is filled in', async () => {
    const [mine] = (await list(as.lead)).quickReplies
    expect((await list(as.stranger)).quickReplies.map((one) => one.id)).not.toContain(mine!.id)
    for (const path of [mine!.id, newId()]) expect((await save(hello, path, as.stranger)).status).toBe(404)
    const id = await desk.waiting()
    expect((await ask(desk, 'GET', `/api/desk/conversations/${id}/quick-replies`, { browser: as.stranger })).status).toBe(404)
  })
})
