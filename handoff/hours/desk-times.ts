import type { Db } from '../../core/db/db.ts'
import type { OffHoursRule, SlaTarget } from '../contract.ts'
import { allSlaTargets } from '../sla/sla-queries.ts'
import { allCalendars, allOffHoursRules } from './hours-queries.ts'
import type { Calendar } from './hours-queries.ts'
import type { Hours } from './hours.ts'

/** What leads have set about time: hours, who speaks off hours, how soon shoppers are answered. */
export interface DeskTimes {
  calendars: Calendar[]
  /** Null: always open. */
  hoursOf(queueId: string): Hours | null
  offHoursOf(team: string): OffHoursRule[]
  targetsOf(team: string): SlaTarget[]
}

export interface DeskTimesCache {
  /** At most five seconds old; read inside the caller's transaction when it must be read. */
  read(db: Db, now: number): Promise<DeskTimes>
  /** After a change was committed here. Other processes know within five seconds. */
  forget(): void
}

const keptMs = 5_000

/** Keeps what a turn must know about time out of its way: three small tables, read at most once in five seconds. */
export function openDeskTimes(): DeskTimesCache {
  let kept: { times: DeskTimes; until: number } | null = null
  return {
    async read(db, now) {
      if (kept && now < kept.until && now >= kept.until - keptMs) return kept.times
      const times = await readTimes(db)
      kept = { times, until: now + keptMs }
      return times
    },
    forget() { kept = null },
  }
}

async function readTimes(db: Db): Promise<DeskTimes> {
  const calendars = await allCalendars(db)
  const rules = byTeam(await allOffHoursRules(db))
  const targets = byTeam(await allSlaTargets(db))
  const byQueue = new Map(calendars.flatMap((one) => one.queueIds.map((id) => [id, one] as const)))
  return {
    calendars,
    hoursOf: (queueId) => byQueue.get(queueId) ?? null,
    offHoursOf: (team) => rules.get(team) ?? [],
    targetsOf: (team) => targets.get(team) ?? [],
  }
}

function byTeam<T extends object>(rows: (T & { team: string })[]): Map<string, T[]> {
  const teams = new Map<string, T[]>()
  for (const { team, ...row } of rows) teams.set(team, [...(teams.get(team) ?? []), row as unknown as T])
  return teams
}
