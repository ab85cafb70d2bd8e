import { beforeAll, describe, expect, test, vi } from 'vitest'
import { messagesChangedSince } from '../../core/conversation/index.ts'
import type { Db, Rows } from '../../core/db/db.ts'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { eachDatabase } from '../databases.ts'
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

    test('is passed over with one page, and what is told in one page has its limit', async () => {
      const desk = await openFreshDesk(db)
      const [one, two] = [await desk.chat('1'), await desk.chat('2')]
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
        expect([...told].filter((text) => text !== '1')).toEqual(['a', 'b', 'c', 'd', 'e'])
      }, { timeout: 100_000 })
    })
  })
})
