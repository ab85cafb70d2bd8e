import { describe, expect, test } from 'vitest'
import type { HandoffReason, Mood } from '../../../core/conversation/index.ts'
import { chooseQueue, skillFor } from '../../../handoff/queue/choose-queue.ts'
import type { ComplaintClass } from '../../../handoff/contract.ts'
import { compareStanding, levelFor, priorityOf, raised } from '../../../handoff/queue/priority.ts'
import type { ShopperValue } from '../../../handoff/queue/priority.ts'

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

  test('is never another team’s while the shop has its own', () => {
    const theirs = { ...queue('payment', 'zh'), team: 'other-shop' }
    expect(chooseQueue(ask, [theirs, ...seeded])?.id).toBe('payment-any')
    expect(chooseQueue(ask, [theirs])?.id).toBe('payment-zh')
  })

  test('is never a closed one while another is open', () => {
    const open = (one: ReturnType<typeof queue>, isOpen: boolean) => ({ ...one, isOpen })
    expect(chooseQueue(ask, [open(queue('payment', 'zh'), false), open(queue('payment'), true)])?.id).toBe('payment-any')
    expect(chooseQueue(ask, [open(queue('payment', 'zh'), false)])?.id).toBe('payment-zh')
  })

  test('is that of the skill to which leads have led the topic', () => {
    const repairs = { ...queue('repairs'), topics: ['payment'] }
    expect(chooseQueue(ask, [...seeded, repairs])?.id).toBe('repairs-any')
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

  test.each<[ComplaintClass, ShopperValue, string]>([
    ['product-quality', 'new', 'high'], ['payment', 'new', 'high'], ['logistics', 'regular', 'normal'], ['logistics', 'vip', 'high'], ['payment', 'vip', 'urgent'],
  ])('a complaint about %s by a %s shopper is %s', (complaintClass, shopperValue, expected) => {
    expect(priorityOf({ reason: 'asked', mood: null, complaintClass, shopperValue })).toBe(expected)
  })

  test('of who buys much is one higher, and never more than urgent', () => {
    expect(priorityOf({ reason: 'asked', mood: null, shopperValue: 'vip' })).toBe('high')
    expect(priorityOf({ reason: 'high-risk', mood: null, shopperValue: 'vip' })).toBe('urgent')
    expect(priorityOf({ reason: 'asked', mood: null, shopperValue: 'regular' })).toBe('normal')
  })

  test('rises step by step up to urgent', () => {
    expect((['low', 'normal', 'high', 'urgent'] as const).map(raised)).toEqual(['normal', 'high', 'urgent', null])
  })

  test('orders a queue: who was left by an agent, then priority, then the earliest deadline, then the longest wait', () => {
    const standing = (handoffId: string, priority: 'normal' | 'urgent', [isReturned, dueAt, waitingSince]: [boolean, number, number]) =>
      ({ handoffId, priority, isReturned, dueAt, waitingSince })
    const lines = [
      standing('e', 'normal', [false, 90, 20]), standing('d', 'normal', [false, 90, 10]), standing('f', 'normal', [false, 91, 1]), standing('c', 'urgent', [false, 50, 5]),
      standing('b', 'urgent', [true, 40, 3]), standing('a', 'normal', [true, 30, 30]), standing('g', 'normal', [false, 91, 1]),
    ]
    expect(lines.toSorted(compareStanding).map((one) => one.handoffId)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g'])
  })

  test.each<[string, Parameters<typeof levelFor>[0], number]>([
    ['somebody asks', { reason: 'asked', mood: null }, 1],
    ['the bot did not understand', { reason: 'missed', mood: mood('annoyed') }, 1],
    ['somebody is upset', { reason: 'agitated', mood: mood('angry') }, 2],
    ['there is a complaint', { reason: 'complaint', mood: mood('calm') }, 2],
    ['words of a complaint were said', { reason: 'asked', mood: null, complaintClass: 'logistics' }, 2],
    ['somebody buys much', { reason: 'asked', mood: null, shopperValue: 'vip' }, 2],
    ['somebody who buys much complains', { reason: 'complaint', mood: null, shopperValue: 'vip' }, 3],
    ['somebody is furious', { reason: 'agitated', mood: mood('furious') }, 3],
    ['there is a risk', { reason: 'high-risk', mood: mood('calm') }, 3],
    ['there is a threat', { reason: 'asked', mood: mood('angry', true) }, 3],
  ])('when %s the agent needs that level', (_when, weight, level) => {
    expect(levelFor(weight)).toBe(level)
  })
})
