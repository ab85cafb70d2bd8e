import type { Db } from '../../core/db/db.ts'
import type { CalendarToSave, OffHoursChange, OffHoursRule, SpecialDay, Week } from '../contract.ts'
import type { z } from 'zod'
import type { Hours } from './hours.ts'

/** Opening hours that some of a team's queues keep. */
export interface Calendar extends Hours {
  id: string
  team: string
  name: string
  queueIds: string[]
}

/** All calendars with the queues that keep them. */
export async function allCalendars(db: Db): Promise<Calendar[]> {
  const { rows } = await db.query<{ id: string; team: string; name: string; time_zone: string; week: Week; special_days: SpecialDay[]; queue_ids: string[] }>(
    `select c.id, c.team, c.name, c.time_zone, c.week, c.special_days,
       array(select q.queue_id from queue_calendar q where q.calendar_id = c.id order by q.queue_id) as queue_ids
     from calendar c order by c.created_at, c.id`)
  return rows.map((row) => ({
    id: row.id, team: row.team, name: row.name, timeZone: row.time_zone, week: row.week, specialDays: row.special_days, queueIds: row.queue_ids,
  }))
}

/** Stores a new calendar. */
export async function insertCalendar(tx: Db, one: Omit<Calendar, 'queueIds'>, now: number): Promise<void> {
  await tx.query('insert into calendar (id, team, name, time_zone, week, special_days, created_at) values ($1, $2, $3, $4, $5, $6, $7)',
    [one.id, one.team, one.name, one.timeZone, JSON.stringify(one.week), JSON.stringify(one.specialDays), new Date(now)])
}

/** Replaces a calendar of the team; false when it has none of this id. */
export async function updateCalendar(tx: Db, one: Omit<Calendar, 'queueIds'>): Promise<boolean> {
  const { rowCount } = await tx.query('update calendar set name = $3, time_zone = $4, week = $5, special_days = $6 where id = $1 and team = $2',
    [one.id, one.team, one.name, one.timeZone, JSON.stringify(one.week), JSON.stringify(one.specialDays)])
  return rowCount === 1
}

/** Takes a calendar away; false when the team has none of this id. */
export async function deleteCalendar(tx: Db, team: string, id: string): Promise<boolean> {
  const { rowCount } = await tx.query('delete from calendar where id = $1 and team = $2', [id, team])
  return rowCount === 1
}

/** Makes these queues of the team, and no others, keep a calendar; each leaves the one it kept. Returns those that the team does not have. */
export async function saveCalendarQueues(tx: Db, team: string, calendarId: string, queueIds: z.output<typeof CalendarToSave>['queueIds']): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>('select id from queue where team = $1 and id = any($2)', [team, queueIds])
  const known = rows.map((row) => row.id)
  await tx.query('delete from queue_calendar where calendar_id = $1 or queue_id = any($2)', [calendarId, known])
  await tx.query('insert into queue_calendar (queue_id, calendar_id) select unnest($2::text[]), $1', [calendarId, known])
  return queueIds.filter((id) => !known.includes(id))
}

/** Every cell that leads have set, with its team. */
export async function allOffHoursRules(db: Db): Promise<(OffHoursRule & { team: string })[]> {
  const { rows } = await db.query<{ team: string; queue_id: string | null; is_open: boolean; is_somebody_there: boolean; reason_class: OffHoursRule['reasonClass']; speaks: OffHoursRule['speaks'] }>(
    'select team, queue_id, is_open, is_somebody_there, reason_class, speaks from off_hours order by queue_id nulls first, is_open, is_somebody_there, reason_class')
  return rows.map((row) => ({
    team: row.team, queueId: row.queue_id, isOpen: row.is_open, isSomebodyThere: row.is_somebody_there, reasonClass: row.reason_class, speaks: row.speaks,
  }))
}

/** Stores one cell, or takes it away; false when the team has no such queue. */
export async function saveOffHoursRule(tx: Db, team: string, rule: OffHoursChange['rules'][number]): Promise<boolean> {
  const { rows } = await tx.query<{ isKnown: boolean }>('select $2::text is null or exists (select 1 from queue where id = $2 and team = $1) as "isKnown"', [team, rule.queueId])
  if (!rows[0]!.isKnown) return false
  const cell = [team, rule.queueId, rule.isOpen, rule.isSomebodyThere, rule.reasonClass]
  await tx.query(
    'delete from off_hours where team = $1 and queue_id is not distinct from $2 and is_open = $3 and is_somebody_there = $4 and reason_class = $5', cell)
  if (rule.speaks === null) return true
  await tx.query('insert into off_hours (team, queue_id, is_open, is_somebody_there, reason_class, speaks) values ($1, $2, $3, $4, $5, $6)', [...cell, rule.speaks])
  return true
}
