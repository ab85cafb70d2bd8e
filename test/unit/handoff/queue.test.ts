import { describe, expect, test } from 'vitest'
import type { HandoffReason, Mood } from '../../../core/conversation/index.ts'
import { chooseQueue, skillFor } from '../../../handoff/queue/choose-queue.ts'
import { isOpen } from '../../../handoff/hours/hours.ts'
import { defaultPolicy } from '../../../handoff/policy.ts'
import type { BusinessHours } from '../../../handoff/policy.ts'
import { compareStanding, deadlines, etaMinutes, priorityOf } from '../../../handoff/queue/priority.ts'

const queue = (skill: string, language = 'any') => ({ id: `${skill}-${language}`, team: 'shop', skill, language })
const seeded = ['pre-sale', 'in-sale', 'after-sale', 'complaint', 'payment'].map((skill) => queue(skill))

describe('the skill a conversation needs', () => {
  test.each<[string, HandoffReason, string]>([
    ['product', 'asked', 'pre-sale'], ['shipping', 'missed', 'in-sale'], ['order', 'asked', 'in-sale'], ['returns', 'policy', 'after-sale'],
    ['payment', 'high-risk', 'payment'], ['complaint', 'agitated', 'complaint'], ['shipping', 'complaint', 'complaint'], ['order', 'return-review', 'after-sale'],
    ['something-new', 'asked', 'pre-sale'],
  ])('%s for %s is %s', (topic, reason, skill) => {
    expect(skillFor({ topic, reason })).toBe(skill)
  })
})

describe('the queue', () => {
  const ask = { topic: 'payment', reason: 'asked' as const, language: 'zh' }

  test('is the one of the skill in the language, when there is one', () => {
    expect(chooseQueue(ask, [...seeded, queue('payment', 'zh'), queue('payment', 'en')])?.id).toBe('payment-zh')
  })

  test('is the one of the skill for any language else', () => {
    expect(chooseQueue(ask, [...seeded, queue('payment', 'en')])?.id).toBe('payment-any')
  })

  test('is another one of the language rather than none', () => {
    expect(chooseQueue(ask, [queue('pre-sale', 'en'), queue('pre-sale', 'zh')])?.id).toBe('pre-sale-zh')
    expect(chooseQueue(ask, [queue('pre-sale', 'en')])?.id).toBe('pre-sale-en')
    expect(chooseQueue(ask, [])).toBe(null)
  })
})

describe('priority', () => {
  const mood = (level: Mood['level'], hasThreat = false) => ({ level, hasThreat })
  test.each<[HandoffReason, ReturnType<typeof mood> | null, string]>([
    ['asked', null, 'normal'], ['asked', mood('calm'), 'normal'], ['asked', mood('angry'), 'high'], ['missed', mood('furious'), 'urgent'],
    ['return-review', mood('calm'), 'low'], ['return-review', mood('annoyed'), 'low'], ['complaint', mood('calm'), 'high'], ['bot-failure', null, 'high'],
    ['high-risk', mood('calm'), 'urgent'], ['return-review', mood('calm', true), 'urgent'],
  ])('%s with mood %o is %s', (reason, one, expected) => {
    expect(priorityOf({ reason, mood: one })).toBe(expected)
  })

  test('orders a queue by priority, then returned ones, then the longest wait', () => {
    const standing = (handoffId: string, priority: 'normal' | 'urgent', isReturned: boolean, waitingSince: number) => ({ handoffId, priority, isReturned, waitingSince })
    const lines = [
      standing('d', 'normal', false, 10), standing('c', 'normal', true, 30), standing('e', 'normal', false, 20), standing('a', 'urgent', true, 40), standing('b', 'urgent', false, 5),
    ]
    expect(lines.toSorted(compareStanding).map((one) => one.handoffId)).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  test('decides when the first answer is due', () => {
    expect(deadlines(defaultPolicy, 'urgent', 1000)).toEqual({ respondBy: 61_000 })
  })
})

describe('the waiting time told to the shopper', () => {
  test('is nothing as long as too few have waited', () => {
    expect(etaMinutes([60_000, 60_000, 60_000, 60_000])).toBe(null)
  })

  test('is what four of five waited at most, in whole minutes', () => {
    expect(etaMinutes([600_000, 30_000, 60_000, 90_000, 150_000])).toBe(3)
    expect(etaMinutes([1000, 1000, 1000, 1000, 1000])).toBe(1)
  })
})

describe('opening hours', () => {
  // Shanghai is eight hours ahead of UTC all year.
  const hours: BusinessHours = {
    timeZone: 'Asia/Shanghai', week: { 1: [['09:00', '12:00'], ['13:00', '18:00']], 5: [['20:00', '02:00']] },
    exceptions: { '2026-03-16': [], '2026-03-14': [['10:00', '11:00']] },
  }
  test.each<[string, boolean]>([
    ['2026-03-09T01:00:00Z', true], // Monday 09:00
    ['2026-03-09T00:59:00Z', false], // Monday 08:59
    ['2026-03-09T04:30:00Z', false], // lunch
    ['2026-03-09T09:59:00Z', true], // 17:59
    ['2026-03-09T10:00:00Z', false], // 18:00
    ['2026-03-10T02:00:00Z', false], // Tuesday: no hours
    ['2026-03-13T13:00:00Z', true], // Friday 21:00
    ['2026-03-13T17:59:00Z', true], // Saturday 01:59, still Friday's
    ['2026-03-13T18:00:00Z', false], // Saturday 02:00
    ['2026-03-14T02:30:00Z', true], // a Saturday made up for
    ['2026-03-16T02:00:00Z', false], // a Monday off
  ])('at %s: %s', (at, expected) => {
    expect(isOpen(hours, Date.parse(at))).toBe(expected)
  })

  test('none at all means always', () => {
    expect(isOpen(null, 0)).toBe(true)
  })
})
