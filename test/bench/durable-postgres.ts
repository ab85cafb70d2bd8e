import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { chownSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { sleep } from '../../core/clock.ts'
import { postgresPrograms } from '../machine.ts'
import { freePort } from '../postgres.ts'

/** A PostgreSQL that keeps its promises. */
export interface DurablePostgres {
  url: string
  pid: number
  stop(): Promise<void>
}

/** Starts a PostgreSQL as a shop would run it, as shipped: fsync, full page writes and synchronous commit are on (those of the tests switch them off). */
export async function startDurablePostgres(folder: string): Promise<DurablePostgres> {
  const programs = postgresPrograms()
  const owner = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {}
  const data = join(folder, 'data')
  mkdirSync(data, { recursive: true, mode: 0o700 })
  if (owner.uid !== undefined) for (const path of [folder, data]) chownSync(path, owner.uid, owner.gid)
  const made = spawnSync(join(programs, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C'], { ...owner, cwd: folder, encoding: 'utf8', timeout: 120_000 })
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr || made.error?.message}`)
  const port = await freePort()
  const child = spawn(join(programs, 'postgres'), ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder], { ...owner, cwd: folder, stdio: 'ignore' })
  const ended = new Promise<void>((resolve) => { child.once('close', () => { resolve() }) })
  // A bench that is killed must not leave the server behind.
  const onExit = () => { child.kill('SIGQUIT') }
  process.once('exit', onExit)
  const stop = async () => {
    process.off('exit', onExit)
    child.kill('SIGINT') // fast shutdown: clients are cut off (postgres(1))
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  for (let tries = 0; tries < 300 && child.exitCode === null; tries++) {
    if (spawnSync(join(programs, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)]).status === 0) {
      return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, pid: child.pid!, stop }
    }
    await sleep(50)
  }
  await stop()
  throw new Error('PostgreSQL did not start')
}

// PostgreSQL refuses to run as root.
function idOf(option: '-u' | '-g'): number {
  return Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8' }))
}
