import { z } from 'zod'
import { OtherSystemError, RefusedError } from '../../../core/errors.ts'
import { retryAfter } from '../../../core/retry-after.ts'
import { postJson } from './post-json.ts'

/** Speaks to the connector service behind a serviceUrl, as the app. */
export interface Connector {
  /** Posts to it; resolves with the answer's JSON. Throws OtherSystemError (429, 5xx, no answer; with Retry-After) or RefusedError (other 4xx). */
  post(url: string, body: unknown, signal: AbortSignal): Promise<unknown>
  /** Reads a file from it; null when it refuses or the file is bigger than `limit` bytes. */
  read(url: string, limit: number, signal: AbortSignal): Promise<Buffer | null>
}

export interface Credentials {
  appId: string
  password: string
  /** Where tokens are had: an authority of Microsoft's identity platform. */
  loginUrl: string
}

const scope = 'https://api.botframework.com/.default'
const loginTimeOutMs = 4_000
// A token is given back before it ends, so that none ends on the way.
const reserveMs = 5 * 60_000

const TokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number() })

/**
 * Opens the connector; without credentials it speaks as nobody, as the Emulator wants it. Requests are our own: the SDK's client retries by itself,
 * and a send that is retried inside a lease may be said twice.
 */
export function openConnector(credentials: Credentials | null, now: () => number): Connector {
  let token: { text: string; until: number } | null = null
  let asking: Promise<string> | null = null

  return {
    async post(url, body, signal) {
      const response = await postJson(url, JSON.stringify(body), await authorization(), signal)
      if (response.status >= 200 && response.status < 300) return answerOf(response.text)
      if (response.status === 401) token = null
      if (response.status === 401 || response.status === 408 || response.status === 429 || response.status >= 500) {
        throw new OtherSystemError(`the connector answered ${response.status}`, retryAfter(response.retryAfter, now()))
      }
      throw new RefusedError(`the connector answered ${response.status}`)
    },

    async read(url, limit, signal) {
      const response = await ask(url, { headers: await authorization(), redirect: 'error', signal })
      if (!response.ok || !response.body) return null
      return readUpTo(response.body, limit)
    },
  }

  async function authorization(): Promise<Record<string, string>> {
    if (!credentials) return {}
    if (token && token.until > now()) return { authorization: `Bearer ${token.text}` }
    asking ??= askToken(credentials).finally(() => { asking = null })
    return { authorization: `Bearer ${await asking}` }
  }

  async function askToken({ appId, password, loginUrl }: Credentials): Promise<string> {
    const response = await ask(`${loginUrl.replace(/\/+$/, '')}/oauth2/v2.0/token`, {
      method: 'POST', redirect: 'error', signal: AbortSignal.timeout(loginTimeOutMs),
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: appId, client_secret: password, scope }),
    })
    if (!response.ok) {
      await response.body?.cancel()
      throw new OtherSystemError(`the login service answered ${response.status}: check MICROSOFT_APP_ID and MICROSOFT_APP_PASSWORD`, retryAfter(response.headers.get('retry-after'), now()))
    }
    const answer = TokenAnswer.parse(await response.json())
    token = { text: answer.access_token, until: now() + answer.expires_in * 1000 - reserveMs }
    return token.text
  }
}

async function ask(url: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, request)
  } catch (error) {
    throw new OtherSystemError(`${URL.parse(url)?.host ?? 'the connector'} did not answer`, { cause: error })
  }
}

// Some channels answer with nothing, or with something that is no JSON: the message is said all the same.
function answerOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

async function readUpTo(body: ReadableStream<Uint8Array>, limit: number): Promise<Buffer | null> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of body) {
    size += part.length
    if (size > limit) return null
    parts.push(part)
  }
  return Buffer.concat(parts)
}
