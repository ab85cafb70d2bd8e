import { sleep } from '../core/clock.ts'

/** Does it again until it works: a server that is being started answers nothing for some seconds. What is refused by name (4xx) is no use to try again. */
export async function untilDone<T>(work: () => Promise<T>, withinMs = 240_000): Promise<T> {
  for (const until = performance.now() + withinMs; ; await sleep(100)) {
    try {
      return await work()
    } catch (error) {
      const status = (error as { status?: number }).status ?? 503
      if ((status >= 400 && status < 500) || performance.now() > until) throw error
    }
  }
}

/** Waits until `isSo`; throws with what `instead` tells when it takes too long. */
export async function until(isSo: () => boolean | Promise<boolean>, { withinMs = 110_000, instead = () => '' }: { withinMs?: number; instead?: () => string } = {}): Promise<void> {
  for (const end = performance.now() + withinMs; ; await sleep(50)) {
    if (await isSo()) return
    if (performance.now() > end) throw new Error(`not so within ${withinMs} ms. ${instead()}`)
  }
}
