import { sleep } from '../core/clock.ts'
import { errorLine } from '../core/errors.ts'
import type { Log } from '../core/log.ts'

/** One kind of background work: looked for again and again, on every replica; leases keep two from doing the same. */
export interface Job {
  name: string
  everyMs: number
  run(): Promise<void>
}

/** Runs jobs until closed: each by itself, never two runs of one job at once, and a failure is logged and tried again next time. */
export function openWorkers(jobs: Job[], log: Log): { close(): Promise<void> } {
  const stop = new AbortController()
  const loops = jobs.map((job) => repeat(job, log, stop.signal))
  return {
    async close() {
      stop.abort()
      await Promise.all(loops)
    },
  }
}

async function repeat(job: Job, log: Log, signal: AbortSignal): Promise<void> {
  let failures = 0
  while (!signal.aborted) {
    try {
      await job.run()
      failures = 0
    } catch (error) {
      failures += 1
      const fields = { job: job.name, failures, why: errorLine(error) }
      if (failures >= 5) log.error(fields, 'a background job keeps failing: is the database there?')
      else log.warn(fields, 'a background job failed and is tried again')
    }
    await sleep(job.everyMs * Math.min(2 ** failures, 16), signal)
  }
}
