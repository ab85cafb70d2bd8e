import { describe, expect, test } from 'vitest'
import type { ComplaintClass } from '../../../handoff/contract.ts'
import { kindOf } from '../../../handoff/promises/promises.ts'
import { summaryOf } from '../../../handoff/wrap-up/summary.ts'
import { suggestClass, suggestDisposition } from '../../../handoff/wrap-up/suggest.ts'

describe('what a complaint is about', () => {
  const said: [string, ComplaintClass][] = [
    ['It broke after two days', 'product-quality'], ['用了两天就坏了，质量太差', 'product-quality'],
    ['My parcel is three days late', 'logistics'], ['快递一直没收到', 'logistics'],
    ['Your agent was rude and nobody replies', 'after-sales-service'], ['客服态度太差', 'after-sales-service'],
    ['I was charged twice', 'payment'], ['重复扣款了', 'payment'],
    ['You sent me the wrong size', 'order-handling'], ['发错颜色了', 'order-handling'],
    ['It is not as described at all', 'false-advertising'], ['这是假货，虚假宣传', 'false-advertising'],
  ]
  test.each(said)('“%s” → %s', (text, wanted) => {
    expect(suggestClass({ texts: [text], intents: ['complaint.make'], reason: 'complaint' })).toBe(wanted)
  })

  test.each([
    [['shipping.delay', 'complaint.make'], 'logistics'], [['payment.failed'], 'payment'], [['order.change'], 'order-handling'], [['returns.status'], 'after-sales-service'],
    [['product.authenticity'], 'false-advertising'], [['small-talk.greet'], 'after-sales-service'],
  ])('without telling words, what was understood last: %j → %s', (intents, wanted) => {
    expect(suggestClass({ texts: ['I want to complain'], intents, reason: 'complaint' })).toBe(wanted)
  })

  test('nothing when nobody complains', () => {
    expect(suggestClass({ texts: ['my parcel is late'], intents: ['shipping.delay'], reason: 'asked' })).toBeNull()
  })
})

describe('how it seems to have ended', () => {
  const plain = { hasAnswered: true, hasShopperReplied: true, doneKeys: [], hasOpenPromise: false }
  test.each([
    ['a return was opened', { ...plain, doneKeys: ['returns.created'] }, 'solved-with-return'],
    ['something is promised', { ...plain, hasOpenPromise: true }, 'follow-up'],
    ['answered', plain, 'answered'],
    ['the shopper said no more', { ...plain, hasShopperReplied: false }, 'no-answer'],
    ['nobody answered', { ...plain, hasAnswered: false }, null],
  ])('%s', (_what, outcome, wanted) => {
    expect(suggestDisposition(outcome)).toBe(wanted)
  })
})

describe('the summary', () => {
  const told = {
    input: { reason: 'asked' as const, topic: 'shipping', turnSeq: 1, words: 'where is  my\nparcel', history: [{ seq: 1, intent: 'shipping.track', confidence: 1, mood: { level: 'calm' as const, score: 0, hasThreat: false, evidence: [] } }], facts: [], tried: [], provenOrders: [] },
    facts: [{ name: 'order-number', value: '1001', confirmedBy: 'shop' as const }],
    messages: [{ speaker: 'agent' as const, kind: 'text' as const, text: 'x'.repeat(500), replyKey: null, understanding: null }, { speaker: 'bot' as const, kind: 'text' as const, text: '', replyKey: 'order.cancelled', understanding: null }],
    promises: [{ text: 'by Friday', state: 'kept' as const }, { text: 'a voucher', state: 'dropped' as const }], complaintClass: null, labelOf: (intent: string) => intent,
  }

  test('says what was wanted, known, done, answered and promised, each in one line', () => {
    expect(summaryOf(told, 'en').split('\n')).toEqual([
      'It was about: shipping.track.', 'The shopper wrote: “where is my parcel”', 'Known: order number 1001.', 'Done: order cancelled.', `Last answer: “${'x'.repeat(159)}…”`, 'Promised and kept: by Friday',
    ])
  })

  test('is in the language of whoever reads it', () => {
    expect(summaryOf(told, 'zh')).toContain('已办理：已取消订单。')
  })
})

test.each([
  ['Your refund arrives by Friday', 'refund'], ['我们明天给您退款', 'refund'], ['We call you back at three', 'call-back'], ['A replacement leaves today', 'replacement'],
  ['It ships tomorrow', 'delivery'], ['You get a voucher', 'compensation'], ['I let you know tomorrow', 'reply'], ['Guaranteed', 'other'],
])('“%s” promises a %s', (text, kind) => {
  expect(kindOf(text)).toBe(kind)
})
