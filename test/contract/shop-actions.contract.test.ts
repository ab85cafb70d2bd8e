// What an agent does with the bot's help: takes its answers, asks the shop. The real app, the demo shop.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openApp, type App } from '../../bot/app.ts'
import { fakeClock } from '../../core/clock.ts'
import { transcript } from '../../core/conversation/index.ts'
import { newId } from '../../core/ids.ts'
import { silentLog } from '../../core/log.ts'
import { addAgent, deskRoutes, type Actor } from '../../handoff/index.ts'
import { ShopActionList, Suggestions, type Role, type ShopActionAsked } from '../../handoff/contract.ts'
import { settle } from '../app.ts'
import { ana } from '../cast.ts'
import { eachDatabase, openSuiteDatabase } from '../databases.ts'
import { openFakeChannel } from '../fake-channel.ts'
import { bringSmallModels, writeSmallContent } from '../small-content.ts'
import { testConfig } from '../started-folder.ts'
import { ask, askRoute, browserOf, type Browser } from './desk-browser.ts'
import { count } from './desk.ts'

const words = `# Words

## reply shipping.on-the-way
- Parcel {{number}} is on its way.
`

eachDatabase(() => {
  const dataDir = mkdtempSync(join(tmpdir(), 'baton-test-'))
  const clock = fakeClock()
  const channel = openFakeChannel()
  const as = new Map<string, Browser>()
  let app: App
  let omar: Actor
  let id: string
  let messages = 0

  const hire = async (name: string, role: Role) => {
    const added = await addAgent(app.db, { email: `${name.toLowerCase()}@desk.example`, name, password: null, role, capacity: 20 }, clock.now())
    if (added === 'email-taken') throw new Error('a fresh address is free')
    as.set(name, await browserOf(app.db, added.id, clock.now()))
    return { id: added.id, name, team: 'shop' }
  }
  beforeAll(async () => {
    const contentDir = writeSmallContent(join(dataDir, 'content'))
    await bringSmallModels(dataDir)
    writeFileSync(join(contentDir, 'en', 'words.md'), words)
    app = await openApp(testConfig(dataDir), { db: await openSuiteDatabase('migrated'), clock, log: silentLog, hasWorkers: false, channels: () => [channel], contentDir })
    omar = await hire('Omar', 'agent')
    await hire('Mei', 'agent')
    await hire('Lee', 'lead')
  })
  afterAll(async () => {
    await app.close()
    rmSync(dataDir, { recursive: true, force: true })
  })

  const says = async (text: string, conversation: string) => {
    clock.advance(1000)
    messages += 1
    const { conversationId } = await app.ports.receive({
      channel: 'test', channelAccount: 'shop', conversation, externalId: `m-${messages}`, address: {}, locale: 'en', text, attachments: [],
      shopper: { externalId: 'ana', name: 'Ana', customerId: ana.customerId },
    })
    await settle({ app, channel })
    return conversationId
  }
  let talk: string
  beforeEach(async () => {
    talk = newId()
    await app.handoff.heartbeat(omar)
    id = await says('let me talk to a human', talk)
    expect(await app.handoff.takeOver(id, omar)).toMatchObject({ agentId: omar.id })
    await app.handoff.reply(id, omar, { text: 'Hello, what is it about?', attachments: [], key: newId() })
    await settle({ app, channel })
    channel.heard.splice(0)
  })

  const call = (method: 'GET' | 'POST', what: string, name = 'Omar', body?: object) =>
    askRoute({ room: app.handoff }, deskRoutes.find((route) => route.method === method && route.path === `/api/desk/conversations/:id/${what}`)!, { id }, { browser: as.get(name)!, body })
  const actions = async (name = 'Omar') => ShopActionList.parse((await call('GET', 'shop-actions', name)).body)
  const action = async (number: string, kind: string, name = 'Omar') => (await actions(name)).actions.find((one) => one.orderNumber === number && one.kind === kind)!
  const askFor = async (number: string, kind: ShopActionAsked['kind'], more: object = {}, name = 'Omar') => {
    const { orderId, lineId } = await action(number, kind, name)
    return call('POST', 'shop-actions', name, { kind, orderId, lineId, key: newId(), ...more })
  }
  const heard = () => channel.heard.map(({ message }) => message.replyKey)

  test('suggests what the bot would say, with the shop’s data; nothing is said, stored or asked by it', async () => {
    await says('where is my order 1001 now', talk)
    const before = await count(app.db, 'select sum(version) + sum(last_seq) as count from conversation')
    const { seq, suggestions } = Suggestions.parse((await call('GET', 'suggestions')).body)
    expect(suggestions[0]).toMatchObject({ intent: 'shipping.track', text: 'Parcel 1001 is on its way.' })
    const labels = async (query: string) => Suggestions.parse((await ask({ room: app.handoff }, 'GET', `/api/desk/conversations/${id}/suggestions${query}`, { browser: as.get('Omar')! })).body).suggestions[0]!.label
    expect([suggestions[0]!.label, await labels('?language=en'), await labels('?language=zh')]).toEqual(['Track my parcel', 'Track my parcel', '查询物流'])
    expect(suggestions.length).toBeLessThanOrEqual(3)
    expect((await transcript(app.db, id)).find((message) => message.seq === seq)!.text).toBe('where is my order 1001 now')
    expect(await count(app.db, 'select sum(version) + sum(last_seq) as count from conversation')).toBe(before)
    expect(await count(app.db, 'select count(*) from outcome')).toBe(0)
  })

  test('offers what the state of each order and the role allow', async () => {
    expect(await action('1004', 'change-address')).toMatchObject({ isAllowed: true })
    expect(await action('1001', 'cancel-order')).toBeUndefined()
    expect(await action('1002', 'refund')).toMatchObject({ isAllowed: true, lineId: expect.any(String) })
    const dear = (await actions()).actions.find((one) => !one.isAllowed)!
    expect(dear).toMatchObject({ why: expect.stringContaining('lead') })
    expect(await action(dear.orderNumber, dear.kind, 'Lee')).toMatchObject({ isAllowed: true })
    const refused = await call('POST', 'shop-actions', 'Omar', { kind: dear.kind, orderId: dear.orderId, lineId: dear.lineId, key: newId() })
    expect(refused.status).toBe(403)
  })

  test('allows agents what their team has set, at once and on record, and leads everything', async () => {
    const set = (name: string, refundLimit: number | null) => askRoute({ room: app.handoff }, deskRoutes.find((route) => route.method === 'POST' && route.path === '/api/desk/team-settings')!, {}, { browser: as.get(name)!, body: { refundLimit } })
    const { amount } = await action('1002', 'refund')
    expect((await set('Omar', 1)).status).toBe(403)
    expect((await set('Lee', amount! - 1)).body).toEqual({ refundLimit: amount! - 1, isShipped: false })
    expect(await action('1002', 'refund')).toMatchObject({ isAllowed: false, why: expect.stringContaining('lead') })
    expect((await askFor('1002', 'refund')).status).toBe(403)
    expect(await action('1002', 'refund', 'Lee')).toMatchObject({ isAllowed: true })
    expect((await set('Lee', amount)).status).toBe(200)
    expect(await action('1002', 'refund')).toMatchObject({ isAllowed: true })
    expect((await set('Lee', null)).body).toMatchObject({ isShipped: true })
    expect(await count(app.db, `select count(*) from audit where deed = 'set-refund-limit'`)).toBe(3)
  })

  test('asks the shop once, tells the shopper what came of it, and keeps who asked', async () => {
    const key = newId()
    for (let times = 0; times < 2; times++) expect((await askFor('1002', 'refund', { key })).status).toBe(200)
    await settle({ app, channel })
    expect(heard().filter((one) => one === 'returns.created')).toHaveLength(1)
    expect((await actions()).asked).toEqual([{ key, kind: 'refund', orderNumber: '1002', state: 'done', by: 'Omar' }])
    expect(await count(app.db, 'select count(*) from outcome where conversation_id = $1', [id])).toBe(1)
    expect(await count(app.db, `select count(*) from audit where deed = 'shop-action' and conversation_id = $1`, [id])).toBe(1)
    // What has come back is not offered again; the other line of the order is.
    expect((await actions()).actions.filter((one) => one.orderNumber === '1002').map((one) => one.kind)).toEqual(['refund', 'exchange'])
  })

  test('a new address is needed for a change of it; the shop’s no is told', async () => {
    expect((await askFor('1004', 'change-address')).status).toBe(409)
    const change = await action('1004', 'change-address')
    expect((await askFor('1004', 'change-address', { address: '2 Mill Lane, Leeds' })).status).toBe(200)
    await settle({ app, channel })
    expect(heard()).toContain('shipping.address-changed')
    await app.db.query(`update shop_order set state = 'shipped' where id = $1`, [change.orderId])
    expect((await call('POST', 'shop-actions', 'Omar', { kind: 'change-address', orderId: change.orderId, lineId: null, address: 'x', key: newId() })).status).toBe(409)
  })

  test('who is not in charge may not, except a lead', async () => {
    expect((await askFor('1002', 'exchange', {}, 'Mei')).status).toBe(409)
    expect((await askFor('1002', 'exchange', {}, 'Lee')).status).toBe(200)
  })
})
