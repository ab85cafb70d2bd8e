import { openDirectLine, type DirectLineConfig } from '../../../bot/channels/direct-line/index.ts'
import { openServer } from '../../../bot/server.ts'
import { readProxies } from '../../../core/client-address.ts'
import { silentLog } from '../../../core/log.ts'
import { openMetrics } from '../../../core/metrics.ts'
import { openInMemoryPorts } from './in-memory-ports.ts'

export const directLineSecret = 'a-secret-of-the-shop-server'
export const customerSecret = 'a-secret-of-the-shop-page'

/** Direct Line on the real server at a free port, over ports in memory. */
export async function openDirectLineServer(answer?: Parameters<typeof openInMemoryPorts>[0], config: Partial<DirectLineConfig> = {}, trusted: string[] = []) {
  const memory = openInMemoryPorts(answer)
  const channel = openDirectLine({
    ports: memory.ports,
    config: { secret: 's'.repeat(32), directLineSecret, customerSecret, origins: ['https://shop.example'], botName: 'Baton', tokensPerMinute: 30, ...config },
  })
  const server = openServer({ routes: channel.routes, upgrades: [channel.upgrade!], log: silentLog, metrics: openMetrics(), trustedProxies: readProxies(trusted)! })
  const port = await server.listen(0, '127.0.0.1')
  const base = `http://127.0.0.1:${port}/v3/directline`
  const call = async (method: string, path: string, more: { token?: string; body?: unknown; headers?: Record<string, string> } = {}) => {
    const isRaw = more.body instanceof FormData || more.body instanceof Uint8Array || typeof more.body === 'string'
    const response = await fetch(path.startsWith('http') ? path : base + path, {
      method,
      headers: { ...(more.token ? { authorization: `Bearer ${more.token}` } : {}), ...(isRaw ? {} : { 'content-type': 'application/json' }), ...more.headers },
      ...(more.body === undefined ? {} : { body: isRaw ? (more.body as FormData) : JSON.stringify(more.body) }),
    })
    const text = await response.clone().text()
    return { status: response.status, headers: response.headers, body: (text.startsWith('{') ? JSON.parse(text) : text) as never as Body, response }
  }
  return {
    ...memory, base, port, call,
    async generate(body: unknown = {}, headers: Record<string, string> = {}) {
      return (await call('POST', '/tokens/generate', { body, headers })).body as { token: string; conversationId: string; userId: string; expires_in: number }
    },
    async close() {
      await channel.close!()
      await server.close()
    },
  }
}

// Tests read answers as they come; what is not there fails their expectation.
// oxlint-disable-next-line typescript/no-explicit-any
type Body = Record<string, any>

/** A shopper who has opened the chat. */
export async function started(server: Awaited<ReturnType<typeof openDirectLineServer>>, body: unknown = {}) {
  const { token, conversationId, userId } = await server.generate(body)
  const { body: conversation, status } = await server.call('POST', '/conversations', { token, body: {} })
  if (status !== 201) throw new Error(`the conversation did not begin: ${status}`)
  const post = (activity: unknown) => server.call('POST', `/conversations/${conversationId}/activities`, { token, body: activity })
  return { token, id: conversationId, userId, streamUrl: conversation['streamUrl'] as string, post }
}
