// The real app with the real channels on the real server, at a free port.
import { openAppServer } from '../../bot/start.ts'
import { openChannels } from '../../bot/channels/index.ts'
import { openTestApp } from '../app.ts'

const directLineSecret = 'a-secret-of-the-shop-server'

/** Opens it; close it when done. Jobs run when `app.sweep()` is called. */
export async function openServedApp(settings: Record<string, string> = {}) {
  const opened = await openTestApp({ channels: openChannels }, { DIRECT_LINE_SECRET: directLineSecret, ...settings })
  const server = openAppServer(opened.app)
  const base = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`
  return {
    ...opened, base, directLine: `${base}/v3/directline`,
    async post(path: string, body: unknown, headers: Record<string, string> = {}) {
      const response = await fetch(base + path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })
      const text = await response.text()
      return { status: response.status, body: (text.startsWith('{') ? JSON.parse(text) : null) as Record<string, unknown> | null }
    },
    async close() {
      await server.close()
      await opened.close()
    },
  }
}
