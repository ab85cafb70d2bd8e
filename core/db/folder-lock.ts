import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { OperatorError } from '../errors.ts'

/** Takes `folder` for this process; PGlite takes no lock of its own, and two processes on one folder lose data silently. Returns the release. */
export function lockFolder(folder: string): () => void {
  const path = join(folder, 'baton.lock')
  if (!tryLock(path)) {
    const holder = Number(readFileSync(path, 'utf8').split(' ')[0])
    if (isAlive(holder, path)) {
      throw new OperatorError(
        `Another Baton (process ${holder}) is using the data folder ${folder}. Stop it first, or start this one with another BATON_DATA_DIR, `
        + 'or give both the same PostgreSQL by DATABASE_URL.',
      )
    }
    rmSync(path, { force: true })
    if (!tryLock(path)) throw new OperatorError(`Another Baton has just taken the data folder ${folder}. Stop it first.`)
  }
  let isHeld = true
  return () => {
    if (isHeld) rmSync(path, { force: true })
    isHeld = false
  }
}

function tryLock(path: string): boolean {
  try {
    const file = openSync(path, 'wx')
    writeSync(file, `${process.pid} ${startOf(process.pid)}`)
    closeSync(file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

// A process id is used again after a crash or a reboot: the start time tells whether it is the same process.
function isAlive(pid: number, path: string): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  const recorded = readFileSync(path, 'utf8').split(' ')[1] ?? ''
  return recorded === '' || recorded === startOf(pid)
}

function startOf(pid: number): string {
  try {
    // Field 22 of /proc/<pid>/stat, counted after the command name, which may hold spaces (proc(5)).
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19] ?? ''
  } catch {
    return '' // not Linux: the process id alone has to do
  }
}
