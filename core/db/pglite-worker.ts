// The worker thread in which PGlite runs: in-thread it would block the event loop for as long as a query runs.
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'

const port = parentPort!
const database = new PGlite({ dataDir: (workerData as { dataDir: string }).dataDir })

database.waitReady.then(
  () => { port.postMessage({ id: 0 }) },
  (error: unknown) => { port.postMessage({ id: 0, failure: String(error) }) },
)

port.on('message', async ({ id, bytes, ask }: { id: number; bytes?: Uint8Array; ask?: 'close' | 'dump' }) => {
  try {
    if (ask === 'close') {
      await database.close()
      return port.postMessage({ id })
    }
    if (ask === 'dump') {
      const file = await database.dumpDataDir('gzip')
      return port.postMessage({ id, dump: new Uint8Array(await file.arrayBuffer()) })
    }
    const messages = await database.execProtocolStream(bytes!, { throwOnError: false })
    port.postMessage({ id, messages: messages.map(plain) })
  } catch (error) {
    port.postMessage({ id, failure: String(error) })
  }
})

// An Error loses its fields in a structured clone; pg needs code, detail, constraint and the rest.
function plain(message: object): object {
  return message instanceof Error ? { ...message, name: 'error', message: message.message } : message
}
