// How fast turns are, beside an empty botbuilder bot in the same run: npm run bench [-- --quick] [-- --json]
// A turn is measured from the message posted until its first reply arrives. Everything runs on loopback; nothing is left behind.
import { randomBytes } from 'node:crypto'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { BatonProcess } from '../baton-process.ts'
import { cacheFolder } from '../cache.ts'
import type { Contender } from './contender.ts'
import { startDurablePostgres } from './durable-postgres.ts'
import { startEcho } from './echo-process.ts'
import { mediansOf, ratiosOf } from './figures.ts'
import { openLoadConnector } from './over-bot-framework.ts'
import { openDirectLineShopper } from './over-direct-line.ts'
import { rssMbOf } from './process-facts.ts'
import { questions } from './questions.ts'
import { loadNow, machineFacts, tableOf, type Report } from './report.ts'
import { plans, runRounds, type Plan } from './rounds.ts'
import { timedStart } from './starts.ts'

const { values } = parseArgs({ options: { json: { type: 'boolean' }, quick: { type: 'boolean' } } })
const say = (line: string): void => { process.stderr.write(`${line}\n`) }
const directLineSecret = randomBytes(24).toString('base64url')
// As an operator has it: one log line a turn.
const environment = { LOG_LEVEL: 'info', BACKUP_EVERY_HOURS: '0', DIRECT_LINE_SECRET: directLineSecret }

/** What stops or removes something that was begun; run in reverse order. */
type Undo = () => Promise<void> | void

async function bench(plan: Plan, undo: Undo[]): Promise<Report> {
  const machine = machineFacts()
  const folder = mkdtempSync(join(tmpdir(), 'baton-bench-'))
  undo.push(() => { rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) })
  chmodSync(folder, 0o755) // PostgreSQL runs as another user and must get through
  const { pglite, firstStartMs, coldStartMs } = await startOnPglite(join(folder, 'embedded'), undo)
  const postgres = await startOnPostgres(folder, undo)
  const echo = await startEcho()
  undo.push(echo.stop)
  const connector = await openLoadConnector()
  undo.push(connector.close)
  say(`measuring: ${plan.rounds} × (echo, PGlite, PostgreSQL, Direct Line) …`)
  const overBotFramework = (contender: Contender) => ({ contender, open: () => connector.shopperAt(contender.url) })
  const samples = await runRounds({
    echo: overBotFramework(echo), pglite: overBotFramework(pglite), postgres: overBotFramework(postgres),
    directLine: { contender: postgres, open: () => openDirectLineShopper(postgres.url, directLineSecret) },
  }, questions(), plan)
  return {
    echo: mediansOf(samples.echo), pglite: { ...mediansOf(samples.pglite), ...ratiosOf(samples.pglite, samples.echo) },
    postgres: { ...mediansOf(samples.postgres), ...ratiosOf(samples.postgres, samples.echo) }, directLine: mediansOf(samples.directLine),
    coldStartMs, firstStartMs, rssMb: rssMbOf(pglite.pid), rssMbOnPostgres: rssMbOf(postgres.pid), machine: { ...machine, loadAfter: loadNow() },
  }
}

async function startOnPglite(dataDir: string, undo: Undo[]): Promise<{ pglite: Contender; firstStartMs: number | null; coldStartMs: number }> {
  const isTrained = values.quick === true && takeTestModels(dataDir)
  say(isTrained ? 'first start, with the models of the tests …' : 'first start, with training …')
  const first = await timedStart({ dataDir, environment })
  await first.baton.stop()
  say('second start …')
  const second = await timedStart({ dataDir, environment })
  undo.push(second.baton.stop)
  return { pglite: contenderOf('pglite', second.baton), firstStartMs: isTrained ? null : first.startMs, coldStartMs: second.startMs }
}

/** Training is most of the first start: a short run does without it where the tests have trained already. */
function takeTestModels(dataDir: string): boolean {
  const models = join(cacheFolder, 'models')
  if (!existsSync(models)) return false
  cpSync(models, join(dataDir, 'models'), { recursive: true })
  return true
}

async function startOnPostgres(folder: string, undo: Undo[]): Promise<Contender> {
  say('PostgreSQL …')
  const server = await startDurablePostgres(join(folder, 'postgres'))
  undo.push(server.stop)
  const dataDir = join(folder, 'beside-postgres')
  mkdirSync(dataDir)
  // Trained models are the same on both.
  cpSync(join(folder, 'embedded', 'models'), join(dataDir, 'models'), { recursive: true })
  const { baton } = await timedStart({ dataDir, databaseUrl: server.url, environment })
  undo.push(baton.stop)
  return { ...contenderOf('postgres', baton), databasePid: server.pid }
}

function contenderOf(name: string, { url, pid, stop }: BatonProcess): Contender {
  return { name, url, pid, stop }
}

async function main(): Promise<void> {
  const undo: Undo[] = []
  const clean = async () => {
    for (const one of undo.splice(0).reverse()) await one()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => { void clean().finally(() => { process.exit(130) }) })
  try {
    const report = await bench(values.quick ? plans.quick : plans.whole, undo)
    process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : `\n${tableOf(report)}\n`)
  } finally {
    await clean()
  }
}

await main()
