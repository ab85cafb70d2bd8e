import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Kept between runs, inside what `npm install` makes: a fresh clone begins anew. */
export const cacheFolder = fileURLToPath(new URL('../node_modules/.cache/baton', import.meta.url))

/**
 * A folder that is dear to make, made once and kept by `name` and by the contents of `sources` (files or folders). Test files running beside one another
 * may both make it; one of them wins. Older ones of the same name are removed.
 */
export async function cachedFolder(name: string, sources: string[], make: (folder: string) => Promise<void>): Promise<string> {
  const path = join(cacheFolder, `${name}-${fingerprint(sources)}`)
  if (existsSync(path)) return path
  mkdirSync(cacheFolder, { recursive: true })
  const draft = mkdtempSync(join(cacheFolder, 'draft-'))
  await make(draft)
  try {
    renameSync(draft, path)
  } catch {
    // Somebody was faster: theirs is as good as ours.
    rmSync(draft, { recursive: true, force: true })
  }
  removeOlder(name, path)
  return path
}

/** Removes the files of a folder that are older than a day. */
export function removeOldFiles(folder: string): void {
  const dayAgo = Date.now() - 24 * 3_600_000
  for (const name of readdirSync(folder)) if (madeAt(join(folder, name)) < dayAgo) rmSync(join(folder, name), { force: true })
}

/** SHA-256 of the names and bytes of all files under `sources`, shortened. */
function fingerprint(sources: string[]): string {
  const hash = createHash('sha256')
  for (const source of sources) addTo(hash, source)
  return hash.digest('hex').slice(0, 16)
}

function addTo(hash: ReturnType<typeof createHash>, path: string): void {
  if (!statSync(path).isDirectory()) {
    hash.update(path).update('\0').update(readFileSync(path))
    return
  }
  for (const entry of readdirSync(path).toSorted()) addTo(hash, join(path, entry))
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
