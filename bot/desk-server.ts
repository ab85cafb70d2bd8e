import { WebSocketServer } from 'ws'
import { CallerError } from '../core/errors.ts'
import { deskRoutes as promises } from '../handoff/index.ts'
import type { App } from './app.ts'
import type { ChannelRoute } from './channels/channel.ts'
import type { Upgrade } from './server.ts'

/** The desk API, mounted as the handoff room promises it, and the files of conversations for the agents who may see them. */
export function deskRoutes(app: App): ChannelRoute[] {
  const routes: ChannelRoute[] = promises.map((promise) => ({
    method: promise.method,
    path: promise.path,
    async handle({ headers, params, query, body, address }) {
      const answer = await app.handoff.answer(promise, { headers, params, query, body, address })
      return { status: answer.status, body: answer.body, headers: { 'cache-control': 'no-store', ...(answer.cookies ? { 'set-cookie': answer.cookies.join(', ') } : {}) } }
    },
  }))
  return [...routes, fileRoute(app)]
}

function fileRoute(app: App): ChannelRoute {
  return {
    method: 'GET',
    path: '/api/desk/conversations/:id/uploads/:uploadId',
    async handle({ headers, params: { id = '', uploadId = '' } }) {
      const agent = await app.handoff.agentOfCookies(headers['cookie'])
      if (!agent) throw new CallerError(401, 'signed-out', 'Sign in first: POST /api/desk/sign-in.')
      const file = await app.handoff.openConversation(agent, id, 'en') ? await app.ports.readUpload(id, uploadId) : null
      if (!file) throw new CallerError(404, 'not-found', 'There is no such file.')
      return { status: 200, body: file.bytes, headers: {
        'content-type': file.contentType, 'x-content-type-options': 'nosniff', 'cache-control': 'private, max-age=3600', 'content-security-policy': "default-src 'none'; sandbox",
        'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      } }
    },
  }
}

/** The consoles' socket: signed-in agents of our own pages only. It only says when to look again. */
export function deskUpgrade(app: App): Upgrade {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 4 * 1024 })
  return {
    path: /^\/api\/desk\/socket$/,
    async take(request, socket, head) {
      const { origin, host, cookie } = request.headers
      if (!origin || !isOwnPage(app, origin, host)) throw new CallerError(403, 'forbidden', 'The desk is opened from its own page.')
      const agent = await app.handoff.agentOfCookies(cookie)
      if (!agent) throw new CallerError(401, 'signed-out', 'Sign in first.')
      sockets.handleUpgrade(request, socket, head, (line) => {
        const stop = app.handoff.follow(agent, {
          cookies: cookie, onHint: app.bus.onHint, send: (frame) => { line.send(JSON.stringify(frame)) }, end: () => { line.close(4401, 'signed out') },
        })
        const ping = setInterval(() => { line.ping() }, 20_000)
        line.on('error', () => { line.terminate() })
        line.on('close', () => {
          clearInterval(ping)
          stop()
        })
      })
    },
  }
}

function isOwnPage(app: App, origin: string, host: string | undefined): boolean {
  if (!URL.canParse(origin)) return false
  return new URL(origin).host === host || (app.config.PUBLIC_URL !== undefined && new URL(app.config.PUBLIC_URL).origin === origin)
}
