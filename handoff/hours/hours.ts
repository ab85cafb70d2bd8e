import type { BusinessHours } from '../policy.ts'

const dayMs = 86_400_000

/** True when the desk is open at `now` by the wall clock of its own time zone. No hours at all means always. */
export function isOpen(hours: BusinessHours | null, now: number): boolean {
  if (!hours) return true
  const today = localTime(hours.timeZone, now)
  const yesterday = localTime(hours.timeZone, now - dayMs)
  const isWithin = ([start, end]: [string, string]) => (start < end ? today.time >= start && today.time < end : today.time >= start)
  // A period over midnight belongs to the day on which it began.
  const isTail = ([start, end]: [string, string]) => start >= end && today.time < end
  return periodsOf(hours, today).some(isWithin) || periodsOf(hours, yesterday).some(isTail)
}

function periodsOf(hours: BusinessHours, day: LocalTime): [string, string][] {
  return hours.exceptions?.[day.date] ?? hours.week[day.weekday] ?? []
}

interface LocalTime {
  date: string
  time: string
  weekday: 0 | 1 | 2 | 3 | 4 | 5 | 6
}

function localTime(timeZone: string, at: number): LocalTime {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' })
  const parts = Object.fromEntries(format.formatToParts(at).map((part) => [part.type, part.value]))
  const date = `${parts['year']}-${parts['month']}-${parts['day']}`
  return { date, time: `${parts['hour']}:${parts['minute']}`, weekday: new Date(`${date}T00:00:00Z`).getUTCDay() as LocalTime['weekday'] }
}
