import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seedDemoShop } from '../commerce/index.ts'
import { systemClock } from '../core/clock.ts'
import { openDatabase, type OpenedDatabase } from '../core/db/pool.ts'
import { addAgent } from '../handoff/index.ts'
import { copyPostgresDatabase, createPostgresDatabase, dropPostgresDatabase } from './postgres.ts'
import { startedFolder } from './started-folder.ts'

/** Where a Baton that is started for a test keeps its data. */
export interface ShopPlace {
  dataDir: string
  databaseUrl: string | undefined
  /** Opens its database, once no process holds the folder, runs `look` and closes it. */
  look<T>(look: (db: OpenedDatabase) => Promise<T>): Promise<T>
  remove(): Promise<void>
}

/** The password of every agent of `prepareShop`. */
export const password = 'correct-horse-battery'

/** A shop as after its first start, with orders dated around now and agents with a known password; on PGlite, or on a fresh database of a PostgreSQL server. */
export async function prepareShop(postgresServer?: string): Promise<ShopPlace> {
  const filled = await filledShop(postgresServer)
  const dataDir = mkdtempSync(join(tmpdir(), 'baton-shop-'))
  cpSync(filled.dataDir, dataDir, { recursive: true })
  const databaseUrl = filled.databaseUrl && await copyPostgresDatabase(postgresServer!, new URL(filled.databaseUrl).pathname.slice(1))
  const remove = async () => {
    if (databaseUrl) await dropPostgresDatabase(databaseUrl)
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
  }
  return { dataDir, databaseUrl, look: lookInto({ dataDir, url: databaseUrl }), remove }
}

function lookInto(place: { dataDir: string; url: string | undefined }): ShopPlace['look'] {
  return async (look) => {
    const db = await openDatabase(place)
    try {
      return await look(db)
    } finally {
      await db.close()
    }
  }
}

interface Filled { dataDir: string; databaseUrl: string | undefined }

/** What is copied for every shop of this process, by server: filling one takes PGlite a second, and hashing passwords is meant to be slow. */
const filledShops = new Map<string, Promise<Filled>>()

function filledShop(postgresServer?: string): Promise<Filled> {
  const known = filledShops.get(postgresServer ?? '') ?? fillOne(postgresServer)
  filledShops.set(postgresServer ?? '', known)
  return known
}

async function fillOne(postgresServer?: string): Promise<Filled> {
  const dataDir = mkdtempSync(join(tmpdir(), 'baton-filled-'))
  process.once('exit', () => { rmSync(dataDir, { recursive: true, force: true }) })
  const started = await startedFolder()
  const databaseUrl = postgresServer ? await createPostgresDatabase(postgresServer, 'started') : undefined
  cpSync(databaseUrl ? join(started, 'models') : started, databaseUrl ? join(dataDir, 'models') : dataDir, { recursive: true })
  await lookInto({ dataDir, url: databaseUrl })(fillShop)
  return { dataDir, databaseUrl }
}

async function fillShop(db: OpenedDatabase): Promise<void> {
  const { rows } = await db.query<{ tablename: string }>(`select tablename from pg_tables where schemaname = 'public' and tablename like 'shop%'`)
  await db.query(`truncate ${rows.map(({ tablename }) => tablename).join(', ')}, agent cascade`)
  const now = systemClock.now()
  await seedDemoShop(db, now)
  for (const [name, languages] of [['Lee', ['en', 'zh']], ['Mei', ['zh', 'en']], ['Omar', ['en']]] as const) {
    await addAgent(db, { name, email: `${name.toLowerCase()}@test.example`, password, role: name === 'Lee' ? 'lead' : 'agent', languages: [...languages] }, now)
  }
}
