import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, inject } from 'vitest'
import { openPgliteHere } from '../core/db/pglite-here.ts'
import { openDatabase, type OpenedDatabase } from '../core/db/pool.ts'
import { putRowsBack, releaseMark, releaseTables, type Holding } from './kept-rows.ts'
import { migratedFolder } from './migrated-folder.ts'
import { createPostgresDatabase, dropPostgresDatabase } from './postgres.ts'

export type DatabaseName = 'pglite' | 'postgres'

/** Where a fresh, migrated database of this run lies, in the words of `openDatabase` and of `readConfig`. */
export interface DatabasePlace {
  dataDir: string
  url: string | undefined
  remove(): Promise<void>
}

/** The database of this run: `TEST_DATABASE`, set by the vitest project. */
export const databaseName: DatabaseName = process.env['TEST_DATABASE'] === 'postgres' ? 'postgres' : 'pglite'

/**
 * Runs a contract suite on the database of this run: the vitest projects embedded and postgres run the same files on one each.
 * `open` gives a database as after its migrations, closed and removed after the suite.
 */
export function eachDatabase(suite: (name: DatabaseName, open: () => Promise<OpenedDatabase>) => void): void {
  const opened: OpenedDatabase[] = []
  const open = async () => {
    const database = await openSuiteDatabase('migrated')
    opened.push(database)
    return database
  }
  describe(databaseName, () => {
    afterAll(async () => { await Promise.all(opened.splice(0).map((database) => database.close())) })
    suite(databaseName, open)
  })
}

/** A database for one suite, its own until closed. PGlite takes two seconds to open: it stays open for the next suite of this process, which finds nothing of this one. */
export async function openSuiteDatabase(holding: Holding): Promise<OpenedDatabase> {
  if (databaseName === 'postgres') return openOnServer(holding)
  const own = embedded.find(({ isLent }) => !isLent) ?? await openEmbedded()
  own.isLent = true
  const hasRelease = holding === 'started' && own.mark !== null && own.mark === await releaseMark(own.database)
  await putRowsBack(own.database, holding, hasRelease ? releaseTables : [])
  own.mark = holding === 'started' ? await releaseMark(own.database) : null
  return { ...own.database, close: async () => { own.isLent = false } }
}

/** A database for one suite, opened as the program opens its own: PGlite in a thread, reached through it. */
export async function openThreadedDatabase(): Promise<OpenedDatabase> {
  const place = await freshDatabase()
  const database = await openDatabase(place)
  const close = async () => {
    await database.close()
    await place.remove()
  }
  return { ...database, close }
}

/** A place for a database that a test opens itself, more than once: a copied folder on PGlite, a copied template on PostgreSQL. */
export async function freshDatabase(): Promise<DatabasePlace> {
  const dataDir = mkdtempSync(join(tmpdir(), 'baton-test-'))
  const removeFolder = () => { rmSync(dataDir, { recursive: true, force: true }) }
  if (databaseName === 'postgres') {
    const url = await createPostgresDatabase(inject('postgresUrl'), 'migrated')
    return { dataDir, url, remove: async () => { await dropPostgresDatabase(url); removeFolder() } }
  }
  cpSync(await migratedFolder(), dataDir, { recursive: true })
  return { dataDir, url: undefined, remove: async () => { removeFolder() } }
}

/** The embedded databases of this process; suites run one after the other, so one is enough unless a suite opens two. */
const embedded: Embedded[] = []

interface Embedded {
  database: OpenedDatabase
  isLent: boolean
  /** Of the release it was given with the shop, or null. */
  mark: string | null
}

// In this thread: of what a statement takes, waking another thread and being woken by it is the larger part. The thread is under test in `openThreadedDatabase`,
// in whatever opens a `freshDatabase`, and in the browser tests and faults, which run the whole program.
async function openEmbedded(): Promise<Embedded> {
  const dataDir = mkdtempSync(join(inject('suitesFolder'), 'database-'))
  cpSync(join(inject('pgliteFolder'), 'pglite'), join(dataDir, 'pglite'), { recursive: true })
  const own = { database: await openDatabase({ dataDir, openPglite: openPgliteHere }), isLent: true, mark: null }
  embedded.push(own)
  return own
}

async function openOnServer(holding: Holding): Promise<OpenedDatabase> {
  const url = await createPostgresDatabase(inject('postgresUrl'), holding)
  const database = await openDatabase({ url })
  const close = async () => {
    await database.close()
    await dropPostgresDatabase(url)
  }
  return { ...database, close }
}
