import { describe, expect, test } from 'vitest'
import type { Period, Week } from '../../../handoff/contract.ts'
import { addBusinessTime, businessTimeBetween } from '../../../handoff/hours/business-time.ts'
import type { Hours } from '../../../handoff/hours/hours.ts'

const period = (from: string, to: string, endsNextDay = false): Period => ({ from, to, endsNextDay })
const closed: Week = { sunday: [], monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [] }
const workdays = (...periods: Period[]): Week => ({ ...closed, monday: periods, tuesday: periods, wednesday: periods, thursday: periods, friday: periods })
const everyDay = (...periods: Period[]): Week => ({ sunday: periods, monday: periods, tuesday: periods, wednesday: periods, thursday: periods, friday: periods, saturday: periods })
const at = (text: string) => Date.parse(text)
const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString().replace(':00.000Z', 'Z'))
const [minute, hour] = [60_000, 3_600_000]

const shanghai: Hours = {
  timeZone: 'Asia/Shanghai', week: workdays(period('09:00', '12:00'), period('13:30', '18:00')),
  specialDays: [{ date: '2026-10-01', name: '', periods: [] }, { date: '2026-10-02', name: '', periods: [] }, { date: '2026-10-10', name: '', periods: [period('10:00', '16:00')] }],
}
const berlin: Hours = { timeZone: 'Europe/Berlin', week: workdays(period('08:00', '17:00')), specialDays: [] }
const newYork: Hours = { timeZone: 'America/New_York', week: everyDay(period('22:00', '06:00', true)), specialDays: [] }
const always: Hours = { ...newYork, week: everyDay(period('00:00', '24:00')) }

// Each row both ways: so much after the start is the end, and between start and end lies so much.
describe('business time', () => {
  test.each<[string, Hours | null, string, number, string]>([
    ['without hours is time', null, '2026-09-28T04:00Z', 5 * minute, '2026-09-28T04:05Z'],
    ['within a period is time', shanghai, '2026-09-28T01:10Z', 30 * minute, '2026-09-28T01:40Z'],
    ['ends at the end of a period', shanghai, '2026-09-28T03:00Z', hour, '2026-09-28T04:00Z'],
    ['stands still in the noon break', shanghai, '2026-09-28T03:50Z', 20 * minute, '2026-09-28T05:40Z'],
    ['stands still at night', shanghai, '2026-09-28T09:50Z', 20 * minute, '2026-09-29T01:10Z'],
    ['begins with the next opening', shanghai, '2026-09-27T00:00Z', 10 * minute, '2026-09-28T01:10Z'],
    ['stands still over holidays and the weekend', shanghai, '2026-09-30T09:50Z', 20 * minute, '2026-10-05T01:10Z'],
    ['runs on a make-up workday', shanghai, '2026-10-09T09:50Z', 6 * hour, '2026-10-10T07:50Z'],
    ['of a week is five days', shanghai, '2026-10-12T01:00Z', 5 * 7.5 * hour, '2026-10-16T10:00Z'],
    ['goes over the change to summer at the weekend', berlin, '2026-03-27T15:30Z', hour, '2026-03-30T06:30Z'],
    ['goes over the change to winter at the weekend', berlin, '2026-10-23T14:30Z', hour, '2026-10-26T07:30Z'],
    ['of a night in which an hour is missing is seven hours', newYork, '2026-03-08T03:00Z', 7 * hour, '2026-03-08T10:00Z'],
    ['of a night in which an hour comes twice is nine hours', newYork, '2026-11-01T02:00Z', 9 * hour, '2026-11-01T11:00Z'],
    ['goes on in the next night', newYork, '2026-06-10T09:30Z', hour, '2026-06-11T02:30Z'],
    ['around the clock is time, over many weeks', always, '2026-02-20T00:00Z', 40 * 24 * hour, '2026-04-01T00:00Z'],
  ])('%s', (...[, hours, from, ms, to]) => {
    expect(iso(addBusinessTime(hours, at(from), ms))).toBe(to)
    expect(businessTimeBetween(hours, at(from), at(to))).toBe(ms)
  })

  test('never comes at a desk that does not open again', () => {
    expect(addBusinessTime({ ...berlin, week: closed }, at('2026-03-27T15:30Z'), minute)).toBeNull()
    expect(businessTimeBetween({ ...berlin, week: closed }, at('2026-03-27T15:30Z'), at('2027-03-27T15:30Z'))).toBe(0)
  })

  test('backwards is none', () => {
    expect(businessTimeBetween(null, 10, 5)).toBe(0)
    expect(businessTimeBetween(berlin, at('2026-03-30T08:00Z'), at('2026-03-27T08:00Z'))).toBe(0)
  })

  test('put together from pieces is the same as in one', () => {
    const [from, to] = [at('2026-10-20T00:00Z'), at('2026-11-10T00:00Z')]
    for (const hours of [shanghai, berlin, newYork, always]) {
      let sum = 0
      for (let piece = from; piece < to; piece += 7 * hour) sum += businessTimeBetween(hours, piece, Math.min(piece + 7 * hour, to))
      expect(sum).toBe(businessTimeBetween(hours, from, to))
      expect(sum).toBeGreaterThan(0)
    }
  })
})
