import { afterEach, describe, expect, test } from 'vitest'
import { handoffStatus, initiateActivity } from '../../../bot/channels/bot-framework/index.ts'
import type { Message } from '../../../core/conversation/index.ts'
import { ana, botAccount, openBotFrameworkServer } from './bot-framework-server.ts'

let close: (() => Promise<void>) | null = null
afterEach(async () => {
  await close?.()
  close = null
})

async function opened(...options: Parameters<typeof openBotFrameworkServer>) {
  const server = await openBotFrameworkServer(...options)
  close = server.close
  return server
}

type Server = Awaited<ReturnType<typeof opened>>

const conversationIn = (server: Server) => [...server.kept.values()][0]!.conversation
const send = (server: Server, message: Partial<Message>, signal = new AbortController().signal) =>
  server.channel.send({ conversation: conversationIn(server), message: server.say('conv-1', 'hi', message) }, signal)

describe('incoming', () => {
  test('a message is handed on with who, where and what is needed to answer', async () => {
    const server = await opened('emulator')
    expect(await server.post(server.message({ locale: 'zh-CN' }))).toEqual({ status: 200, body: null })
    expect(server.received[0]).toMatchObject({
      channel: 'bot-framework', channelAccount: 'emulator:28:bot', conversation: 'conv-1', externalId: 'conv-1:a-1', text: 'hello', locale: 'zh-CN',
      shopper: { externalId: ana.id, name: 'Ana', customerId: null }, address: { reference: { serviceUrl: server.connector.url, activityId: 'a-1' } },
    })
  })

  test('expectReplies is answered in the body', async () => {
    const server = await opened('emulator', (say, { text }) => { say(`You said ${text}`, { choices: [{ title: 'Yes', value: 'yes' }] }) })
    const { status, body } = await server.post(server.message({ deliveryMode: 'expectReplies' }))
    expect(status).toBe(200)
    expect(body).toMatchObject({ activities: [{
      type: 'message', text: 'You said hello', textFormat: 'plain', locale: 'en', replyToId: 'a-1', recipient: ana, from: botAccount,
      suggestedActions: { actions: [{ type: 'imBack', title: 'Yes', value: 'yes' }] },
    }] })
    expect(server.connector.posted).toEqual([])
  })

  test('a shopper who joins is welcomed; the bot itself is not', async () => {
    const server = await opened('emulator')
    await server.post(server.message({ type: 'conversationUpdate', membersAdded: [botAccount] }))
    expect(server.counts.begins).toBe(0)
    await server.post(server.message({ type: 'conversationUpdate', membersAdded: [botAccount, ana] }))
    expect([server.counts.begins, conversationIn(server).externalId]).toEqual([1, 'conv-1'])
  })

  test('how far the shopper has read is handed on as Teams says it, and is no message', async () => {
    const server = await opened('emulator')
    const receipt = (more: object = {}) => server.message({ type: 'event', id: 'e-1', name: 'application/vnd.microsoft.readReceipt', text: null, value: { lastReadMessageId: '1654845' }, ...more })
    expect((await server.post(receipt())).status).toBe(200)
    expect(server.seen).toEqual([])
    await server.post(server.message())
    expect((await server.post(receipt())).status).toBe(200)
    for (const value of [null, {}, { lastReadMessageId: 7 }]) expect((await server.post(receipt({ value }))).status).toBe(200)
    expect(server.seen).toEqual([{ conversationId: conversationIn(server).id, upTo: { externalId: '1654845' } }])
    expect(server.received).toHaveLength(1)
  })

  test('what is changed or taken back in the app is changed here, and what we do not know is taken without a word', async () => {
    const server = await opened('emulator')
    await server.post(server.message())
    expect(await server.post(server.message({ type: 'messageUpdate', id: 'a-1', text: 'hello there' }))).toEqual({ status: 200, body: null })
    const { messages } = [...server.kept.values()][0]!
    expect([server.received.length, messages[0]!.text]).toEqual([1, 'hello there'])
    await server.post(server.message({ type: 'messageDelete', id: 'a-1', text: null }))
    expect(messages[0]!.deletedAt).toBeGreaterThan(0)
    expect((await server.post(server.message({ type: 'messageUpdate', id: 'unknown', text: 'x' }))).status).toBe(200)
    expect((await server.post(server.message({ type: 'messageDelete', id: 'unknown' }))).status).toBe(200)
  })

  test('in a group the bot\'s own mention is no part of the words', async () => {
    const server = await opened('emulator')
    const mention = (id: string, text: string) => ({ type: 'mention', mentioned: { id }, text })
    await server.post(server.message({ text: '<at>Baton</at> where is <at>Bo</at>?', entities: [mention(botAccount.id, '<at>Baton</at>'), mention('bo', '<at>Bo</at>'), 5, null] }))
    expect(server.received[0]!.text).toBe('where is <at>Bo</at>?')
  })

  test('a picture is fetched from the connector\'s host and nowhere else; what is not fetched is named', async () => {
    const server = await opened('emulator')
    server.connector.files.set('/file', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))
    server.connector.files.set('/script', Buffer.from('#!/bin/sh'))
    await server.post(server.message({ text: 'look', attachments: [
      { contentType: 'image/png', contentUrl: `${server.connector.url}/file`, name: 'cup.png' },
      { contentType: 'image/png', contentUrl: `${server.connector.url}/moved`, name: 'moved.png' },
      { contentType: 'image/png', contentUrl: `${server.connector.url}/script`, name: 'script.png' },
      { contentType: 'image/png', contentUrl: 'http://169.254.169.254/latest/meta-data', name: 'inner.png' },
      { contentType: 'text/html', content: '<p>look</p>' },
    ] }))
    expect(server.received[0]!.attachments.map(({ name }) => name)).toEqual(['cup.png'])
    expect(server.received[0]!.text).toBe('look\n[moved.png, image/png]\n[script.png, image/png]\n[inner.png, image/png]')
  })

  test.each<[string, number, unknown]>([
    ['broken JSON', 400, '{'],
    ['a list', 400, '[]'],
    ['no serviceUrl', 403, { serviceUrl: undefined }],
    ['100,000 characters', 413, { text: 'x'.repeat(100_000) }],
    ['no sender', 400, { from: undefined }],
    ['a NUL in an id', 400, { id: 'a\u0000b' }],
    ['entities that are none', 400, { entities: 'x' }],
    ['an unknown type', 200, { type: 'somethingNew' }],
    ['a form and no words', 200, { text: undefined, value: { size: 'M' } }],
    ['an invoke', 200, { type: 'invoke', name: 'x' }],
  ])('%s is answered %i and nothing is stored', async (_name, expected, over) => {
    const server = await opened('emulator')
    const body = typeof over === 'string' ? over : server.message(over as Record<string, unknown>)
    expect((await server.post(body)).status).toBe(expected)
    expect(server.received).toEqual([])
  })
})

describe('outgoing', () => {
  test('goes to the serviceUrl as a reply, signed in as the app, with one login for many', async () => {
    const server = await opened('credentials')
    await server.post(server.message({ conversation: { id: 'conv-1' }, id: 'a/1' }), await server.bearer())
    expect(await send(server, { text: 'one' })).toBe('sent-1')
    expect(await send(server, { text: 'two' })).toBe('sent-2')
    expect(server.connector.posted).toMatchObject([
      { path: '/v3/conversations/conv-1/activities/a%2F1', headers: { authorization: 'Bearer token-1' }, body: { type: 'message', text: 'one', recipient: ana, from: botAccount } },
      { headers: { authorization: 'Bearer token-1' }, body: { text: 'two' } },
    ])
    server.clock.advance(3600_000)
    await send(server, { text: 'three' })
    expect(server.connector.posted[2]!.headers.authorization).toBe('Bearer token-2')
  })

  describe('files that an agent sends', () => {
    const picture = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47]), Buffer.alloc(2_000, 7)])
    const store = (server: Server, bytes = picture) => server.ports.storeUpload(conversationIn(server).id, { name: 'label.png', contentType: 'image/png', bytes })

    test('are fetched from us by a link that opens this one file for a day', async () => {
      const server = await opened('emulator', undefined, { PUBLIC_URL: 'https://chat.example.com/' })
      await server.post(server.message())
      const file = await store(server)
      await send(server, { text: 'Here is your label', attachments: [file] })
      const [sent] = server.connector.posted.at(-1)!.body['attachments'] as { contentType: string; contentUrl: string; name: string }[]
      expect(sent).toMatchObject({ contentType: 'image/png', name: 'label.png', contentUrl: expect.stringMatching(/^https:\/\/chat\.example\.com\/api\/messages\/files\//) })
      const link = sent!.contentUrl.replace('https://chat.example.com', server.url)
      const answer = await fetch(link)
      expect([answer.status, answer.headers.get('content-type'), Buffer.from(await answer.arrayBuffer()).equals(picture)]).toEqual([200, 'image/png', true])
      const other = await store(server)
      expect((await fetch(link.replace(file.id, other.id))).status).toBe(403)
      server.clock.advance(26 * 3600_000)
      expect((await fetch(link)).status).toBe(403)
    })

    test('without an address of our own travel in the activity, and too big ones are refused', async () => {
      const server = await opened('emulator')
      await server.post(server.message())
      await send(server, { text: '', attachments: [await store(server)] })
      expect(server.connector.posted.at(-1)!.body).toMatchObject({ attachments: [{ contentUrl: `data:image/png;base64,${picture.toString('base64')}` }] })
      await expect(send(server, { attachments: [await store(server, Buffer.concat([picture, Buffer.alloc(200_000)]))] })).rejects.toMatchObject({ name: 'RefusedError', message: expect.stringContaining('PUBLIC_URL') })
    })

    test('reach Teams as a line when they are no pictures', async () => {
      const server = await opened('emulator', undefined, { PUBLIC_URL: 'https://chat.example.com' })
      await server.post(server.message({ channelId: 'msteams' }))
      await send(server, { text: 'The invoice', attachments: [{ ...(await store(server)), contentType: 'application/pdf', name: 'invoice.pdf' }] })
      const { text, attachments } = server.connector.posted.at(-1)!.body
      expect([text, attachments]).toEqual([expect.stringMatching(/^The invoice\ninvoice\.pdf: https:/), undefined])
    })
  })

  test.each<[number, Record<string, string>, Record<string, unknown>]>([
    [429, { 'retry-after': '7' }, { name: 'OtherSystemError', retryAfterMs: 7000 }],
    [503, {}, { name: 'OtherSystemError', retryAfterMs: null }],
    [503, { 'retry-after': 'Tue, 10 Mar 2026 10:00:30 GMT' }, { name: 'OtherSystemError', retryAfterMs: 30_000 }],
    [401, {}, { name: 'OtherSystemError' }],
    [403, {}, { name: 'RefusedError' }],
    [404, {}, { name: 'RefusedError' }],
    [302, { location: 'http://127.0.0.1:1/' }, { name: 'RefusedError' }],
  ])('%i with %j becomes %j', async (status, headers, expected) => {
    const server = await opened('emulator')
    await server.post(server.message())
    server.connector.answers.push({ status, headers })
    await expect(send(server, {})).rejects.toMatchObject(expected)
  })

  test('a connector that does not answer is given up when the time is over', async () => {
    const server = await opened('emulator')
    await server.post(server.message())
    server.connector.goSilent()
    await expect(send(server, {}, AbortSignal.timeout(50))).rejects.toMatchObject({ name: 'OtherSystemError' })
  })

  test('nothing is sent to a serviceUrl that is no longer allowed', async () => {
    const server = await opened('emulator')
    await server.post(server.message())
    conversationIn(server).address = { reference: { serviceUrl: 'https://evil.example', conversation: { id: 'conv-1' } } }
    await expect(send(server, {})).rejects.toMatchObject({ name: 'RefusedError' })
  })
})

test('a handoff becomes handoff.initiate with the card and the transcript, without notes', async () => {
  const server = await opened('emulator', (say) => { say('One moment') })
  await server.post(server.message())
  server.say('conv-1', 'angry about a charge', { kind: 'note', speaker: 'agent', agentId: 'lee' })
  const { conversation, messages } = [...server.kept.values()][0]!
  const event = initiateActivity({ reason: 'asked' }, messages, conversation, server.clock.now())
  expect(event).toMatchObject({ type: 'event', name: 'handoff.initiate', value: { reason: 'asked' }, conversation: { id: 'conv-1' }, timestamp: new Date(server.clock.now()) })
  expect(event.attachments).toMatchObject([{ name: 'Transcript', contentType: 'application/json', content: { activities: [{ text: 'hello', from: { name: 'Ana', role: 'user' } }, { text: 'One moment', from: { role: 'bot' } }] } }])
  expect(handoffStatus(conversation, 'failed', server.clock.now(), 'nobody is there')).toMatchObject({ name: 'handoff.status', value: { state: 'failed', message: 'nobody is there' } })
})
