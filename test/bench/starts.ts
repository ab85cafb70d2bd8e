import { sleep } from '../../core/clock.ts'
import { spawnBaton, type BatonProcess, type BatonSettings } from '../baton-process.ts'

const patienceMs = 180_000

/** Starts Baton and measures the time from the start of its process until `/health` answers. */
export async function timedStart(settings: BatonSettings): Promise<{ baton: BatonProcess; startMs: number }> {
  const startedAt = performance.now()
  const baton = await spawnBaton(settings)
  while (!await isHealthy(baton.url)) {
    if (baton.hasEnded()) throw new Error(`Baton ended before it was healthy:\n${baton.output()}`)
    if (performance.now() - startedAt > patienceMs) {
      await baton.stop()
      throw new Error(`Baton was not healthy within ${patienceMs / 1000} s:\n${baton.output()}`)
    }
    await sleep(10)
  }
  return { baton, startMs: Math.round(performance.now() - startedAt) }
}

function isHealthy(url: string): Promise<boolean> {
  return fetch(`${url}/health`, { signal: AbortSignal.timeout(2_000) }).then(({ ok }) => ok, () => false)
}
