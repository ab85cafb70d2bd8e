import { OtherSystemError } from '../../../core/errors.ts'

export interface Answer {
  status: number
  retryAfter: string | null
  /** Empty when the other side broke off in the middle: its status was read, so the message is said. */
  text: string
}

/**
 * Posts JSON; redirects are not followed. By the client beneath Node's own `fetch`: `node:http` takes three times its processor time a call, `fetch` ten times.
 * Throws OtherSystemError when nobody answers, or `signal` ends it: what has not been written by then never is.
 */
export function postJson(url: string, body: string, headers: Record<string, string>, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let cancel = (_why: unknown) => {}
    const giveUp = () => {
      fail(signal.reason)
      cancel(signal.reason)
    }
    const fail = (error: unknown) => {
      signal.removeEventListener('abort', giveUp)
      reject(new OtherSystemError(`${URL.parse(url)?.host ?? 'the connector'} did not answer`, { cause: error }))
    }
    const take = (answer: Answer) => {
      signal.removeEventListener('abort', giveUp)
      resolve(answer)
    }
    if (signal.aborted) return fail(signal.reason)
    signal.addEventListener('abort', giveUp, { once: true })
    // It is called before anything is written, once there is a connection.
    const onConnect = (abort: (why: unknown) => void) => {
      cancel = abort
      if (signal.aborted) abort(signal.reason)
    }
    try {
      client().dispatch({ ...placeOf(url), method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body }, { onConnect, ...readAnswer(take, fail) })
    } catch (error) {
      fail(error)
    }
  })
}

/** Who is called back by the client; headers come as names and values in turn. */
interface Listener {
  onConnect(abort: (why: unknown) => void): void
  onHeaders(status: number, headers: Buffer[]): boolean
  onData(part: Buffer): boolean
  onComplete(): void
  onError(error: unknown): void
}

interface Client {
  dispatch(request: { origin: string; path: string; method: 'POST'; headers: Record<string, string>; body: string }, listener: Listener): boolean
}

// The name under which undici shares it with programs (undici, "setGlobalDispatcher"). It keeps connections, and gives them up after 4 s, before the other side does.
const sharedName = Symbol.for('undici.globalDispatcher.1')

function client(): Client {
  const shared = () => (globalThis as { [sharedName]?: Client })[sharedName]
  // Node makes it when `fetch` or what belongs to it is first looked at.
  const made = shared() ?? (typeof Response === 'function' ? shared() : undefined)
  if (!made) throw new Error('this version of Node keeps the client of `fetch` elsewhere')
  return made
}

function readAnswer(take: (answer: Answer) => void, fail: (error: unknown) => void): Omit<Listener, 'onConnect'> {
  const parts: Buffer[] = []
  let head: Omit<Answer, 'text'> | null = null
  return {
    onHeaders(status, headers) {
      // Those below only say that an answer will come.
      if (status >= 200) head = { status, retryAfter: retryAfterIn(headers) }
      return true
    },
    onData(part) {
      parts.push(part)
      return true
    },
    onComplete() { take({ ...head!, text: Buffer.concat(parts).toString('utf8') }) },
    onError(error) {
      if (head) take({ ...head, text: '' })
      else fail(error)
    },
  }
}

function retryAfterIn(headers: Buffer[]): string | null {
  for (let at = 0; at + 1 < headers.length; at += 2) if (headers[at]!.length === 'retry-after'.length && headers[at]!.toString('latin1').toLowerCase() === 'retry-after') return headers[at + 1]!.toString('latin1')
  return null
}

const plainUrl = /^(https?:\/\/[\w.:[\]-]+)(\/[\w~!$&'()*+,;=:@%/-]*)$/

/** Where a post goes. Reading an address takes as long as writing the request: most need no reading. */
function placeOf(url: string): { origin: string; path: string } {
  const [, origin, path] = plainUrl.exec(url) ?? []
  if (origin !== undefined && path !== undefined) return { origin, path }
  const unusual = new URL(url)
  return { origin: unusual.origin, path: unusual.pathname + unusual.search }
}
