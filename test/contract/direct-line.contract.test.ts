// The real botframework-directlinejs against the real app.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { conversationByExternalId, transcript } from '../../core/conversation/index.ts'
import { openDirectLineClient } from '../direct-line-client.ts'
import { openServedApp } from './channels.ts'

type Served = Awaited<ReturnType<typeof openServedApp>>
let served: Served
beforeAll(async () => { served = await openServedApp() })
afterAll(() => served.close())

const ends: (() => void)[] = []
afterEach(() => { for (const end of ends.splice(0)) end() })

async function pageWith(webSocket: boolean, tokenBody: unknown = {}) {
  const { body } = await served.post('/v3/directline/tokens/generate', tokenBody)
  const { token, conversationId, userId } = body as { token: string; conversationId: string; userId: string }
  const page = openDirectLineClient({ domain: served.directLine, token, webSocket, pollingInterval: 200, conversationStartProperties: { locale: 'en-GB' } })
  ends.push(page.end)
  let sent = 0
  const write = (text: string, id = `c-${conversationId}-${(sent += 1)}`) => page.post({ type: 'message', text, from: { id: userId }, channelData: { clientActivityID: id } })
  return { ...page, token, conversationId, userId, write }
}

const fromBot = (activity: { from: { role: string }; type: string }) => activity.from.role === 'bot' && activity.type === 'message'

describe.each([['a WebSocket', true], ['polling', false]] as const)('over %s', (_name, webSocket) => {
  test('a shopper is welcomed, asks, and is answered once, in order', async () => {
    const page = await pageWith(webSocket)
    await page.sees(fromBot)
    await page.write('what can you do?', 'first')
    const echo = await page.sees((activity) => activity.channelData.clientActivityID === 'first')
    await page.sees((activity) => fromBot(activity) && activity.id > echo.id)
    await page.write('what can you do?', 'first')
    await served.app.turns.idle()
    const conversation = await conversationByExternalId(served.app.db, 'direct-line', 'default', page.conversationId)
    const stored = await transcript(served.app.db, conversation!.id)
    expect(stored.filter((message) => message.speaker === 'shopper')).toHaveLength(1)
    const ids = page.activities.filter(({ type }) => type === 'message').map(({ id }) => id)
    expect(ids).toEqual(ids.toSorted())
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('a picture is kept and comes back; what is no picture is refused and not stored', async () => {
    const page = await pageWith(webSocket)
    const attach = (bytes: Buffer, id: string) => page.post({
      type: 'message', from: { id: page.userId }, channelData: { clientActivityID: id },
      attachments: [{ contentType: 'image/png', name: 'cup.png', contentUrl: `data:image/png;base64,${bytes.toString('base64')}` }],
    })
    const picture = Buffer.from('\x89PNG\r\n\x1a\npicture', 'latin1')
    await attach(picture, 'picture')
    const echo = await page.sees((activity) => activity.channelData.clientActivityID === 'picture') as never as { attachments: { contentUrl: string }[] }
    const read = await fetch(echo.attachments[0]!.contentUrl)
    expect([read.status, Buffer.from(await read.arrayBuffer())]).toEqual([200, picture])
    await expect(attach(Buffer.from('MZ an executable'), 'program')).rejects.toMatchObject({ status: 415 })
    await served.app.turns.idle()
    expect(page.activities.some((activity) => activity.channelData.clientActivityID === 'program')).toBe(false)
  })
})

test('a page that comes back with its watermark gets what it missed, and only that', async () => {
  const page = await pageWith(false)
  await page.sees(fromBot)
  page.end()
  const headers = { authorization: `Bearer ${page.token}` }
  await served.post(`/v3/directline/conversations/${page.conversationId}/activities`, { type: 'message', text: 'where is my parcel?', from: { id: page.userId } }, headers)
  await served.app.turns.idle()
  const again = openDirectLineClient({ domain: served.directLine, token: page.token, conversationId: page.conversationId, watermark: '1', webSocket: true })
  ends.push(again.end)
  const missed = await again.sees(fromBot)
  expect(missed.id > page.activities[0]!.id).toBe(true)
  expect(again.activities.map(({ id }) => id)).not.toContain(page.activities[0]!.id)
})

test('a customer whom the shop signed in is known by the conversation; a page in Chinese is welcomed in Chinese', async () => {
  const { body } = await served.post('/api/shop/demo-sign-in', { customerId: served.app.demoCustomers[0]!.id })
  const generated = await served.post('/v3/directline/tokens/generate', { customer: body!['assertion'] })
  const { token, conversationId } = generated.body as { token: string; conversationId: string }
  const line = openDirectLineClient({ domain: served.directLine, token, webSocket: true, conversationStartProperties: { locale: 'zh-CN' } })
  ends.push(line.end)
  expect((await line.sees(fromBot)).text).toMatch(/\p{Script=Han}/u)
  const conversation = await conversationByExternalId(served.app.db, 'direct-line', 'default', conversationId)
  expect(conversation).toMatchObject({ customerId: served.app.demoCustomers[0]!.id, shopperName: served.app.demoCustomers[0]!.name })
})

test.each([['zh-TW', /[機單貨問麼來]/u], ['zh-Hant-HK', /[機單貨問麼來]/u], ['zh-CN', /[机单货问么来]/u]])('a page in %s is welcomed in its script', async (locale, words) => {
  const generated = await served.post('/v3/directline/tokens/generate', {})
  const line = openDirectLineClient({ domain: served.directLine, token: String(generated.body!['token']), webSocket: true, conversationStartProperties: { locale } })
  ends.push(line.end)
  expect((await line.sees(fromBot)).text).toMatch(words)
})

test('another conversation\'s token reads nothing here, and the end of a token ends reading', async () => {
  const [ana, bo] = [await pageWith(false), await pageWith(false)]
  await ana.sees(fromBot)
  const read = (token: string) => fetch(`${served.directLine}/conversations/${ana.conversationId}/activities`, { headers: { authorization: `Bearer ${token}` } })
  expect([(await read(ana.token)).status, (await read(bo.token)).status]).toEqual([200, 403])
  served.clock.advance(31 * 60_000)
  const late = await read(ana.token)
  expect([late.status, ((await late.json()) as { error: { code: string } }).error.code]).toEqual([403, 'TokenExpired'])
})
