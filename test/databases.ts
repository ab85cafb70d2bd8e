import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, inject } from 'vitest'
import { openDatabase, type OpenedDatabase } from '../core/db/pool.ts'
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
 * Runs a contract suite on the database of this run: the vitest projects contract-pglite and contract-postgres run the same files on one each.
 * `open` gives a fresh, migrated database, closed and removed after the suite.
 */
export function eachDatabase(suite: (name: DatabaseName, open: () => Promise<OpenedDatabase>) => void): void {
  const opened: (() => Promise<void>)[] = []
  const open = async () => {
    const place = await freshDatabase()
    const database = await openDatabase(place)
    opened.push(async () => {
      await database.close()
      await place.remove()
    })
    return database
  }
  describe(databaseName, () => {
    afterAll(async () => { await Promise.all(opened.splice(0).map((close) => close())) })
    suite(databaseName, open)
  })
}

/** A fresh, migrated database for whoever opens it: a copied folder on PGlite, a copied template on PostgreSQL. */
export async function freshDatabase(): Promise<DatabasePlace> {
  const dataDir = mkdtempSync(join(tmpdir(), 'baton-test-'))
  const removeFolder = () => { rmSync(dataDir, { recursive: true, force: true }) }
  if (databaseName === 'postgres') {
    const url = await createPostgresDatabase(inject('postgresUrl'))
    return { dataDir, url, remove: async () => { await dropPostgresDatabase(url); removeFolder() } }
  }
  cpSync(await migratedFolder(), dataDir, { recursive: true })
  return { dataDir, url: undefined, remove: async () => { removeFolder() } }
}
