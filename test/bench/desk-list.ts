import { systemClock } from '../../core/clock.ts'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { readingOf, type Reading } from '../rows-read.ts'
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

/** What a fresh load asks the database: statements, and rows that these look at. */
export function readingOfList(db: OpenedDatabase, team: string): Promise<Reading> {
  return readingOf(db, async (explained) => {
    const room = openBenchRoom(explained)
    await room.snapshot({ team })
    await room.close()
  })
}
