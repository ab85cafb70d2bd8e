import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cacheFolder } from './cache.ts'
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
export const checkSteps: Step[] = [embedded, lint, unused]

/** `npm test`: the same and more, in the same manner. */
export const testSteps: Step[] = [embedded, tests('browser', ['e2e'], 1200), tests('faults', ['fault'], 900), tests('contract on PostgreSQL', ['postgres'], 1200), lint, unused]

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
