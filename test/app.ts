import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openApp, type App, type Overrides } from '../bot/app.ts'
import { seedAgents } from '../bot/first-start.ts'
import { fakeClock, type Clock } from '../core/clock.ts'
import { readConfig } from '../core/config.ts'
import { silentLog } from '../core/log.ts'
import { cachedFolder, cacheFolder, removeOldFiles } from './cache.ts'
import { freshDatabase } from './databases.ts'
import { openFakeChannel, type FakeChannel } from './fake-channel.ts'

/** A clock that stands still, is moved forward, and is put back for the next test. */
interface TestClock extends Clock {
  advance(ms: number): void
  reset(): void
}

export interface TestApp {
  app: App
  clock: TestClock
  channel: FakeChannel
  /** The folder of its data, gone when closed. */
  dataDir: string
  close(): Promise<void>
}

const sources = ['core', 'commerce', 'nlp-models', 'handoff', 'bot/app.ts'].map((path) => fileURLToPath(new URL(`../${path}`, import.meta.url)))

/** Settings of a test: nothing of the machine's environment gets in. */
function testConfig(dataDir: string, more: Record<string, string | undefined> = {}) {
  return readConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent', BATON_DATA_DIR: dataDir, PORT: '0', BACKUP_EVERY_HOURS: '0', ...more })
}

/** The data folder of a shop that has been started once: schema, demo shop, demo agents and the first release. Made once a run, then copied. */
export function startedFolder(): Promise<string> {
  return cachedFolder('started', sources, async (folder) => {
    // Models are kept apart: Baton knows by itself from which content and engine each was trained.
    const models = join(cacheFolder, 'models')
    mkdirSync(models, { recursive: true })
    removeOldFiles(models)
    cpSync(models, join(folder, 'models'), { recursive: true, preserveTimestamps: true })
    const app = await openApp(testConfig(folder), { clock: fakeClock(), log: silentLog, hasWorkers: false })
    await seedAgents(app)
    await app.close()
    cpSync(join(folder, 'models'), models, { recursive: true, preserveTimestamps: true })
  })
}

/** Opens the real app in this process, on a fresh database of this run: real dialogs, real content; the clock and the channel are ours. */
export async function openTestApp(overrides: Overrides = {}, settings: Record<string, string> = {}): Promise<TestApp> {
  const clock = openTestClock()
  const channel = openFakeChannel()
  const place = await freshDatabase()
  const started = await startedFolder()
  if (place.url) cpSync(join(started, 'models'), join(place.dataDir, 'models'), { recursive: true })
  else cpSync(started, place.dataDir, { recursive: true, force: true })
  const app = await openApp(testConfig(place.dataDir, { DATABASE_URL: place.url, ...settings }), { clock, log: silentLog, hasWorkers: false, channels: () => [channel], ...overrides })
  if (place.url) await seedAgents(app)
  const close = async () => {
    await app.close()
    await place.remove()
  }
  return { app, clock, channel, dataDir: place.dataDir, close }
}

function openTestClock(): TestClock {
  let time = fakeClock()
  return { now: () => time.now(), advance: (ms) => { time.advance(ms) }, reset: () => { time = fakeClock() } }
}

/** Runs everything that is due, until nothing moves any more. */
export async function settle({ app, channel }: Pick<TestApp, 'app' | 'channel'>): Promise<void> {
  let before = -1
  while (before !== channel.heard.length) {
    before = channel.heard.length
    await app.turns.idle()
    await app.sweep()
    await app.turns.idle()
  }
}
