// The worker thread in which PGlite runs: in-thread it would block the event loop for as long as a query runs.
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { joined } from './joined.ts'

const port = parentPort!
// PostgreSQL's own cache, which would otherwise grow to 128 MB with the data: the machine's holds the files anyway.
const startParams = [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB']
const database = new PGlite({ dataDir: (workerData as { dataDir: string }).dataDir, startParams })

database.waitReady.then(
  () => { port.postMessage({ id: 0 }) },
  (error: unknown) => { port.postMessage({ id: 0, failure: String(error) }) },
)

interface Ask { id: number; bytes?: Uint8Array; ask?: 'close' | 'dump' }

port.on('message', (asked: Ask) => {
  answer(asked).then(
    (bytes) => { port.postMessage({ id: asked.id, bytes }, [bytes.buffer]) },
    (error: unknown) => { port.postMessage({ id: asked.id, failure: String(error) }) },
  )
})

async function answer({ bytes, ask }: Ask): Promise<Uint8Array<ArrayBuffer>> {
  if (ask === 'close') {
    await database.close()
    return new Uint8Array()
  }
  if (ask === 'dump') {
    const file = await database.dumpDataDir('gzip')
    return new Uint8Array(await file.arrayBuffer())
  }
  return exchange(bytes!)
}

/** Hands PostgreSQL the messages of its protocol and gives back its own, unread. */
async function exchange(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = []
  // What is handed over lies in PostgreSQL's own memory, and is written over next time.
  await database.execProtocolRawStream(bytes, { onRawData: (part) => { parts.push(new Uint8Array(part)) } })
  return joined(parts)
}
