import { openBotFramework, type BotFrameworkConfig } from '../../../bot/channels/bot-framework/index.ts'
import type { Channel } from '../../../bot/channels/channel.ts'
import { openServer } from '../../../bot/server.ts'
import { readConfig } from '../../../core/config.ts'
import { openMetrics } from '../../../core/metrics.ts'
import { silentLog } from '../../../core/log.ts'
import { openConnectorServer } from './connector-server.ts'
import { openInMemoryPorts } from './in-memory-ports.ts'
import { appId, openKeyServer } from './key-server.ts'

export const botAccount = { id: '28:bot', name: 'Baton' }
export const ana = { id: '29:ana', name: 'Ana' }

/** The Bot Framework channel on the real server, with key server, login and connector on loopback. `with` credentials or as the Emulator sees it. */
export async function openBotFrameworkServer(mode: 'credentials' | 'emulator', answer?: Parameters<typeof openInMemoryPorts>[0], more: Partial<BotFrameworkConfig> = {}) {
  const memory = openInMemoryPorts(answer)
  const [keys, connector] = await Promise.all([openKeyServer(memory.ports.now), openConnectorServer()])
  const credentials = {
    MICROSOFT_APP_ID: appId, MICROSOFT_APP_PASSWORD: 'password', BOT_FRAMEWORK_OPENID_URL: keys.url, BOT_FRAMEWORK_LOGIN_URL: connector.url,
    BOT_FRAMEWORK_SERVICE_URLS: connector.url, BOT_FRAMEWORK_CHANNELS: 'msteams,slack',
  }
  const config = { ...readConfig({ NODE_ENV: 'test', ...(mode === 'credentials' ? credentials : {}) }), ...more }
  const channel: Channel = openBotFramework({ ports: memory.ports, config, log: silentLog, secret: 'a secret of the channel' })
  const server = openServer({ routes: channel.routes, upgrades: [], log: silentLog, metrics: openMetrics() })
  const port = await server.listen(0, '127.0.0.1')
  const message = (over: Record<string, unknown> = {}) => ({
    type: 'message', id: 'a-1', channelId: mode === 'credentials' ? 'msteams' : 'emulator', serviceUrl: connector.url, conversation: { id: 'conv-1' }, from: ana,
    recipient: botAccount, text: 'hello', ...over,
  })
  return {
    ...memory, keys, connector, channel, message, url: `http://127.0.0.1:${port}`,
    async post(body: unknown, headers: Record<string, string> = {}) {
      const response = await fetch(`http://127.0.0.1:${port}/api/messages`, {
        method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: typeof body === 'string' ? body : JSON.stringify(body),
      })
      const text = await response.text()
      return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as Record<string, unknown> | null }
    },
    async bearer(wish: Parameters<typeof keys.sign>[0] = {}) {
      return { authorization: `Bearer ${await keys.sign({ claims: { serviceurl: connector.url }, ...wish })}` }
    },
    async close() {
      await server.close()
      await Promise.all([keys.close(), connector.close()])
    },
  }
}
