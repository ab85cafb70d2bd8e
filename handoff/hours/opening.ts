import type { ReplyData } from '../../core/conversation/words.ts'
import { dayAt } from '../../core/time-zone.ts'
import { nextOpening } from './hours.ts'
import type { Hours } from './hours.ts'

/** When a closed desk opens, for a reply: the moment, and whether that is today, tomorrow or later by the shop's clock. Nothing for one that is open or never opens. */
export function openingWords(hours: Hours | null, timeZone: string, now: number): ReplyData {
  const opensAt = nextOpening(hours, now)
  return opensAt === null || opensAt === now ? {} : { opensAt, opensDay: dayWord(timeZone, opensAt, now) }
}

/** How people name the day of a moment that is near. */
export function dayWord(timeZone: string, at: number, now: number): 'today' | 'tomorrow' | 'later' {
  const days = dayAt(timeZone, at) - dayAt(timeZone, now)
  if (days === 0) return 'today'
  return days === 1 ? 'tomorrow' : 'later'
}
