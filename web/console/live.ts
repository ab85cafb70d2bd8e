import type { Changes, Snapshot } from '../../handoff/contract.ts'
import { SocketFrame } from '../../handoff/contract.ts'
import { codeOf } from '../ui/request.ts'
import { readChanges, readSnapshot } from './desk-api.ts'
import { openSocket } from './socket.ts'

/** How news reach this console: at once, by asking every five seconds, or not at all. */
export type Link = 'live' | 'polling' | 'offline'

export interface LiveListener {
  onSnapshot(snapshot: Snapshot): void
  onChanges(changes: Changes): void
  /** `who` null: the shopper. */
  onTyping(conversationId: string, who: string | null): void
  onLink(link: Link): void
  onSignedOut(): void
}

export interface Live {
  /** Reads what changed, now; resolves when it has been told. */
  lookAgain(): Promise<void>
  close(): void
}

const pollMs = 5000
// A hint may be lost on its way: with the socket open we still look now and then.
const reassureMs = 30_000

/** Keeps a console up to date: a snapshot, then changes by cursor; hints over the socket say when to look, polling stands in for it. */
export function openLive(listener: LiveListener): Live {
  const life = { cursor: null as string | null, isClosed: false, hasSocket: false, isReached: true, lookedAt: 0 }
  let looking: Promise<void> | null = null
  let isAsked = false

  const tellLink = () => listener.onLink(!life.isReached ? 'offline' : life.hasSocket ? 'live' : 'polling')
  const look = async () => {
    while (isAsked && !life.isClosed) {
      isAsked = false
      await readOnce(life, listener)
      tellLink()
    }
    looking = null
  }
  const lookAgain = () => {
    isAsked = true
    looking ??= look()
    return looking
  }
  const socket = openSocket('/api/desk/socket', {
    onOpen: (isOpen) => {
      life.hasSocket = isOpen
      tellLink()
      if (isOpen) void lookAgain()
    },
    onFrame: (frame) => hear(frame, listener, lookAgain),
  })
  const timer = setInterval(() => {
    if (performance.now() - life.lookedAt >= (life.hasSocket && life.isReached ? reassureMs : pollMs) - 100) void lookAgain()
  }, pollMs)
  // What the browser knows of the line is told at once; only a look tells whether the server is there.
  const lookNow = () => void lookAgain()
  for (const change of ['online', 'offline']) window.addEventListener(change, lookNow)
  void lookAgain()
  return {
    lookAgain,
    close: () => {
      life.isClosed = true
      clearInterval(timer)
      for (const change of ['online', 'offline']) window.removeEventListener(change, lookNow)
      socket.close()
    },
  }
}

interface Life {
  cursor: string | null
  isClosed: boolean
  isReached: boolean
  lookedAt: number
}

async function readOnce(life: Life, listener: LiveListener): Promise<void> {
  try {
    if (life.cursor === null) await readAll(life, listener)
    else await readNews(life, listener)
    life.isReached = true
  } catch (error) {
    const code = codeOf(error)
    if (life.isClosed) return
    if (code === 'signed-out') return listener.onSignedOut()
    // A cursor from before a restored backup: begin again, as after a fresh load.
    if (code === 'bad-cursor') life.cursor = null
    life.isReached = code !== null
  }
  life.lookedAt = performance.now()
}

async function readAll(life: Life, listener: LiveListener): Promise<void> {
  const snapshot = await readSnapshot()
  if (life.isClosed) return
  life.cursor = snapshot.cursor
  listener.onSnapshot(snapshot)
}

async function readNews(life: Life, listener: LiveListener): Promise<void> {
  for (let hasMore = true; hasMore && !life.isClosed && life.cursor !== null;) {
    const changes: Changes = await readChanges(life.cursor)
    if (life.isClosed) return
    life.cursor = changes.cursor
    listener.onChanges(changes)
    hasMore = changes.hasMore
  }
}

function hear(frame: unknown, listener: LiveListener, lookAgain: () => Promise<void>): void {
  const { success, data } = SocketFrame.safeParse(frame)
  if (!success) return
  switch (data.kind) {
    case 'look-again': return void lookAgain()
    case 'typing': return listener.onTyping(data.conversationId, data.agent.name)
    case 'shopper-typing': return listener.onTyping(data.conversationId, null)
    case 'signed-out': return listener.onSignedOut()
  }
}
