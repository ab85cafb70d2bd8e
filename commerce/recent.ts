import type { Clock } from '../core/clock.ts'

/** A read whose last answer serves again for a while. */
export interface Recent<T> {
  get(): Promise<T>
  /** The next `get` reads anew. */
  forget(): void
}

/** Lets the answer of `read` serve for `ms`, to all who ask. A failure serves nobody else. Only for what the shop tells everybody, and what nobody changes in place. */
export function openRecent<T>(clock: Clock, ms: number, read: () => Promise<T>): Recent<T> {
  let last: { answer: Promise<T>; readAt: number } | null = null
  const forget = () => { last = null }
  return {
    get() {
      const now = clock.now()
      // A clock that was put back makes an answer old as well.
      if (last && now >= last.readAt && now - last.readAt < ms) return last.answer
      const one = { answer: read(), readAt: now }
      last = one
      one.answer.catch(() => { if (last === one) forget() })
      return one.answer
    },
    forget,
  }
}
