import type { z } from 'zod'
import type { Db } from '../../core/db/db.ts'
import { newId } from '../../core/ids.ts'
import type { Calendars, CalendarToSave, OffHours, OffHoursChange, SlaChange, SlaPolicies } from '../contract.ts'
import { insertAudit } from '../audit/audit-queries.ts'
import type { AuditRow } from '../audit/audit-queries.ts'
import type { Actor, HandoffPorts } from '../ports.ts'
import { effectiveTargets } from '../sla/targets.ts'
import { saveSlaTarget } from '../sla/sla-queries.ts'
import { calendarProblems } from './calendar-problems.ts'
import type { Problem } from './calendar-problems.ts'
import { closesAt, isOpen, nextOpening } from './hours.ts'
import { deleteCalendar, insertCalendar, saveCalendarQueues, saveOffHoursRule, updateCalendar } from './hours-queries.ts'
import { effectiveOffHours } from './off-hours.ts'

type Ports = Pick<HandoffPorts, 'db' | 'clock' | 'times'>

/** Not kept, and why, by field. */
export interface Refused {
  no: 'problems'
  problems: Problem[]
}

/** The team's calendars, each with what it says now. */
export async function calendarsOf(ports: Ports, { team }: Pick<Actor, 'team'>): Promise<Calendars> {
  const now = ports.clock.now()
  const { calendars } = await ports.times.read(ports.db, now)
  return {
    calendars: calendars.filter((one) => one.team === team).map(({ team: _team, ...one }) => ({
      ...one, isOpenNow: isOpen(one, now), changesAt: isOpen(one, now) ? closesAt(one, now) : nextOpening(one, now),
    })),
  }
}

/** Makes a calendar, or replaces the one of this id; the queues it names keep it from now on. */
export async function saveCalendar(ports: Ports, actor: Actor, wanted: z.output<typeof CalendarToSave>, id?: string): Promise<{ id: string } | Refused | { no: 'not-found' }> {
  const problems = calendarProblems(wanted)
  if (problems.length > 0) return { no: 'problems', problems }
  const now = ports.clock.now()
  const calendar = { ...wanted, id: id ?? newId(now), team: actor.team }
  return change(ports, { agentId: actor.id, deed: 'set-calendar', detail: { calendarId: calendar.id } }, async (tx) => {
    if (id === undefined) await insertCalendar(tx, calendar, now)
    else if (!(await updateCalendar(tx, calendar))) return { no: 'not-found' }
    const unknown = await saveCalendarQueues(tx, actor.team, calendar.id, wanted.queueIds)
    return unknown.length > 0 ? { no: 'problems', problems: unknown.map((queueId) => noSuchQueue('queueIds', queueId)) } : { id: calendar.id }
  })
}

/** Takes a calendar away: its queues are always open then. */
export function removeCalendar(ports: Ports, actor: Actor, id: string): Promise<'done' | { no: 'not-found' }> {
  return change(ports, { agentId: actor.id, deed: 'remove-calendar', detail: { calendarId: id } }, async (tx) => (
    await deleteCalendar(tx, actor.team, id) ? 'done' : { no: 'not-found' }))
}

/** Who speaks when nobody can be expected: the whole table, the shipped cells included. */
export async function offHoursOf(ports: Ports, { team }: Pick<Actor, 'team'>): Promise<OffHours> {
  return { rules: effectiveOffHours((await ports.times.read(ports.db, ports.clock.now())).offHoursOf(team)) }
}

/** Changes cells of that table, all or none. */
export async function setOffHours(ports: Ports, actor: Actor, { rules }: z.output<typeof OffHoursChange>): Promise<'done' | Refused> {
  const problems = rules.flatMap((rule, index): Problem[] => {
    if (rule.isOpen && rule.isSomebodyThere) return [{ path: `rules.${index}`, message: 'While the desk is open and somebody is there, a person speaks. Leave this cell out.' }]
    if (rule.speaks === 'person' && !rule.isOpen && !rule.isSomebodyThere) return [{ path: `rules.${index}.speaks`, message: 'Nobody is there and nobody will come before the desk opens. Choose bot, leave-a-message or both.' }]
    return []
  })
  if (problems.length > 0) return { no: 'problems', problems }
  return change(ports, { agentId: actor.id, deed: 'set-off-hours', detail: { cells: rules.length } }, async (tx) => {
    const unknown: Problem[] = []
    for (const [index, rule] of rules.entries()) if (!(await saveOffHoursRule(tx, actor.team, rule))) unknown.push(noSuchQueue(`rules.${index}.queueId`, rule.queueId!))
    return unknown.length > 0 ? { no: 'problems', problems: unknown } : 'done'
  })
}

/** How soon shoppers are answered: all targets, the shipped ones included. */
export async function slaPoliciesOf(ports: Ports, { team }: Pick<Actor, 'team'>): Promise<SlaPolicies> {
  return { targets: effectiveTargets((await ports.times.read(ports.db, ports.clock.now())).targetsOf(team)) }
}

/** Changes targets, all or none. Clocks that run go on as they were started. */
export function setSlaPolicies(ports: Ports, actor: Actor, { targets }: z.output<typeof SlaChange>): Promise<'done' | Refused> {
  return change(ports, { agentId: actor.id, deed: 'set-sla', detail: { targets: targets.length } }, async (tx) => {
    const unknown: Problem[] = []
    for (const [index, one] of targets.entries()) if (!(await saveSlaTarget(tx, actor.team, one))) unknown.push(noSuchQueue(`targets.${index}.queueId`, one.queueId!))
    return unknown.length > 0 ? { no: 'problems', problems: unknown } : 'done'
  })
}

class NotKept<T> extends Error {
  readonly answer: T
  constructor(answer: T) {
    super('not kept')
    this.answer = answer
  }
}

/** A change with its record, both or neither; what is refused leaves nothing behind. */
async function change<T extends object | 'done'>(ports: Ports, audit: Pick<AuditRow, 'agentId' | 'deed' | 'detail'>, work: (tx: Db) => Promise<T>): Promise<T> {
  try {
    const answer = await ports.db.transaction(async (tx) => {
      const result = await work(tx)
      if (typeof result === 'object' && 'no' in result) throw new NotKept(result)
      await insertAudit(tx, { ...audit, conversationId: null, handoffId: null, now: ports.clock.now() })
      return result
    })
    ports.times.forget()
    return answer
  } catch (error) {
    // Thrown above, so that the transaction is rolled back: and then instead the refusal is the answer.
    if (error instanceof NotKept) return error.answer as T
    throw error
  }
}

function noSuchQueue(path: string, id: string): Problem {
  return { path, message: `There is no queue “${id}”. GET /api/desk/queues lists them.` }
}
