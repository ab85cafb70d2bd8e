import { Agent as HttpAgent, request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'
import { urlToHttpOptions } from 'node:url'
import { OtherSystemError } from '../../../core/errors.ts'

export interface Answer {
  status: number
  retryAfter: string | null
  /** Empty when the other side broke off in the middle: its status was read, so the message is said. */
  text: string
}

// Connections are kept, and given up before the other side does: a post on one that has just been closed fails and waits for its next attempt.
const idleMs = 4_000
const http = new HttpAgent({ keepAlive: true, timeout: idleMs })
const https = new HttpsAgent({ keepAlive: true, timeout: idleMs })

/** Posts JSON; redirects are not followed. Node's own client, because `fetch` takes a millisecond of processor time a call. Throws OtherSystemError when nobody answers. */
export function postJson(url: string, body: string, headers: Record<string, string>, signal: AbortSignal): Promise<Answer> {
  const isSecure = url.startsWith('https:')
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => { reject(new OtherSystemError(`${URL.parse(url)?.host ?? 'the connector'} did not answer`, { cause: error })) }
    if (signal.aborted) return fail(signal.reason)
    try {
      const options = { ...placeOf(url), method: 'POST', agent: isSecure ? https : http, headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers } }
      const request = (isSecure ? requestHttps : requestHttp)(options, (response) => {
        readAnswer(response, (answer) => {
          signal.removeEventListener('abort', giveUp)
          resolve(answer)
        })
      })
      // As the option `signal` would, which watches both streams with a dozen listeners for each post.
      const giveUp = () => { request.destroy(signal.reason as Error) }
      signal.addEventListener('abort', giveUp, { once: true })
      request.on('error', fail)
      request.end(body)
    } catch (error) {
      fail(error)
    }
  })
}

const plainUrl = /^(https?:\/\/[\w.:[\]-]+)(\/[\w~!$&'()*+,;=:@%/-]*)$/
const origins = new Map<string, RequestOptions>()
// There are few services; strangers may make some up.
const mostOrigins = 200

/** Where a post goes. Reading an address takes as long as writing the request: of addresses without anything unusual the origin is read once. */
function placeOf(url: string): RequestOptions {
  const [, origin, path] = plainUrl.exec(url) ?? []
  if (origin === undefined) return urlToHttpOptions(new URL(url))
  let place = origins.get(origin)
  if (!place) {
    const { protocol, hostname, port } = urlToHttpOptions(new URL(origin))
    place = { protocol, hostname, port }
    if (origins.size >= mostOrigins) origins.clear()
    origins.set(origin, place)
  }
  return { ...place, path }
}

function readAnswer(response: IncomingMessage, resolve: (answer: Answer) => void): void {
  const parts: Buffer[] = []
  const answer = (text: string) => { resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] ?? null, text }) }
  response.on('data', (part: Buffer) => { parts.push(part) })
  response.on('end', () => { answer(Buffer.concat(parts).toString('utf8')) })
  response.on('error', () => { answer('') })
}
