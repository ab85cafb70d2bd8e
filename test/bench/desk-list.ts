import { systemClock } from '../../core/clock.ts'
import type { Database } from '../../core/db/db.ts'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { readDesk, type DeskAsker } from './desk-console.ts'
import { openBenchRoom } from './desk-room.ts'
import { seedDesk } from './desk-seed.ts'
import { percentile, rounded } from './figures.ts'

/** The middle one of so many fresh loads of the desk over HTTP, one after the other. */
export async function measureList(asker: DeskAsker, loads: number): Promise<number> {
  const ms: number[] = []
  for (let load = -5; load < loads; load++) {
    const startedAt = performance.now()
    await readDesk(asker, 'snapshot')
    // The first few fill caches and prepare statements.
    if (load >= 0) ms.push(performance.now() - startedAt)
  }
  return rounded(percentile(ms, 0.5))
}

/** Makes the desk as large as this; what waits and is closed already counts little beside it. */
export async function growDesk(db: OpenedDatabase, waiting: number, closed: number): Promise<void> {
  await seedDesk(db, { waiting, closed, now: systemClock.now() })
}

/** How many statements a fresh load takes, as the database is asked them. */
export async function countListStatements(db: OpenedDatabase, team: string): Promise<number> {
  let statements = 0
  const counting: Database = { ...db, query: (text, values) => { statements += 1; return db.query(text, values) } }
  const room = openBenchRoom(counting)
  await room.snapshot({ team })
  await room.close()
  return statements
}
