import { readdirSync, readFileSync } from 'node:fs'

// Linux counts a process's time in hundredths of a second (proc_pid_stat(5)); elsewhere these facts stay null.
const tickMs = 10

/** Milliseconds of processor time that a process, and with `family` its children too, have used; null where /proc is not there. */
export function cpuMsOf(pid: number, family = false): number | null {
  const own = statOf(String(pid))
  if (!own) return null
  const children = family ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(statOf).filter((one) => one?.parent === pid) : []
  return [own, ...children].reduce((sum, one) => sum + one!.ticks, 0) * tickMs
}

/** Resident memory of a process in MB; null where /proc is not there. */
export function rssMbOf(pid: number): number | null {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readOrNull(`/proc/${pid}/status`) ?? '')?.[1]
  return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024)
}

function statOf(pid: string): { parent: number; ticks: number } | null {
  const stat = readOrNull(`/proc/${pid}/stat`)
  if (stat === null) return null
  // The name in brackets may hold anything; after it: state, parent … utime and stime are fields 14 and 15, those of reaped children 16 and 17.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ').map(Number)
  return { parent: fields[1]!, ticks: fields.slice(11, 15).reduce((sum, one) => sum + one, 0) }
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
