import { PGlite } from '@electric-sql/pglite'
import { joined } from './joined.ts'

/** PostgreSQL in WebAssembly: one session, open from the beginning. */
export interface Pglite {
  /** Hands PostgreSQL messages of its protocol and gives back its own, unread. */
  exchange(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>
  /** A gzip tar of the data folder: the backup. */
  dump(): Promise<Uint8Array<ArrayBuffer>>
  close(): Promise<void>
}

/** Opens PGlite on `dataDir` (a folder, or `memory://`) in this thread, whose event loop stands still while a query runs, and waits until it answers. */
export async function openPgliteHere(dataDir: string): Promise<Pglite> {
  // PostgreSQL's own cache, which would otherwise grow to 128 MB with the data: the machine's holds the files anyway.
  const startParams = [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB']
  const database = new PGlite({ dataDir, startParams })
  await database.waitReady
  return {
    async exchange(bytes) {
      const parts: Uint8Array[] = []
      // What is handed over lies in PostgreSQL's own memory, and is written over next time.
      await database.execProtocolRawStream(bytes, { onRawData: (part) => { parts.push(new Uint8Array(part)) } })
      return joined(parts)
    },
    async dump() {
      const file = await database.dumpDataDir('gzip')
      return new Uint8Array(await file.arrayBuffer())
    },
    close: () => database.close(),
  }
}
