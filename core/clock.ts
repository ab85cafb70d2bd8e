/** The only source of the time. Pure functions take `now` as a parameter; rooms are opened with a clock. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() }

export interface FakeClock extends Clock {
  /** Moves the time forward by `ms`. */
  advance(ms: number): void
}

/** A clock for tests: stands still until it is told to move. */
export function fakeClock(start = Date.parse('2026-03-10T10:00:00Z')): FakeClock {
  let time = start
  return { now: () => time, advance: (ms) => { time += ms } }
}

/** Waits `ms` milliseconds, or until `signal` aborts; never throws. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal?.addEventListener('abort', done)
  })
}
