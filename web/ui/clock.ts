import { useSyncExternalStore } from 'react'

/** The pages' only source of the time: milliseconds since 1970. */
export function now(): number {
  return Date.now()
}

const everyMs = 5000
const readers = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let shown = now()

/** The time, moving every five seconds: one timer for all that show a duration. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => shown)
}

function subscribe(reader: () => void): () => void {
  readers.add(reader)
  if (readers.size === 1) shown = now()
  timer ??= setInterval(tick, everyMs)
  return () => {
    readers.delete(reader)
    if (readers.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

function tick(): void {
  shown = now()
  for (const reader of readers) reader()
}
