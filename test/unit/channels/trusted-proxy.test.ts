import { afterEach, expect, test } from 'vitest'
import { openServer, type Server } from '../../../bot/server.ts'
import type { ChannelRoute } from '../../../bot/channels/channel.ts'
import { readProxies } from '../../../core/client-address.ts'
import { silentLog } from '../../../core/log.ts'
import { openMetrics } from '../../../core/metrics.ts'
import { rawRequest } from '../../raw-request.ts'
import { openDirectLineServer } from './direct-line-server.ts'

let server: Server | null = null
afterEach(async () => { await server?.close() })

// Everything that counts an address reads it from the request as the server hands it on.
async function heardFrom(trusted: string[], head: string): Promise<string | undefined> {
  let heard: string | undefined
  const route: ChannelRoute = { method: 'GET', path: '/who', handle: async ({ address }) => {
    heard = address
    return { status: 200, body: {} }
  } }
  server = openServer({ routes: [route], upgrades: [], log: silentLog, metrics: openMetrics(), trustedProxies: readProxies(trusted)! })
  const port = await server.listen(0, '127.0.0.1')
  expect((await rawRequest(`http://127.0.0.1:${port}`, `GET /who HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${head}\r\n`)).status).toBe(200)
  return heard
}

test.each([
  { what: 'by default nobody is believed', trusted: [], head: 'X-Forwarded-For: 198.51.100.1\r\n', address: '127.0.0.1' },
  { what: 'a listed proxy is', trusted: ['127.0.0.0/8'], head: 'X-Forwarded-For: 198.51.100.1\r\n', address: '198.51.100.1' },
  { what: 'another one is not', trusted: ['10.0.0.1'], head: 'X-Forwarded-For: 198.51.100.1\r\n', address: '127.0.0.1' },
  { what: 'of two headers the one that the proxy added counts', trusted: ['127.0.0.1'], head: 'X-Forwarded-For: 127.0.0.1\r\nx-forwarded-for: 198.51.100.2\r\n', address: '198.51.100.2' },
])('$what', async ({ trusted, head, address }) => {
  expect(await heardFrom(trusted, head)).toBe(address)
})

test('tokens of the chat are counted by whom the proxy asks for', async () => {
  const line = await openDirectLineServer(undefined, { tokensPerMinute: 1 }, ['127.0.0.1'])
  const ask = async (address: string) => (await rawRequest(`http://127.0.0.1:${line.port}`, `POST /v3/directline/tokens/generate HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\nX-Forwarded-For: ${address}\r\n\r\n`)).status
  expect([await ask('198.51.100.1'), await ask('198.51.100.1'), await ask('198.51.100.2'), await ask('198.51.100.1, 198.51.100.2')]).toEqual([200, 429, 200, 429])
  await line.close()
})
