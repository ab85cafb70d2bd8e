// Clocks that ran out, as leads list them: by queue and period, page by page.
import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { SlaBreaches } from '../../handoff/contract.ts'
import type { Actor } from '../../handoff/index.ts'
import { eachDatabase } from '../databases.ts'
import { ask, browserOf, codeOf, type Browser } from './desk-browser.ts'
import { openStaffedDesk, type Desk } from './desk.ts'

const minute = 60_000

eachDatabase((_name, open) => {
  let db: OpenedDatabase
  let desk: Desk
  let mei: Actor
  let omar: Actor
  let lena: Browser
  let [waiting, held] = ['', '']
  let firstAt: number
  beforeAll(async () => { db = await open() })
  beforeEach(async () => {
    ({ desk, mei, omar } = await openStaffedDesk(db))
    lena = await browserOf(db, (await desk.hire('Lena', { role: 'lead' })).id, desk.clock.now())
    waiting = await desk.waiting()
    await pass(5 * minute)
    firstAt = desk.clock.now()
    held = await desk.waiting({ topic: 'payment' })
    await desk.room.claim(held, mei)
    await pass(5 * minute)
  })

  /** Time goes by; the consoles are open and the jobs run. */
  const pass = (ms: number) => desk.pass(ms, mei, omar)
  const asked = (query: string, browser = lena) => ask(desk, 'GET', `/api/desk/sla-breaches${query}`, { browser })
  const list = async (query = '', browser = lena) => SlaBreaches.parse((await asked(query, browser)).body)
  const talks = async (query: string) => (await list(query)).breaches.map((one) => one.conversationId)

  test('are listed newest first, with who was in charge and what has become of it', async () => {
    expect(await list()).toMatchObject({ cursor: null, breaches: [
      { conversationId: held, queueId: 'payment', kind: 'first', priority: 'normal', agent: { id: mei.id, name: 'Mei' }, status: 'accepted', shopper: { name: 'Ana' }, breachedAt: desk.clock.now(), escalations: ['notify', 'raise'] },
      { conversationId: waiting, queueId: 'in-sale', agent: null, status: 'waiting', breachedAt: firstAt, dueAt: firstAt },
    ] })
  })

  test('by queue and by period', async () => {
    expect(await talks('?queueId=in-sale')).toEqual([waiting])
    expect(await talks(`?from=${firstAt + 1}`)).toEqual([held])
    expect(await talks(`?to=${firstAt + 1}`)).toEqual([waiting])
    expect(await talks(`?queueId=payment&to=${firstAt + 1}`)).toEqual([])
    for (const wrong of ['?from=yesterday', '?to=1e3', '?cursor=x']) expect(codeOf(await asked(wrong))).toEqual([400, 'bad-request'])
  })

  test('page by page, each once', async () => {
    await db.query(`insert into sla_breach (id, team, queue_id, handoff_id, conversation_id, kind, priority, due_at, breached_at, escalations)
      select gen_random_uuid(), team, queue_id, handoff_id, conversation_id, kind, priority, due_at, breached_at - (n / 2) * interval '1 second', escalations from sla_breach, generate_series(1, 60) n where conversation_id = $1`, [waiting])
    const seen: string[] = []
    for (let next: string | null = ''; next !== null;) {
      const page: SlaBreaches = await list(next ? `?cursor=${next}` : '')
      seen.push(...page.breaches.map((one) => one.id))
      next = page.cursor
    }
    expect([seen.length, new Set(seen).size]).toEqual([62, 62])
  })

  test('are the leads’, and the team’s own', async () => {
    await db.query(`insert into team (id, name) values ('other', 'Other') on conflict do nothing`)
    const stranger = await browserOf(db, (await desk.hire('Otto', { role: 'lead', team: 'other' })).id, desk.clock.now())
    expect((await list('?queueId=in-sale', stranger)).breaches).toEqual([])
    expect(codeOf(await asked('', await browserOf(db, mei.id, desk.clock.now())))).toEqual([403, 'forbidden'])
  })
})
