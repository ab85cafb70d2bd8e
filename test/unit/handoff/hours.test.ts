import { describe, expect, test } from 'vitest'
import type { Period, Week } from '../../../handoff/contract.ts'
import { calendarProblems } from '../../../handoff/hours/calendar-problems.ts'
import { closesAt, isOpen, nextOpening, type Hours } from '../../../handoff/hours/hours.ts'

const period = (from: string, to: string, endsNextDay = false): Period => ({ from, to, endsNextDay })
const closed: Week = { sunday: [], monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [] }
const workdays = (...periods: Period[]): Week => ({ ...closed, monday: periods, tuesday: periods, wednesday: periods, thursday: periods, friday: periods })
const everyDay = (...periods: Period[]): Week => ({ sunday: periods, monday: periods, tuesday: periods, wednesday: periods, thursday: periods, friday: periods, saturday: periods })
const at = (iso: string) => Date.parse(iso)
const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString().replace(':00.000Z', 'Z'))

const shanghai: Hours = {
  timeZone: 'Asia/Shanghai', week: workdays(period('09:00', '12:00'), period('13:30', '18:00')),
  // National Day is a holiday; the Saturday after it is worked instead.
  specialDays: [
    { date: '2026-10-01', name: '国庆节', periods: [] }, { date: '2026-10-02', name: '国庆节', periods: [] },
    { date: '2026-10-10', name: '调休上班', periods: [period('10:00', '16:00')] },
  ],
}
const berlin: Hours = { timeZone: 'Europe/Berlin', week: workdays(period('08:00', '17:00')), specialDays: [] }
const newYork: Hours = { timeZone: 'America/New_York', week: everyDay(period('22:00', '06:00', true)), specialDays: [] }

describe('a desk is open', () => {
  test.each<[string, Hours, string, boolean]>([
    ['in the morning', shanghai, '2026-09-28T01:00Z', true],
    ['not a minute before', shanghai, '2026-09-28T00:59Z', false],
    ['not in the noon break', shanghai, '2026-09-28T04:00Z', false],
    ['in the afternoon', shanghai, '2026-09-28T05:30Z', true],
    ['not from closing time on', shanghai, '2026-09-28T10:00Z', false],
    ['not on a Sunday', shanghai, '2026-09-27T02:00Z', false],
    ['not on a holiday, though it is a Thursday', shanghai, '2026-10-01T02:00Z', false],
    ['on a make-up workday, though it is a Saturday, in hours of its own', shanghai, '2026-10-10T02:00Z', true],
    ['on a make-up workday not in the usual hours', shanghai, '2026-10-10T01:30Z', false],
    ['by the wall clock of winter', berlin, '2026-03-27T07:00Z', true],
    ['by the wall clock of winter, not before', berlin, '2026-03-27T06:59Z', false],
    ['by the wall clock of summer', berlin, '2026-03-30T06:00Z', true],
    ['by the wall clock of summer, not before', berlin, '2026-03-30T05:59Z', false],
    ['over midnight, before it', newYork, '2026-06-10T03:30Z', true],
    ['over midnight, after it', newYork, '2026-06-10T09:59Z', true],
    ['over midnight, no longer than that', newYork, '2026-06-10T10:00Z', false],
    ['in the hour that comes once more', newYork, '2026-11-01T06:30Z', true],
    ['until six of the longer night', newYork, '2026-11-01T10:59Z', true],
    ['until six of the longer night, no longer', newYork, '2026-11-01T11:00Z', false],
    ['until six of the shorter night', newYork, '2026-03-08T09:59Z', true],
    ['until six of the shorter night, no longer', newYork, '2026-03-08T10:00Z', false],
  ])('%s', (_what, hours, when, expected) => {
    expect(isOpen(hours, at(when))).toBe(expected)
  })

  test('always, without hours, and never, with a week of closed days', () => {
    expect(isOpen(null, 0)).toBe(true)
    expect(closesAt(null, 0)).toBeNull()
    const never = { ...berlin, week: closed }
    expect([isOpen(never, at('2026-03-30T06:00Z')), nextOpening(never, at('2026-03-30T06:00Z'))]).toEqual([false, null])
  })

  test('around the clock, though each day is written down by itself', () => {
    const always = { ...newYork, week: everyDay(period('00:00', '24:00')) }
    for (const when of ['2026-03-08T06:59Z', '2026-03-08T07:00Z', '2026-11-01T05:30Z', '2026-06-10T04:00Z']) expect(isOpen(always, at(when))).toBe(true)
    expect(closesAt(always, at('2026-06-10T04:00Z'))).toBeNull()
  })
})

describe('a desk opens again', () => {
  test.each<[string, Hours, string, string | null]>([
    ['now, when it is open', shanghai, '2026-09-28T02:00Z', '2026-09-28T02:00Z'],
    ['after the noon break', shanghai, '2026-09-28T04:10Z', '2026-09-28T05:30Z'],
    ['in the morning', shanghai, '2026-09-28T15:00Z', '2026-09-29T01:00Z'],
    ['after the holidays and the weekend', shanghai, '2026-09-30T10:00Z', '2026-10-05T01:00Z'],
    ['on the make-up workday', shanghai, '2026-10-09T10:00Z', '2026-10-10T02:00Z'],
    ['on Monday, an hour earlier by UTC since the clocks have changed', berlin, '2026-03-27T16:00Z', '2026-03-30T06:00Z'],
    ['on Monday, an hour later by UTC since the clocks have changed', berlin, '2026-10-23T15:00Z', '2026-10-26T07:00Z'],
    ['on its only day, far away', { ...berlin, week: closed, specialDays: [{ date: '2026-12-24', name: '', periods: [period('09:00', '12:00')] }] }, '2026-01-10T00:00Z', '2026-12-24T08:00Z'],
    ['never, when its only day is past', { ...berlin, week: closed, specialDays: [{ date: '2026-01-05', name: '', periods: [period('09:00', '12:00')] }] }, '2026-01-10T00:00Z', null],
    ['when the clocks have gone forward over its start', { ...newYork, week: everyDay(period('02:30', '05:00')) }, '2026-03-08T05:00Z', '2026-03-08T07:00Z'],
    ['the first time its start is shown', { ...newYork, week: everyDay(period('01:30', '05:00')) }, '2026-11-01T04:00Z', '2026-11-01T05:30Z'],
  ])('%s', (_what, hours, when, expected) => {
    expect(iso(nextOpening(hours, at(when)))).toBe(expected)
  })

  test('and closes at the end of the period, touching ones being one', () => {
    expect(iso(closesAt(shanghai, at('2026-09-28T02:00Z')))).toBe('2026-09-28T04:00Z')
    const touching = { ...berlin, week: everyDay(period('08:00', '12:00'), period('12:00', '20:00')) }
    expect(iso(closesAt(touching, at('2026-06-10T07:00Z')))).toBe('2026-06-10T18:00Z')
  })
})

describe('a calendar is refused', () => {
  const problems = (change: Partial<Hours>) => calendarProblems({ ...berlin, ...change }).map(({ path, message }) => `${path}: ${message}`)

  test('in no case of the good ones above', () => {
    for (const hours of [shanghai, berlin, newYork]) expect(calendarProblems(hours)).toEqual([])
  })

  test.each<[string, Partial<Hours>, string[]]>([
    ['for a zone that nobody knows', { timeZone: 'Europe/Atlantis' }, ['timeZone: There is no time zone “Europe/Atlantis”. Write it as Asia/Shanghai, Europe/Berlin, America/New_York.']],
    ['for an end before its start', { week: { ...closed, monday: [period('17:00', '08:00')] } }, ['week.monday.0: The end 08:00 is not after the start 17:00. Correct one of them, or set endsNextDay for a period over midnight.']],
    ['for an end at its start', { week: { ...closed, monday: [period('08:00', '08:00')] } }, ['week.monday.0: The end 08:00 is not after the start 08:00. Correct one of them, or set endsNextDay for a period over midnight.']],
    ['for a period of more than a day', { week: { ...closed, monday: [period('08:00', '09:00', true)] } }, ['week.monday.0: A period lasts at most 24 hours. Divide it between the days.']],
    ['for a midnight that is said twice', { week: { ...closed, monday: [period('08:00', '24:00', true)] } }, ['week.monday.0: A period until midnight ends on its own day: leave endsNextDay out.']],
    ['for two periods that overlap', { week: { ...closed, monday: [period('08:00', '12:00'), period('11:00', '15:00')] } }, ['week.monday.1: This period begins before week.monday.0 ends. Make them one, or move one of them.']],
    ['for a night that reaches into the next morning’s period', { week: { ...closed, monday: [period('22:00', '06:00', true)], tuesday: [period('05:00', '08:00')] } }, ['week.tuesday.0: This period begins before week.monday.0 ends. Make them one, or move one of them.']],
    ['for a Saturday night that reaches into Sunday’s period', { week: { ...closed, saturday: [period('22:00', '06:00', true)], sunday: [period('05:00', '08:00')] } }, ['week.sunday.0: This period begins before week.saturday.0 ends. Make them one, or move one of them.']],
    ['for a date that does not exist', { specialDays: [{ date: '2026-02-30', name: '', periods: [] }] }, ['specialDays.0.date: There is no day 2026-02-30.']],
    ['for a date that stands twice', { specialDays: [{ date: '2026-10-01', name: '', periods: [] }, { date: '2026-10-01', name: '', periods: [] }] }, ['specialDays.1.date: 2026-10-01 stands here twice. Put all its periods into one entry.']],
    ['for overlaps on a special day', { specialDays: [{ date: '2026-10-10', name: '', periods: [period('08:00', '12:00'), period('11:00', '15:00')] }] }, ['specialDays.0.periods.1: This period begins before specialDays.0.periods.0 ends. Make them one, or move one of them.']],
  ])('%s', (_what, change, expected) => {
    expect(problems(change)).toEqual(expected)
  })
})
