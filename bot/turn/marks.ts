import type { Clock } from '../../core/clock.ts'
import type { Db } from '../../core/db/db.ts'
import { markSent, type SentWords } from '../../core/conversation/index.ts'

/** Marks words as sent; resolves when the marks are stored. */
export type Mark = (sent: SentWords[]) => Promise<void>

interface Waiting { sent: SentWords[]; done: { resolve(): void; reject(error: unknown): void } }

/** Opens the marking of what this process has sent. The first goes at once; what comes while a statement runs goes together with the next, whosever conversation it is of. */
export function openMark({ db, worker, clock }: { db: Db; worker: string; clock: Clock }): Mark {
  const waiting: Waiting[] = []
  let isRunning = false

  const storeAll = async () => {
    isRunning = true
    while (waiting.length > 0) await storeTogether(waiting.splice(0))
    isRunning = false
  }
  const storeTogether = async (batch: Waiting[]) => {
    try {
      await markSent(db, batch.flatMap(({ sent }) => sent), worker, clock.now())
      for (const { done } of batch) done.resolve()
    } catch (error) {
      for (const { done } of batch) done.reject(error)
    }
  }
  return (sent) => new Promise<void>((resolve, reject) => {
    waiting.push({ sent, done: { resolve, reject } })
    if (!isRunning) void storeAll()
  })
}
