// Bot Framework's wire against the real app: a connector and a key server on loopback stand where Microsoft's are.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { settle } from '../app.ts'
import { openFakeChannel } from '../fake-channel.ts'
import { openConnectorServer } from '../unit/channels/connector-server.ts'
import { appId, openKeyServer } from '../unit/channels/key-server.ts'
import { openServedApp } from './channels.ts'

type Served = Awaited<ReturnType<typeof openServedApp>>
type Connector = Awaited<ReturnType<typeof openConnectorServer>>

const messageTo = (connector: Connector, over: Record<string, unknown> = {}) => ({
  type: 'message', id: 'a-1', channelId: 'msteams', serviceUrl: connector.url, conversation: { id: 'conv-1' }, from: { id: '29:ana', name: 'Ana' },
  recipient: { id: '28:bot', name: 'Baton' }, text: 'what can you do?', ...over,
})

describe('with credentials', () => {
  let served: Served
  let connector: Connector
  let keys: Awaited<ReturnType<typeof openKeyServer>>
  beforeAll(async () => {
    connector = await openConnectorServer()
    keys = await openKeyServer(() => served.clock.now())
    served = await openServedApp({
      MICROSOFT_APP_ID: appId, MICROSOFT_APP_PASSWORD: 'password', BOT_FRAMEWORK_OPENID_URL: keys.url, BOT_FRAMEWORK_LOGIN_URL: connector.url,
      BOT_FRAMEWORK_SERVICE_URLS: connector.url, BOT_FRAMEWORK_CHANNELS: 'msteams',
    })
  })
  afterAll(async () => {
    await served.close()
    await Promise.all([keys.close(), connector.close()])
  })

  const bearer = async () => ({ authorization: `Bearer ${await keys.sign({ claims: { serviceurl: connector.url } })}` })
  const settled = () => settle({ app: served.app, channel: openFakeChannel() })

  test('a message is answered at its serviceUrl by the outbox, once, though it was delivered twice', async () => {
    for (let delivered = 0; delivered < 2; delivered += 1) expect((await served.post('/api/messages', messageTo(connector), await bearer())).status).toBe(200)
    await settled()
    expect(connector.posted.length).toBeGreaterThan(0)
    const replies = connector.posted.map(({ body }) => body['text'])
    expect(new Set(replies).size).toBe(replies.length)
    expect(connector.posted[0]).toMatchObject({ path: '/v3/conversations/conv-1/activities/a-1', headers: { authorization: 'Bearer token-1' }, body: { recipient: { id: '29:ana' } } })
  })

  test('a connector that is busy gets the words again, in order, when it asked to', async () => {
    connector.posted.length = 0
    connector.answers.push({ status: 429, headers: { 'retry-after': '2' } })
    await served.post('/api/messages', messageTo(connector, { id: 'a-2', conversation: { id: 'conv-2' } }), await bearer())
    await settled()
    const refusedOnce = connector.posted.length
    expect(refusedOnce).toBe(1)
    served.clock.advance(3_000)
    await settled()
    expect(connector.posted[1]!.body['text']).toBe(connector.posted[0]!.body['text'])
  })

  test('without the right token nothing is stored', async () => {
    connector.posted.length = 0
    const headers = { authorization: `Bearer ${await keys.sign({ claims: { serviceurl: connector.url }, isForged: true })}` }
    expect((await served.post('/api/messages', messageTo(connector, { conversation: { id: 'conv-3' } }), headers)).status).toBe(401)
    expect(await served.app.ports.conversationByExternalId('bot-framework', 'msteams:28:bot', 'conv-3')).toBeNull()
  })
})

describe('as the Emulator', () => {
  let served: Served
  let connector: Connector
  beforeAll(async () => {
    connector = await openConnectorServer()
    served = await openServedApp()
  })
  afterAll(async () => {
    await served.close()
    await connector.close()
  })

  const emulated = (over: Record<string, unknown>) => messageTo(connector, { channelId: 'emulator', ...over })

  test('expectReplies is answered in the body, and asking again gives the same', async () => {
    const ask = () => served.post('/api/messages', emulated({ deliveryMode: 'expectReplies' }))
    const [first, again] = [await ask(), await ask()]
    expect(first.status).toBe(200)
    const texts = (body: typeof first.body) => (body!['activities'] as { text: string }[]).map(({ text }) => text)
    expect(texts(first.body).length).toBeGreaterThan(0)
    expect(texts(again.body)).toEqual(texts(first.body))
    await settle({ app: served.app, channel: openFakeChannel() })
    expect(connector.posted).toEqual([])
  })

  test('a shopper who joins is welcomed once', async () => {
    for (let joined = 0; joined < 2; joined += 1) {
      await served.post('/api/messages', emulated({ type: 'conversationUpdate', conversation: { id: 'conv-2' }, membersAdded: [{ id: '29:ana' }], text: undefined }))
    }
    await settle({ app: served.app, channel: openFakeChannel() })
    expect(connector.posted.filter(({ path }) => path.includes('conv-2'))).toHaveLength(1)
  })
})
