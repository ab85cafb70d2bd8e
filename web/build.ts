import { createHash } from 'node:crypto'
import { readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

const webFolder = import.meta.dirname
const projectFolder = join(webFolder, '..')
const distFolder = join(webFolder, 'dist')
const markFile = join(distFolder, 'built-from.txt')
/** Besides web/: what the pages import or what decides how they come out. */
const outsideSources = ['package-lock.json', 'core/contract.ts', 'commerce/contract.ts', 'handoff/contract.ts', 'nlp-models/contract.ts']

/**
 * Builds the pages into web/dist when their sources differ from what is there (or `force`); else does nothing.
 * The finished folder is moved into place at once, so that several processes may call it together.
 */
export async function buildWeb({ force = false, say = sayOnStderr }: { force?: boolean; say?: (line: string) => void } = {}): Promise<void> {
  const hash = await hashOfSources()
  if (!force && (await builtFrom()) === hash) return
  say('Building the pages (only after a change) …')
  const started = performance.now()
  const { build } = await import('vite')
  const { viteConfig } = await import('./vite.config.ts')
  const fresh = join(webFolder, `dist-${process.pid}`)
  try {
    await asProduction(() => build(viteConfig(fresh)))
    await writeFile(join(fresh, 'built-from.txt'), hash)
    await moveIntoPlace(fresh)
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
  say(`Pages built in ${((performance.now() - started) / 1000).toFixed(1)} s.`)
}

// Vite goes by NODE_ENV where it is set: pages built by a process that runs in development would hold React's development build, twice as heavy and slower.
async function asProduction(build: () => Promise<unknown>): Promise<void> {
  const before = process.env['NODE_ENV']
  process.env['NODE_ENV'] = 'production'
  try {
    await build()
  } finally {
    if (before === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = before
  }
}

function sayOnStderr(line: string): void {
  process.stderr.write(`${line}\n`)
}

async function builtFrom(): Promise<string | null> {
  return readFile(markFile, 'utf8').catch(() => null)
}

async function moveIntoPlace(fresh: string): Promise<void> {
  const old = `${fresh}-old`
  await rename(distFolder, old).catch(ignoreMissing)
  // Another process may have put its own there in between: it is the same build, so ours is dropped.
  await rename(fresh, distFolder).catch(ignoreOccupied)
  await rm(old, { recursive: true, force: true })
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}

function ignoreOccupied(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
}

async function hashOfSources(): Promise<string> {
  const names = await readdir(webFolder, { recursive: true, withFileTypes: true })
  const own = names
    .filter((entry) => entry.isFile())
    .map((entry) => relative(projectFolder, join(entry.parentPath, entry.name)))
    .filter((path) => !path.startsWith(join('web', 'dist')))
  const hash = createHash('sha256')
  for (const path of [...own, ...outsideSources].toSorted()) {
    const bytes = await readFile(join(projectFolder, path)).catch(() => null)
    if (bytes) hash.update(`${path.split(sep).join('/')}\0${bytes.length}\0`).update(bytes)
  }
  return hash.digest('hex')
}
