// npm run bench [-- --quick] [-- --json]       how fast turns are, beside an empty botbuilder bot in the same run
// npm run bench -- desk [--quick] [--json]     how the desk does under load (desk-bench.ts)
// A turn is measured from the message posted until its first reply arrives. Everything runs on loopback; nothing is left behind.
import { randomBytes } from 'node:crypto'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { BatonProcess } from '../baton-process.ts'
import type { Contender } from './contender.ts'
import { benchDesk, deskPlans } from './desk-bench.ts'
import { deskTableOf } from './desk-report.ts'
import { startDurablePostgres } from './durable-postgres.ts'
import { startEcho } from './echo-process.ts'
import { mediansOf, ratiosOf } from './figures.ts'
import { openLoadConnector } from './over-bot-framework.ts'
import { openDirectLineShopper } from './over-direct-line.ts'
import { rssMbOf } from './process-facts.ts'
import { questions } from './questions.ts'
import { loadNow, machineFacts, tableOf, type Report } from './report.ts'
import { plans, runRounds, type Plan } from './rounds.ts'
import { takeTestModels, timedStart } from './starts.ts'
import type { Bench, Undo } from './undo.ts'

const USE = 'npm run bench [-- desk] [-- --quick] [-- --json]\n'
const { values, positionals } = optionsGiven()
const say = (line: string): void => { process.stderr.write(`${line}\n`) }
const directLineSecret = randomBytes(24).toString('base64url')
// As an operator has it: one log line a turn.
const environment = { LOG_LEVEL: 'info', BACKUP_EVERY_HOURS: '0', DIRECT_LINE_SECRET: directLineSecret }

function optionsGiven() {
  try {
    const given = parseArgs({ options: { json: { type: 'boolean' }, quick: { type: 'boolean' } }, allowPositionals: true })
    if (given.positionals.every((one) => one === 'desk')) return given
  } catch {
    // An option there is none of: and then instead we say which there are.
  }
  process.stderr.write(USE)
  process.exit(2)
}

async function benchTurns(plan: Plan, { folder, undo }: Bench): Promise<Report> {
  const machine = machineFacts()
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

function makeFolder(undo: Undo[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'baton-bench-'))
  undo.push(() => { rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) })
  chmodSync(folder, 0o755) // PostgreSQL runs as another user and must get through
  return folder
}

async function main(): Promise<void> {
  const undo: Undo[] = []
  const clean = async () => {
    for (const one of undo.splice(0).reverse()) await one()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => { void clean().finally(() => { process.exit(130) }) })
  try {
    const speed = values.quick ? 'quick' : 'whole'
    const place: Bench = { folder: makeFolder(undo), undo, say }
    const [report, table] = await (positionals[0] === 'desk'
      ? benchDesk(deskPlans[speed], place).then((one) => [one, deskTableOf(one)] as const)
      : benchTurns(plans[speed], place).then((one) => [one, tableOf(one)] as const))
    process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : `\n${table}\n`)
  } finally {
    await clean()
  }
}

await main()
