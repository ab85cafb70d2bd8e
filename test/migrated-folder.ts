import { fileURLToPath } from 'node:url'
import { openDatabase } from '../core/db/pool.ts'
import { cachedFolder } from './cache.ts'
import { keepRows } from './kept-rows.ts'

const sources = ['../core/db/migrations', '../node_modules/@electric-sql/pglite/package.json', 'kept-rows.ts'].map((path) => fileURLToPath(new URL(path, import.meta.url)))

/** A migrated PGlite folder to copy, with copies of its rows for suites to put back: making one takes four seconds, copying it a tenth of one. */
export function migratedFolder(): Promise<string> {
  return cachedFolder('pglite', sources, async (folder) => {
    const database = await openDatabase({ dataDir: folder })
    await keepRows(database, 'migrated')
    await database.close()
  })
}
