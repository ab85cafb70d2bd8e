import { expect, test } from 'vitest'
import type { ReturnPolicy } from '../../../commerce/index.ts'
import { eligibility, type ReturnCase, type Verdict } from '../../../dialogs/returns/eligibility.ts'

const day = 86_400_000
const now = Date.parse('2026-03-10T10:00:00Z')
const policy: ReturnPolicy = {
  windowDays: 30, faultyDays: 365, reviewOver: 20_000, reviewAfterReturns: 2, photoReasons: ['damaged'], excludedCategories: ['cards'],
  shopPaysReasons: ['damaged'], returnFee: 495, sendWithinDays: 14, refundWithinDays: 5, currency: 'USD',
}
const line: ReturnCase['line'] = { id: 'l1', quantity: 2, price: 5000, category: 'clothes', isFinalSale: false, isSealed: false, isRepairable: true, warrantyMonths: 24 }

type Change = Partial<Omit<ReturnCase, 'line' | 'order'>> & { line?: Partial<ReturnCase['line']>; days?: number; state?: ReturnCase['order']['state'] }

const caseOf = ({ line: changed, days = 5, state = 'delivered', ...rest }: Change): ReturnCase =>
  ({ order: { state, deliveredAt: state === 'delivered' ? now - days * day : null }, line: { ...line, ...changed }, quantity: 1, reason: 'too-small', isOpened: null, earlier: [], ...rest })

const table: [string, Change, Partial<Verdict>][] = [
  ['a shirt that is too small, five days after delivery', {}, { may: 'return', resolutions: ['refund', 'exchange'], review: null }],
  ['the last moment of the window', { days: 30 }, { may: 'return' }],
  ['a moment later', { days: 30 + 1 / 86_400 }, { may: 'not', rule: 'window' }],
  ['what is not delivered yet', { state: 'shipped' }, { may: 'not', rule: 'not-delivered' }],
  ['a faulty thing after the window is mended or replaced', { days: 200, reason: 'faulty' }, { may: 'return', resolutions: ['exchange', 'repair'] }],
  ['a faulty thing after the guarantee', { days: 800, reason: 'faulty' }, { may: 'not', rule: 'window' }],
  ['a faulty thing that cannot be mended, after the window', { days: 200, reason: 'faulty', line: { isRepairable: false } }, { may: 'return', resolutions: ['refund', 'exchange'] }],
  ['what was damaged on the way must be told within the window', { days: 40, reason: 'damaged' }, { may: 'not', rule: 'window' }],
  ['final sale', { line: { isFinalSale: true } }, { may: 'not', rule: 'final-sale' }],
  ['final sale, but faulty', { line: { isFinalSale: true }, reason: 'faulty' }, { may: 'return' }],
  ['final sale, but the wrong article', { line: { isFinalSale: true }, reason: 'wrong-item' }, { may: 'return' }],
  ['sealed goods, not asked yet', { line: { isSealed: true } }, { may: 'ask', about: 'opened' }],
  ['sealed goods, still sealed', { line: { isSealed: true }, isOpened: false }, { may: 'return' }],
  ['sealed goods, opened', { line: { isSealed: true }, isOpened: true }, { may: 'not', rule: 'opened' }],
  ['sealed goods, opened but faulty', { line: { isSealed: true }, isOpened: true, reason: 'faulty' }, { may: 'return' }],
  ['an excluded category', { line: { category: 'cards' } }, { may: 'not', rule: 'category' }],
  ['an excluded category, damaged', { line: { category: 'cards' }, reason: 'damaged' }, { may: 'return' }],
  ['the second of two', { earlier: [{ lineId: 'l1', quantity: 1, state: 'closed' }] }, { may: 'return' }],
  ['both, one of which is back already', { quantity: 2, earlier: [{ lineId: 'l1', quantity: 1, state: 'closed' }] }, { may: 'not', rule: 'already-returned' }],
  ['a return that was refused does not count', { quantity: 2, earlier: [{ lineId: 'l1', quantity: 1, state: 'refused' }] }, { may: 'return', review: null }],
  ['exactly at the limit of review', { line: { price: 20_000 } }, { may: 'return', review: null }],
  ['over the limit of review', { line: { price: 20_001 } }, { may: 'return', review: 'amount' }],
  ['two pieces together over the limit', { quantity: 2, line: { price: 10_001 } }, { may: 'return', review: 'amount' }],
  ['the third return on one order', { earlier: [{ lineId: 'l2', quantity: 1, state: 'closed' }, { lineId: 'l3', quantity: 1, state: 'received' }] }, { may: 'return', review: 'many-returns' }],
]

test.each(table)('%s', (_name, change, verdict) => {
  expect(eligibility(policy, caseOf(change), now)).toMatchObject(verdict)
})

test('the window names its last day', () => {
  expect(eligibility(policy, caseOf({ days: 40 }), now)).toEqual({ may: 'not', rule: 'window', until: now - 10 * day })
})
