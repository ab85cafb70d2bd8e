import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openApp, type App } from '../bot/app.ts'
import { seedAgents } from '../bot/first-start.ts'
import { fakeClock } from '../core/clock.ts'
import { readConfig } from '../core/config.ts'
import type { Db } from '../core/db/db.ts'
import { openDatabase, type OpenedDatabase } from '../core/db/pool.ts'
import { silentLog } from '../core/log.ts'
import { cachedFolder, cacheFolder, removeOldFiles } from './cache.ts'
import { keepRows } from './kept-rows.ts'
import { migratedFolder } from './migrated-folder.ts'

const sources = ['core/db', 'core/conversation/personal.ts', 'core/auth.ts', 'commerce', 'nlp-models', 'handoff/people', 'bot/app.ts', 'bot/first-start.ts', 'test/kept-rows.ts', 'test/started-folder.ts'].map((path) => fileURLToPath(new URL(`../${path}`, import.meta.url)))

/** Settings of a test: nothing of the machine's environment gets in. */
export function testConfig(dataDir: string, more: Record<string, string | undefined> = {}) {
  return readConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent', BATON_DATA_DIR: dataDir, PORT: '0', BACKUP_EVERY_HOURS: '0', ...more })
}

/**
 * The data folder of a shop that has been started once: schema, demo shop, demo agents and the first release, with copies of the rows for suites to put
 * back. Made once a run, then copied.
 */
export function startedFolder(): Promise<string> {
  return cachedFolder('started', sources, async (folder) => {
    // Models are kept apart: Baton knows by itself from which content and engine each was trained.
    const models = join(cacheFolder, 'models')
    mkdirSync(models, { recursive: true })
    removeOldFiles(models)
    cpSync(models, join(folder, 'models'), { recursive: true, preserveTimestamps: true })
    cpSync(await migratedFolder(), folder, { recursive: true })
    const db = await openDatabase({ dataDir: folder })
    const app = await startShop(folder, db)
    await keepRows(db, 'started')
    cpSync(join(folder, 'models'), models, { recursive: true, preserveTimestamps: true })
    await removeModelsNotIn(db, join(folder, 'models'))
    await app.close()
  })
}

/** The first start: demo shop, demo agents, first release. */
export async function startShop(dataDir: string, db: OpenedDatabase): Promise<App> {
  const app = await openApp(testConfig(dataDir), { db, clock: fakeClock(), log: silentLog, hasWorkers: false })
  await seedAgents(app)
  return app
}

// What is copied for every app that a test opens should hold what it serves and no more: its models, and from which lessons they were trained.
async function removeModelsNotIn(db: Db, folder: string): Promise<void> {
  const { rows } = await db.query<{ sha256: string }>('select sha256 from release_model')
  const served = new Set(rows.map(({ sha256 }) => `${sha256}.model`))
  for (const name of readdirSync(folder)) if (name.endsWith('.model') && !served.has(name)) rmSync(join(folder, name))
}
