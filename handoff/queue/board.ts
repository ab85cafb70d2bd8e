import type { Board } from '../contract.ts'
import { agentsOnDesk } from '../people/agent-queries.ts'
import type { HandoffPorts } from '../ports.ts'
import { dayCounts, pressingCounts, reasonCounts } from './board-queries.ts'
import { queueCounts } from './queue-queries.ts'

/** The lead's board: who waits, who works, and how the day has gone since `since`. */
export async function board({ db, clock }: Pick<HandoffPorts, 'db' | 'clock'>, team: string, since: number): Promise<Board> {
  const now = clock.now()
  const [queues, pressing, agents, day, reasons] = await Promise.all([
    queueCounts(db, team), pressingCounts(db, team), agentsOnDesk(db, team, now), dayCounts(db, team, { since, now }), reasonCounts(db, team, since),
  ])
  const { met, late, overdue, ...counts } = day
  return {
    at: now, since, agents, reasons, sla: { met, late, overdue }, ...counts,
    queues: queues.map(({ id, skill, language, assignment, isOpen, waiting, isMore, longestWaitSince }) =>
      ({ id, skill, language, assignment, isOpen, waiting, isMore, longestWaitSince, ...pressing.get(id)! })),
  }
}

const dayMs = 86_400_000

/** When the day began on the wall clock of a time zone. */
export function startOfDay(timeZone: string, now: number): number {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hourCycle: 'h23', hour: 'numeric', minute: 'numeric', second: 'numeric' })
  const parts = Object.fromEntries(format.formatToParts(now).map((part) => [part.type, Number(part.value)]))
  const sinceMidnight = ((parts['hour']! * 60 + parts['minute']!) * 60 + parts['second']!) * 1000 + (now % 1000)
  const guess = now - sinceMidnight
  // Where clocks were changed since midnight the guess is an hour off.
  const off = Number(Object.fromEntries(format.formatToParts(guess).map((part) => [part.type, part.value]))['hour'])
  if (off === 0) return guess
  return off > 12 ? guess + (24 - off) * 3_600_000 : guess - off * 3_600_000
}

/** `?since=` as a time: the last midnight when it is missing; null when it is none or lies farther back than two days. */
export function sinceOf(text: string | null, { timeZone, now }: { timeZone: string; now: number }): number | null {
  if (text === null || text === '') return startOfDay(timeZone, now)
  const since = Number(text)
  return Number.isInteger(since) && since <= now && since >= now - 2 * dayMs ? since : null
}
