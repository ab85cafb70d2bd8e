import { describe, expect, test } from 'vitest'
import { actionsFor, returnDraftOf, type ActionOrder } from '../../../handoff/shop-actions/actions-for.ts'
import { pendingFor } from '../../../handoff/shop-actions/pending-for.ts'

const order = (state: string, more: Partial<ActionOrder> = {}): ActionOrder => ({ id: 'o1', number: '1001', state, currency: 'GBP', total: 5_000, lines: [{ id: 'l1', title: 'Shirt', price: 3_000, left: 1 }], ...more })
const draft = returnDraftOf({ order: '1001', lineId: 'l1', quantity: 1, reason: 'faulty', resolution: 'exchange', exchangeFor: 'v2', photos: ['p1'] })
const kinds = (one: ActionOrder, more: Partial<Parameters<typeof actionsFor>[0]> = {}) =>
  actionsFor({ orders: [one], draft: null, role: 'agent', refundLimit: 4_000, ...more }).map(({ kind, isAllowed }) => `${kind}${isAllowed ? '' : ' (not)'}`)

describe('what may be asked of the shop', () => {
  test.each([
    ['placed', ['change-address', 'cancel-order (not)']], ['paid', ['change-address', 'cancel-order (not)']], ['packed', ['change-address', 'cancel-order (not)']],
    ['shipped', []], ['cancelled', []], ['delivered', ['refund', 'exchange']],
  ])('of an order that is %s', (state, expected) => { expect(kinds(order(state))).toEqual(expected) })

  test('leads may give back more than agents', () => {
    expect(kinds(order('paid'), { role: 'lead' })).toEqual(['change-address', 'cancel-order'])
    expect(kinds(order('delivered'), { refundLimit: 2_999 })).toEqual(['refund (not)', 'exchange'])
  })

  test('what has come back already is not offered again', () => {
    expect(kinds(order('delivered', { lines: [{ id: 'l1', title: 'Shirt', price: 3_000, left: 0 }] }))).toEqual([])
  })

  test('the return that the bot filled in is approved as it stands', () => {
    const [approve] = actionsFor({ orders: [order('delivered')], draft, role: 'agent', refundLimit: 4_000 })
    expect(approve).toMatchObject({ kind: 'approve-return', amount: 3_000 })
    expect(pendingFor(approve!, { kind: 'approve-return', orderId: 'o1', lineId: 'l1', quantity: 1, reason: 'seen the photo', address: '', exchangeFor: '', key: 'k' }, { draft, reason: 'changed-mind' }).write).toEqual({
      kind: 'create-return', orderId: 'o1', lineId: 'l1', quantity: 1, reason: 'faulty', resolution: 'exchange', exchangeFor: 'v2', note: 'seen the photo', photos: ['p1'] })
    expect(kinds(order('delivered', { number: '1002' }), { draft })).toEqual(['refund', 'exchange'])
  })

  test('a draft that is none is none', () => {
    for (const one of [undefined, {}, { order: '1001' }, { order: '1001', lineId: 'l', quantity: '2', reason: 'x', resolution: 'refund' }, { order: '1', lineId: 'l', quantity: 1, reason: 'x', resolution: 'gift' }]) expect(returnDraftOf(one)).toBeNull()
  })
})
