import { cpSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { sleep } from '../../core/clock.ts'
import { cacheFolder } from '../cache.ts'
import { spawnBaton, type BatonProcess, type BatonSettings } from '../baton-process.ts'

const patienceMs = 180_000

/** Starts Baton and measures the time from the start of its process until `/health` answers. */
export async function timedStart(settings: BatonSettings): Promise<{ baton: BatonProcess; startMs: number }> {
  const startedAt = performance.now()
  const baton = await spawnBaton({ ...settings, asInShops: true })
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

/** Training is most of the first start: what is not about it does without where the tests have trained already. False when they have not. */
export function takeTestModels(dataDir: string): boolean {
  const models = join(cacheFolder, 'models')
  if (!existsSync(models)) return false
  cpSync(models, join(dataDir, 'models'), { recursive: true })
  return true
}

function isHealthy(url: string): Promise<boolean> {
  return fetch(`${url}/health`, { signal: AbortSignal.timeout(2_000) }).then(({ ok }) => ok, () => false)
}
