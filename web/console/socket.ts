export interface SocketListener {
  onOpen(isOpen: boolean): void
  /** One frame, as JSON gave it. */
  onFrame(frame: unknown): void
}

const firstWaitMs = 1000
const longestWaitMs = 30_000

/** A WebSocket that opens itself again, ever less often, until it is closed. */
export function openSocket(path: string, listener: SocketListener): { close(): void } {
  const life = { isClosed: false, waitMs: firstWaitMs, socket: null as WebSocket | null, timer: undefined as ReturnType<typeof setTimeout> | undefined }
  const again = () => {
    if (life.isClosed) return
    listener.onOpen(false)
    // Many consoles lose a restarted server at once: they come back spread out.
    life.timer = setTimeout(open, life.waitMs * (0.5 + Math.random()))
    life.waitMs = Math.min(life.waitMs * 2, longestWaitMs)
  }
  const open = () => {
    const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}${path}`)
    life.socket = socket
    socket.onopen = () => {
      life.waitMs = firstWaitMs
      listener.onOpen(true)
    }
    socket.onmessage = ({ data }) => listener.onFrame(frameOf(data))
    socket.onclose = again
  }
  const hurry = () => {
    if (life.isClosed || life.socket?.readyState !== WebSocket.CLOSED) return
    clearTimeout(life.timer)
    life.waitMs = firstWaitMs
    open()
  }
  window.addEventListener('online', hurry)
  open()
  return {
    close: () => {
      life.isClosed = true
      clearTimeout(life.timer)
      window.removeEventListener('online', hurry)
      life.socket?.close()
    },
  }
}

function frameOf(data: unknown): unknown {
  try {
    return typeof data === 'string' ? JSON.parse(data) : null
  } catch {
    return null
  }
}
