import type { Db } from '../../core/db/db.ts'
import { SlaKind } from '../contract.ts'
import type { DeskTimes } from '../hours/desk-times.ts'
import type { HandoffPorts } from '../ports.ts'
import type { Handoff } from '../queries.ts'
import { cancelTimers, setNewTimers, setTimer } from '../timers/timers.ts'
import { markPaused, markResumed, openClocks, saveDueAt, startClock, stopClocks } from './sla-queries.ts'
import type { Clock, NewClock } from './sla-queries.ts'
import { leftMs, resumedTerms, targetFor, termsOf } from './targets.ts'

type Ports = Pick<HandoffPorts, 'clock' | 'times'>
type Of = Pick<Handoff, 'id' | 'queueId' | 'team' | 'priority'>

/** The kind of timer that a clock rings by. */
export function timerKindOf(kind: SlaKind): string {
  return `sla-${kind}`
}

const timerKinds = SlaKind.options.map(timerKindOf)

/** When the first answer to a request is due; null when no such clock runs. */
export function firstDueAt(times: DeskTimes, of: Omit<Of, 'id'>, now: number): number | null {
  return newClock(times, { ...of, id: '' }, 'first', now)?.dueAt ?? null
}

/** A request: the clocks of the first answer and of the end start. */
export async function startOnRequest(ports: Ports, tx: Db, of: Of): Promise<void> {
  const now = ports.clock.now()
  const times = await ports.times.read(tx, now)
  const clocks = (['first', 'resolution'] as const).flatMap((kind) => newClock(times, of, kind, now) ?? [])
  for (const one of clocks) await startClock(tx, one)
  // A request has a new id: none of its timers can be there.
  await setNewTimers(tx, clocks.map(timerOf))
}

/** The shopper waits for a further answer: its clock starts, unless the first answer is still owed or it runs already. */
export async function startOnQuestion(ports: Ports, tx: Db, of: Of): Promise<void> {
  const now = ports.clock.now()
  const isAnswerOwed = (await openClocks(tx, of.id)).some((one) => one.kind !== 'resolution')
  const clock = isAnswerOwed ? null : newClock(await ports.times.read(tx, now), of, 'next', now)
  if (!clock || !(await startClock(tx, clock))) return
  await setTimer(tx, timerOf(clock))
}

/** Back in the queue: what was put off goes on, who was answered before waits for an answer again, and the deadline orders the line. */
export async function startOnReturn(ports: Ports, tx: Db, of: Of): Promise<void> {
  await resumeClocks(ports, tx, of)
  await startOnQuestion(ports, tx, of)
  const [owed] = (await openClocks(tx, of.id)).filter((one) => one.kind !== 'resolution')
  if (owed) await saveDueAt(tx, of.id, owed.dueAt)
}

/** A person has answered: what the shopper was waiting for has come. */
export async function stopOnAnswer(tx: Db, handoffId: string, now: number): Promise<void> {
  await stopClocks(tx, handoffId, ['first', 'next'], now)
  await cancelTimers(tx, { kind: ['sla-first', 'sla-next'], ref: handoffId })
}

/** The handoff has ended, however: all its clocks stop. */
export async function stopOnEnd(tx: Db, handoffId: string, now: number): Promise<void> {
  await stopClocks(tx, handoffId, [...SlaKind.options], now)
  await cancelTimers(tx, { kind: timerKinds, ref: handoffId })
}

/** Put off: the clocks of the next answer and of the end stand still. A first answer that is owed stays owed. */
export async function pauseClocks(ports: Ports, tx: Db, of: Of): Promise<void> {
  const now = ports.clock.now()
  const hours = (await ports.times.read(tx, now)).hoursOf(of.queueId)
  for (const one of await openClocks(tx, of.id)) {
    if (one.kind === 'first' || one.pausedAt !== null) continue
    await markPaused(tx, one, leftMs(hours, one.dueAt, now), now)
    await cancelTimers(tx, { kind: timerKindOf(one.kind), ref: of.id })
  }
}

/** Taken up again: they go on with the time they had left. */
export async function resumeClocks(ports: Ports, tx: Db, of: Of): Promise<void> {
  const now = ports.clock.now()
  const hours = (await ports.times.read(tx, now)).hoursOf(of.queueId)
  for (const one of await openClocks(tx, of.id)) {
    if (one.leftMs === null) continue
    const terms = resumedTerms({ ...one, leftMs: one.leftMs }, hours, now)
    await markResumed(tx, one, terms)
    if (one.breachedAt === null) await setTimer(tx, timerOf({ ...one, ...terms }))
  }
}

/** The timer of a clock: first for the warning, then for its end. */
export function timerOf(one: NewClock & Partial<Pick<Clock, 'warnedAt'>>): { kind: string; ref: string; at: number } {
  return { kind: timerKindOf(one.kind), ref: one.handoffId, at: one.warnedAt ? one.dueAt : one.warnAt }
}

function newClock(times: DeskTimes, of: Of, kind: SlaKind, now: number): NewClock | null {
  const target = targetFor(times.targetsOf(of.team), { queueId: of.queueId, priority: of.priority, kind })
  const terms = termsOf(target, times.hoursOf(of.queueId), now)
  if (!terms || target.targetMs === null) return null
  return { handoffId: of.id, kind, targetMs: target.targetMs, warnPercent: target.warnPercent, onBreach: target.onBreach, startedAt: now, ...terms }
}
