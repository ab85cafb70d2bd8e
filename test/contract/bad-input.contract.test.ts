// What nobody should send: each gets a fixed 4xx or a normal answer; the process lives, and nothing is stored that should not be.
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { conversationByExternalId, transcript } from '../../core/conversation/index.ts'
import { settle } from '../app.ts'
import { pixel } from '../cast.ts'
import { databaseName } from '../databases.ts'
import { rawRequest } from '../raw-request.ts'
import { openServedApp } from './channels.ts'

let server: Awaited<ReturnType<typeof openServedApp>>
beforeAll(async () => { server = await openServedApp() })
afterAll(async () => { await server.close() })
afterEach(async () => { expect((await fetch(`${server.base}/health`)).status).toBe(200) })

const directLine = (path: string) => `${server.base}/v3/directline/${path}`

async function post(url: string, body: string | Buffer, headers: Record<string, string> = {}) {
  const response = await fetch(url, { method: 'POST', body: new Uint8Array(Buffer.from(body)), headers: { 'content-type': 'application/json', ...headers } })
  const text = await response.text()
  return { status: response.status, text, body: (text.startsWith('{') ? JSON.parse(text) : {}) as { error?: { code: string }; [name: string]: unknown } }
}

async function newChat() {
  const { body: grant } = await post(directLine('tokens/generate'), '{"user":{}}')
  const headers = { authorization: `Bearer ${String(grant['token'])}` }
  const { body: begun } = await post(directLine('conversations'), '{}', headers)
  const id = String(begun['conversationId'])
  const say = (activity: object | string) => post(directLine(`conversations/${id}/activities`), typeof activity === 'string' ? activity : JSON.stringify(activity), headers)
  const message = (text: string) => say({ type: 'message', text, from: { id: grant['userId'] } })
  return { id, headers, say, message, user: String(grant['userId']) }
}

test.each([
  'GET /health HTTP/1.1\r\nHost: a b<>', 'POST /v3/directline/tokens/generate HTTP/1.1\r\nHost: [::1\r\nContent-Length: 0', 'GET /health HTTP/1.1\r\nHost: x:99999', 'GET /health HTTP/1.1\r\nHost: %00',
  'GET http://x:99999/health HTTP/1.1\r\nHost: x', 'GET http:// HTTP/1.1\r\nHost: x', 'GET //[ HTTP/1.1\r\nHost: x', 'OPTIONS * HTTP/1.1\r\nHost: x', 'GET /health HTTP/1.1\r\nHost: x\r\nExpect: the-moon',
  'GET //[ HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade', 'GET /api/desk/socket HTTP/1.1\r\nHost: a b<>\r\nOrigin: http://a b<>\r\nUpgrade: websocket\r\nConnection: Upgrade',
  'GET /v3/directline/conversations/x/stream?t=%zz HTTP/1.1\r\nHost: a b\r\nUpgrade: websocket\r\nConnection: Upgrade', 'CONNECT x:1 HTTP/1.1\r\nHost: x', 'GET /health HTTP/1.1', 'GET /health HTTP/1.1\r\nHost: x\r\nAccept-Version: ~~',
])('an address or head that cannot be read costs nobody else anything: %j', async (head) => {
  await rawRequest(server.base, `${head}\r\nConnection: close\r\n\r\n`, [])
  expect((await fetch(`${server.base}/health`)).status).toBe(200)
})

test('who offers HTTP/2 with a plain request is answered as plainly', async () => {
  const offer = 'HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n'
  expect((await rawRequest(server.base, `GET /health ${offer}\r\n`)).status).toBe(200)
  expect((await rawRequest(server.base, `POST /v3/directline/tokens/generate ${offer}Content-Length: 2\r\n\r\n{}`)).status).toBe(200)
})

test('what can be asked by GET can be asked by HEAD, as watchers of sites do: the same answer without its body', async () => {
  for (const path of ['health', 'ready', 'api/shop/profile', 'api/desk/me', 'v3/directline/conversations/none/activities']) {
    const [whole, head] = [await fetch(`${server.base}/${path}`), await fetch(`${server.base}/${path}`, { method: 'HEAD' })]
    expect([path, head.status, await head.text()]).toEqual([path, whole.status, ''])
    expect(head.headers.get('content-type')).toBe(whole.headers.get('content-type'))
  }
  expect((await fetch(`${server.base}/api/desk/sign-in`, { method: 'HEAD' })).status).toBe(405)
})

const storedMessages = async () => Number((await server.app.db.query<{ count: string }>(`select count(*) from message where speaker = 'shopper'`)).rows[0]!.count)

describe.each(['v3/directline/tokens/generate', 'api/messages', 'api/desk/sign-in', 'api/shop/demo-sign-in'])(`POST /%s on ${databaseName}`, (path) => {
  test.each([
    ['broken JSON', '{"a": '], ['no object', '[1, 2'], ['a number', '7'], ['half a surrogate', '"\\ud800"'], ['a pile of brackets', '['.repeat(200_000)], ['NUL', '\0\0\0'],
    ['a prototype', '{"__proto__": {"user": {"id": 7}}, "constructor": 3, "type": 5}'],
  ])('%s is answered with a fixed 4xx or as usual', async (_what, body) => {
    const { status, text } = await post(`${server.base}/${path}`, body)
    expect(status).toBeLessThan(500)
    if (status >= 400) expect(text).not.toMatch(/at .*\.ts|node_modules|SyntaxError/)
  })

  test('a compressed body is refused', async () => {
    const { status } = await post(`${server.base}/${path}`, gzipSync('{}'), { 'content-encoding': 'gzip' })
    expect(status).toBe(415)
  })

  test('60 MB are refused long before they are read', async () => {
    const size = 60 * 1024 * 1024
    const head = `POST /${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n`
    const part = Buffer.alloc(64 * 1024, 0x20)
    const parts = function* () { for (let sent = 0; sent < size; sent += part.length) yield part }
    const declared = await rawRequest(server.base, `${head}Content-Length: ${size}\r\n\r\n`, parts())
    expect(declared.status).toBe(413)
    const chunk = Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')])
    const chunks = function* () { for (let sent = 0; sent < size; sent += part.length) yield chunk }
    const streamed = await rawRequest(server.base, `${head}Transfer-Encoding: chunked\r\n\r\n`, chunks())
    expect(streamed.status).toBe(413)
    expect(streamed.sent).toBeLessThan(8 * 1024 * 1024)
  })
})

test('a page of the shop may read why its body was refused', async () => {
  const own = await fetch(`${server.base}/v3/directline/conversations`, { method: 'POST', body: gzipSync('{}'), headers: { 'content-encoding': 'gzip', origin: server.base } })
  expect([own.status, own.headers.get('access-control-allow-origin')]).toEqual([415, server.base])
  const strange = await fetch(`${server.base}/v3/directline/conversations`, { method: 'POST', body: gzipSync('{}'), headers: { 'content-encoding': 'gzip', origin: 'https://elsewhere.example' } })
  expect([strange.status, strange.headers.get('access-control-allow-origin')]).toEqual([415, null])
})

describe('addresses', () => {
  test.each(['/nothing', '/api/nothing', '/v3/directline/nothing', '/assets/../package.json', '/assets/..%2f..%2fpackage.json', '/assets/%00', '/%', '//'])('GET %s is a 4xx or a page', async (path) => {
    const { status } = await rawRequest(server.base, `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
    expect([200, 400, 404]).toContain(status)
    if (path.includes('package.json')) expect(status).not.toBe(200)
  })

  test('a wrong method, a wrong protocol and a line that is no request', async () => {
    expect((await fetch(`${server.base}/health`, { method: 'DELETE' })).status).toBe(405)
    expect((await rawRequest(server.base, 'HELLO\r\n\r\n')).status).toBe(400)
    expect((await rawRequest(server.base, `GET / HTTP/1.1\r\nHost: localhost\r\nX-Big: ${'x'.repeat(100_000)}\r\n\r\n`)).status).toBeLessThan(500)
  })

  test.each(['/v3/directline/conversations/x/stream?t=wrong', '/api/desk/socket', '/nothing'])('a socket at %s is refused before it is opened', async (path) => {
    const head = `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nOrigin: https://elsewhere.example\r\n\r\n`
    const { status } = await rawRequest(server.base, head)
    expect([400, 401, 403, 404]).toContain(status)
  })
})

describe('a chat', () => {
  test('of somebody else is closed to this token, and speaks for its own shopper only', async () => {
    const [mine, theirs] = [await newChat(), await newChat()]
    const before = await storedMessages()
    const other = await post(directLine(`conversations/${theirs.id}/activities`), JSON.stringify({ type: 'message', text: 'hi', from: { id: mine.user } }), mine.headers)
    expect([403, 404]).toContain(other.status)
    expect([403, 404]).toContain((await fetch(directLine(`conversations/${theirs.id}/activities`), { headers: mine.headers })).status)
    expect((await mine.say({ type: 'message', text: 'hi', from: { id: theirs.user } })).status).toBe(403)
    expect(await storedMessages()).toBe(before)
  })

  test('is closed when its token has expired', async () => {
    const chat = await newChat()
    server.clock.advance(31 * 60_000)
    const { status, body } = await chat.message('hi')
    expect([status, body.error!.code]).toEqual([403, 'TokenExpired'])
  })

  test('with a forged or missing token is none', async () => {
    for (const authorization of ['', 'Bearer x', 'Bearer eyJhbGciOiJub25lIn0.eyJjb252IjoiYSIsInVzZXIiOiJkbF9hIn0.', 'Basic YTpi']) {
      const { status } = await post(directLine('conversations'), '{}', { authorization })
      expect([401, 403]).toContain(status)
    }
  })

  test('takes NUL and lone surrogates as text, answers them and stores what can be stored', async () => {
    const chat = await newChat()
    const { status } = await chat.say(`{"type":"message","text":"how much is \\u0000 shipping \\ud800?","from":{"id":"${chat.user}"}}`)
    expect(status).toBe(200)
    await settle(server)
    const conversation = await conversationByExternalId(server.app.db, 'direct-line', 'default', chat.id)
    const lines = await transcript(server.app.db, conversation!.id)
    expect(lines.find(({ speaker }) => speaker === 'shopper')!.text).toMatch(/^how much is ?\s*shipping \ufffd?\??$/)
    expect(lines.filter(({ speaker }) => speaker === 'bot').length).toBeGreaterThanOrEqual(2)
  })

  test('of 100,000 characters is refused or answered, and quickly', async () => {
    const chat = await newChat()
    const before = performance.now()
    const { status } = await chat.message(`${'where is my parcel 1001 '.repeat(4200)}`)
    await settle(server)
    expect([200, 413]).toContain(status)
    expect(performance.now() - before).toBeLessThan(5000)
  })

  test('keeps markup in names and words as it is: text, never a page', async () => {
    const markup = '<img src=x onerror="alert(1)"><script>alert(2)</script>'
    const { body: grant } = await post(directLine('tokens/generate'), JSON.stringify({ user: { name: markup } }))
    const headers = { authorization: `Bearer ${String(grant['token'])}` }
    const { body: begun } = await post(directLine('conversations'), '{}', headers)
    const path = directLine(`conversations/${String(begun['conversationId'])}/activities`)
    await post(path, JSON.stringify({ type: 'message', text: markup, from: { id: grant['userId'] } }), headers)
    await settle(server)
    const answer = await fetch(path, { headers })
    expect(answer.headers.get('content-type')).toContain('application/json')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    const { activities } = await answer.json() as { activities: { text?: string }[] }
    expect(activities.some(({ text }) => text === markup)).toBe(true)
  })

  test('takes no file that is no picture, whatever it calls itself, and keeps none of it', async () => {
    const chat = await newChat()
    const upload = async (bytes: Buffer, type: string) => {
      const form = new FormData()
      form.append('activity', new Blob([JSON.stringify({ type: 'message', from: { id: chat.user } })], { type: 'application/vnd.microsoft.activity' }), 'activity.json')
      form.append('file', new Blob([new Uint8Array(bytes)], { type }), 'photo.png')
      return (await fetch(directLine(`conversations/${chat.id}/upload?userId=${chat.user}`), { method: 'POST', headers: chat.headers, body: form })).status
    }
    const before = await storedMessages()
    expect(await upload(Buffer.from('<svg onload="alert(1)"/>'), 'image/png')).toBe(415)
    expect(await upload(Buffer.from('MZ this is a program'), 'image/jpeg')).toBe(415)
    const files = Number((await server.app.db.query<{ count: string }>('select count(*) from upload')).rows[0]!.count)
    expect([await storedMessages(), files]).toEqual([before, 0])
    expect(await upload(pixel, 'text/html')).toBe(200)
  })

  test.each(['', 'multipart/form-data', 'multipart/form-data; boundary=', 'multipart/form-data; boundary=x'])('takes no upload that falls apart (%s)', async (type) => {
    const chat = await newChat()
    const { status } = await post(directLine(`conversations/${chat.id}/upload?userId=${chat.user}`), '--x\r\nnonsense', { ...chat.headers, 'content-type': type })
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
  })

  test('takes no activity of a wrong shape, and stores none', async () => {
    const chat = await newChat()
    const before = await storedMessages()
    for (const activity of [{}, { type: 'message' }, { type: 7, text: 'x' }, { type: 'message', text: { a: 1 }, from: { id: chat.user } }, { type: 'message', text: '', from: { id: chat.user } }]) {
      const { status } = await chat.say(activity)
      expect(status, JSON.stringify(activity)).toBeGreaterThanOrEqual(400)
      expect(status, JSON.stringify(activity)).toBeLessThan(500)
    }
    expect(await storedMessages()).toBe(before)
  })
})
