import { beforeAll, describe, expect, test, vi } from 'vitest'
import { conversationsWithDueSends, conversationsWithOverdueTurns, recordIncoming } from '../../core/conversation/index.ts'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { tidyOne } from '../../core/db/tidy.ts'
import { ana, messageFrom } from '../cast.ts'
import { eachDatabase } from '../databases.ts'
import { readingOf } from '../rows-read.ts'

eachDatabase((_name, open) => {
  let db: OpenedDatabase
  const now = Date.parse('2026-03-10T10:00:00Z')
  const anHourAgo = new Date(now - 3_600_000)
  beforeAll(async () => { db = await open() })

  describe('what was done long ago', () => {
    test('is cleared away where nobody else does it, so that whoever looks for what is due does not read it', async () => {
      const { conversation: { id } } = await recordIncoming(db, messageFrom(ana, 'hello', { conversation: 'long ago' }), now)
      await db.query(`insert into inbox (conversation_id, seq, channel, channel_account, external_id, received_at, next_at)
        select $1::uuid, n, 'tidy', 'tidy', n::text, $2::timestamptz, $2::timestamptz from generate_series(2, 2000) n`, [id, anHourAgo])
      await db.query(`insert into outbox (conversation_id, seq, next_at) select $1::uuid, n, $2::timestamptz from generate_series(2, 2000) n`, [id, anHourAgo])
      await db.query(`update inbox set state = 'done'`)
      await db.query(`update outbox set state = 'sent'`)
      // The database counts its dead rows a second late; on PostgreSQL its own autovacuum may be faster, and there is nothing left to do then.
      await vi.waitFor(async () => {
        await tidyOne(db)
        const reading = await readingOf(db, async (explained) => {
          await conversationsWithDueSends(explained, now)
          await conversationsWithOverdueTurns(explained, now)
        })
        expect(reading.rows).toBeLessThan(100)
      }, { timeout: 100_000, interval: 200 })
      await vi.waitFor(async () => { expect(await tidyOne(db)).toBeNull() }, { timeout: 100_000, interval: 200 })
    })

    test('is left alone while there is little of it', async () => {
      // What other suites have left behind first.
      await vi.waitFor(async () => { expect(await tidyOne(db)).toBeNull() }, { timeout: 100_000 })
      await recordIncoming(db, messageFrom(ana, 'hello again', { conversation: 'little' }), now)
      expect(await tidyOne(db)).toBeNull()
    })
  })
})
