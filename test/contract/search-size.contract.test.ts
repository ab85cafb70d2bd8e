// The search looks at no more rows when the desk is older: rows are counted, by the plans that ran.
import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import type { Actor } from '../../handoff/index.ts'
import { readPlace } from '../../handoff/search/place.ts'
import { search, type Asked } from '../../handoff/search/search.ts'
import { seedDesk } from '../bench/desk-seed.ts'
import { eachDatabase } from '../databases.ts'
import { readingOf } from '../rows-read.ts'
import { openFreshDesk, type Desk } from './desk.ts'

eachDatabase((_name, open) => {
  let db: OpenedDatabase
  let desk: Desk
  let mei: Actor
  let omar: Actor
  let rare: string[]
  beforeAll(async () => { db = await open() })
  beforeEach(async () => {
    desk = await openFreshDesk(db)
    ;[mei, omar] = [await desk.hire('Mei'), await desk.hire('Omar')]
    await db.query(`insert into queue (id, skill, language) values ('rare', 'payment', 'de')`)
    await db.query(`insert into team_tag (team, tag, label_en, label_zh, colour) values ('shop', 'vip', 'VIP', 'VIP', 'red'), ('shop', 'seen', 'Seen', 'Seen', 'grey')`)
    await grow(5200)
    rare = await db.transaction(async (tx) => {
      const { rows } = await tx.query<{ id: string; conversation_id: string }>('select id, conversation_id from handoff order by requested_at, id limit 3')
      const ids = rows.map((row) => row.id)
      await tx.query(`update handoff set agent_id = $2, reason = 'complaint', queue_id = 'rare', status = 'failed' where id = any($1::uuid[])`, [ids, mei.id])
      await tx.query(`insert into conversation_tag (team, tag, conversation_id) select 'shop', 'vip', unnest($1::uuid[])`, [rows.map((row) => row.conversation_id)])
      await tx.query(`insert into conversation_order (team, order_number, conversation_id) select 'shop', '1001', unnest($1::uuid[])`, [rows.map((row) => row.conversation_id)])
      return ids.toReversed()
    })
  })

  // Each of the newer ones is Omar's, tagged as seen: both fit many.
  const grow = async (closed: number) => {
    await seedDesk(db, { waiting: 0, closed, now: desk.clock.now() })
    await db.query(`update handoff set agent_id = $1 where agent_id is null`, [omar.id])
    await db.query(`insert into conversation_tag (team, tag, conversation_id) select 'shop', 'seen', id from conversation on conflict do nothing`)
    await db.query('vacuum (analyze) handoff, conversation_tag')
  }
  const find = async (change: Partial<Asked>) => {
    const asked: Asked = { words: '', shopper: '', after: null, orderNumber: null, tag: null, queueId: null, status: null, agentId: null, reason: null, from: null, to: null, ...change }
    let found: string[] = []
    let end: number | null = null
    let next: string | null = null
    const { rows } = await readingOf(db, async (explained) => {
      const { hits, cursor, searchedUntil } = await search({ db: explained, foldText: (text) => text }, { team: 'shop' }, asked)
      ;[found, end, next] = [hits.map((hit) => hit.entry.handoffId), searchedUntil, cursor]
    })
    return { found, rows, end, next }
  }

  test('for what few have by an index, for what hardly any has together in a bounded part that it tells', async () => {
    const alone: Partial<Asked>[] = [{ agentId: mei.id }, { reason: 'complaint' }, { queueId: 'rare' }, { status: 'failed' }, { tag: 'vip' }, { orderNumber: '1001' }]
    const together: Partial<Asked>[] = [{ tag: 'seen', agentId: omar.id, status: 'completed', shopper: 'nobody' }, { agentId: omar.id, reason: 'complaint' }, { queueId: 'pre-sale', agentId: mei.id }, { queueId: 'pre-sale', tag: 'seen', status: 'waiting' }]
    const look = async (asks: Partial<Asked>[]) => {
      const looked = []
      for (const ask of asks) looked.push(await find(ask))
      return looked
    }
    const [aloneBefore, togetherBefore] = [await look(alone), await look(together)]
    await grow(3000)
    const [aloneAfter, togetherAfter] = [await look(alone), await look(together)]
    for (const [place, { found, rows }] of aloneAfter.entries()) {
      expect({ ask: alone[place], found }).toEqual({ ask: alone[place], found: rare })
      expect({ ask: alone[place], rows, isFew: rows < 200 }).toMatchObject({ isFew: true })
      expect(rows).toBeLessThanOrEqual(aloneBefore[place]!.rows * 1.1 + 10)
    }
    // Four hundred read for a name, or ten windows: with what is looked up for each.
    for (const [place, { found, rows }] of togetherAfter.entries()) {
      expect({ ask: together[place], found }).toEqual({ ask: together[place], found: [] })
      expect({ ask: together[place], rows, before: togetherBefore[place]!.rows, isFlat: rows <= Math.max(togetherBefore[place]!.rows * 1.1, 200) }).toMatchObject({ isFlat: true })
    }
    expect(togetherAfter[0]!.end).not.toBeNull()

    // It goes on from where its windows ended until everything has been looked at.
    await db.query(`update handoff set agent_id = $2, status = 'completed' where id = any($1::uuid[])`, [rare, omar.id])
    const first = await find({ agentId: omar.id, queueId: 'rare' })
    expect(first).toMatchObject({ found: [], next: expect.any(String), end: expect.any(Number) })
    expect(await find({ agentId: omar.id, queueId: 'rare', after: readPlace(first.next!) })).toMatchObject({ found: rare, next: null, end: null })
  })
})
