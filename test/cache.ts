import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sleep } from '../core/clock.ts'

/** Kept between runs, inside what `npm install` makes: a fresh clone begins anew. */
export const cacheFolder = fileURLToPath(new URL('../node_modules/.cache/baton', import.meta.url))

/**
 * A folder that is dear to make, made once and kept by `name` and by the contents of `sources` (files or folders). Who asks while another process makes it
 * waits for that one. Older ones of the same name are removed.
 */
export async function cachedFolder(name: string, sources: string[], make: (folder: string) => Promise<void>): Promise<string> {
  const path = join(cacheFolder, `${name}-${fingerprint(sources)}`)
  if (existsSync(path)) return path
  mkdirSync(cacheFolder, { recursive: true })
  const lock = `${path}.maker`
  while (!takeLock(lock)) await sleep(100)
  try {
    if (!existsSync(path)) await makeInto(path, make)
  } finally {
    rmSync(lock, { force: true })
  }
  removeOlder(name, path)
  return path
}

async function makeInto(path: string, make: (folder: string) => Promise<void>): Promise<void> {
  const draft = mkdtempSync(join(cacheFolder, 'draft-'))
  await make(draft)
  renameSync(draft, path)
}

/** True when this process holds the lock now. One whose process has died binds nobody. */
function takeLock(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch {
    if (!isHeld(lock)) rmSync(lock, { force: true })
    return false
  }
}

function isHeld(lock: string): boolean {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0)
    return true
  } catch (error) {
    // Gone meanwhile, or its process is; what has been made and not yet written to belongs to somebody.
    return madeAt(lock) > Date.now() - 1000 || (error as { code?: string }).code === 'EPERM'
  }
}

/** Removes the files of a folder that are older than a day. */
export function removeOldFiles(folder: string): void {
  const dayAgo = Date.now() - 24 * 3_600_000
  for (const name of readdirSync(folder)) if (madeAt(join(folder, name)) < dayAgo) rmSync(join(folder, name), { force: true })
}

/** SHA-256 of the names and bytes of all files under `sources`, shortened; folders and files that are not `isRead` are passed over. */
export function fingerprint(sources: string[], isRead: (path: string) => boolean = () => true): string {
  const hash = createHash('sha256')
  for (const source of sources) addTo(hash, source, isRead)
  return hash.digest('hex').slice(0, 16)
}

function addTo(hash: ReturnType<typeof createHash>, path: string, isRead: (path: string) => boolean): void {
  if (!statSync(path).isDirectory()) {
    hash.update(path).update('\0').update(readFileSync(path))
    return
  }
  for (const entry of readdirSync(path).toSorted().filter((name) => isRead(join(path, name)))) addTo(hash, join(path, entry), isRead)
}

// Some grace: another run beside this one, on other sources, may still be using its own.
function removeOlder(name: string, current: string): void {
  const before = Date.now() - 20 * 60_000
  for (const entry of readdirSync(cacheFolder)) {
    const path = join(cacheFolder, entry)
    const isOlder = entry.startsWith(`${name}-`) && path !== current
    if ((isOlder || entry.startsWith('draft-')) && madeAt(path) < before) rmSync(path, { recursive: true, force: true })
  }
}

function madeAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity
}
