// The worker thread in which PGlite runs: in the main one it would block the event loop for as long as a query runs.
import { parentPort, workerData } from 'node:worker_threads'
import { openPgliteHere } from './pglite-here.ts'

const port = parentPort!
const opening = openPgliteHere((workerData as { dataDir: string }).dataDir)

opening.then(
  () => { port.postMessage({ id: 0 }) },
  (error: unknown) => { port.postMessage({ id: 0, failure: String(error) }) },
)

interface Ask { id: number; bytes?: Uint8Array<ArrayBuffer>; ask?: 'close' | 'dump' }

port.on('message', (asked: Ask) => {
  answer(asked).then(
    (bytes) => { port.postMessage({ id: asked.id, bytes }, [bytes.buffer]) },
    (error: unknown) => { port.postMessage({ id: asked.id, failure: String(error) }) },
  )
})

async function answer({ bytes, ask }: Ask): Promise<Uint8Array<ArrayBuffer>> {
  const database = await opening
  if (ask === 'dump') return database.dump()
  if (ask !== 'close') return database.exchange(bytes!)
  await database.close()
  return new Uint8Array()
}
