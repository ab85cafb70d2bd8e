import { describe, expect, test } from 'vitest'
import { assembleCard } from '../../../handoff/card/card.ts'
import type { CardParts } from '../../../handoff/card/card.ts'
import { Card } from '../../../handoff/contract.ts'
import { newId } from '../../../core/ids.ts'

const labels: Record<string, string> = { 'shipping.delay': 'My parcel is late', 'shipping.track': 'Track my parcel', 'handoff.ask': 'Talk to a person' }
const wording = { renderCard: (one: { key: string }) => one.key, labelOf: (intent: string) => labels[intent] ?? intent }

const calm = { level: 'calm' as const, score: 0.1, hasThreat: false, evidence: [] }
const angry = { level: 'angry' as const, score: 0.8, hasThreat: false, evidence: ['ridiculous'] }

function parts(change: Partial<CardParts> = {}): CardParts {
  return {
    handoff: {
      id: newId(), conversationId: newId(), queueId: 'in-sale', team: 'shop', reason: 'agitated', topic: 'shipping', channel: 'test', shopperId: newId(), shopperName: 'Ana',
      language: 'en', priority: 'high', mood: 'angry', status: 'waiting', agent: null, turnSeq: 5, isReturned: false, requestedAt: 1, waitingSince: 1, respondBy: null,
      acceptedAt: null, unansweredSince: null, completedAt: null, disposition: null, toldVanishedAt: null, preview: '', lastLine: null,
      level: 1, dueAt: 1, offer: null, alertCount: 0, alertedAt: null, widenedTo: [], sla: null, snoozedUntil: null, wrapUpUntil: null, complaintClass: null, watchers: [], consulted: [], promise: null, tags: [], unread: 0, seen: null,
    },
    input: {
      reason: 'agitated', topic: 'shipping', turnSeq: 5, words: 'This is  ridiculous,\nwhere is 1005', provenOrders: ['o-1005'], tried: ['shipping.track', 'shipping.delay'],
      history: [{ seq: 1, intent: 'shipping.track', confidence: 0.9, mood: calm }, { seq: 3, intent: null, confidence: 0.2, mood: calm }, { seq: 5, intent: 'shipping.delay', confidence: 0.8, mood: angry }],
      facts: [{ name: 'order-number', value: '1005', confirmedBy: 'shop' }, { name: 'email', value: 'ana@example.com', confirmedBy: 'shopper' }],
    },
    factsSince: [], historySince: [], data: { orders: [], returns: [] }, earlier: [], language: 'en', ...change,
  }
}

describe('the context card', () => {
  test('sums up in at most five lines, in the agent’s language', () => {
    expect(assembleCard(parts(), wording).summary).toEqual([
      'Ana is upset, about shipping; mood: angry.',
      'Wanted: Track my parcel, My parcel is late.',
      'Said last: “This is ridiculous, where is 1005”',
      'Known: order number 1005, e-mail ana@example.com.',
      'The bot tried: Track my parcel, My parcel is late.',
    ])
    expect(assembleCard(parts({ language: 'zh' }), wording).summary[0]).toBe('Ana情绪激动，涉及物流；情绪：生气。')
  })

  test('fits its contract', () => {
    expect(() => Card.parse(assembleCard(parts(), wording))).not.toThrow()
  })

  test('says what not to ask again', () => {
    expect(assembleCard(parts(), wording).doNotAskAgain).toEqual(['order number', 'e-mail', 'proof of identity for the order (done)'])
  })

  test('shows the mood curve with the words behind it, and what was not understood', () => {
    const card = assembleCard(parts(), wording)
    expect(card.mood.map(({ seq, level, evidence }) => [seq, level, evidence])).toEqual([[1, 'calm', []], [3, 'calm', []], [5, 'angry', ['ridiculous']]])
    expect(card.intents[1]).toEqual({ seq: 3, intent: null, label: 'not understood', confidence: 0.2 })
  })

  test('goes on with what was learnt since: a corrected fact holds', () => {
    const card = assembleCard(parts({
      factsSince: [{ name: 'order-number', value: '1006', confirmedBy: 'shopper' }, { name: 'size', value: 'M', confirmedBy: 'shopper' }],
      historySince: [{ seq: 5, intent: 'x', confidence: 0.1, mood: calm }, { seq: 7, intent: 'shipping.lost', confidence: 0.7, mood: calm }],
    }), wording)
    expect(card.facts.map(({ name, value }) => [name, value])).toEqual([['order-number', '1006'], ['email', 'ana@example.com'], ['size', 'M']])
    expect(card.intents.map(({ seq, intent }) => [seq, intent])).toEqual([[1, 'shipping.track'], [3, null], [5, 'shipping.delay'], [7, 'shipping.lost']])
  })

  test('prefers a promise and a draft to what was tried', () => {
    const { input } = parts()
    expect(assembleCard(parts({ input: { ...input, draft: { rma: 1 } } }), wording).summary.at(-1)).toBe('A draft is filled in (shipping).')
    expect(assembleCard(parts({ input: { ...input, draft: {}, promises: [{ text: 'a call by 18:00', dueAt: null }] } }), wording).summary.at(-1)).toBe('Promised: a call by 18:00.')
  })

  test('of a conversation nothing is known about is still a card', () => {
    const { handoff } = parts()
    const empty = { reason: 'agent-takeover' as const, topic: 'other', turnSeq: 1, words: '', history: [], facts: [], tried: [], provenOrders: [] }
    const card = assembleCard(parts({ input: empty, handoff: { ...handoff, reason: 'agent-takeover', topic: 'other', mood: 'calm', shopperName: null } }), wording)
    expect(card.summary).toEqual(['The shopper was taken over by an agent, about nothing in particular.'])
    expect(Card.parse(card).doNotAskAgain).toEqual([])
  })
})
