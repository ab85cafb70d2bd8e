import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serviceUrlFilter } from '../../../bot/channels/bot-framework/service-urls.ts'
import { openBotFrameworkServer } from './bot-framework-server.ts'
import type { TokenWish } from './key-server.ts'

type Server = Awaited<ReturnType<typeof openBotFrameworkServer>>

// The very same words whatever was wrong: nobody learns which check failed.
const refusals = {
  401: { code: 'Unauthorized', message: 'This request is not authorized.' },
  403: { code: 'Forbidden', message: 'This request is not allowed.' },
}

describe('with credentials', () => {
  let server: Server
  beforeAll(async () => { server = await openBotFrameworkServer('credentials') })
  afterAll(() => server.close())

  test('a request that passes every check is let in', async () => {
    expect((await server.post(server.message(), await server.bearer())).status).toBe(200)
    expect(server.received).toHaveLength(1)
  })

  test('a token that is three minutes late by our clock still counts; six do not', async () => {
    expect((await server.post(server.message({ id: 'late-3' }), await server.bearer({ expiresIn: -180 }))).status).toBe(200)
    expect((await server.post(server.message({ id: 'late-6' }), await server.bearer({ expiresIn: -360 }))).status).toBe(401)
  })

  test.each<[string, 401 | 403, TokenWish, Record<string, unknown>?]>([
    ['signed by a stranger', 401, { isForged: true }],
    ['signed by an unknown key', 401, { kid: 'key-2' }],
    ['that names no key', 401, { kid: '' }],
    ['signed with RS384', 401, { alg: 'RS384' }],
    ['signed with the public key as a shared secret', 401, { alg: 'HS256' }],
    ['of another issuer', 401, { issuer: 'https://sts.example' }],
    ['for another app', 401, { audience: 'another-app' }],
    ['not yet valid', 401, { notBeforeIn: 3600 }],
    ['without serviceUrl', 403, { claims: {} }],
    ['for another serviceUrl', 403, { claims: { serviceurl: 'http://127.0.0.1:9/' } }],
    ['for another channel than the configured', 403, {}, { channelId: 'telegram' }],
    ['for a channel the key is not endorsed for', 403, {}, { channelId: 'slack' }],
    ['without channelId', 403, {}, { channelId: undefined }],
    ['and an activity without serviceUrl', 403, {}, { serviceUrl: undefined }],
    ['and a serviceUrl that is not on the allow-list', 403, { claims: { serviceurl: 'https://evil.example' } }, { serviceUrl: 'https://evil.example' }],
  ])('a token %s is answered %i', async (_name, expected, wish, over) => {
    const before = server.received.length
    const { status, body } = await server.post(server.message({ id: 'refused', ...over }), await server.bearer(wish))
    expect(status).toBe(expected)
    expect(body).toEqual({ error: refusals[expected] })
    expect(server.received).toHaveLength(before)
  })

  test.each([['none', undefined], ['no bearer', 'Basic abc'], ['nonsense', 'Bearer abc'], ['an unsigned one', 'Bearer eyJhbGciOiJub25lIiwia2lkIjoia2V5LTEifQ.e30.']])('%s instead of a token is answered 401, also with a body that is no JSON', async (_name, authorization) => {
    expect((await server.post('{', authorization === undefined ? {} : { authorization })).status).toBe(401)
  })

  test('made-up key ids do not send us to the key server each time', async () => {
    const before = server.keys.seen.requests
    for (let asked = 0; asked < 5; asked += 1) await server.post(server.message(), await server.bearer({ kid: `made-up-${asked}` }))
    expect(server.keys.seen.requests - before).toBeLessThanOrEqual(2)
  })

  test('a key server that is away: 401 while no key is known, and known keys go on being good', async () => {
    const other = await openBotFrameworkServer('credentials')
    other.keys.goDown()
    expect((await other.post(other.message(), await other.bearer())).status).toBe(401)
    await other.close()
    server.keys.goDown()
    server.clock.advance(25 * 3600_000)
    expect((await server.post(server.message({ id: 'next-day' }), await server.bearer())).status).toBe(200)
  })
})

describe('without credentials', () => {
  let server: Server
  beforeAll(async () => { server = await openBotFrameworkServer('emulator') })
  afterAll(() => server.close())

  test('the Emulator on this machine is let in', async () => {
    expect((await server.post(server.message())).status).toBe(200)
  })

  test.each<[string, number, Record<string, string>, Record<string, unknown>?]>([
    ['came through a proxy', 401, { 'x-forwarded-for': '203.0.113.9' }],
    ['comes from a page in a browser', 401, { origin: 'https://elsewhere.example' }],
    ['wants answers sent elsewhere', 403, {}, { serviceUrl: 'http://203.0.113.9/' }],
    ['wants answers sent to a host that only looks like this machine', 403, {}, { serviceUrl: 'http://127.0.0.1.elsewhere.example/' }],
  ])('who %s is answered %i', async (_name, expected, headers, over) => {
    expect((await server.post(server.message({ id: 'refused', ...over }), headers)).status).toBe(expected)
  })

  test('in production nobody is let in', async () => {
    const production = await openBotFrameworkServer('emulator', undefined, { NODE_ENV: 'production' })
    expect((await production.post(production.message())).status).toBe(401)
    await production.close()
  })
})

test.each<[string, string[], boolean]>([
  ['https://smba.trafficmanager.net/emea/', [], true],
  ['https://webchat.botframework.com', [], true],
  ['https://botframework.com', [], false],
  ['https://evilbotframework.com', [], false],
  ['http://smba.trafficmanager.net/emea/', [], false],
  ['https://smba.trafficmanager.net:8443/', [], false],
  ['https://smba.trafficmanager.net.evil.example/', [], false],
  ['https://smba.trafficmanager.net@evil.example/', [], false],
  ['https://user:pass@smba.trafficmanager.net/', [], false],
  ['https://hub.example/bot/v1', ['https://hub.example/bot'], true],
  ['https://hub.example/bottom', ['https://hub.example/bot'], false],
  ['https://hub.example/', ['https://hub.example/bot'], false],
  ['file:///etc/passwd', [], false],
  ['not a url', [], false],
])('%s against %j: %s', (url, configured, expected) => {
  expect(serviceUrlFilter(configured)(url)).toBe(expected)
})
