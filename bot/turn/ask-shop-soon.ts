import { sleep } from '../../core/clock.ts'
import { errorLine } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'

const patienceMs = 500

/** What the shop answers within half a second, or undefined: what is asked here a person can do without, and is asked for all the same. `missing` says in the log what they do without. */
export async function askShopSoon<T>(log: Log, ask: () => Promise<T>, missing: string): Promise<T | undefined> {
  const given = new AbortController()
  try {
    return await Promise.race([ask(), sleep(patienceMs, given.signal).then(() => undefined)])
  } catch (error) {
    log.warn({ why: errorLine(error) }, missing)
    return undefined
  } finally {
    given.abort()
  }
}
