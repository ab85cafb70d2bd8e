// The one command that checks the work: `node test/run.ts check` (the fast part) or `node test/run.ts all`. The last line says how many passed and failed.
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cacheFolder } from './cache.ts'
import { prepareMachine } from './machine.ts'
import { checkSteps, testSteps, stopSteps, type Step, type StepEnd } from './steps.ts'

const say = (line: string): void => { process.stdout.write(`${line}\n`) }

async function run(what: string | undefined): Promise<number> {
  if (what !== 'check' && what !== 'all') {
    say('Type  npm run check  (the fast part) or  npm test  (everything).')
    return 2
  }
  if (what === 'all') prepareMachine(say)
  const startedAt = performance.now()
  const folder = makeTemporaryFolder()
  const clean = (): void => {
    stopSteps()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => { clean(); process.exit(130) })
  const ends: StepEnd[] = []
  try {
    const left = [...(what === 'check' ? checkSteps : testSteps)]
    await Promise.all([runNext(left, folder, ends), runNext(left, folder, ends)])
    showTables(folder)
  } finally {
    clean()
  }
  return report(ends, performance.now() - startedAt)
}

// Whatever the tests leave in the temporary folder goes with it.
function makeTemporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'baton-run-'))
  chmodSync(folder, 0o755) // PostgreSQL runs as another user and must get through
  // Where an app without a folder of its own looks for models that were trained before.
  mkdirSync(cacheFolder, { recursive: true })
  symlinkSync(cacheFolder, join(folder, 'baton'))
  return folder
}

/** Runs one step after the other until none is left. */
async function runNext(left: Step[], folder: string, ends: StepEnd[]): Promise<void> {
  for (let step = left.shift(); step; step = left.shift()) {
    const startedAt = performance.now()
    const end = await step.run(folder)
    ends.push(end)
    const sign = end.failed === 0 ? '✓' : '✗'
    const count = step.isCounted ? `  ${end.passed} passed${end.failed > 0 ? `, ${end.failed} failed` : ''}` : ''
    say(`${sign} ${step.name}${count}${end.note ? `  ${end.note}` : ''}  ${seconds(performance.now() - startedAt)}`)
    if (end.failed > 0 && end.output) say(indent(end.output))
  }
}

/** Tables that tests have written for people to read, such as the ledger of the crash points. */
function showTables(folder: string): void {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.table.txt'))) say(`\n${readFileSync(join(folder, name), 'utf8')}`)
}

function report(ends: StepEnd[], tookMs: number): number {
  const passed = ends.reduce((sum, end) => sum + end.passed, 0)
  const failed = ends.reduce((sum, end) => sum + end.failed, 0)
  say(`took ${seconds(tookMs)}`)
  say(`${passed} passed, ${failed} failed`)
  return failed > 0 || passed === 0 ? 1 : 0
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}

function indent(text: string): string {
  return text.trimEnd().split('\n').map((line) => `    ${line}`).join('\n')
}

try {
  process.exitCode = await run(process.argv[2])
} catch (error) {
  say(error instanceof Error ? error.message : String(error))
  say('0 passed, 1 failed')
  process.exitCode = 1
}
