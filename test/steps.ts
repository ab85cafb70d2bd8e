import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cacheFolder, fingerprint } from './cache.ts'
import { tallyVitest, type Tally } from './tally.ts'

/** One thing that is checked: a program that says yes or no, or many tests that are counted. */
export interface Step {
  name: string
  /** Whether it counts tests of its own; else it is one. */
  isCounted: boolean
  run(temporaryFolder: string): Promise<StepEnd>
}

/** What came of it; `output` is what to read when something failed. */
export interface StepEnd extends Tally {
  output: string
  /** What else is to be said of it, beside its name. */
  note?: string
}

const root = fileURLToPath(new URL('..', import.meta.url))
const bin = (name: string) => join(root, 'node_modules', name)
const running = new Set<ChildProcess>()
/** What one process has compiled, and read of TypeScript, the next finds there. */
const alike = { NO_COLOR: '1', FORCE_COLOR: '0', NODE_COMPILE_CACHE: join(cacheFolder, 'compiled') }

// The linter knows the types anyway, so it says what the compiler would say.
// Its type checker is written in Go and lives for seconds: collecting garbage only when memory is short saves a third of its time (https://go.dev/doc/gc-guide).
const lint = program('types and lint', [bin('oxlint/bin/oxlint'), '--type-check', '--deny-warnings', '-f', 'unix'], { GOGC: 'off', GOMEMLIMIT: '2GiB' })
const unused = program('unused code', [bin('knip/bin/knip.js'), '--no-progress'])

const embedded = tests('arrows, unit, transcripts, contract on PGlite', ['embedded'], 1500)

/** `npm run check`. Two steps run at a time, one for each of two cores; the longest stand first, so that both end together. */
export const checkSteps: Step[] = [embedded, whenChanged(lint), whenChanged(unused)]

/** `npm test`: the same and more, in the same manner. */
export const testSteps: Step[] = [embedded, tests('browser', ['e2e'], 1200), tests('faults', ['fault'], 900), tests('contract on PostgreSQL', ['postgres'], 1200), lint, unused]

/**
 * The step, done again only when a file that it reads has changed since it said yes: what a compiler's incremental build is for one file, for all of them. `npm test`
 * does it always.
 */
function whenChanged(step: Step): Step {
  const mark = join(cacheFolder, `passed-${step.name.replaceAll(' ', '-')}`)
  return {
    ...step,
    async run(folder) {
      const print = fingerprint(readBySteps(), isReadBySteps)
      if (existsSync(mark) && readFileSync(mark, 'utf8') === print) return { passed: 1, failed: 0, output: '', note: 'nothing changed since it passed' }
      const end = await step.run(folder)
      mkdirSync(cacheFolder, { recursive: true })
      if (end.failed === 0) writeFileSync(mark, print)
      return end
    },
  }
}

/** The rooms, the settings, and which packages are installed. */
function readBySteps(): string[] {
  const settings = ['tsconfig.json', '.oxlintrc.json', 'knip.json', 'package.json', 'vitest.config.ts', 'node_modules/.package-lock.json']
  const { include } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')) as { include: string[] }
  return [...settings, ...include].map((path) => join(root, path))
}

// A name without an ending is a folder's. Pages, plays and tables are nothing to a compiler.
function isReadBySteps(path: string): boolean {
  const name = basename(path)
  return !name.startsWith('dist') && (!name.includes('.') || /\.(?:tsx?|[cm]?js|json|css|html)$/.test(name))
}

/** Ends every step that still runs, with all its children. */
export function stopSteps(): void {
  for (const child of running) killGroup(child)
}

function program(name: string, args: string[], environment: Record<string, string> = {}): Step {
  return {
    name, isCounted: false,
    async run(folder) {
      const { code, output } = await runNode(args, { folder, limitSeconds: 180, environment })
      return code === 0 ? { passed: 1, failed: 0, output } : { passed: 0, failed: 1, output }
    },
  }
}

function tests(name: string, projects: string[], limitSeconds: number): Step {
  return {
    name, isCounted: true,
    async run(folder) {
      const report = join(folder, `${projects[0]}.json`)
      const args = [bin('vitest/vitest.mjs'), 'run', ...projects.map((project) => `--project=${project}`), '--reporter=minimal', '--reporter=json', `--outputFile.json=${report}`]
      const { code, output } = await runNode(args, { folder, limitSeconds })
      return { ...tallyVitest(existsSync(report) ? report : null, code), output }
    },
  }
}

async function runNode(args: string[], { folder, limitSeconds, environment = {} }: { folder: string; limitSeconds: number; environment?: Record<string, string> }): Promise<{ code: number; output: string }> {
  // A group of its own, so that workers, databases and browsers end with it.
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...alike, ...environment, TMPDIR: folder }, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  running.add(child)
  let output = ''
  const keep = (text: string) => { output = (output + text).slice(-200_000) }
  child.stdout.setEncoding('utf8').on('data', keep)
  child.stderr.setEncoding('utf8').on('data', keep)
  const timer = setTimeout(() => {
    keep(`\nstopped: not done within ${limitSeconds} s`)
    killGroup(child)
  }, limitSeconds * 1000)
  const code = await new Promise<number>((resolve) => {
    child.once('error', (error) => { keep(error.message); resolve(1) })
    child.once('exit', (exit) => { resolve(exit ?? 1) })
  })
  clearTimeout(timer)
  killGroup(child)
  running.delete(child)
  return { code, output }
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // nothing of the group is left
  }
}
