import { Worker } from 'node:worker_threads'
import type { PGlite } from '@electric-sql/pglite'

/** PGlite in a worker thread, in the shape that `@electric-sql/pglite/node-postgres` takes. */
export interface PgliteThread {
  /** Hand this to `createPgConfig`. */
  asPglite: PGlite
  /** A gzip tar of the data folder: the backup. */
  dump(): Promise<Uint8Array>
  close(): Promise<void>
}

interface Answer {
  id: number
  messages?: { name: string; message?: string }[]
  dump?: Uint8Array
  failure?: string
}

/** Starts the worker on `dataDir` (a folder, or `memory://`) and waits until the database answers. */
export async function openPgliteThread(dataDir: string): Promise<PgliteThread> {
  const worker = new Worker(new URL('./pglite-worker.ts', import.meta.url), { workerData: { dataDir }, resourceLimits: { maxYoungGenerationSizeMb: 12 } })
  const waiting = new Map<number, { resolve(answer: Answer): void; reject(error: Error): void }>()
  let nextId = 1
  const expect = (id: number) => new Promise<Answer>((resolve, reject) => { waiting.set(id, { resolve, reject }) })
  const ask = (body: object): Promise<Answer> => {
    const id = nextId++
    const answer = expect(id)
    worker.postMessage({ id, ...body })
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
  const pglite = { waitReady: Promise.resolve(), execProtocolStream: inBatches(ask) }
  return {
    asPglite: pglite as unknown as PGlite,
    dump: async () => (await ask({ ask: 'dump' })).dump!,
    async close() {
      await ask({ ask: 'close' })
      await worker.terminate()
    },
  }
}

/** Sends what pg writes for one query (parse, bind, describe, execute, sync) as one message to the thread: five trips become one. */
function inBatches(ask: (body: object) => Promise<Answer>) {
  let held: Uint8Array[] = []
  return async (bytes: Uint8Array) => {
    held.push(bytes)
    const kind = String.fromCharCode(bytes[0]!)
    if (kind === 'P' || kind === 'B' || kind === 'D' || kind === 'E') return []
    const whole = Buffer.concat(held)
    held = []
    const { messages = [] } = await ask({ bytes: whole })
    return messages.map((message) => (message.name === 'error' ? Object.assign(new Error(message.message), message) : message))
  }
}
