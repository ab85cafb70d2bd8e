import type { HandoffReason, Mood } from '../../core/conversation/words.ts'
import type { Priority } from '../contract.ts'
import type { HandoffPolicy } from '../policy.ts'

/** Rising; the database stores the index. */
export const priorities: readonly Priority[] = ['low', 'normal', 'high', 'urgent']

const priorityOfReason: Record<HandoffReason, Priority> = {
  asked: 'normal', missed: 'normal', policy: 'normal', 'return-review': 'low',
  agitated: 'high', complaint: 'high', 'bot-failure': 'high', 'agent-takeover': 'high', 'high-risk': 'urgent',
}

const priorityOfMood: Record<Mood['level'], Priority> = { calm: 'low', annoyed: 'low', angry: 'high', furious: 'urgent' }

/** How urgent a request is: the more urgent of its reason and the shopper's mood; a threat is always urgent. */
export function priorityOf({ reason, mood }: { reason: HandoffReason; mood: Pick<Mood, 'level' | 'hasThreat'> | null }): Priority {
  if (mood?.hasThreat) return 'urgent'
  const byReason = rankOf(priorityOfReason[reason])
  const byMood = mood ? rankOf(priorityOfMood[mood.level]) : 0
  return priorities[Math.max(byReason, byMood)]!
}

/** The number stored for a priority; greater is sooner. */
export function rankOf(priority: Priority): number {
  return priorities.indexOf(priority)
}

/** What the order of a queue looks at. */
export interface Standing {
  priority: Priority
  isReturned: boolean
  waitingSince: number
  handoffId: string
}

/** Order of a queue: priority, then those whose agent vanished, then the longest wait. Says the same as `order by` in queries.ts. */
export function compareStanding(a: Standing, b: Standing): number {
  return rankOf(b.priority) - rankOf(a.priority)
    || Number(b.isReturned) - Number(a.isReturned)
    || a.waitingSince - b.waitingSince
    || (a.handoffId < b.handoffId ? -1 : 1)
}

/** When the shopper must have had a first answer. */
export function deadlines(policy: Pick<HandoffPolicy, 'firstResponseMs'>, priority: Priority, now: number): { respondBy: number } {
  return { respondBy: now + policy.firstResponseMs[priority] }
}

/** An honest waiting time in whole minutes (four of five recent shoppers waited at most so long), or null when too few came to know. */
export function etaMinutes(recentWaitsMs: number[]): number | null {
  if (recentWaitsMs.length < 5) return null
  const sorted = recentWaitsMs.toSorted((a, b) => a - b)
  // Nearest-rank percentile.
  return Math.max(1, Math.ceil(sorted[Math.ceil(sorted.length * 0.8) - 1]! / 60_000))
}
