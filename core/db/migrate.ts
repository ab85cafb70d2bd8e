import { fileURLToPath } from 'node:url'
import { runner } from 'node-pg-migrate'
import type { PoolClient } from 'pg'

const folder = fileURLToPath(new URL('./migrations', import.meta.url))

/** Applies the migrations that this database has not seen, each once, in the order of their numbers; replicas starting together wait for one another. */
export async function migrate(client: PoolClient): Promise<void> {
  // node-pg-migrate's own lock gives up at once; ours waits.
  await client.query('select pg_advisory_lock(7220117)')
  try {
    await runner({
      dbClient: client, dir: folder, direction: 'up', migrationsTable: 'migration', noLock: true, checkOrder: false, log: () => {},
    })
  } finally {
    await client.query('select pg_advisory_unlock(7220117)')
  }
}
