import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { auditVerify } from '../../bot/commands/audit.ts'
import { jobsOf, type JobPorts } from '../../bot/jobs.ts'
import { openDatabase, type OpenedDatabase } from '../../core/db/pool.ts'
import { newId } from '../../core/ids.ts'
import { verifyAudit } from '../../handoff/index.ts'
import { AuditPage } from '../../handoff/contract.ts'
import { insertAudit } from '../../handoff/audit/audit-queries.ts'
import { eachDatabase, freshDatabase } from '../databases.ts'
import { ask, browserOf, codeOf } from './desk-browser.ts'
import { count, openDesk, type Desk } from './desk.ts'

eachDatabase((name, open) => {
  let db: OpenedDatabase
  let desk: Desk
  beforeAll(async () => { db = await open() })
  beforeEach(async () => {
    await db.query('delete from audit')
    await db.query(`update audit_chain set sealed = 0, hash = ''`)
    desk = openDesk(db)
  })

  const write = (deed: string, detail?: Record<string, string | number>) =>
    insertAudit(db, { agentId: null, deed, conversationId: newId(), handoffId: null, now: desk.clock.now(), ...(detail ? { detail } : {}) })
  const unsealed = () => count(db, 'select count(*) from audit where seal_no is null')
  const sealedRecord = async (rows: number) => {
    for (let row = 0; row < rows; row++) await write(`deed-${row}`, { row, what: 'a', more: 'b' })
    await desk.room.sealAudit()
    const verdict = await verifyAudit(db)
    expect(verdict).toMatchObject({ isWhole: true, sealed: rows, unsealed: 0 })
    return verdict as Extract<typeof verdict, { isWhole: true }>
  }

  describe('the chain', () => {
    test('of no rows is whole', async () => {
      expect(await desk.room.sealAudit()).toBe(0)
      expect(await verifyAudit(db)).toEqual({ isWhole: true, sealed: 0, hash: '', unsealed: 0 })
    })

    test('takes every row once, in order, also over several batches and runs', async () => {
      const values = Array.from({ length: 1_203 }, (_, index) => newId(desk.clock.now() + index))
      await db.query(`insert into audit (id, at, deed) select id, now(), 'many' from unnest($1::uuid[]) as many (id)`, [values])
      expect(await desk.room.sealAudit()).toBe(1_203)
      await write('later')
      expect(await verifyAudit(db)).toMatchObject({ isWhole: true, sealed: 1_203, unsealed: 1 })
      expect(await desk.room.sealAudit()).toBe(1)
      expect(await verifyAudit(db)).toMatchObject({ isWhole: true, sealed: 1_204, unsealed: 0 })
      expect(await count(db, 'select count(*) from audit where seal_no between 1 and 1204')).toBe(1_204)
    })

    test('has one end, however many seal at the same time', async () => {
      const others = Array.from({ length: 4 }, () => openDesk(db))
      for (let round = 0; round < 5; round++) {
        await Promise.all(Array.from({ length: 10 }, (_, index) => write(`round-${round}-${index}`)))
        const sealed = await Promise.all(others.map((other) => other.room.sealAudit()))
        expect(sealed.reduce((sum, one) => sum + one)).toBeLessThanOrEqual(10)
      }
      await desk.room.sealAudit()
      expect(await verifyAudit(db)).toMatchObject({ isWhole: true, sealed: 50, unsealed: 0 })
    })

    test('keeps a noted end: a chain written anew from the start is not the known one', async () => {
      const { sealed, hash } = await sealedRecord(5)
      await write('later')
      await desk.room.sealAudit()
      expect(await verifyAudit(db, { sealed, hash })).toMatchObject({ isWhole: true, sealed: 6 })
      await db.query(`update audit set seal_no = null, prev_hash = null, hash = null, deed = 'another' where seal_no = 3`)
      await db.query('update audit set seal_no = null, prev_hash = null, hash = null')
      await db.query(`update audit_chain set sealed = 0, hash = ''`)
      await desk.room.sealAudit()
      expect(await verifyAudit(db)).toMatchObject({ isWhole: true, sealed: 6 })
      expect(await verifyAudit(db, { sealed, hash })).toMatchObject({ isWhole: false, why: 'not-the-known-chain', brokenAt: 5 })
      expect(await verifyAudit(db, { sealed: 99, hash })).toMatchObject({ isWhole: false, why: 'not-the-known-chain' })
    })
  })

  describe('tampering is found', () => {
    // Every column of the table, read from the database: one that is added later is tried too.
    const changes: Record<string, string> = {
      'uuid': 'gen_random_uuid()', 'timestamp with time zone': `at + interval '1 microsecond'`, 'text': `'x'`, 'jsonb': `'{"row": 3.0}'`, 'bigint': '77',
    }

    test('in any column of a row', async () => {
      await sealedRecord(5)
      const { rows } = await db.query<{ name: string; type: string }>(
        `select column_name as name, data_type as type from information_schema.columns where table_schema = current_schema() and table_name = 'audit' order by 1`)
      expect(rows.length).toBeGreaterThanOrEqual(12)
      for (const { name: column, type } of rows) {
        await db.query('create table kept as select * from audit')
        await db.query(`update audit set "${column}" = ${changes[type]} where seal_no = 3`)
        expect([column, await verifyAudit(db)]).toEqual([column, expect.objectContaining({ isWhole: false, brokenAt: 3 })])
        await db.query('delete from audit')
        await db.query('insert into audit select * from kept')
        await db.query('drop table kept')
      }
      expect(await verifyAudit(db)).toMatchObject({ isWhole: true, sealed: 5 })
    })

    test.each([1, 3, 5])('when row %s of five is deleted', async (gone) => {
      await sealedRecord(5)
      await db.query('delete from audit where seal_no = $1', [gone])
      expect(await verifyAudit(db)).toEqual({ isWhole: false, brokenAt: gone, rowId: null, why: 'row-missing' })
    })

    test('when a row is added behind the end, or the end is moved', async () => {
      await sealedRecord(3)
      await db.query(`update audit_chain set sealed = 2`)
      expect(await verifyAudit(db)).toMatchObject({ isWhole: false, why: 'row-added' })
      await db.query(`update audit_chain set sealed = 3, hash = 'x'`)
      expect(await verifyAudit(db)).toMatchObject({ isWhole: false, why: 'not-the-known-chain' })
    })

    test('when a sealed row is unsealed, so that it is sealed anew', async () => {
      await sealedRecord(3)
      await db.query(`update audit set seal_no = null, prev_hash = null, hash = null, deed = 'another' where seal_no = 2`)
      expect(await desk.room.sealAudit()).toBe(1)
      expect(await verifyAudit(db)).toMatchObject({ isWhole: false, brokenAt: 2, why: 'row-missing' })
    })
  })

  test('a deed is on record in its own transaction: undone with it, sealed after it', async () => {
    const mei = await desk.hire('Mei')
    await desk.room.heartbeat(mei)
    const id = await desk.waiting()
    const before = await count(db, 'select count(*) from audit')
    await expect(db.transaction(async (tx) => {
      await insertAudit(tx, { agentId: mei.id, deed: 'undone', conversationId: id, handoffId: null, now: desk.clock.now() })
      throw new Error('undone')
    })).rejects.toThrow('undone')
    expect(await count(db, 'select count(*) from audit')).toBe(before)
    await desk.room.claim(id, mei)
    expect(await count(db, `select count(*) from audit where deed = 'claim' and conversation_id = $1 and team = 'shop'`, [id])).toBe(1)
  })

  test('erasing a shopper and what was said leaves the chain whole', async () => {
    const mei = await desk.hire('Mei')
    await desk.room.heartbeat(mei)
    const id = await desk.waiting()
    await desk.room.claim(id, mei)
    await desk.room.reply(id, mei, { text: 'Hello', attachments: [], key: newId() })
    await desk.room.sealAudit()
    const before = await verifyAudit(db)
    expect(before).toMatchObject({ isWhole: true })
    await db.query('truncate assignment, handoff, left_message, message, inbox, outbox, conversation, shopper cascade')
    expect(await verifyAudit(db)).toEqual(before)
    expect(await count(db, 'select count(*) from audit where conversation_id = $1', [id])).toBeGreaterThan(1)
  })

  describe('the auditor', () => {
    test('reads the team’s record page by page, newest first, and finds by agent, deed, conversation and time', async () => {
      const auditor = await desk.hire('Ada', { role: 'auditor' })
      const browser = await browserOf(db, auditor.id, desk.clock.now())
      const read = async (query = '') => AuditPage.parse((await ask(desk, 'GET', `/api/desk/audit${query}`, { browser })).body)
      const mei = await desk.hire('Mei')
      await desk.room.heartbeat(mei)
      const id = await desk.waiting()
      await desk.room.claim(id, mei)
      await desk.room.sealAudit()
      for (let row = 0; row < 150; row++) await write('filler')
      const first = await read()
      expect([first.lines.length, first.hasOlder, first.lines[0]!.sealNo]).toEqual([100, true, null])
      const second = await read(`?before=${first.lines.at(-1)!.id}`)
      expect(new Set([...first.lines, ...second.lines].map((line) => line.id)).size).toBe(first.lines.length + second.lines.length)
      expect(second.hasOlder).toBe(false)
      const [claim] = (await read(`?deed=claim&agent=${mei.id}&conversation=${id}`)).lines
      expect(claim).toMatchObject({ agent: { id: mei.id, name: 'Mei' }, deed: 'claim', conversationId: id, sealNo: expect.any(Number) })
      expect((await read(`?deed=claim&from=${claim!.at + 1}`)).lines).toEqual([])
      expect((await read(`?deed=claim&from=${claim!.at}&until=${claim!.at + 1}`)).lines).toHaveLength(1)
      expect(first.chain).toEqual({ sealed: expect.any(Number), hash: expect.stringMatching(/^[0-9a-f]{64}$/) })
      for (const wrong of ['?before=1', '?agent=x', '?conversation=%00', '?from=soon', '?until=99999999999999999']) {
        expect(codeOf(await ask(desk, 'GET', `/api/desk/audit${wrong}`, { browser }))).toEqual([400, 'bad-request'])
      }
    })

    test('does not see another team’s deeds', async () => {
      const stranger = await desk.hire('Stranger', { team: 'north', role: 'auditor' })
      const mei = await desk.hire('Mei')
      await desk.room.heartbeat(mei)
      await desk.room.claim(await desk.waiting(), mei)
      const page = AuditPage.parse((await ask(desk, 'GET', '/api/desk/audit', { browser: await browserOf(db, stranger.id, desk.clock.now()) })).body)
      expect(page.lines).toEqual([])
    })

    test('who opens a conversation is on record, once in ten minutes; an agent who answers is by what they do', async () => {
      const id = await desk.waiting()
      const reads = () => count(db, `select count(*) from audit where deed = 'read' and conversation_id = $1`, [id])
      const [ada, mei] = [await desk.hire('Ada', { role: 'auditor' }), await desk.hire('Mei')]
      const [auditor, agent] = [await browserOf(db, ada.id, desk.clock.now()), await browserOf(db, mei.id, desk.clock.now())]
      for (let times = 0; times < 3; times++) expect((await ask(desk, 'GET', `/api/desk/conversations/${id}`, { browser: auditor })).status).toBe(200)
      await ask(desk, 'GET', `/api/desk/conversations/${id}`, { browser: agent })
      expect(await reads()).toBe(1)
      desk.clock.advance(601_000)
      await ask(desk, 'GET', `/api/desk/conversations/${id}/messages?before=9`, { browser: auditor })
      expect(await reads()).toBe(2)
    })
  })

  test('the program seals twice a second', async () => {
    const job = jobsOf({ config: { BACKUP_EVERY_HOURS: 0 }, db, handoff: desk.room } as unknown as JobPorts).find((one) => one.name === 'audit-chain')!
    expect(job.everyMs).toBeLessThanOrEqual(500)
    await write('deed')
    await job.run()
    expect(await unsealed()).toBe(0)
  })

  // The command opens a database of its own, which takes PGlite seconds; it is the same command on both.
  if (name === 'postgres') test('npm run audit:verify prints count and end, or the first broken row, and fails', async () => {
    const place = await freshDatabase()
    const other = await openDatabase(place)
    const lines: string[] = []
    const print = vi.spyOn(console, 'log').mockImplementation((line: string) => { lines.push(line) })
    vi.stubEnv('DATABASE_URL', place.url)
    try {
      expect(await auditVerify([])).toBe(0)
      for (let row = 0; row < 3; row++) await insertAudit(other, { agentId: null, deed: `deed-${row}`, conversationId: null, handoffId: null, now: desk.clock.now() })
      expect(await auditVerify([])).toBe(0)
      await openDesk(other).room.sealAudit()
      expect(await auditVerify([])).toBe(0)
      const known = /3:[0-9a-f]{64}$/.exec(lines.at(-1)!)![0]
      expect(await auditVerify(['--known', known])).toBe(0)
      expect(lines).toEqual([expect.stringContaining('whole: 0 rows'), expect.stringContaining('3 younger rows'), expect.stringContaining(`whole: 3 rows. Keep this elsewhere: ${known}`), lines[2]])
      await other.query(`update audit set deed = 'another' where seal_no = 2`)
      expect(await auditVerify([])).toBe(1)
      expect(lines.at(-1)).toMatch(/^BROKEN at row 2 \([0-9a-f-]{36}\): it is not what was sealed\.$/)
      await expect(auditVerify(['--known', 'x'])).rejects.toThrow('npm run audit:verify')
    } finally {
      vi.unstubAllEnvs()
      print.mockRestore()
      await other.close()
      await place.remove()
    }
  })

  // PGlite has one session: there no transaction can be open beside another.
  if (name === 'postgres') test('a deed that commits late is sealed late, never skipped, and holds nobody up', async () => {
    const written = Promise.withResolvers<void>()
    const committed = Promise.withResolvers<void>()
    const late = db.transaction(async (tx) => {
      await insertAudit(tx, { agentId: null, deed: 'late', conversationId: null, handoffId: null, now: desk.clock.now() })
      written.resolve()
      await committed.promise
    })
    await written.promise
    await write('early')
    expect(await desk.room.sealAudit()).toBe(1)
    committed.resolve()
    await late
    expect(await unsealed()).toBe(1)
    expect(await desk.room.sealAudit()).toBe(1)
    const { rows } = await db.query<{ deed: string }>('select deed from audit order by seal_no')
    expect(rows.map((row) => row.deed)).toEqual(['early', 'late'])
    expect(await verifyAudit(db)).toMatchObject({ isWhole: true, sealed: 2, unsealed: 0 })
  })
})
