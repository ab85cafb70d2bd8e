import { weekdays } from '../contract.ts'
import type { Period, SpecialDay, Week } from '../contract.ts'
import { dateOf, dayAt, instantAt, weekdayOf } from '../../core/time-zone.ts'
import type { Day } from '../../core/time-zone.ts'

/** Opening hours by the wall clock of a time zone. Where a calendar may be null, null is always open. */
export interface Hours {
  timeZone: string
  week: Week
  /** Dates that differ: holidays have no periods, make-up workdays their own. */
  specialDays: SpecialDay[]
}

/** An opening, from `start` until just before `end`, in UTC. */
interface Opening {
  start: number
  end: number
}

/** True when the desk is open at `at`. */
export function isOpen(hours: Hours | null, at: number): boolean {
  return nextOpening(hours, at) === at
}

/** The first moment from `at` on at which the desk is open; null when it never opens again. */
export function nextOpening(hours: Hours | null, at: number): number | null {
  if (!hours) return at
  const next = openingAfter(hours, at)
  return next && Math.max(next.start, at)
}

/** When an open desk closes; null when that is more than a week away, as it is of one that is open around the clock. */
export function closesAt(hours: Hours | null, at: number): number | null {
  const end = hours && openingAfter(hours, at)?.end
  return end && end - at <= longestMs ? end : null
}

/** The first opening that ends after `at`; null when there is none. Touching periods are one. */
function openingAfter(hours: Hours, at: number): Opening | null {
  return openings(hours, at).next().value ?? null
}

// A calendar may have nothing but one special day far ahead.
const furthestDays = 400
// Around the clock is told in pieces: nothing of it is ever finished.
const longestMs = 7 * 86_400_000

/** The openings that end after `at`, in order, without overlaps. Ends 400 days after the last one. */
export function* openings(hours: Hours, at: number): Generator<Opening, undefined> {
  const special = new Map(hours.specialDays.map((day) => [day.date, day.periods]))
  let open = null as Opening | null
  // The day before may reach over midnight.
  for (let day = dayAt(hours.timeZone, at) - 1, quiet = 0; quiet < furthestDays; day++) {
    const ofDay = openingsOf(hours, special, day)
    quiet = ofDay.length > 0 ? 0 : quiet + 1
    for (const next of ofDay.filter(({ end }) => end > at)) {
      if (open && next.start <= open.end && next.end - Math.max(open.start, at) <= longestMs + 86_400_000) open.end = Math.max(open.end, next.end)
      else {
        if (open) yield open
        open = { start: Math.max(next.start, open?.end ?? next.start), end: next.end }
      }
    }
  }
  if (open) yield open
}

function openingsOf(hours: Hours, special: Map<string, Period[]>, day: Day): Opening[] {
  const periods = special.get(dateOf(day)) ?? hours.week[weekdays[weekdayOf(day)]!]
  return periods
    .map(({ from, to, endsNextDay }) => ({
      start: instantAt(hours.timeZone, day, minutesOf(from), 'first'),
      end: instantAt(hours.timeZone, endsNextDay ? day + 1 : day, minutesOf(to), 'last'),
    }))
    .filter(({ start, end }) => start < end)
    .toSorted((a, b) => a.start - b.start)
}

/** `09:30` → 570. */
export function minutesOf(time: string): number {
  const [hour, minute] = time.split(':')
  return Number(hour) * 60 + Number(minute)
}
