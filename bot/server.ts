import type { IncomingMessage, Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import helmet from 'helmet'
import restify, { type Next, type Request, type Response } from 'restify'
import { clientAddress, type TrustedProxies } from '../core/client-address.ts'
import { CallerError, errorLine } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import type { Metrics } from '../core/metrics.ts'
import type { ChannelRequest, ChannelResponse, ChannelRoute } from './channels/channel.ts'
import { readBody } from './read-body.ts'

/** A path that takes WebSocket upgrades. */
export interface Upgrade {
  path: RegExp
  take(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>
}

export interface ServerOptions {
  routes: ChannelRoute[]
  upgrades: Upgrade[]
  log: Log
  metrics: Metrics
  /** Whose `X-Forwarded-For` is believed; left out: nobody's. */
  trustedProxies?: TrustedProxies
}

export interface Server {
  /** Starts to listen; port 0 takes a free one. Resolves with the port. */
  listen(port: number, host: string): Promise<number>
  /** Stops taking requests and waits for those under way. */
  close(): Promise<void>
}

const nobody: TrustedProxies = { has: () => false }

const bodyLimit = 256 * 1024

/** Opens the HTTP server: the only file that knows restify. Bodies are read raw (signatures need the very bytes); errors are sorted by whose fault they are. */
export function openServer({ routes, upgrades, log, metrics, trustedProxies = nobody }: ServerOptions): Server {
  const server = restify.createServer({ name: 'baton', ignoreTrailingSlash: true, handleUncaughtExceptions: false } as restify.ServerOptions)
  const headers = safetyHeaders()
  server.pre((request: Request, response: Response, next: Next) => {
    for (const [name, value] of headers) response.setHeader(name, value)
    if (hasReadableAddress(request)) return next()
    write(response, unreadable)
    next(false)
  })
  for (const route of routes) mount(server, route, { log, metrics, trustedProxies })
  answerUnknown(server)
  const http = server.server as unknown as HttpServer
  http.requestTimeout = 30_000
  http.headersTimeout = 15_000
  http.on('clientError', (_error: Error, socket: Duplex) => { if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n') })
  // A taken-over socket is no longer the HTTP server's: unless it is let go too, close() waits for it for ever. Pages come back and resume by themselves.
  const upgraded = new Set<Duplex>()
  // Java's client and `curl --http2` offer HTTP/2 with every request: an offer of anything but a WebSocket is passed over. (No option of restify's; Node reads it here.)
  Object.assign(http, { shouldUpgradeCallback: ({ headers: { upgrade: wanted } }: IncomingMessage) => wanted?.toLowerCase() === 'websocket' })
  http.on('upgrade', (request, socket: Duplex, head) => {
    upgraded.add(socket)
    socket.once('close', () => { upgraded.delete(socket) })
    void upgrade(upgrades, { request, socket, head }, log)
  })
  return {
    listen: (port, host) => new Promise((resolve, reject) => {
      http.once('error', reject)
      server.listen(port, host, () => resolve((http.address() as AddressInfo).port))
    }),
    close: () => new Promise((resolve) => {
      server.close(() => resolve())
      http.closeIdleConnections()
      for (const socket of upgraded) socket.destroy()
      setTimeout(() => http.closeAllConnections(), 2_000).unref()
    }),
  }
}

// restify reads Host and target when it looks for the route, outside of every handler: what it cannot read there would end the process.
function hasReadableAddress(request: Request): boolean {
  try {
    return request.getUrl() !== undefined
  } catch {
    return false
  }
}

const unreadable = { status: 400, body: { error: { code: 'BadRequest', message: 'This request could not be read.' } } }

/** What helmet sets on every answer: ours are the same for all, so it is asked once. */
function safetyHeaders(): [string, string][] {
  const set = new Map<string, string>()
  const setHeaders = helmet({
    contentSecurityPolicy: { useDefaults: true, directives: contentPolicy }, strictTransportSecurity: false, crossOriginEmbedderPolicy: false,
    crossOriginResourcePolicy: { policy: 'same-site' },
  })
  const answer = { setHeader: (name: string, value: string) => { set.set(name, value) }, removeHeader() {} }
  setHeaders({} as never, answer as never, () => {})
  return [...set]
}

// Web Chat and Mantine write style attributes; scripts come from our own files only.
const contentPolicy = {
  'default-src': ["'self'"], 'script-src': ["'self'"], 'style-src': ["'self'", "'unsafe-inline'"], 'img-src': ["'self'", 'data:', 'blob:'],
  'media-src': ["'self'", 'data:', 'blob:'], 'connect-src': ["'self'", 'ws:', 'wss:', 'data:', 'blob:'], 'worker-src': ["'self'", 'blob:'], 'upgrade-insecure-requests': null,
}

function mount(server: restify.Server, route: ChannelRoute, { log, metrics, trustedProxies }: Required<Pick<ServerOptions, 'log' | 'metrics' | 'trustedProxies'>>): void {
  const method = { GET: 'get', POST: 'post', PUT: 'put', DELETE: 'del', OPTIONS: 'opts' } as const
  const handle = async (request: Request, response: Response) => {
    const startedAt = performance.now()
    const answer = await answerOf(route, { request, response, trustedProxies }, log)
    if (answer !== 'written') write(response, answer)
    const status = answer === 'written' ? response.statusCode : answer.status
    metrics.request(performance.now() - startedAt, route.path, status)
  }
  server[method[route.method]](route.path, handle)
  // What watches a site asks by HEAD; Node leaves the body of such an answer out.
  if (route.method === 'GET') server.head(route.path, handle)
}

interface Asked { request: Request; response: Response; trustedProxies: TrustedProxies }

async function answerOf(route: ChannelRoute, asked: Asked, log: Log): Promise<ChannelResponse> {
  const { request } = asked
  try {
    const body = await readBody(request, route.bodyLimit ?? bodyLimit)
    return await route.handle(requestOf(asked, body))
  } catch (error) {
    if (error instanceof CallerError) {
      const headers = { ...route.refusalHeaders?.(headersOf(request)), ...(error.status === 413 ? { connection: 'close' } : {}) }
      return { status: error.status, body: { error: { code: error.code, message: error.message } }, headers }
    }
    log.error({ route: route.path, why: errorLine(error), stack: error instanceof Error ? error.stack : undefined }, 'a request failed; if it goes on, report it with this line')
    return { status: 500, body: { error: { code: 'ServiceError', message: 'Something went wrong here. Try again in a moment.' } } }
  }
}

function requestOf({ request, response, trustedProxies }: Asked, body: Buffer): ChannelRequest {
  const headers = headersOf(request)
  return {
    raw: request, response, headers, params: (request.params ?? {}) as Record<string, string>, body,
    // Few routes ask for it.
    get query() { return new URLSearchParams((request.url ?? '').split('?', 2)[1] ?? '') },
    address: clientAddress(request.socket.remoteAddress, headers['x-forwarded-for'], trustedProxies),
  }
}

function headersOf(request: Request): Record<string, string | undefined> {
  const headers: Record<string, string | undefined> = {}
  for (const name in request.headers) {
    const value = request.headers[name]
    headers[name] = Array.isArray(value) ? value.join(', ') : value
  }
  return headers
}

function write(response: Response, answer: Exclude<ChannelResponse, 'written'>): void {
  if (response.headersSent) return
  const { body } = answer
  const isRaw = Buffer.isBuffer(body) || typeof body === 'string'
  const bytes = body === undefined ? '' : isRaw ? body : JSON.stringify(body)
  const headers: Record<string, string | string[] | number> = { ...(isRaw || body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }), 'content-length': Buffer.byteLength(bytes), ...answer.headers }
  response.writeHead(answer.status, headers)
  response.end(bytes)
  // restify asks its own mark, not Node's: without it an unknown address is answered twice, and the second time throws out of every handler.
  Object.assign(response, { _sent: true })
}

function answerUnknown(server: restify.Server): void {
  const say = (status: number, code: string, message: string) => (_request: Request, response: Response, _error: unknown, done: () => void) => {
    write(response, { status, body: { error: { code, message } } })
    done()
  }
  server.on('NotFound', say(404, 'NotFound', 'There is nothing at this address.'))
  server.on('MethodNotAllowed', say(405, 'MethodNotAllowed', 'This address does not take this method.'))
  server.on('restifyError', (_request: Request, response: Response, _error: unknown, done: () => void) => {
    write(response, unreadable)
    done()
  })
}

async function upgrade(upgrades: Upgrade[], { request, socket, head }: { request: IncomingMessage; socket: Duplex; head: Buffer }, log: Log): Promise<void> {
  socket.on('error', () => { socket.destroy() })
  const path = (request.url ?? '').split('?')[0]!
  const taker = upgrades.find((one) => one.path.test(path))
  if (!taker) return void socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n')
  try {
    await taker.take(request, socket, head)
  } catch (error) {
    const status = error instanceof CallerError ? error.status : 500
    if (status === 500) log.error({ path, why: errorLine(error) }, 'a socket could not be opened')
    if (socket.writable) socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\n\r\n`)
  }
}
