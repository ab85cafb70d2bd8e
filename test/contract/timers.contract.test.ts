import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '../../core/db/db.ts'
import { openDatabase, type OpenedDatabase } from '../../core/db/pool.ts'
import type { Log } from '../../core/log.ts'
import type { HandoffPorts } from '../../handoff/ports.ts'
import { cancelTimers, runTimers, setTimer, type TimerHandlers } from '../../handoff/timers/timers.ts'
import { freshDatabase, eachDatabase } from '../databases.ts'
import { count } from './desk.ts'

const noon = Date.parse('2026-03-10T12:00:00Z')
const minute = 60_000

/** Handlers that write down what they do in the database, so that it is rolled back with them. */
function diary() {
  const after: string[] = []
  const handlers: TimerHandlers = {
    note: async (_ports, tx, timer, now) => {
      await tx.query('insert into diary (kind, ref, at, now) values ($1, $2, $3, $4)', [timer.kind, timer.ref, timer.at, now])
      return () => { after.push(timer.ref) }
    },
    broken: async (_ports, tx, timer, now) => {
      await tx.query('insert into diary (kind, ref, at, now) values ($1, $2, $3, $4)', [timer.kind, timer.ref, timer.at, now])
      if (timer.data['heals'] !== true) throw new Error('out of order')
    },
  }
  return { handlers, after }
}

async function written(db: Db): Promise<string[]> {
  const { rows } = await db.query<{ ref: string }>('select ref from diary order by line')
  return rows.map((row) => row.ref)
}

const makeDiary = 'create table if not exists diary (line bigserial, kind text, ref text, at bigint, now bigint)'

eachDatabase((name, open) => {
  let db: OpenedDatabase
  const said: string[] = []
  const log: Log = { info() {}, warn: (_fields, line) => { said.push(`warn: ${line}`) }, error: (_fields, line) => { said.push(`error: ${line}`) } }
  const ports = () => ({ db, log }) as unknown as HandoffPorts
  beforeAll(async () => {
    db = await open()
    await db.query(makeDiary)
  })
  beforeEach(async () => {
    await db.query('delete from timer')
    await db.query('delete from diary')
    said.length = 0
  })
  const at = (ref: string, when: number, kind = 'note') => db.transaction((tx) => setTimer(tx, { kind, ref, at: when }))

  describe('a timer', () => {
    test('fires once, when it is due and not before, and what follows comes after the commit', async () => {
      const { handlers, after } = diary()
      await at('one', noon)
      expect(await runTimers(ports(), handlers, noon - 1)).toBe(0)
      expect(await runTimers(ports(), handlers, noon)).toBe(1)
      expect(await runTimers(ports(), handlers, noon + minute)).toBe(0)
      expect(await written(db)).toEqual(['one'])
      expect(after).toEqual(['one'])
    })

    test('fires in the order of its time, however it was set', async () => {
      const { handlers } = diary()
      for (const [ref, minutes] of [['third', 3], ['first', 1], ['second', 2], ['later', 9]] as const) await at(ref, noon + minutes * minute)
      expect(await runTimers(ports(), handlers, noon + 5 * minute)).toBe(3)
      expect(await written(db)).toEqual(['first', 'second', 'third'])
    })

    test('set again is moved; another kind of the same ref is another timer', async () => {
      const { handlers } = diary()
      await at('one', noon)
      await at('one', noon + 10 * minute)
      await at('one', noon + 20 * minute, 'unknown-here')
      expect(await runTimers(ports(), handlers, noon + 5 * minute)).toBe(0)
      expect(await runTimers(ports(), handlers, noon + 10 * minute)).toBe(1)
      expect(await count(db, 'select count(*) from timer')).toBe(1)
    })

    test('cancelled does not fire, of one kind or of all', async () => {
      const { handlers } = diary()
      await at('one', noon)
      await at('one', noon, 'broken')
      await db.transaction((tx) => cancelTimers(tx, { kind: 'note', ref: 'one' }))
      expect(await count(db, 'select count(*) from timer')).toBe(1)
      await at('one', noon)
      await db.transaction((tx) => cancelTimers(tx, { ref: 'one' }))
      expect(await runTimers(ports(), handlers, noon)).toBe(0)
    })

    test('of a transaction that is rolled back was never set', async () => {
      const failing = db.transaction(async (tx) => {
        await setTimer(tx, { kind: 'note', ref: 'one', at: noon })
        throw new Error('the deed failed')
      })
      await expect(failing).rejects.toThrow('the deed failed')
      expect(await count(db, 'select count(*) from timer')).toBe(0)
    })

    test('may set itself again when it fires', async () => {
      const handlers: TimerHandlers = { note: async (_ports, tx, timer, now) => { await setTimer(tx, { kind: 'note', ref: timer.ref, at: now + minute }) } }
      await at('one', noon)
      expect(await runTimers(ports(), handlers, noon)).toBe(1)
      expect(await runTimers(ports(), handlers, noon)).toBe(0)
      expect(await runTimers(ports(), handlers, noon + minute)).toBe(1)
    })

    test('that nobody here knows is left for a newer process', async () => {
      const { handlers } = diary()
      await at('one', noon, 'of-the-next-version')
      await at('two', noon + minute)
      expect(await runTimers(ports(), handlers, noon + minute)).toBe(1)
      expect(await count(db, 'select count(*) from timer')).toBe(1)
    })
  })

  describe('a timer that fails', () => {
    test('leaves nothing of what it did, holds up nobody, and is tried again after a growing pause', async () => {
      const { handlers } = diary()
      await at('bad', noon, 'broken')
      await at('good', noon + minute)
      expect(await runTimers(ports(), handlers, noon + minute)).toBe(1)
      expect(await written(db)).toEqual(['good'])
      expect(said).toEqual(['warn: a timer of the desk failed and is tried again'])
      const { rows: [first] } = await db.query<{ try_at: Date; attempts: number }>('select try_at, attempts from timer')
      expect([first!.try_at.getTime() - noon - minute, first!.attempts]).toEqual([5_000, 1])
      await runTimers(ports(), handlers, first!.try_at.getTime())
      const { rows: [second] } = await db.query<{ try_at: Date; attempts: number }>('select try_at, attempts from timer')
      expect([second!.try_at.getTime() - first!.try_at.getTime(), second!.attempts]).toEqual([10_000, 2])
    })

    test('is reported to the operator when it keeps failing, and fires when the fault is mended', async () => {
      const { handlers } = diary()
      await at('bad', noon, 'broken')
      for (let hour = 1; hour <= 5; hour++) await runTimers(ports(), handlers, noon + hour * 60 * minute)
      expect(said.at(-1)).toBe('error: a timer of the desk keeps failing and is tried again: look at why')
      await db.query(`update timer set data = '{"heals": true}'`)
      expect(await runTimers(ports(), handlers, noon + 9 * 60 * minute)).toBe(1)
      const { rows } = await db.query<{ at: string }>('select at from diary')
      expect(rows.map((row) => Number(row.at))).toEqual([noon])
    })
  })

  test('many processes that look at once fire each timer once', async () => {
    const { handlers } = diary()
    for (let each = 0; each < 40; each++) await at(`timer-${each}`, noon)
    const fired = await Promise.all(Array.from({ length: 8 }, () => runTimers(ports(), handlers, noon)))
    expect(fired.reduce((sum, one) => sum + one, 0)).toBe(40)
    expect(new Set(await written(db)).size).toBe(40)
    expect(await count(db, 'select count(*) from diary')).toBe(40)
    // Premise: on PostgreSQL they truly shared the work.
    if (name === 'postgres') expect(fired.filter((one) => one > 0).length).toBeGreaterThan(1)
  })

  if (name === 'postgres') {
    test('a deed that cancels a timer at the moment in which it fires does not wait for it for ever', async () => {
      await db.query('create table if not exists locked (id int primary key)')
      await db.query('insert into locked values (1) on conflict do nothing')
      await at('one', noon)
      const handlerIsIn = Promise.withResolvers<void>()
      const handlers: TimerHandlers = {
        note: async (_ports, tx) => {
          handlerIsIn.resolve()
          await tx.query('select id from locked where id = 1 for update')
        },
      }
      const firing = await db.transaction(async (tx) => {
        await tx.query('select id from locked where id = 1 for update')
        const running = runTimers(ports(), handlers, noon)
        await handlerIsIn.promise
        await cancelTimers(tx, { ref: 'one' })
        // In a list: a transaction would wait for the promise itself.
        return [running]
      })
      expect(await firing[0]).toBe(1)
    })
  }

  test('a timer survives a restart of the process', async () => {
    const place = await freshDatabase()
    const before = await openDatabase(place)
    await before.transaction((tx) => setTimer(tx, { kind: 'note', ref: 'kept', at: noon, data: { why: 'restart', times: 2 } }))
    await before.close()
    const after = await openDatabase(place)
    const seen: unknown[] = []
    const handlers: TimerHandlers = { note: async (_ports, _tx, { ref, at: due, data }) => { seen.push({ ref, due, data }) } }
    expect(await runTimers({ db: after, log } as unknown as HandoffPorts, handlers, noon + 60 * minute)).toBe(1)
    expect(seen).toEqual([{ ref: 'kept', due: noon, data: { why: 'restart', times: 2 } }])
    await after.close()
    await place.remove()
  })
})
