import { spawn, spawnSync } from 'node:child_process'
import { chownSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { openDatabase } from '../core/db/pool.ts'
import { sleep } from '../core/clock.ts'
import { newId } from '../core/ids.ts'
import { keepRows, type Holding } from './kept-rows.ts'
import { postgresPrograms } from './machine.ts'
import { startedFolder, startShop } from './started-folder.ts'

/** A PostgreSQL of our own: own port, own temporary folder, gone when stopped. */
export interface PostgresServer {
  url(database: string): string
  /** Stops it at once, as a crash or an operator's restart would, and starts it again on the same port. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** The databases that tests' own are copied from, by what they hold. */
const templates: Record<Holding, string> = { migrated: 'baton_migrated', started: 'baton_started' }

/** Starts a PostgreSQL with template databases. It refuses to run as root, so root runs it as the `postgres` user. */
export async function startPostgres(): Promise<PostgresServer> {
  const programs = postgresPrograms()
  const owner = ownerOfServer()
  const root = mkdtempSync(join(tmpdir(), 'baton-postgres-'))
  const data = join(root, 'data')
  mkdirSync(data, { mode: 0o700 })
  if (owner.uid !== undefined) for (const folder of [root, data]) chownSync(folder, owner.uid, owner.gid!)
  const made = spawnSync(join(programs, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...owner, cwd: root, encoding: 'utf8', timeout: 60_000 })
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr || made.error?.message}`)
  const port = await freePort()
  const url = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`
  const start = () => startServer({ program: join(programs, 'postgres'), data, root, port, owner, url: url('postgres') })
  let server = await start()
  const stop = async () => {
    await server()
    rmSync(root, { recursive: true, force: true })
  }
  try {
    await makeTemplates(url)
  } catch (error) {
    await stop()
    throw error
  }
  const restart = async () => {
    await server()
    server = await start()
  }
  return { url, restart, stop }
}

async function makeTemplates(url: (database: string) => string): Promise<void> {
  await runOn(url('postgres'), `create database ${templates.migrated}`)
  const database = await openDatabase({ url: url(templates.migrated) })
  await keepRows(database, 'migrated')
  await database.close()
  await runOn(url('postgres'), `create database ${templates.started} template ${templates.migrated}`)
  const dataDir = mkdtempSync(join(tmpdir(), 'baton-first-start-'))
  cpSync(join(await startedFolder(), 'models'), join(dataDir, 'models'), { recursive: true })
  await (await startShop(dataDir, await openDatabase({ url: url(templates.started) }))).close()
  rmSync(dataDir, { recursive: true, force: true })
}

/** Makes a database on the server of this run, migrated or as after the first start, and returns its URL. Cheap: a copy of a template. */
export async function createPostgresDatabase(serverUrl: string, holding: Holding): Promise<string> {
  return copyPostgresDatabase(serverUrl, templates[holding])
}

/** A copy of a database to which nobody is connected, given by its name. */
export async function copyPostgresDatabase(serverUrl: string, template: string): Promise<string> {
  const name = `test_${newId().replaceAll('-', '')}`
  await runOn(serverUrl, `create database ${name} template ${template}`)
  return Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href
}

/** Drops a database of `createPostgresDatabase`, whoever is still connected. */
export async function dropPostgresDatabase(url: string): Promise<void> {
  const at = new URL(url)
  await runOn(Object.assign(new URL(url), { pathname: '/postgres' }).href, `drop database if exists ${at.pathname.slice(1)} with (force)`)
}

async function runOn(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

interface ServerPlace { program: string; data: string; root: string; port: number; owner: Owner; url: string }

/** Starts the server and waits until it answers; returns the function that stops it. */
async function startServer({ program, data, root, port, owner, url }: ServerPlace): Promise<() => Promise<void>> {
  // Tests want speed and may lose their data with the machine: no fsync.
  const settings = {
    listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: root, max_connections: '200',
    fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '64MB', logging_collector: 'off',
  }
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(program, ['-D', data, ...options], { ...owner, cwd: root, stdio: ['ignore', 'ignore', 'pipe'] })
  let log = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => { log = (log + text).slice(-4000) })
  const ended = new Promise<void>((resolve) => { child.once('close', () => { resolve() }) })
  // A test run that is killed must not leave the server behind.
  const onExit = () => { child.kill('SIGQUIT') }
  process.once('exit', onExit)
  const stop = async () => {
    process.off('exit', onExit)
    child.kill('SIGINT') // fast shutdown: clients are cut off (postgres(1))
    await ended
  }
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) throw new Error(`PostgreSQL did not start:\n${log}`)
    if (await runOn(url, 'select 1').then(() => true, () => false)) return stop
    await sleep(50)
  }
  await stop()
  throw new Error(`PostgreSQL did not answer within 15 s:\n${log}`)
}

interface Owner { uid?: number; gid?: number }

function ownerOfServer(): Owner {
  if (process.getuid?.() !== 0) return {}
  const line = readFileSync('/etc/passwd', 'utf8').split('\n').find((user) => user.startsWith('postgres:'))
  if (!line) throw new Error('PostgreSQL refuses to run as root, and there is no user named postgres to run it as')
  const [, , uid, gid] = line.split(':')
  return { uid: Number(uid), gid: Number(gid) }
}

/** A port of this machine that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => { resolve(port) })
    })
  })
}
