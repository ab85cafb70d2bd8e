import { beforeAll, describe, expect, test } from 'vitest'
import { fakeClock } from '../../core/clock.ts'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { commitTurn, emptyDialogState, nextTurn, recordIncoming } from '../../core/conversation/index.ts'
import { ana, messageFrom } from '../cast.ts'
import { eachDatabase } from '../databases.ts'
import { readingOf } from '../rows-read.ts'

eachDatabase((_name, open) => {
  let db: OpenedDatabase
  const clock = fakeClock()
  beforeAll(async () => { db = await open() })

  /** Rows looked at by a message and its turn: recorded, read and committed. Explaining a statement runs it too, so that the second run changes nothing. */
  async function rowsOfTurn(name: string): Promise<number> {
    const recorded = await recordIncoming(db, messageFrom(ana, 'where is it?', { conversation: name }), clock.now())
    const { conversation: { id, version }, seq } = recorded
    const reading = await readingOf(db, async (explained) => {
      await recordIncoming(explained, messageFrom(ana, 'hello?', { conversation: name }), clock.now())
      await nextTurn(explained, id)
      await commitTurn(explained, {
        conversationId: id, version, seq: seq!, dialog: emptyDialogState(), mood: null, language: 'en', script: 'none', understanding: null,
        says: [{ speaker: 'bot', kind: 'text', text: 'Hello!', isSent: true }], leaseBy: 'me', leaseMs: 10_000, now: clock.now(),
      })
    })
    expect(reading.statements).toBe(3)
    return reading.rows
  }

  describe('what others have had done since the database tidied up last', () => {
    test.each(['before the tables are analysed', 'after'])('is not looked at by a turn, %s', async (when) => {
      const analyse = async () => { if (when === 'after') await db.query('analyze inbox, outbox, conversation, message') }
      await analyse()
      const before = await rowsOfTurn(`few ${when}`)
      const busy = await recordIncoming(db, messageFrom(ana, 'hello', { conversation: `busy ${when}` }), clock.now())
      await db.query(
        `insert into inbox (conversation_id, seq, channel, channel_account, external_id, received_at, next_at)
         select $1::uuid, n, 'much', 'much', $1::text || n, now(), now() from generate_series(2, 3000) n`, [busy.conversation.id])
      await db.query(`update inbox set state = 'done' where conversation_id = $1`, [busy.conversation.id])
      await analyse()
      expect(await rowsOfTurn(`many ${when}`)).toBeLessThanOrEqual(before + 20)
    })
  })
})
