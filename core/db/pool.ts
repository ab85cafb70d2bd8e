import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Pool } from 'pg'
import type { PoolClient } from 'pg'
import { sha256 } from '../ids.ts'
import { migrate } from './migrate.ts'
import { lockFolder } from './folder-lock.ts'
import { openPgliteThread, socketTo } from './pglite.ts'
import type { Pglite } from './pglite-here.ts'
import { tidyOne } from './tidy.ts'
import type { Database, Db, Rows } from './db.ts'

export interface DatabaseOptions {
  /** PostgreSQL ≥ 15; without it PGlite in `dataDir` is used. */
  url?: string | undefined
  /** Folder of the embedded database, made when missing; `memory://` for tests. */
  dataDir?: string
  /** How the embedded database is opened: by default in a thread of its own, so that its queries leave the event loop alone. */
  openPglite?: (dataDir: string) => Promise<Pglite>
  /** Connections of the pool on PostgreSQL. */
  poolSize?: number
  onPoolError?: (error: Error) => void
}

export interface OpenedDatabase extends Database {
  /** The embedded database's data folder as a gzip tar; null on PostgreSQL, which has better tools. */
  dump: (() => Promise<Uint8Array>) | null
  /** Clears what was done long ago out of one table of the embedded database; null on PostgreSQL, which does so by itself. */
  tidy: (() => Promise<void>) | null
}

/** Opens one pg.Pool on either database and brings the schema up to date. Throws OperatorError when another process holds the folder. */
export async function openDatabase(options: DatabaseOptions): Promise<OpenedDatabase> {
  return options.url ? openPostgres(options.url, options) : openEmbedded(options.dataDir ?? 'memory://', options.openPglite ?? openPgliteThread)
}

async function openPostgres(url: string, options: DatabaseOptions): Promise<OpenedDatabase> {
  const pool = new Pool({ connectionString: url, max: options.poolSize ?? 10, connectionTimeoutMillis: 10_000, idleTimeoutMillis: 60_000 })
  // Without a listener a restart of PostgreSQL ends the process.
  pool.on('error', options.onPoolError ?? (() => {}))
  await withClient(pool, migrate)
  return { ...onPool(pool), kind: 'postgres', dump: null, tidy: null, close: () => pool.end() }
}

async function openEmbedded(dataDir: string, openPglite: (dataDir: string) => Promise<Pglite>): Promise<OpenedDatabase> {
  const isFolder = !dataDir.startsWith('memory://')
  if (isFolder) mkdirSync(dataDir, { recursive: true })
  const unlock = isFolder ? lockFolder(dataDir) : () => {}
  try {
    const pglite = await openPglite(isFolder ? join(dataDir, 'pglite') : dataDir)
    // One session only: a second client asked for inside a transaction would wait for ever without the time-out.
    const pool = new Pool({ stream: () => socketTo(pglite), ssl: false, user: 'postgres', database: 'postgres', max: 1, connectionTimeoutMillis: 20_000, idleTimeoutMillis: 0 } as never)
    pool.on('error', () => {})
    await withClient(pool, migrate)
    const close = async () => {
      await pool.end()
      await pglite.close()
      unlock()
    }
    const base = onPool(pool)
    return { ...base, kind: 'pglite', dump: pglite.dump, tidy: async () => { await tidyOne(base) }, close }
  } catch (error) {
    unlock()
    throw error
  }
}

function onPool(pool: Pool): Pick<Database, 'query' | 'transaction'> {
  return {
    query: <R>(text: string, values?: unknown[]) => run<R>(pool, text, values),
    transaction: (work) => withClient(pool, async (client) => {
      const tx: Db = { query: <R>(text: string, values?: unknown[]) => run<R>(client, text, values) }
      await client.query('begin')
      try {
        const answer = await work(tx)
        await client.query('commit')
        return answer
      } catch (error) {
        await client.query('rollback')
        throw error
      }
    }),
  }
}

async function run<R>(target: Pool | PoolClient, text: string, values?: unknown[]): Promise<Rows<R>> {
  const { rows, rowCount } = await target.query(values ? { name: nameOf(text), text, values } : text)
  return { rows: rows as R[], rowCount: rowCount ?? 0 }
}

// Statements with parameters are prepared once a connection: parsing and planning a turn's statements costs more than running them.
// The texts are constants of our code, so the map stays small.
const names = new Map<string, string>()

function nameOf(text: string): string {
  const known = names.get(text)
  if (known) return known
  const name = `s${sha256(text).slice(0, 20)}`
  names.set(text, name)
  return name
}

async function withClient<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  const onError = (error: Error) => { broken = error }
  client.on('error', onError)
  try {
    return await work(client)
  } finally {
    client.off('error', onError)
    client.release(broken)
  }
}
