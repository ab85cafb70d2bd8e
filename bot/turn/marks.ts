import type { Clock } from '../../core/clock.ts'
import type { Db } from '../../core/db/db.ts'
import { markSent, type SentWords } from '../../core/conversation/index.ts'
import { together } from '../../core/together.ts'

/** Marks words as sent; resolves when the marks are stored. */
export type Mark = (sent: SentWords[]) => Promise<void>

/** Opens the marking of what this process has sent. The first goes at once; what comes while a statement runs goes together with the next, whosever conversation it is of. */
export function openMark({ db, worker, clock }: { db: Db; worker: string; clock: Clock }): Mark {
  return together(async (many: SentWords[][]) => {
    await markSent(db, many.flat(), worker, clock.now())
    return many.map(() => undefined)
  }, { limit: 200, gathers: true })
}
