// Another desk, on loopback: takes what is posted to it, says yes or what it is told to say, and signs its own calls. At the rim: its signature is its own code.
import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One call it got. */
export interface OutsideCall {
  method: string
  /** Path and query. */
  path: string
  headers: IncomingHttpHeaders
  body: Buffer
}

export interface OutsideAnswer {
  status: number
  headers?: Record<string, string>
  body?: string | Buffer
  /** Hangs up instead of answering. */
  hangsUp?: boolean
}

export type OutsideDesk = Awaited<ReturnType<typeof openOutsideDesk>>

/** Opens it. `answer` decides every call; without it the answer is 200. */
export async function openOutsideDesk(answer: (call: OutsideCall) => OutsideAnswer | Promise<OutsideAnswer> = () => ({ status: 200 })) {
  const calls: OutsideCall[] = []
  const queued: OutsideAnswer[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => { parts.push(part) })
    request.on('end', () => {
      const call = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body: Buffer.concat(parts) }
      calls.push(call)
      void Promise.resolve(queued.shift() ?? answer(call)).then(({ status, headers = {}, body = '{}', hangsUp }) => {
        if (hangsUp) return void request.socket.destroy()
        response.writeHead(status, { 'content-type': 'application/json', ...headers })
        response.end(body)
      })
    })
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls,
    /** The next calls are answered so, in this order; those after them as ever. */
    next(...answers: OutsideAnswer[]) { queued.push(...answers) },
    close: () => closeServer(server),
  }
}

/** The headers with which the other side signs `body` at `now` (ms). */
export function signedBy(key: { id: string; secret: string }, body: string, now: number): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000))
  return { 'x-baton-timestamp': timestamp, 'x-baton-key-id': key.id, 'x-baton-signature': `sha256=${hmac(key.secret, `${timestamp}.${body}`)}` }
}

/** The hex HMAC-SHA256 of a text. */
export function hmac(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('hex')
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => { server.close(() => { resolve() }) })
}
