import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { OperatorError } from '../errors.ts'
import { lockFolder } from './folder-lock.ts'

const kept = 14

/** Writes a backup of the embedded database below `dataDir/backups` and keeps the newest fourteen. Resolves with its path. */
export async function backUp(dump: () => Promise<Uint8Array>, dataDir: string, now: number): Promise<string> {
  const folder = join(dataDir, 'backups')
  await mkdir(folder, { recursive: true })
  const path = join(folder, `${stamp(now)}.tar.gz`)
  // Written aside and renamed: half a backup never bears the name of one.
  await writeFile(`${path}.part`, await dump())
  await rename(`${path}.part`, path)
  const old = (await readdir(folder)).filter((name) => name.endsWith('.tar.gz')).sort().slice(0, -kept)
  await Promise.all(old.map((name) => rm(join(folder, name))))
  return path
}

/** Puts a backup in the place of the embedded database; what was there is kept beside it, under the path that is returned. Throws OperatorError when Baton is running. */
export async function restoreBackup(file: string, dataDir: string, now: number): Promise<string | null> {
  if (!existsSync(file)) throw new OperatorError(`There is no backup ${file}. Backups lie in ${join(dataDir, 'backups')}.`)
  await mkdir(dataDir, { recursive: true })
  const unlock = lockFolder(dataDir)
  const folder = join(dataDir, 'pglite')
  const fresh = `${folder}.restoring`
  try {
    await rm(fresh, { recursive: true, force: true })
    // Read only here: the embedded database itself runs in a thread.
    const { PGlite } = await import('@electric-sql/pglite')
    const database = new PGlite({ dataDir: fresh, loadDataDir: new Blob([await readFile(file)]) })
    await database.query('select count(*) from migration')
    await database.close()
    const aside = existsSync(folder) ? `${folder}.before-${stamp(now)}` : null
    if (aside) await rename(folder, aside)
    await rename(fresh, folder)
    return aside
  } finally {
    unlock()
  }
}

function stamp(now: number): string {
  return new Date(now).toISOString().replaceAll(/[:.]/g, '-')
}
