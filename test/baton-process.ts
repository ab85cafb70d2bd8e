import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { sleep } from '../core/clock.ts'
import { freePort } from './postgres.ts'

/** A real Baton in a process of its own. */
export interface BatonProcess {
  url: string
  pid: number
  /** Everything it has printed so far. */
  output(): string
  /** The exit code, or the signal that ended it. */
  ended: Promise<number | string>
  hasEnded(): boolean
  /** Asks it to stop and waits. */
  stop(): Promise<void>
}

export interface BatonSettings {
  dataDir: string
  port?: number
  databaseUrl?: string | undefined
  environment?: Record<string, string>
  /** Started as an operator starts it: what is measured is what a shop would have. */
  asInShops?: boolean
}

const root = fileURLToPath(new URL('..', import.meta.url))
const running = new Set<ChildProcess>()
/** V8 would optimise PostgreSQL's parser, one function of 100 KB, within the first ten turns: a second and 600 MB for a process that lives no longer than that. */
const shortLife = ['--wasm-tiering-budget=2000000000']
process.once('exit', () => { for (const child of running) child.kill('SIGKILL') })

/** Starts `bot/launch.cjs` and waits until it is ready. Throws with what it printed when it ends before. */
export async function startBaton(settings: BatonSettings): Promise<BatonProcess> {
  const baton = await spawnBaton(settings)
  const isReady = () => fetch(`${baton.url}/ready`, { signal: AbortSignal.timeout(2000) }).then((answer) => answer.status === 200, () => false)
  for (const until = performance.now() + 270_000; performance.now() < until; await sleep(25)) {
    if (baton.hasEnded()) throw new Error(`Baton ended (${await baton.ended}) before it was ready:\n${baton.output()}`)
    if (await isReady()) return baton
  }
  await baton.stop()
  throw new Error(`Baton was not ready within 270 s:\n${baton.output()}`)
}

/** Starts `bot/launch.cjs` without waiting for anything. */
export async function spawnBaton({ dataDir, port = 0, databaseUrl, environment = {}, asInShops = false }: BatonSettings): Promise<BatonProcess> {
  const chosen = port || await freePort()
  const inherited = Object.fromEntries(['PATH', 'HOME', 'TMPDIR', 'LANG'].map((name) => [name, process.env[name]]))
  const child = spawn(process.execPath, [...(asInShops ? [] : shortLife), 'bot/launch.cjs'], {
    cwd: root, stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...inherited, NODE_ENV: 'development', PORT: String(chosen), BATON_DATA_DIR: dataDir, LOG_LEVEL: 'warn', ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}), ...environment },
  })
  running.add(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { output = (output + text).slice(-50_000) })
  const ended = new Promise<number | string>((resolve) => {
    child.once('close', (code, signal) => {
      running.delete(child)
      resolve(code ?? signal ?? 1)
    })
  })
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  const stop = async () => {
    if (!hasEnded()) child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), 10_000)
    await ended
    clearTimeout(late)
  }
  return { url: `http://127.0.0.1:${chosen}`, pid: child.pid!, output: () => output, ended, hasEnded, stop }
}
