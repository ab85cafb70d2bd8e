import { EventEmitter } from 'node:events'
import { Worker } from 'node:worker_threads'
import { joined } from './joined.ts'
import type { Pglite } from './pglite-here.ts'

interface Answer {
  id: number
  bytes?: Uint8Array<ArrayBuffer>
  failure?: string
}

/** Opens PGlite on `dataDir` (a folder, or `memory://`) in a thread of its own and waits until it answers. */
export async function openPgliteThread(dataDir: string): Promise<Pglite> {
  const worker = new Worker(new URL('./pglite-worker.ts', import.meta.url), { workerData: { dataDir }, resourceLimits: { maxYoungGenerationSizeMb: 12 } })
  const waiting = new Map<number, { resolve(answer: Answer): void; reject(error: Error): void }>()
  let nextId = 1
  const expect = (id: number) => new Promise<Answer>((resolve, reject) => { waiting.set(id, { resolve, reject }) })
  const ask = (body: object, moved: ArrayBuffer[] = []): Promise<Answer> => {
    const id = nextId++
    const answer = expect(id)
    worker.postMessage({ id, ...body }, moved)
    return answer
  }
  worker.on('message', (answer: Answer) => {
    const one = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (answer.failure) one?.reject(new Error(`the embedded database failed: ${answer.failure}`))
    else one?.resolve(answer)
  })
  const failAll = (error: Error) => {
    for (const one of waiting.values()) one.reject(error)
    waiting.clear()
  }
  worker.on('error', failAll)
  worker.on('exit', (code) => { failAll(new Error(`the embedded database stopped (exit ${code})`)) })
  await expect(0)
  return {
    exchange: async (bytes) => (await ask({ bytes }, [bytes.buffer])).bytes!,
    dump: async () => (await ask({ ask: 'dump' })).bytes!,
    async close() {
      await ask({ ask: 'close' })
      await worker.terminate()
    },
  }
}

// AuthenticationOk and ReadyForQuery (PostgreSQL's documentation, "Message Formats"): there is one session, open already.
const welcome = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49])

/**
 * As much of a socket as pg's Connection asks for. Bytes go both ways as they are, so that each message is made and read once, by pg; what it writes for one
 * query (parse, bind, describe, execute, sync) travels as one.
 */
export function socketTo({ exchange }: Pglite) {
  let held: Uint8Array[] = []
  let isCorked = false
  const flush = () => {
    const bytes = joined(held)
    held = []
    if (bytes.length === 0) return
    exchange(bytes).then((answer) => { socket.emit('data', bufferOver(answer)) }, (error: unknown) => { socket.emit('error', error) })
  }
  const close = () => {
    socket.writable = false
    process.nextTick(() => { socket.emit('close') })
  }
  const write = (bytes: Uint8Array, then?: () => void) => {
    if (bytes[0] === 0) process.nextTick(() => { socket.emit('data', welcome) }) // the start of a session has no letter
    else if (bytes[0] !== 0x58) held.push(bytes) // X ends the session, which is the database's
    if (!isCorked) flush()
    if (then) process.nextTick(then)
    return true
  }
  const socket = Object.assign(new EventEmitter(), {
    writable: true,
    connect: () => { process.nextTick(() => { socket.emit('connect') }) },
    write,
    cork: () => { isCorked = true },
    uncork: () => { isCorked = false; flush() },
    end: close, destroy: close, setNoDelay: () => {}, ref: () => {}, unref: () => {},
  })
  return socket
}

function bufferOver({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength)
}
