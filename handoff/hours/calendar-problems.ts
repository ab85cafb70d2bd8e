import { weekdays } from '../contract.ts'
import type { Period } from '../contract.ts'
import type { Hours } from './hours.ts'
import { minutesOf } from './hours.ts'
import { dayOf, isTimeZone } from '../../core/time-zone.ts'

export interface Problem {
  /** Where, in the request's body: `week.monday.1`. */
  path: string
  message: string
}

/** What is wrong with a calendar, each with what to do; none when it may be kept. */
export function calendarProblems({ timeZone, week, specialDays }: Hours): Problem[] {
  return [
    ...(isTimeZone(timeZone) ? [] : [{ path: 'timeZone', message: `There is no time zone “${timeZone}”. Write it as Asia/Shanghai, Europe/Berlin, America/New_York.` }]),
    ...weekdays.flatMap((day) => periodProblems(`week.${day}`, week[day])),
    ...overlapsInWeek(week),
    ...specialDays.flatMap((day, index) => [
      ...dateProblems(day.date, index, specialDays), ...periodProblems(`specialDays.${index}.periods`, day.periods), ...overlapsInDay(`specialDays.${index}.periods`, day.periods),
    ]),
  ]
}

function periodProblems(path: string, periods: Period[]): Problem[] {
  return periods.flatMap((period, index) => {
    const why = wrongWith(period)
    return why ? [{ path: `${path}.${index}`, message: why }] : []
  })
}

function wrongWith({ from, to, endsNextDay }: Period): string | null {
  if (endsNextDay && to === '24:00') return 'A period until midnight ends on its own day: leave endsNextDay out.'
  if (endsNextDay && minutesOf(to) > minutesOf(from)) return 'A period lasts at most 24 hours. Divide it between the days.'
  if (!endsNextDay && minutesOf(to) <= minutesOf(from)) return `The end ${to} is not after the start ${from}. Correct one of them, or set endsNextDay for a period over midnight.`
  return null
}

function dateProblems(date: string, index: number, days: Hours['specialDays']): Problem[] {
  if (dayOf(date) === null) return [{ path: `specialDays.${index}.date`, message: `There is no day ${date}.` }]
  const isTwice = days.findIndex((other) => other.date === date) < index
  return isTwice ? [{ path: `specialDays.${index}.date`, message: `${date} stands here twice. Put all its periods into one entry.` }] : []
}

interface Stretch {
  path: string
  start: number
  end: number
}

const dayMinutes = 24 * 60

function stretchesOf(path: string, periods: Period[], offset: number): Stretch[] {
  return periods.flatMap((period, index) => (wrongWith(period) ? [] : [
    { path: `${path}.${index}`, start: offset + minutesOf(period.from), end: offset + minutesOf(period.to) + (period.endsNextDay ? dayMinutes : 0) },
  ]))
}

// Saturday's night reaches into Sunday: the first day stands at the end once more.
function overlapsInWeek(week: Hours['week']): Problem[] {
  const all = [...weekdays, weekdays[0]].flatMap((day, index) => stretchesOf(`week.${day}`, week[day], index * dayMinutes))
  return [...new Map(overlaps(all).map((problem) => [problem.path, problem])).values()]
}

function overlapsInDay(path: string, periods: Period[]): Problem[] {
  return overlaps(stretchesOf(path, periods, 0))
}

function overlaps(stretches: Stretch[]): Problem[] {
  const sorted = stretches.toSorted((a, b) => a.start - b.start)
  return sorted.flatMap((one, index) => {
    const before = sorted[index - 1]
    return before && one.start < before.end ? [{ path: one.path, message: `This period begins before ${before.path} ends. Make them one, or move one of them.` }] : []
  })
}
