import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { PoolClient } from 'pg'

const folder = join(import.meta.dirname, 'migrations')

/** Applies the migrations that this database has not seen, each once, in the order of their numbers; replicas starting together wait for one another. */
export async function migrate(client: PoolClient): Promise<void> {
  if (await isUpToDate(client)) return
  const { runner } = await import('node-pg-migrate')
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

/** At nearly every start there is nothing to do, and seeing that takes node-pg-migrate half a second: it asks PostgreSQL's views of itself, which the embedded database compiles its largest function for. */
async function isUpToDate(client: PoolClient): Promise<boolean> {
  const { rows: [found] } = await client.query<{ is_there: boolean }>(`select to_regclass('public.migration') is not null as is_there`)
  if (!found!.is_there) return false
  const { rows } = await client.query<{ name: string }>('select name from public.migration')
  const applied = new Set(rows.map(({ name }) => name))
  return readdirSync(folder).filter((file) => file.endsWith('.sql')).every((file) => applied.has(file.replace(/\.sql$/, '')))
}
