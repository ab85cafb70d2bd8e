import { openings } from './hours.ts'
import type { Hours } from './hours.ts'

/** The moment at which `ms` of open time have gone by since `from`; null when the desk never opens long enough again. Without hours every moment is open. */
export function addBusinessTime(hours: Hours | null, from: number, ms: number): number | null {
  if (!hours) return from + ms
  let left = ms
  for (const { start, end } of openings(hours, from)) {
    const begin = Math.max(start, from)
    if (end - begin >= left) return begin + left
    left -= end - begin
  }
  return null
}

/** How much open time lies between two moments; 0 when `to` is not after `from`. */
export function businessTimeBetween(hours: Hours | null, from: number, to: number): number {
  if (to <= from) return 0
  if (!hours) return to - from
  let sum = 0
  for (const { start, end } of openings(hours, from)) {
    if (start >= to) return sum
    sum += Math.min(end, to) - Math.max(start, from)
  }
  return sum
}
