import { once } from 'node:events'
import type { Browser as SignedIn } from '../contract/desk-browser.ts'

const heartbeatMs = 15_000

/** Who asks the desk: where it is and the session to ask with. */
export interface DeskAsker {
  url: string
  session: SignedIn
}

/** Opens a console without a screen: socket, snapshot, the changes after each hint, and the heartbeat, as the page in web/console does it. Resolves when it is up to date; returns the function that closes it. */
export async function openBareConsole(asker: DeskAsker): Promise<() => void> {
  let { cursor } = await readDesk<{ cursor: string }>(asker, 'snapshot')
  let isAsked = false
  let looking: Promise<void> | null = null
  const look = async () => {
    while (isAsked) {
      isAsked = false
      cursor = await readNews(asker, cursor)
    }
    looking = null
  }
  const lookAgain = () => {
    isAsked = true
    looking ??= look()
  }
  const socket = openDeskSocket(asker)
  socket.addEventListener('message', ({ data }) => { if ((JSON.parse(String(data)) as { kind: string }).kind === 'look-again') lookAgain() })
  await Promise.all([once(socket, 'open'), postDesk(asker, 'presence', {})])
  // A lost beat is no matter: the next one comes.
  const heart = setInterval(() => { void postDesk(asker, 'presence', {}).catch(() => {}) }, heartbeatMs)
  return () => {
    clearInterval(heart)
    socket.close()
  }
}

/** The consoles' socket, which says when to look again. */
export function openDeskSocket({ url, session }: DeskAsker): WebSocket {
  // Node's own takes headers (undici); a page sends them by itself.
  const options = { headers: { cookie: session.cookie, origin: url } } as unknown as string[]
  return new WebSocket(`${url.replace(/^http/, 'ws')}/api/desk/socket`, options)
}

/** Reads changes until there are no more; returns where to go on from. */
async function readNews(asker: DeskAsker, from: string): Promise<string> {
  let cursor = from
  for (let hasMore = true; hasMore;) {
    const changes = await readDesk<{ cursor: string; hasMore: boolean }>(asker, `changes?cursor=${encodeURIComponent(cursor)}`)
    ;({ cursor, hasMore } = changes)
  }
  return cursor
}

/** What GET /api/desk/`path` answers. Throws when it is a refusal. */
export async function readDesk<T>({ url, session }: DeskAsker, path: string): Promise<T> {
  const look = () => fetch(`${url}/api/desk/${path}`, { headers: { cookie: session.cookie, accept: 'application/json' } })
  // A connection that was kept open may have been closed by the server just now: a browser tries again by itself, Node's fetch does not.
  return answered<T>(await look().catch(look))
}

/** What POST /api/desk/`path` answers. Throws when it is a refusal. */
export async function postDesk<T>({ url, session }: DeskAsker, path: string, body: object): Promise<T> {
  const headers = { cookie: session.cookie, 'x-baton-csrf': session.csrf, 'content-type': 'application/json' }
  return answered<T>(await fetch(`${url}/api/desk/${path}`, { method: 'POST', headers, body: JSON.stringify(body) }))
}

async function answered<T>(answer: Response): Promise<T> {
  if (!answer.ok) throw new Error(`${answer.status} of ${answer.url}: ${await answer.text()}`)
  return await answer.json() as T
}
