import { OtherSystemError, RefusedError } from '../../core/errors.ts'
import { retryAfter } from '../../core/retry-after.ts'

export interface Ask {
  method: 'GET' | 'POST'
  url: string
  headers: Record<string, string>
  body?: string | FormData
  now: number
}

// Under half of a call's lease, so that two processes never tell the same at once.
const timeOutMs = 8_000

/**
 * Asks another desk; resolves with the answer's text. The one place of this room that speaks HTTP to the outside. Throws OtherSystemError (nobody
 * answered, 408, 425, 429, 5xx: tried again, after Retry-After) or RefusedError (every other refusal: says what the operator can do). Redirects are not followed.
 */
export async function ask({ method, url, headers, body, now }: Ask): Promise<string> {
  const host = URL.parse(url)?.host ?? 'the other desk'
  const response = await answerOf(host, url, { method, headers, redirect: 'manual', signal: AbortSignal.timeout(timeOutMs), ...(body === undefined ? {} : { body }) })
  const { status } = response
  const text = await textOf(host, response)
  if (status >= 200 && status < 300) return text
  if (status === 408 || status === 425 || status === 429 || status >= 500) throw new OtherSystemError(`${host} answered ${status}`, retryAfter(response.headers.get('retry-after'), now))
  throw new HttpRefusal(`${host} answered ${status}: ${adviceFor(status)}`, status)
}

/** A refusal with its status, for callers to whom one of them means something. */
export class HttpRefusal extends RefusedError {
  readonly status: number
  constructor(message: string, status: number) {
    super(message)
    this.name = 'HttpRefusal'
    this.status = status
  }
}

async function answerOf(host: string, url: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, request)
  } catch (error) {
    throw new OtherSystemError(`${host} did not answer`, { cause: error })
  }
}

async function textOf(host: string, response: Response): Promise<string> {
  try {
    return await response.text()
  } catch (error) {
    throw new OtherSystemError(`${host} broke off its answer`, { cause: error })
  }
}

function adviceFor(status: number): string {
  if (status >= 300 && status < 400) return 'the address has moved; set the new one, redirects are not followed'
  if (status === 401 || status === 403) return 'check the key or token in the settings, and what it may do there'
  if (status === 404 || status === 410) return 'check the address, account and inbox in the settings; the conversation may have been deleted there'
  return 'the other desk does not take this call; look at its own log'
}
