/** An honest waiting time, in whole minutes. */
export interface WaitRange {
  from: number
  to: number
}

const fewest = 5
const fewestLonger = 3

/**
 * How long a shopper of this priority will wait yet, made of how long the last ones of the same queue and priority did: half of them waited at least
 * `from`, four of five at most `to`. Who has waited already is compared with those who waited longer than that. Null when too few came to know.
 */
export function waitRange(recentWaitsMs: number[], waitedMs: number): WaitRange | null {
  const rest = recentWaitsMs.filter((wait) => wait > waitedMs).map((wait) => wait - waitedMs).toSorted((a, b) => a - b)
  if (recentWaitsMs.length < fewest || rest.length < (waitedMs > 0 ? fewestLonger : fewest)) return null
  const to = minutesAt(rest, 0.8)
  // "11–12 minutes" claims to know more than anybody does.
  const from = Math.min(minutesAt(rest, 0.5), to)
  return to - from <= to / 10 ? { from: to, to } : { from, to }
}

// Nearest-rank percentile, in minutes begun.
function minutesAt(sorted: number[], part: number): number {
  return Math.max(1, Math.ceil(sorted[Math.ceil(sorted.length * part) - 1]! / 60_000))
}
