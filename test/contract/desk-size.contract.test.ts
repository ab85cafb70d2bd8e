// What the desk reads does not grow with how many conversations there are. Rows are counted, by the plans that ran: time depends on the machine.
import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { Snapshot } from '../../handoff/contract.ts'
import { readingOfList } from '../bench/desk-list.ts'
import { seedDesk } from '../bench/desk-seed.ts'
import { eachDatabase } from '../databases.ts'
import { count, openFreshDesk, type Desk } from './desk.ts'

eachDatabase((name, open) => {
  let db: OpenedDatabase
  let desk: Desk
  beforeAll(async () => { db = await open() })
  beforeEach(async () => { desk = await openFreshDesk(db) })
  const seed = (waiting: number, closed: number, batch?: number) => seedDesk(db, { waiting, closed, now: desk.clock.now(), ...(batch ? { batch } : {}) })

  test('the conversations of the bench are rows as the desk writes them, each made once, however they are cut into batches', async () => {
    await seed(25, 50, 7)
    await seed(5, 0)
    expect(await count(db, `select count(*) from handoff h join conversation c on c.id = h.conversation_id and c.state = h.status join shopper s on s.id = h.shopper_id where h.status = 'waiting'`)).toBe(30)
    expect(await count(db, `select count(*) from handoff h join conversation c on c.id = h.conversation_id and c.state = 'closed' where h.status = 'completed' and h.completed_at < $1`, [new Date(desk.clock.now())])).toBe(50)
    // Ids begin with their time, as the rooms make them.
    expect(await count(db, `select count(*) from (select requested_at < lag(requested_at) over (order by id) as is_older from handoff) line where is_older`)).toBe(0)
    const { entries, queues } = Snapshot.parse(await desk.room.snapshot({ team: 'shop' }))
    expect([entries.length, queues.map((queue) => queue.waiting)]).toEqual([30, [6, 6, 6, 6, 6]])
    const lee = await desk.hire('Lee')
    await desk.room.heartbeat(lee)
    expect(await desk.room.claim(entries[0]!.conversationId, lee)).toMatchObject({ agentId: lee.id })
  })

  test('a fresh load takes four statements, and looks at no more rows when more wait or more are over', async () => {
    // Each queue is counted to a thousand and its head is read: beyond that nothing may come. Where others write meanwhile, rows that are new are not known to be seen by all,
    // and a short line is read whole because that is cheaper: so on PostgreSQL it is a long one to begin with.
    const many = name === 'postgres' ? 40_000 : 6000
    await seed(many, 500)
    const before = await readingOfList(db, 'shop')
    expect(before.statements).toBeLessThanOrEqual(4)
    expect(before.rows).toBeGreaterThan(5000)
    await seed(many / 2, 3000)
    const after = await readingOfList(db, 'shop')
    expect(after.statements).toBe(before.statements)
    expect(after.rows).toBeLessThanOrEqual(before.rows * 1.1)
  })
})
