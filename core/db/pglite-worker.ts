// The worker thread in which PGlite runs: in-thread it would block the event loop for as long as a query runs.
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'

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
    (given) => { port.postMessage({ id: asked.id, ...given }) },
    (error: unknown) => { port.postMessage({ id: asked.id, failure: String(error) }) },
  )
})

async function answer({ bytes, ask }: Ask): Promise<{ dump?: Uint8Array; messages?: object[] }> {
  if (ask === 'close') {
    await database.close()
    return {}
  }
  if (ask === 'dump') {
    const file = await database.dumpDataDir('gzip')
    return { dump: new Uint8Array(await file.arrayBuffer()) }
  }
  const messages = await database.execProtocolStream(bytes!, { throwOnError: false })
  return { messages: messages.map(plain) }
}

// An Error loses its fields in a structured clone; pg needs code, detail, constraint and the rest.
function plain(message: object): object {
  return message instanceof Error ? { ...message, name: 'error', message: message.message } : message
}
