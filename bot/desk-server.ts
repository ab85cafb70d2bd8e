import { WebSocketServer } from 'ws'
import { CallerError } from '../core/errors.ts'
import { deskRoutes as promises, deskSocket } from '../handoff/index.ts'
import type { App } from './app.ts'
import type { ChannelRoute } from './channels/channel.ts'
import type { Upgrade } from './server.ts'

/** The desk API, mounted as the handoff room promises it. */
export function deskRoutes(app: App): ChannelRoute[] {
  return promises.map((promise) => ({
    method: promise.method,
    path: promise.path,
    ...(promise.bytes === undefined ? {} : { bodyLimit: promise.bytes }),
    async handle({ headers, params, query, body, address }) {
      const answer = await app.handoff.answer(promise, { headers, params, query, body, address })
      return { status: answer.status, body: answer.body, headers: { 'cache-control': 'no-store', ...answer.headers, ...(answer.cookies ? { 'set-cookie': answer.cookies } : {}) } }
    },
  }))
}

/** The consoles' socket: signed-in agents of our own pages only. It only says when to look again. */
export function deskUpgrade(app: App): Upgrade {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 4 * 1024 })
  return {
    path: new RegExp(`^${deskSocket.path}$`),
    async take(request, socket, head) {
      const { origin, host, cookie } = request.headers
      if (!origin || !isOwnPage(app, origin, host)) throw new CallerError(403, 'forbidden', 'The desk is opened from its own page.')
      const agent = await app.handoff.agentOfCookies(cookie)
      if (!agent) throw new CallerError(401, 'signed-out', 'Sign in first.')
      if (!deskSocket.roles.includes(agent.role)) throw new CallerError(403, 'forbidden', `This needs one of the roles ${deskSocket.roles.join(', ')}.`)
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
