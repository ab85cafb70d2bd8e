import type { Db } from '../../core/db/db.ts'
import { newId } from '../../core/ids.ts'
import type { Timer } from './timers.ts'

/** What a handler needs besides the ref: ids and names of ours only. */
export type TimerData = Record<string, string | number | boolean | null>

export type DueTimer = Timer & { attempts: number }

/** Stores timers. */
export async function insertTimers(tx: Db, timers: Omit<Timer, 'id'>[]): Promise<void> {
  if (timers.length === 0) return
  await tx.query(
    `insert into timer (id, kind, ref, due_at, try_at, data)
     select id, kind, ref, at, at, data::jsonb from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::text[]) as t (id, kind, ref, at, data)`,
    [timers.map(() => newId()), timers.map((one) => one.kind), timers.map((one) => one.ref), timers.map((one) => new Date(one.at)), timers.map((one) => JSON.stringify(one.data))])
}

/** Takes timers away, but for one that fires at this moment: waiting for it, with the conversation locked that it waits for, would never end. */
export async function deleteTimers(tx: Db, { kinds, ref }: { kinds: string[] | null; ref: string }): Promise<void> {
  await tx.query(
    `delete from timer where id = any(array(select id from timer where ref = $1 and ($2::text[] is null or kind = any($2)) for update skip locked))`,
    [ref, kinds])
}

/** Whether a timer is due, be it one that another process is at. */
export async function hasDueTimer(db: Db, kinds: string[], now: number): Promise<boolean> {
  const { rowCount } = await db.query('select 1 from timer where try_at <= $1 and kind = any($2) limit 1', [new Date(now), kinds])
  return rowCount > 0
}

/** Takes the earliest due timer out of the table, past those that another process is at; null when none is due. */
export async function takeDueTimer(tx: Db, kinds: string[], now: number): Promise<DueTimer | null> {
  const { rows } = await tx.query<{ id: string; kind: string; ref: string; due_at: Date; attempts: number; data: TimerData }>(
    `delete from timer where id = (
       select id from timer where try_at <= $1 and kind = any($2) order by try_at, id limit 1 for update skip locked
     ) returning id, kind, ref, due_at, attempts, data`, [new Date(now), kinds])
  const [row] = rows
  return row ? { id: row.id, kind: row.kind, ref: row.ref, at: row.due_at.getTime(), attempts: row.attempts, data: row.data } : null
}

/** Puts a timer off that has failed. */
export async function putOffTimer(db: Db, id: string, tryAt: number): Promise<void> {
  await db.query('update timer set attempts = attempts + 1, try_at = $2 where id = $1', [id, new Date(tryAt)])
}
