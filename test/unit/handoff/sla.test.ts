import { describe, expect, test } from 'vitest'
import { Priority, SlaKind, type SlaTarget, type Week } from '../../../handoff/contract.ts'
import type { Hours } from '../../../handoff/hours/hours.ts'
import { effectiveTargets, leftMs, resumedTerms, shippedTargets, targetFor, termsOf } from '../../../handoff/sla/targets.ts'

const minute = 60_000
const at = (text: string) => Date.parse(text)
const day = [{ from: '09:00', to: '18:00', endsNextDay: false }]
const week: Week = { sunday: [], monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: [] }
const hours: Hours = { timeZone: 'Europe/Berlin', week, specialDays: [] }
const target = (change: Partial<SlaTarget> = {}): SlaTarget => ({ queueId: null, priority: 'normal', kind: 'first', targetMs: 20 * minute, warnPercent: 75, onBreach: ['notify'], ...change })

describe('the target of a clock', () => {
  test('is shipped for every kind and priority, sooner for the more urgent', () => {
    for (const kind of SlaKind.options) {
      const times = Priority.options.map((priority) => targetFor([], { queueId: 'payment', priority, kind }).targetMs!)
      expect(times).toEqual(times.toSorted((a, b) => b - a))
      expect(new Set(times).size).toBe(4)
    }
    expect(shippedTargets).toHaveLength(12)
  })

  test('is the queue’s own, else the team’s, else the shipped one', () => {
    const ask = { queueId: 'payment', priority: 'normal', kind: 'first' } as const
    expect(targetFor([target({ targetMs: 7 * minute }), target({ queueId: 'payment', targetMs: 3 * minute })], ask).targetMs).toBe(3 * minute)
    expect(targetFor([target({ targetMs: 7 * minute }), target({ queueId: 'complaint', targetMs: 3 * minute })], ask).targetMs).toBe(7 * minute)
    expect(targetFor([target({ targetMs: 7 * minute, kind: 'next' }), target({ targetMs: 7 * minute, priority: 'high' })], ask).targetMs).toBe(5 * minute)
  })

  test('is shown whole, with what leads have set in place of what is shipped', () => {
    const shown = effectiveTargets([target({ targetMs: 7 * minute }), target({ queueId: 'payment', targetMs: null })])
    expect(shown).toHaveLength(13)
    expect(shown.filter((one) => one.kind === 'first' && one.priority === 'normal').map((one) => [one.queueId, one.targetMs])).toEqual([[null, 7 * minute], ['payment', null]])
  })
})

describe('a clock', () => {
  test('warns after three quarters of its time and ends after all of it, in business time', () => {
    expect(termsOf(target(), null, 0)).toEqual({ warnAt: 15 * minute, dueAt: 20 * minute })
    // Friday, ten minutes before closing time: the rest is Monday's.
    expect(termsOf(target(), hours, at('2026-06-12T15:50Z'))).toEqual({ warnAt: at('2026-06-15T07:05Z'), dueAt: at('2026-06-15T07:10Z') })
  })

  test('does not run without a target, nor at a desk that never opens', () => {
    expect(termsOf(target({ targetMs: null }), null, 0)).toBeNull()
    expect(termsOf(target(), { ...hours, week: { ...week, monday: [], tuesday: [], wednesday: [], thursday: [], friday: [] } }, at('2026-06-12T15:50Z'))).toBeNull()
  })

  test.each<[string, string, string, string, { warnAt: string; dueAt: string }]>([
    ['goes on with the time it had left', '2026-06-12T08:00Z', '2026-06-12T08:05Z', '2026-06-12T12:00Z', { warnAt: '2026-06-12T12:10Z', dueAt: '2026-06-12T12:15Z' }],
    ['goes on at the next opening when it is taken up in the night', '2026-06-12T08:00Z', '2026-06-12T08:05Z', '2026-06-12T20:00Z', { warnAt: '2026-06-15T07:10Z', dueAt: '2026-06-15T07:15Z' }],
    ['warns at once when little was left', '2026-06-12T08:00Z', '2026-06-12T08:18Z', '2026-06-12T12:00Z', { warnAt: '2026-06-12T12:00Z', dueAt: '2026-06-12T12:02Z' }],
    ['that ran out before it was put off stays as late as it was', '2026-06-12T08:00Z', '2026-06-12T08:30Z', '2026-06-12T12:00Z', { warnAt: '2026-06-12T08:20Z', dueAt: '2026-06-12T08:20Z' }],
  ])('put off %s', (...[, started, pausedAt, resumedAt, expected]) => {
    const { dueAt } = termsOf(target(), hours, at(started))!
    const left = leftMs(hours, dueAt, at(pausedAt))
    const terms = resumedTerms({ targetMs: 20 * minute, warnPercent: 75, leftMs: left, dueAt }, hours, at(resumedAt))
    expect(terms).toEqual({ warnAt: at(expected.warnAt), dueAt: at(expected.dueAt) })
  })

  test('has less than nothing left when it ran out before', () => {
    expect(leftMs(hours, at('2026-06-12T08:20Z'), at('2026-06-12T08:30Z'))).toBe(-10 * minute)
  })
})
