import { beforeAll, describe, expect, test, vi } from 'vitest'
import { messagesChangedSince } from '../../core/conversation/index.ts'
import type { Db, Rows } from '../../core/db/db.ts'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { readCursor } from '../../handoff/feed/cursor.ts'
import { readNews } from '../../handoff/feed/news.ts'
import { eachDatabase } from '../databases.ts'
import { readingOf } from '../rows-read.ts'
import { openFreshDesk, says } from './desk.ts'

/** Counts the messages whose words leave the database. */
function counted(db: OpenedDatabase): { db: OpenedDatabase; read(): number } {
  let read = 0
  const query = async <R>(text: string, values?: unknown[]): Promise<Rows<R>> => {
    const answer = await db.query<R>(text, values)
    if (/\bfrom message\b|\bjoin message\b/.test(text)) read += answer.rows.filter((row) => (row as { personal?: unknown }).personal !== undefined).length
    return answer
  }
  return { db: { ...db, query: query as Db['query'] }, read: () => read }
}

eachDatabase((_name, open) => {
  let db: OpenedDatabase
  beforeAll(async () => { db = await open() })

  describe('what shoppers say to the bot alone', () => {
    test('is not read for the desk, however much of it there is', async () => {
      const counter = counted(db)
      const desk = await openFreshDesk(counter.db)
      const mei = await desk.hire('Mei')
      const waits = await desk.waiting()
      const { cursor } = await desk.room.snapshot(mei)
      for (let at = 0; at < 40; at++) await desk.chat(`a question for the bot, number ${at}`)
      await says(desk, waits, 'is anybody there?')
      for (let at = 0; at < 40; at++) await desk.chat(`another one, number ${at}`)
      // Another suite's open transaction on the same server may fill the page: then a console asks again.
      const { news, before } = await vi.waitFor(async () => {
        const before = counter.read()
        const answer = await desk.room.changesSince(mei, cursor)
        if (answer === 'bad-cursor') throw new Error('the cursor is good')
        expect(answer.messages.map(({ text }) => text)).toContain('is anybody there?')
        return { news: answer, before }
      }, { timeout: 100_000 })
      expect(new Set(news.messages.map(({ conversationId }) => conversationId))).toEqual(new Set([waits]))
      expect(counter.read() - before).toBeLessThanOrEqual(news.messages.length * 2)
    })

    test('costs the feed nothing: not a row more is looked at, of an index or a table', async () => {
      const desk = await openFreshDesk(db)
      const waits = await desk.waiting()
      const { cursor } = await desk.room.snapshot({ team: 'shop' })
      const read = async () => {
        await db.query('analyze message, conversation')
        return readingOf(db, (explained) => readNews({ db: explained, clock: desk.clock }, [{ team: 'shop', cursor: readCursor(cursor, desk.clock.now())! }]))
      }
      await says(desk, waits, 'is anybody there?')
      const chats = [await desk.chat(), await desk.chat()]
      const before = await read()
      for (const id of chats) {
        await db.query(
          `with talk as (update conversation set last_seq = 3000 where id = $1 returning id)
           insert into message (conversation_id, seq, id, speaker, created_at, personal)
           select talk.id, n, gen_random_uuid(), 'shopper', now(), '{"text":"to the bot"}' from talk, generate_series(2, 3000) n`, [id])
      }
      const after = await read()
      expect(after.statements).toBe(before.statements)
      // Of a table that holds next to nothing all is read, because that is cheaper.
      expect(after.rows).toBeLessThanOrEqual(before.rows)
      // What comes to the desk is told.
      await desk.ask(chats[0]!, { turnSeq: 3000 })
      await vi.waitFor(async () => {
        const told = new Set<number>()
        for (let at = cursor, hasMore = true; hasMore;) {
          const news = await desk.room.changesSince({ team: 'shop' }, at)
          if (news === 'bad-cursor') throw new Error('the cursor is good')
          for (const { conversationId, seq } of news.messages) if (conversationId === chats[0]) told.add(seq)
          ;({ cursor: at, hasMore } = news)
        }
        expect(told).toContain(3000)
      }, { timeout: 100_000 })
    })

    test('is passed over with one page, and what is told in one page has its limit', async () => {
      const desk = await openFreshDesk(db)
      const [one, two] = [await desk.waiting(), await desk.waiting()]
      const start = { xid: '0', conversationId: '00000000-0000-0000-0000-000000000000', seq: 0 }
      const { cursor } = await messagesChangedSince(db, start, 10_000)
      for (const text of ['a', 'b', 'c', 'd', 'e']) {
        await says(desk, one, text)
        await says(desk, two, `not ${text}`)
      }
      const pick = async () => new Set([one])
      await vi.waitFor(async () => {
        const told = new Set<string>()
        for (let at = cursor, hasMore = true; hasMore;) {
          const page = await messagesChangedSince(db, at, 2, pick)
          expect(page.messages.length).toBeLessThanOrEqual(4)
          for (const { text } of page.messages) told.add(text)
          ;({ cursor: at, hasMore } = page)
        }
        expect([...told].filter((text) => /^\w$/.test(text))).toEqual(['a', 'b', 'c', 'd', 'e'])
      }, { timeout: 100_000 })
    })
  })
})
