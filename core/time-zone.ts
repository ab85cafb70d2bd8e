// The wall clock of a time zone, both ways. Intl knows the rules of daylight saving; nothing here does.

const dayMs = 86_400_000

/** A day of the calendar, as days since 1970-01-01. */
export type Day = number

/** The day that a zone's wall clock shows at an instant. */
export function dayAt(timeZone: string, at: number): Day {
  return Math.floor((at + offsetAt(timeZone, at)) / dayMs)
}

/** `2026-10-01` → the day; null when there is no such date. */
export function dayOf(date: string): Day | null {
  const at = Date.parse(`${date}T00:00:00Z`)
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== date ? null : at / dayMs
}

/** The day → `2026-10-01`. */
export function dateOf(day: Day): string {
  return new Date(day * dayMs).toISOString().slice(0, 10)
}

/** 0 = Sunday. */
export function weekdayOf(day: Day): number {
  return new Date(day * dayMs).getUTCDay()
}

/**
 * When a zone's wall clock shows `minutes` after midnight of `day`. Of a time that comes twice (clocks go back) the `first` or the `last`; for one
 * that never comes (clocks go forward) the moment of the change.
 */
export function instantAt(timeZone: string, day: Day, minutes: number, which: 'first' | 'last'): number {
  const wall = day * dayMs + minutes * 60_000
  const [before, after] = [offsetAt(timeZone, wall - dayMs), offsetAt(timeZone, wall + dayMs)]
  if (before === after) return wall - before
  const real = [wall - before, wall - after].filter((at) => at + offsetAt(timeZone, at) === wall)
  if (real.length > 0) return which === 'first' ? Math.min(...real) : Math.max(...real)
  return changeBetween(timeZone, wall - after, wall - before)
}

/** True when the zone is known here. */
export function isTimeZone(name: string): boolean {
  try {
    return formatOf(name) !== null
  } catch {
    // Intl throws for a zone it does not know: and then instead we say no.
    return false
  }
}

/** What must be added to UTC to get the wall clock, in ms. */
function offsetAt(timeZone: string, at: number): number {
  const whole = Math.floor(at / 1000) * 1000
  const parts: Record<string, number> = {}
  for (const { type, value } of formatOf(timeZone).formatToParts(whole)) if (type !== 'literal') parts[type] = Number(value)
  return Date.UTC(parts['year']!, parts['month']! - 1, parts['day'], parts['hour'], parts['minute'], parts['second']) - whole
}

/** The moment between two instants at which the offset changes. */
function changeBetween(timeZone: string, from: number, to: number): number {
  let [low, high] = [from, to]
  const old = offsetAt(timeZone, low)
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000
    if (offsetAt(timeZone, middle) === old) low = middle
    else high = middle
  }
  return high
}

// Making a format costs 50 µs and more; there are as many as zones in use.
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  })
  formats.set(timeZone, made)
  return made
}
