// What agents work with: tags, notes about the shopper, facts set right, mentions, files, reading and trying again.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openBus } from '../../core/bus.ts'
import { conversationById, leaseSends, markFailed, markSent, transcript } from '../../core/conversation/index.ts'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { newId } from '../../core/ids.ts'
import { silentLog } from '../../core/log.ts'
import { Deed, DeskAttachment, MentionList, OpenConversation, ShopperNotes, type SocketFrame, TagList } from '../../handoff/contract.ts'
import { agentTypingOf, deskRoutes, type Actor } from '../../handoff/index.ts'
import { bo, pixel } from '../cast.ts'
import { eachDatabase } from '../databases.ts'
import { ask, browserOf, codeOf, type Browser } from './desk-browser.ts'
import { cardFor, openFreshDesk, says, type Desk } from './desk.ts'

eachDatabase((_name, open) => {
  let db: OpenedDatabase
  let desk: Desk
  let mei: Actor
  let omar: Actor
  let as: Record<'mei' | 'omar' | 'lead' | 'stranger', Browser>
  let id: string
  const bus = openBus({ prefix: 'workbench', log: silentLog })
  beforeAll(async () => { db = await open() })
  beforeEach(async () => {
    desk = await openFreshDesk(db, { hint: bus.hint })
    ;[mei, omar] = [await desk.hire('Mei'), await desk.hire('Omar')]
    const lead = await desk.hire('Lena', { role: 'lead' })
    await db.query(`insert into team (id, name) values ('other', 'Other') on conflict do nothing`)
    const stranger = await desk.hire('Otto', { role: 'lead', team: 'other' })
    const browser = (actor: Actor) => browserOf(db, actor.id, desk.clock.now())
    as = { mei: await browser(mei), omar: await browser(omar), lead: await browser(lead), stranger: await browser(stranger) }
    for (const actor of [mei, omar]) await desk.room.heartbeat(actor)
    id = await desk.waiting()
    await desk.room.claim(id, mei)
  })
  const send = (path: string, body: object = {}, browser = as.mei) => ask(desk, 'POST', `/api/desk/${path}`, { browser, body })
  const read = (path: string, browser = as.mei) => ask(desk, 'GET', `/api/desk/${path}`, { browser })
  const opened = async () => OpenConversation.parse((await read(`conversations/${id}?language=en`)).body)

  describe('tags', () => {
    const vip = { id: 'vip', label: { en: 'VIP', zh: '贵宾' }, colour: 'violet' }

    test('leads make them; agents put them on; consoles learn of it', async () => {
      expect((await send('tags', vip)).status).toBe(403)
      expect(TagList.parse((await send('tags', vip, as.lead)).body).tags).toEqual([vip])
      const { cursor } = await desk.room.snapshot(mei)
      expect(Deed.parse((await send(`conversations/${id}/tags`, { tags: ['vip', 'vip'] })).body).entry.tags).toEqual(['vip'])
      expect(await desk.room.changesSince(mei, cursor)).toMatchObject({ entries: [{ conversationId: id, tags: ['vip'] }] })
      expect((await send(`conversations/${id}/tags`, { tags: ['unknown'] })).status).toBe(400)
      expect((await opened()).entry.tags).toEqual(['vip'])
      expect((await send('tags/vip/remove', {}, as.lead)).status).toBe(200)
      expect((await opened()).entry.tags).toEqual([])
    })

    test('are the team’s own', async () => {
      await send('tags', vip, as.lead)
      expect(TagList.parse((await read('tags', as.stranger)).body).tags).toEqual([])
      expect((await send('tags/vip/remove', {}, as.stranger)).status).toBe(404)
      expect((await send(`conversations/${id}/tags`, { tags: [] }, as.stranger)).status).toBe(404)
    })
  })

  describe('notes about a shopper', () => {
    test('follow them into the next conversation, and stay in the team', async () => {
      const { shopper } = (await opened()).entry
      const key = newId()
      for (let times = 0; times < 2; times++) expect((await send(`shoppers/${shopper.id}/notes`, { text: 'prefers e-mail', key })).status).toBe(200)
      const next = await desk.waiting()
      expect((await desk.room.openConversation(mei, next, 'en'))!.card).toMatchObject({ shopperId: shopper.id, shopperNotes: [{ text: 'prefers e-mail', by: { name: 'Mei' } }] })
      const { notes } = ShopperNotes.parse((await read(`shoppers/${shopper.id}/notes`, as.omar)).body)
      expect(notes).toHaveLength(1)
      for (const answer of [await read(`shoppers/${shopper.id}/notes`, as.stranger), await send(`shopper-notes/${notes[0]!.id}/remove`, {}, as.stranger)]) expect(answer.status).toBe(404)
      expect((await send(`shopper-notes/${notes[0]!.id}/remove`, {}, as.omar)).status).toBe(200)
      expect(ShopperNotes.parse((await read(`shoppers/${shopper.id}/notes`)).body).notes).toEqual([])
    })

    test('follow a signed-in customer over channels', async () => {
      await db.query(`update conversation set customer_id = 'c-1' where id = $1`, [id])
      const { shopper } = (await opened()).entry
      await send(`shoppers/${shopper.id}/notes`, { text: 'has a dog', key: newId() })
      const elsewhere = await desk.chat('hello', bo)
      await db.query(`update conversation set customer_id = 'c-1' where id = $1`, [elsewhere])
      await db.transaction((tx) => desk.room.request(tx, elsewhere, cardFor()))
      const card = (await desk.room.openConversation(mei, elsewhere, 'en'))!.card
      expect([card.shopperId === shopper.id, card.shopperNotes!.map((note) => note.text)]).toEqual([false, ['has a dog']])
    })
  })

  describe('facts', () => {
    test('set right by an agent stand on the card and are known to the bot', async () => {
      expect((await send(`conversations/${id}/facts`, { name: 'order-number', value: '1002' })).status).toBe(200)
      expect((await opened()).card.facts).toEqual([{ name: 'order-number', label: 'order number', value: '1002', confirmedBy: 'agent' }])
      expect((await conversationById(db, id))!.dialog!.facts['order-number']).toMatchObject({ value: '1002', confirmedBy: 'agent' })
      expect((await send(`conversations/${id}/facts`, { name: 'order-number', value: '' })).status).toBe(200)
      expect((await opened()).card.facts).toEqual([])
      expect((await send(`conversations/${id}/facts`, { name: 'size', value: 'M' }, as.stranger)).status).toBe(404)
    })
  })

  describe('mentions', () => {
    test('the named find the note, and their other tabs that they saw it', async () => {
      await send(`conversations/${id}/note`, { text: 'look @Omar, and not @Mei', key: newId() })
      expect(MentionList.parse((await read('mentions')).body).mentions).toEqual([])
      const { mentions } = MentionList.parse((await read('mentions', as.omar)).body)
      expect(mentions).toMatchObject([{ conversationId: id, by: { name: 'Mei' }, text: 'look @Omar, and not @Mei', seenAt: null }])
      expect((await transcript(db, id)).find((message) => message.seq === mentions[0]!.seq)!.kind).toBe('note')
      expect((await send(`mentions/${mentions[0]!.id}/seen`)).status).toBe(404)
      expect((await send(`mentions/${mentions[0]!.id}/seen`, {}, as.omar)).status).toBe(200)
      expect(MentionList.parse((await read('mentions', as.omar)).body).mentions[0]!.seenAt).toBe(desk.clock.now())
    })
  })

  describe('files', () => {
    const upload = (bytes: Buffer, browser = as.mei) => desk.room.answer(uploadRoute(), {
      headers: { 'cookie': browser.cookie, 'x-baton-csrf': browser.csrf, 'content-type': 'image/png' }, params: { id }, query: new URLSearchParams({ name: 'cup.png' }), body: bytes, address: '127.0.0.1' })

    test('go out with the reply that names them, as what their bytes are', async () => {
      const stored = DeskAttachment.parse((await upload(pixel)).body)
      expect(stored).toMatchObject({ name: 'cup.png', contentType: 'image/png', size: pixel.length })
      expect((await send(`conversations/${id}/reply`, { text: 'here', key: newId(), attachments: [{ ...stored, name: 'other.exe', contentType: 'text/html' }] })).status).toBe(200)
      expect((await transcript(db, id)).at(-1)).toMatchObject({ text: 'here', attachments: [stored] })
      const file = await read(`conversations/${id}/uploads/${stored.id}`)
      expect([file.status, file.headers!['content-type'], file.headers!['x-content-type-options']]).toEqual([200, 'image/png', 'nosniff'])
    })

    test('may go without a word; a reply of nothing may not', async () => {
      const stored = DeskAttachment.parse((await upload(pixel)).body)
      expect((await send(`conversations/${id}/reply`, { text: ' ', key: newId(), attachments: [stored] })).status).toBe(200)
      expect((await transcript(db, id)).at(-1)).toMatchObject({ text: '', attachments: [stored] })
      expect((await send(`conversations/${id}/reply`, { text: ' ', key: newId() })).status).toBe(400)
    })

    test('of other kinds, too big, of nothing or of another team are refused', async () => {
      expect((await upload(Buffer.from('<script>'))).status).toBe(415)
      expect((await upload(Buffer.concat([pixel, Buffer.alloc(5 * 1024 * 1024)]))).status).toBe(413)
      expect((await upload(pixel, as.stranger)).status).toBe(404)
      const unknown = { id: newId(), name: 'a', contentType: 'image/png', size: 1 }
      expect((await send(`conversations/${id}/reply`, { text: 'here', key: newId(), attachments: [unknown] })).status).toBe(400)
    })
  })

  describe('delivery', () => {
    const lease = { by: 'one', ms: 10_000, now: 0 }
    const deliveryOf = async (cursor: string) => {
      const changes = await desk.room.changesSince(mei, cursor)
      return changes === 'bad-cursor' ? [] : changes.messages.filter((message) => message.text === 'hello').map((message) => message.delivery)
    }

    test('a console that follows learns that words were sent, that they could not be, and that they are tried again', async () => {
      await desk.room.reply(id, mei, { text: 'hello', attachments: [], key: newId() })
      const start = (await desk.room.snapshot(mei)).cursor
      const leased = await leaseSends(db, id, { ...lease, now: desk.clock.now() })
      const mine = leased.at(-1)!
      const { cursor } = await desk.room.snapshot(mei)
      await markFailed(db, mine, 'one', { retryAt: null, failure: 'gone' })
      expect(await deliveryOf(cursor)).toEqual(['dead'])
      const dead = (await desk.room.snapshot(mei)).cursor
      expect((await send(`conversations/${id}/messages/${mine.seq}/retry`, {}, as.stranger)).status).toBe(404)
      expect((await send(`conversations/${id}/messages/${mine.seq}/retry`)).status).toBe(200)
      expect(desk.woken.at(-1)).toBe(id)
      expect(await deliveryOf(dead)).toEqual(['queued'])
      expect(codeOf(await send(`conversations/${id}/messages/${mine.seq}/retry`))).toEqual([409, 'not-possible'])
      const queued = (await desk.room.snapshot(mei)).cursor
      await markSent(db, leased.slice(0, -1).map((one) => ({ ...one, externalId: null })), 'one', desk.clock.now())
      const again = await leaseSends(db, id, { ...lease, now: desk.clock.now() })
      await markSent(db, again.map((one) => ({ ...one, externalId: null, isAtDesk: true })), 'one', desk.clock.now())
      expect(await deliveryOf(queued)).toEqual(['sent'])
      expect(await deliveryOf(start)).toEqual(['sent'])
    })

    test('unread lines are counted for the agent in charge, and read ones are read in every tab', async () => {
      for (const text of ['one', 'two']) {
        await says(desk, id, text)
        await db.transaction((tx) => desk.room.shopperSpoke(tx, id))
      }
      const { entry, messages } = await opened()
      expect(entry.unread).toBe(2)
      const { cursor } = await desk.room.snapshot(mei)
      const [first, last] = messages.filter((message) => message.speaker === 'shopper').slice(-2).map((message) => message.seq)
      expect((await send(`conversations/${id}/read`, { seq: last! }, as.omar)).status).toBe(200)
      expect((await opened()).entry.unread).toBe(2)
      await send(`conversations/${id}/read`, { seq: first! })
      expect(await desk.room.changesSince(mei, cursor)).toMatchObject({ entries: [{ unread: 1 }] })
      await send(`conversations/${id}/read`, { seq: last! })
      expect((await opened()).entry.unread).toBe(0)
    })
  })

  test('typing goes both ways: of the shopper to the consoles of the team, of the agent in charge to the shopper’s page', async () => {
    const frames: SocketFrame[] = []
    const follow = async (browser: Browser) => desk.room.follow((await desk.room.agentOfCookies(browser.cookie))!, { cookies: browser.cookie, onHint: bus.onHint, send: (frame) => { frames.push(frame) }, end: () => {} })
    const stops = [await follow(as.mei), await follow(as.stranger)]
    await desk.room.shopperTyping(id)
    expect(frames).toEqual([{ kind: 'shopper-typing', conversationId: id }])
    const told: string[] = []
    const stop = bus.onHint(agentTypingOf(id), (agentId) => { told.push(agentId) })
    await send(`conversations/${id}/typing`, {}, as.omar)
    await send(`conversations/${id}/typing`)
    expect(told).toEqual([mei.id])
    for (const each of [...stops, stop]) each()
  })
})

function uploadRoute() {
  return deskRoutes.find((route) => route.method === 'POST' && route.path.endsWith('/uploads'))!
}
