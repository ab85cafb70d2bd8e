import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openApp, type App, type Overrides } from '../bot/app.ts'
import { fakeClock, type Clock } from '../core/clock.ts'
import { silentLog } from '../core/log.ts'
import { openSuiteDatabase } from './databases.ts'
import { openFakeChannel, type FakeChannel } from './fake-channel.ts'
import { bringSmallModels } from './small-content.ts'
import { startedFolder, testConfig } from './started-folder.ts'

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

/** Opens the real app in this process, on a database of its own as after the first start: real dialogs, real content; the clock and the channel are ours. */
export async function openTestApp(overrides: Overrides = {}, settings: Record<string, string> = {}): Promise<TestApp> {
  const clock = openTestClock()
  const channel = openFakeChannel()
  const dataDir = mkdtempSync(join(tmpdir(), 'baton-test-'))
  if (overrides.contentDir) await bringSmallModels(dataDir)
  else cpSync(join(await startedFolder(), 'models'), join(dataDir, 'models'), { recursive: true })
  const db = await openSuiteDatabase('started')
  const app = await openApp(testConfig(dataDir, settings), { db, clock, log: silentLog, hasWorkers: false, channels: () => [channel], ...overrides })
  const close = async () => {
    await app.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
  return { app, clock, channel, dataDir, close }
}

function openTestClock(): TestClock {
  let time = fakeClock()
  return { now: () => time.now(), advance: (ms) => { time.advance(ms) }, reset: () => { time = fakeClock() } }
}

/** Runs everything that is due, until nothing moves any more. */
export async function settle({ app, channel }: Pick<TestApp, 'app' | 'channel'>): Promise<void> {
  await app.turns.idle()
  let before: number
  do {
    before = channel.heard.length
    await app.sweep()
    await app.turns.idle()
  } while (before !== channel.heard.length)
}
