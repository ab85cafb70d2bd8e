import type { App } from './app.ts'
import type { ChannelRoute } from './channels/channel.ts'

/** `/health` (the process is alive), `/ready` (the database answers and a release is live) and `/metrics`. */
export function healthRoutes(app: App): ChannelRoute[] {
  return [
    { method: 'GET', path: '/health', handle: async () => ({ status: 200, body: { status: 'ok' } }) },
    { method: 'GET', path: '/ready', handle: async () => ready(app) },
    { method: 'GET', path: '/metrics', handle: async () => ({ status: 200, body: await app.metrics.text(), headers: { 'content-type': 'text/plain; version=0.0.4' } }) },
  ]
}

async function ready(app: App) {
  try {
    await app.db.query('select 1')
    return { status: 200, body: { status: 'ready', database: app.db.kind, release: app.nlp.releaseId, languages: app.nlp.languages } }
  } catch {
    // A load balancer asks again; the log of the pool says why.
    return { status: 503, body: { status: 'database cannot be reached' } }
  }
}
