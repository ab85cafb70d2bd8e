// Days without time of day: `2025-03-12` and the arithmetic on it. Pure.

/** Days since 1970-01-01. */
export type Day = number

const formats = new Map<string, Intl.DateTimeFormat>()
/** The day that was asked for last, by time zone: asking Intl costs more than reading most of a message, and days begin with a minute. */
const last = new Map<string, { minute: number; day: Day }>()

/** The day it is in a time zone. */
export function dayOf(now: number, timeZone: string): Day {
  const minute = Math.floor(now / 60_000)
  const known = last.get(timeZone)
  if (known?.minute === minute) return known.day
  const day = askDay(now, timeZone)
  last.set(timeZone, { minute, day })
  return day
}

function askDay(now: number, timeZone: string): Day {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
    formats.set(timeZone, format)
  }
  return Math.round(Date.parse(`${format.format(now)}T00:00:00Z`) / 86_400_000)
}

export function isoOf(day: Day) {
  return new Date(day * 86_400_000).toISOString().slice(0, 10)
}

/** 0 Monday … 6 Sunday: weeks begin on Monday in Europe and China. */
function weekdayOf(day: Day) {
  return (((day + 3) % 7) + 7) % 7
}

/** The day, or null for the 31st of June and the like. */
export function dayFrom(year: number, month: number, day: number): Day | null {
  if (year < 1900 || year > 2200 || month < 1 || month > 12 || day < 1 || day > 31) return null
  const ms = Date.UTC(year, month - 1, day)
  return new Date(ms).getUTCDate() === day ? ms / 86_400_000 : null
}

/** A day and month without a year: the year that brings it nearest to today, of those that are over when `isPast`. */
export function nearestDay(today: Day, month: number, day: number, isPast = false): Day | null {
  const year = new Date(today * 86_400_000).getUTCFullYear()
  const days = [year - 1, year, year + 1].map(candidate => dayFrom(candidate, month, day)).filter(candidate => candidate !== null).filter(candidate => !isPast || candidate <= today)
  return days.toSorted((a, b) => Math.abs(a - today) - Math.abs(b - today))[0] ?? null
}

/** The `day`th of this month or, moved by `months`, of another. */
export function dayOfMonth(today: Day, months: number, day: number): Day | null {
  const date = new Date(today * 86_400_000)
  const at = date.getUTCFullYear() * 12 + date.getUTCMonth() + months
  return dayFrom(Math.floor(at / 12), (at % 12) + 1, day)
}

/** The given weekday in this week (0), the week before (-1), the one after (1) … */
export function inWeek(today: Day, weeks: number, weekday: number): Day {
  return today - weekdayOf(today) + weeks * 7 + weekday
}

/** The next such weekday, today included. */
export function comingWeekday(today: Day, weekday: number): Day {
  return today + ((weekday - weekdayOf(today) + 7) % 7)
}

/** The last such weekday before today. */
export function pastWeekday(today: Day, weekday: number): Day {
  return today - (((weekdayOf(today) - weekday + 6) % 7) + 1)
}
