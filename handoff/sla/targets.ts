import { Priority, SlaKind } from '../contract.ts'
import type { SlaTarget } from '../contract.ts'
import { addBusinessTime, businessTimeBetween } from '../hours/business-time.ts'
import type { Hours } from '../hours/hours.ts'

const [minute, hour] = [60_000, 3_600_000]

// What is shipped: chat is answered in minutes; nothing stays open longer than two working days.
const shippedMs: Record<SlaKind, Record<Priority, number>> = {
  first: { urgent: minute, high: 2 * minute, normal: 5 * minute, low: 10 * minute },
  next: { urgent: 2 * minute, high: 3 * minute, normal: 5 * minute, low: 10 * minute },
  resolution: { urgent: 2 * hour, high: 4 * hour, normal: 8 * hour, low: 16 * hour },
}

/** All targets as they are shipped, of every queue. */
export const shippedTargets: SlaTarget[] = SlaKind.options.flatMap((kind) => Priority.options.map((priority) => ({
  queueId: null, priority, kind, targetMs: shippedMs[kind][priority], warnPercent: 75, onBreach: kind === 'first' ? ['notify', 'raise'] : ['notify'],
})))

/** The target of a clock: the queue's own, else the team's, else the shipped one. */
export function targetFor(targets: SlaTarget[], ask: { queueId: string; priority: Priority; kind: SlaKind }): SlaTarget {
  const fitting = [...targets, ...shippedTargets].filter((one) => one.priority === ask.priority && one.kind === ask.kind)
  return (fitting.find((one) => one.queueId === ask.queueId) ?? fitting.find((one) => one.queueId === null))!
}

/** The targets with what leads have set put over what is shipped: for the screen. */
export function effectiveTargets(targets: SlaTarget[]): SlaTarget[] {
  return [...new Map([...shippedTargets, ...targets].map((one) => [`${one.queueId} ${one.priority} ${one.kind}`, one])).values()]
}

/** When a clock started now warns and runs out; null when there is nothing to keep: no target, or a desk that does not open again. */
export function termsOf(target: Pick<SlaTarget, 'targetMs' | 'warnPercent'>, hours: Hours | null, now: number): { warnAt: number; dueAt: number } | null {
  if (target.targetMs === null) return null
  const dueAt = addBusinessTime(hours, now, target.targetMs)
  const warnAt = addBusinessTime(hours, now, Math.round(target.targetMs * target.warnPercent / 100))
  return dueAt === null || warnAt === null ? null : { warnAt, dueAt }
}

/** How much business time a clock has left when it is stopped for a while; less than nothing when it ran out before. */
export function leftMs(hours: Hours | null, dueAt: number, now: number): number {
  return dueAt >= now ? businessTimeBetween(hours, now, dueAt) : -businessTimeBetween(hours, dueAt, now)
}

/** The terms of a clock that goes on with so much time left; one that ran out before stays as late as it was. */
export function resumedTerms(clock: { targetMs: number; warnPercent: number; leftMs: number; dueAt: number }, hours: Hours | null, now: number): { warnAt: number; dueAt: number } {
  const untilWarning = clock.leftMs - Math.round(clock.targetMs * (100 - clock.warnPercent) / 100)
  const dueAt = clock.leftMs <= 0 ? clock.dueAt : addBusinessTime(hours, now, clock.leftMs) ?? clock.dueAt
  const warnAt = untilWarning <= 0 ? now : addBusinessTime(hours, now, untilWarning) ?? now
  return { warnAt: Math.min(warnAt, dueAt), dueAt }
}
