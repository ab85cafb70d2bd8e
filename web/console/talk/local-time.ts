/** A time as the browser's own field wants it: local, to the minute. */
export function localTime(at: number): string {
  return new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

/** The next morning at nine, `days` from now, on the clock of this browser. */
export function morningIn(days: number, now: number): number {
  const morning = new Date(now)
  morning.setDate(morning.getDate() + days)
  morning.setHours(9, 0, 0, 0)
  return morning.getTime()
}
