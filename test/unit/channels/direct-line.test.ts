import { afterEach, describe, expect, test } from 'vitest'
import { signCustomer } from '../../../bot/channels/direct-line/index.ts'
import { customerSecret, directLineSecret, openDirectLineServer, started } from './direct-line-server.ts'

let close: (() => Promise<void>) | null = null
afterEach(async () => {
  await close?.()
  close = null
})

async function opened(...options: Parameters<typeof openDirectLineServer>) {
  const server = await openDirectLineServer(...options)
  close = server.close
  return server
}

const hello = { type: 'message', text: 'hello' }

test('how far the shopper has read is handed on, in their own conversation only, and is no message', async () => {
  const server = await opened()
  const [page, other] = [await started(server), await started(server)]
  const answer = server.say(page.id, 'Here it is.')
  const read = (id: unknown) => page.post({ type: 'event', name: 'application/vnd.microsoft.readReceipt', from: { id: page.userId }, value: { lastReadMessageId: id } })
  const activityId = (conversation: string, seq: number) => `${conversation}|${String(seq).padStart(7, '0')}`
  for (const id of [activityId(other.id, 1), `${page.id}|~mine`, 'x', 7, null]) expect((await read(id)).status).toBe(200)
  expect(server.seen).toEqual([])
  expect((await read(activityId(page.id, answer.seq))).status).toBe(200)
  expect(server.seen).toMatchObject([{ upTo: { seq: answer.seq } }])
  expect(server.received).toEqual([])
})

describe('tokens', () => {
  test('last half an hour and can be refreshed', async () => {
    const server = await opened()
    const { token, conversationId, expires_in } = await server.generate()
    expect(expires_in).toBe(1800)
    server.clock.advance(1700_000)
    const { body } = await server.call('POST', '/tokens/refresh', { token })
    expect(body).toMatchObject({ conversationId, expires_in: 1800 })
    server.clock.advance(200_000)
    const late = await server.call('POST', '/tokens/refresh', { token })
    expect([late.status, late.body['error'].code]).toEqual([403, 'TokenExpired'])
    expect((await server.call('POST', '/conversations', { token: body['token'], body: {} })).status).toBe(201)
  })

  test('a guest who signs in goes on as that customer; nobody else takes the conversation over', async () => {
    const server = await opened()
    const page = await started(server)
    const word = (customerId: string) => signCustomer(customerSecret, { customerId, name: 'Ana Silva', exp: server.clock.now() / 1000 + 60 })
    const refresh = (token: string, customer: string) => server.call('POST', '/tokens/refresh', { token, body: { customer } })
    expect((await refresh(page.token, `${word('c-1')}x`)).body['error'].code).toBe('BadCustomer')
    const { status, body } = await refresh(page.token, word('c-1'))
    expect([status, body['conversationId']]).toEqual([200, page.id])
    await server.call('POST', `/conversations/${page.id}/activities`, { token: body['token'], body: { ...hello, from: { id: page.userId } } })
    expect(server.received.at(-1)).toMatchObject({ conversation: page.id, shopper: { customerId: 'c-1', name: 'Ana Silva' } })
    expect((await refresh(body['token'], word('c-1'))).status).toBe(200)
    const taken = await refresh(body['token'], word('c-2'))
    expect([taken.status, taken.body['error'].code]).toEqual([403, 'OtherCustomer'])
  })

  test('nobody gets in without one, with a made-up one, or into another conversation', async () => {
    const server = await opened()
    const [ana, bo] = [await started(server), await started(server)]
    const path = `/conversations/${ana.id}/activities`
    expect((await server.call('GET', path)).status).toBe(401)
    expect((await server.call('GET', path, { token: 'made.up.token' })).status).toBe(401)
    expect((await server.call('GET', path, { token: `${ana.token.slice(0, -4)}AAAA` })).status).toBe(401)
    expect((await server.call('GET', path, { token: new URL(ana.streamUrl).searchParams.get('t')! })).status).toBe(401)
    expect((await server.call('GET', path, { token: bo.token })).status).toBe(403)
    expect((await server.call('GET', path, { token: ana.token })).status).toBe(200)
  })

  test('an id that a page made up speaks in its own conversation only', async () => {
    const server = await opened()
    const shoppers = []
    for (let visit = 0; visit < 2; visit += 1) {
      const page = await started(server, { user: { id: 'dl_made-up' } })
      expect(page.userId).toBe('dl_made-up')
      expect((await page.post({ type: 'message', text: 'hello', from: { id: 'dl_made-up' } })).status).toBe(200)
      shoppers.push(server.received.at(-1)!.shopper.externalId)
    }
    expect(new Set(shoppers).size).toBe(2)
  })

  test('a page may bring back an id that was made here', async () => {
    const server = await opened()
    const { userId } = await server.generate()
    expect((await server.generate({ user: { id: userId } })).userId).toBe(userId)
    const withSecret = { authorization: `Bearer ${directLineSecret}` }
    expect((await server.generate({ user: { id: 'dl_somebody-else' } }, withSecret)).userId).toBe('dl_somebody-else')
    expect((await server.call('POST', '/tokens/generate', { body: { user: { id: 'somebody' } }, headers: withSecret })).status).toBe(400)
  })

  test('an address that asks for many is told to wait', async () => {
    const server = await opened(undefined, { tokensPerMinute: 2 })
    const statuses = []
    for (let asked = 0; asked < 3; asked += 1) statuses.push((await server.call('POST', '/tokens/generate', { body: {} })).status)
    expect(statuses).toEqual([200, 200, 429])
    const withSecret = await server.call('POST', '/tokens/generate', { body: {}, token: directLineSecret })
    expect(withSecret.status).toBe(200)
  })
})

describe('the customer of the shop', () => {
  test('is known when the shop has signed for them', async () => {
    const server = await opened()
    const exp = server.clock.now() / 1000 + 60
    const ana = await started(server, { customer: signCustomer(customerSecret, { customerId: 'c-1', name: 'Ana', exp }) })
    await ana.post(hello)
    expect(server.received[0]!.shopper).toEqual({ externalId: ana.userId, name: 'Ana', customerId: 'c-1' })
  })

  test.each([
    ['another secret', (exp: number) => signCustomer('another secret of somebody', { customerId: 'c-1', exp })],
    ['a time that has passed', (exp: number) => signCustomer(customerSecret, { customerId: 'c-1', exp: exp - 120 })],
    ['no signature', (exp: number) => Buffer.from(JSON.stringify({ customerId: 'c-1', exp })).toString('base64url')],
    ['a changed body', (exp: number) => signCustomer(customerSecret, { customerId: 'c-1', exp }).replace(/^.{10}/, 'AAAAAAAAAA')],
  ])('is refused with %s', async (_name, sign) => {
    const server = await opened()
    const { status } = await server.call('POST', '/tokens/generate', { body: { customer: sign(server.clock.now() / 1000 + 60) } })
    expect(status).toBe(403)
  })
})

describe('pages', () => {
  test('of a configured origin and our own may call; others may not', async () => {
    const server = await opened()
    const ask = (origin: string) => server.call('POST', '/tokens/generate', { body: {}, headers: { origin } })
    const shop = await ask('https://shop.example')
    expect([shop.status, shop.headers.get('access-control-allow-origin')]).toEqual([200, 'https://shop.example'])
    expect((await ask(`http://127.0.0.1:${server.port}`)).status).toBe(200)
    const stranger = await ask('https://elsewhere.example')
    expect([stranger.status, stranger.headers.get('access-control-allow-origin')]).toEqual([403, null])
  })

  test('get their preflight answered, and can read refusals', async () => {
    const server = await opened()
    const origin = 'https://shop.example'
    const preflight = await server.call('OPTIONS', '/conversations/x/activities', { headers: { origin } })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization')
    const refused = await server.call('GET', '/conversations/x/activities', { headers: { origin } })
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, origin])
  })

  test('cannot use a token that was made for another page', async () => {
    const server = await opened(undefined, { origins: ['https://shop.example', 'https://other.example'] })
    const { token } = await server.generate({}, { origin: 'https://shop.example' })
    expect((await server.call('POST', '/conversations', { token, body: {}, headers: { origin: 'https://other.example' } })).status).toBe(403)
    expect((await server.call('POST', '/conversations', { token, body: {}, headers: { origin: 'https://shop.example' } })).status).toBe(201)
  })
})

describe('activities', () => {
  test('come back in order, from the watermark on', async () => {
    const server = await opened((say, { text }) => { say(`You said ${text}`) })
    const ana = await started(server)
    const read = async (watermark: string) => (await server.call('GET', `/conversations/${ana.id}/activities?watermark=${watermark}`, { token: ana.token })).body
    const first = await read('')
    expect(first['activities'].map(({ text }: { text: string }) => text)).toEqual(['Welcome'])
    const { body: { id } } = await ana.post({ ...hello, channelData: { clientActivityID: 'c1' } })
    const second = await read(first['watermark'])
    expect(second['activities']).toMatchObject([
      { id, text: 'hello', channelData: { clientActivityID: 'c1' }, from: { id: ana.userId } }, { text: 'You said hello', from: { id: 'bot' } },
    ])
    expect((await read(second['watermark']))).toEqual({ activities: [], watermark: second['watermark'] })
  })

  test('the same message sent twice is one, with one id', async () => {
    const server = await opened()
    const ana = await started(server)
    const twice = [await ana.post({ ...hello, channelData: { clientActivityID: 'c1' } }), await ana.post({ ...hello, channelData: { clientActivityID: 'c1' } })]
    expect(twice[0]!.body['id']).toBe(twice[1]!.body['id'])
    expect([...server.kept.values()][0]!.messages.filter(({ speaker }) => speaker === 'shopper')).toHaveLength(1)
  })

  test('notes and handoff events stay inside; other events and agents are shown', async () => {
    const server = await opened()
    const ana = await started(server)
    server.say(ana.id, '', { kind: 'event', speaker: 'system', event: { name: 'handoff.initiate', data: { card: 'secret' } } })
    server.say(ana.id, 'angry', { kind: 'note', speaker: 'agent', agentId: 'lee' })
    server.say(ana.id, '', { kind: 'event', speaker: 'system', event: { name: 'speaker', data: { name: 'Lee' } } })
    server.say(ana.id, 'Hi Ana', { speaker: 'agent', agentId: 'lee' })
    const { body } = await server.call('GET', `/conversations/${ana.id}/activities?watermark=1`, { token: ana.token })
    expect(body['activities']).toMatchObject([{ type: 'event', name: 'speaker', value: { name: 'Lee' } }, { text: 'Hi Ana', from: { name: 'Lee', role: 'bot' } }])
    expect(JSON.stringify(body)).not.toMatch(/secret|angry/)
  })

  test('typing reaches the desk and is not stored; unknown activities are taken and mean nothing', async () => {
    const server = await opened()
    const ana = await started(server)
    for (const type of ['typing', 'event', 'conversationUpdate', 'something-new']) expect((await ana.post({ type, name: 'x' })).status).toBe(200)
    expect([server.counts.typing, server.received.length]).toEqual([1, 0])
  })

  test.each<[string, number, unknown]>([
    ['broken JSON', 400, '{"type":'],
    ['a list', 400, []],
    ['no type', 400, { text: 'x' }],
    ['nothing said', 400, { type: 'message', text: '  ' }],
    ['another\'s name', 403, { ...hello, from: { id: 'dl_bo' } }],
    ['100,000 characters', 413, { type: 'message', text: 'x'.repeat(100_000) }],
    ['a client id with a control character', 400, { ...hello, channelData: { clientActivityID: 'a\u0000b' } }],
    ['a number for its text', 400, { type: 'message', text: 5 }],
  ])('with %s are answered %i, and nothing is stored', async (_name, expected, activity) => {
    const server = await opened()
    const ana = await started(server)
    expect((await ana.post(activity)).status).toBe(expected)
    expect(server.received).toEqual([])
  })

  test('NUL and lone surrogates are dropped; markup in a name stays words', async () => {
    const server = await opened()
    const ana = await started(server)
    await ana.post({ type: 'message', text: 'a\u0000b\ud800', from: { id: ana.userId, name: '<img src=x onerror=alert(1)>' } })
    expect(server.received[0]).toMatchObject({ text: 'ab\ufffd', shopper: { name: '<img src=x onerror=alert(1)>' } })
  })

  test('a watermark that is none is refused', async () => {
    const server = await opened()
    const ana = await started(server)
    for (const watermark of ['-1', '1e9', '1;drop', '99999999999']) {
      expect((await server.call('GET', `/conversations/${ana.id}/activities?watermark=${watermark}`, { token: ana.token })).status).toBe(400)
    }
  })
})
