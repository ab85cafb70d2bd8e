// How the desk does under load: npm run -s bench -- desk [--quick] [--json]
import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '../../core/clock.ts'
import { openDatabase, type OpenedDatabase } from '../../core/db/pool.ts'
import type { Actor } from '../../handoff/index.ts'
import { browserOf } from '../contract/desk-browser.ts'
import { openBrowser } from '../e2e/browser.ts'
import { hireAgents } from './desk-agents.ts'
import { measureClaims, type ClaimRounds } from './desk-claims.ts'
import { openBareConsole, type DeskAsker } from './desk-console.ts'
import { growDesk, measureList, readingOfList } from './desk-list.ts'
import { measureReconnect } from './desk-reconnect.ts'
import { measureReplies } from './desk-replies.ts'
import type { DeskReport, HandoffCpu } from './desk-report.ts'
import { measureScreen, openScreen } from './desk-screen.ts'
import { startDurablePostgres, type DurablePostgres } from './durable-postgres.ts'
import { rounded } from './figures.ts'
import { cpuMsOf } from './process-facts.ts'
import { loadNow, machineFacts } from './report.ts'
import { takeTestModels, timedStart } from './starts.ts'
import type { Bench } from './undo.ts'

export interface DeskPlan {
  claims: ClaimRounds
  consoles: number
  handoffs: number
  replies: number
  /** Loads of the list at each size. */
  loads: number
  waiting: number
  closed: number
  events: number
  tries: number
}

/** The whole stays under ten minutes on two cores that have nothing else to do. */
export const deskPlans: Record<'whole' | 'quick', DeskPlan> = {
  whole: { claims: { rivals: 100, claims: 600, rounds: 5 }, consoles: 50, handoffs: 80, replies: 150, loads: 60, waiting: 100_000, closed: 1_000_000, events: 1000, tries: 5 },
  quick: { claims: { rivals: 100, claims: 300, rounds: 1 }, consoles: 50, handoffs: 15, replies: 30, loads: 20, waiting: 20_000, closed: 50_000, events: 1000, tries: 2 },
}

/** Everything of the desk in one run on a PostgreSQL that keeps its promises: claims on a database of their own, the rest at a running Baton with its consoles connected. */
export async function benchDesk(plan: DeskPlan, { folder, undo, say }: Bench): Promise<DeskReport> {
  const machine = machineFacts()
  const server = await startDurablePostgres(join(folder, 'postgres'))
  undo.push(server.stop)
  say('claims …')
  const claims = await onDatabase(server.url, 'claims', (db) => measureClaims(db, plan.claims))
  const desk = await openDesk(server, plan.consoles, { folder, undo, say })
  const measured = await measureDesk(desk, plan, say)
  return { ...claims, ...measured, closedConversations: plan.closed, missedEvents: plan.events, consoles: plan.consoles, machine: { ...machine, loadAfter: loadNow() } }
}

interface OpenDesk {
  batonPid: number
  databasePid: number
  db: OpenedDatabase
  secret: string
  agents: Actor[]
  askers: DeskAsker[]
  undo: Bench['undo']
}

async function measureDesk({ db, secret, agents, askers, undo, ...pids }: OpenDesk, plan: DeskPlan, say: Bench['say']) {
  const [seen, ...others] = askers as [DeskAsker, ...DeskAsker[]]
  const browser = await openBrowser()
  undo.push(() => browser.close())
  say(`${others.length} consoles, and one in Chromium …`)
  const lines = await Promise.all(others.map(openBareConsole))
  undo.push(() => { for (const close of lines) close() })
  await growDesk(db, 10, 0)
  const waiting10 = await measureList(seen, plan.loads)
  const screen = await openScreen(browser, seen)
  say(`${plan.handoffs} handoffs …`)
  const cpuBefore = cpuOf(pids)
  const { talks, ...painted } = await measureScreen(screen, seen, { secret, handoffs: plan.handoffs, pauseMs: 600 })
  const handoffCpuMs = cpuBetween(cpuBefore, cpuOf(pids), plan.handoffs)
  say(`p50 ${painted.handoffToScreenP50Ms} ms, p99 ${painted.handoffToScreenP99Ms} ms, processor ${JSON.stringify(handoffCpuMs)}; ${plan.replies} replies …`)
  const replies = await measureReplies(others[0]!, talks.slice(0, 20), { replies: plan.replies, pauseMs: 150 })
  for (const { shopper } of talks) shopper.leave()
  say(`p99 ${replies.replyToShopperP99Ms} ms; ${plan.events} events …`)
  const reconnectMs = await measureReconnect(db, seen, agents, plan)
  await browser.close()
  // One console stays: with nobody there who waits would be given up after a while.
  for (const close of lines.slice(1)) close()
  await growDesk(db, 1000, 0)
  const waiting1000 = await measureList(seen, plan.loads)
  const small = await readingOfList(db, agents[0]!.team)
  say(`${plan.waiting} waiting and ${plan.closed} closed conversations …`)
  const startedAt = performance.now()
  await growDesk(db, plan.waiting - 1000, plan.closed)
  const growS = rounded((performance.now() - startedAt) / 1000)
  say(`made in ${growS} s`)
  const waiting100000 = await measureList(seen, plan.loads)
  const large = await readingOfList(db, agents[0]!.team)
  return {
    ...painted, handoffCpuMs, ...replies, reconnectMs, queueListMs: { waiting10, waiting1000, waiting100000 }, queueListStatements: large.statements,
    queueListRows: { waiting1000: small.rows, waiting100000: large.rows }, growS, consoleGzipKb: screen.consoleGzipKb,
  }
}

async function openDesk(server: DurablePostgres, consoles: number, { folder, undo, say }: Bench): Promise<OpenDesk> {
  const dataDir = join(folder, 'desk')
  mkdirSync(dataDir)
  say(takeTestModels(dataDir) ? 'a desk, with the models of the tests …' : 'a desk, with training …')
  const { databaseUrl, db } = await freshDatabase(server.url, 'desk')
  undo.push(db.close)
  const secret = randomBytes(24).toString('base64url')
  const { baton } = await timedStart({ dataDir, databaseUrl, environment: { LOG_LEVEL: 'info', BACKUP_EVERY_HOURS: '0', DIRECT_LINE_SECRET: secret } })
  undo.push(baton.stop)
  const agents = await hireAgents(db, consoles)
  const askers = await Promise.all(agents.map(async ({ id }) => ({ url: baton.url, session: await browserOf(db, id, systemClock.now()) })))
  return { db, secret, agents, askers, undo, batonPid: baton.pid, databasePid: server.pid }
}

function cpuOf({ batonPid, databasePid }: Pick<OpenDesk, 'batonPid' | 'databasePid'>): HandoffCpu {
  return { baton: cpuMsOf(batonPid), database: cpuMsOf(databasePid, true) }
}

function cpuBetween(before: HandoffCpu, after: HandoffCpu, count: number): HandoffCpu {
  const each = (from: number | null, to: number | null) => (from === null || to === null ? null : rounded((to - from) / count))
  return { baton: each(before.baton, after.baton), database: each(before.database, after.database) }
}

async function onDatabase<T>(serverUrl: string, name: string, work: (db: OpenedDatabase) => Promise<T>): Promise<T> {
  const { db } = await freshDatabase(serverUrl, name)
  try {
    return await work(db)
  } finally {
    await db.close()
  }
}

async function freshDatabase(serverUrl: string, name: string): Promise<{ databaseUrl: string; db: OpenedDatabase }> {
  const server = await openDatabase({ url: serverUrl })
  await server.query(`create database ${name}`)
  await server.close()
  const databaseUrl = Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href
  return { databaseUrl, db: await openDatabase({ url: databaseUrl, poolSize: 20 }) }
}
