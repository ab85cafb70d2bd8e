// One suite for every connector: whatever the shop system is, it keeps these promises.
import { beforeAll, describe, expect, test } from 'vitest'
import type { ApplyResult, Commerce } from '../../commerce/index.ts'

export interface OpenedShop {
  shop: Commerce
  now: number
  /** Orders of the shop under test that fit the case. */
  known: { returnable: { number: string; lineId: string }; shipped: string; changeable: { number: string; lineId: string }; customerId: string; tracking: string; productId: string }
}

/** Runs the suite against what `open` opens. */
export function commerceSuite(name: string, open: () => Promise<OpenedShop>): void {
  describe(name, () => {
    let opened: OpenedShop
    beforeAll(async () => { opened = await open() })
    const idOf = async (number: string) => (await opened.shop.orderByNumber(number))!.id

    test('what is unknown is null or nothing, never an error', async () => {
      const { shop } = opened
      expect(await shop.orderByNumber('99999999')).toBeNull()
      expect(await shop.orderByTracking('nothing')).toBeNull()
      expect(await shop.productById('nothing')).toBeNull()
      expect(await shop.returnByRma('R0-0')).toBeNull()
      expect(await shop.customerById('nobody')).toBeNull()
      expect(await shop.ordersOfCustomer('nobody')).toEqual([])
      expect(await shop.parcelsOf('nothing')).toEqual([])
      expect(await shop.returnsOfOrder('nothing')).toEqual([])
    })

    test('an order carries lines, money in minor units, times in milliseconds and whom it goes to', async () => {
      const order = (await opened.shop.orderByNumber(opened.known.shipped))!
      expect(order.lines.length).toBeGreaterThan(0)
      expect(order.total).toBe(order.shippingFee + order.lines.reduce((sum, line) => sum + line.price * line.quantity, 0))
      expect(order.currency).toMatch(/^[A-Z]{3}$/)
      expect(order.placedAt).toBeLessThan(opened.now)
      expect(order.dueAt).toBeTypeOf('number')
      expect(order.recipient.email).toContain('@')
    })

    test('a parcel is found by its tracking number, its events oldest first', async () => {
      const order = (await opened.shop.orderByTracking(opened.known.tracking.toLowerCase()))!
      const [parcel] = await opened.shop.parcelsOf(order.id)
      expect(parcel!.trackingNumber).toBe(opened.known.tracking)
      const times = parcel!.events.map(({ at }) => at)
      expect(times).toEqual([...times].sort((a, b) => a - b))
    })

    test('the orders of a customer come newest first', async () => {
      const orders = await opened.shop.ordersOfCustomer(opened.known.customerId)
      const times = orders.map(({ placedAt }) => placedAt)
      expect(times.length).toBeGreaterThan(1)
      expect(times).toEqual([...times].sort((a, b) => b - a))
    })

    test('every product is in the catalogue, with its names in English and Chinese', async () => {
      const catalogue = await opened.shop.catalogue()
      expect(catalogue.map(({ id }) => id)).toContain(opened.known.productId)
      const product = (await opened.shop.productById(opened.known.productId))!
      expect(Object.keys(product.name).sort()).toEqual(['en', 'zh'])
      expect(product.variants.length).toBeGreaterThan(0)
    })

    test('a budget is kept to', async () => {
      const products = await opened.shop.findProducts({ budget: 3000 })
      expect(products.length).toBeGreaterThan(0)
      expect(products.every(({ price }) => price <= 3000)).toBe(true)
    })

    test('the same key has one effect and the same answer, also when asked twice at once', async () => {
      const { shop, known } = opened
      const orderId = await idOf(known.returnable.number)
      const write = { kind: 'create-return', orderId, lineId: known.returnable.lineId, quantity: 1, reason: 'too-small', resolution: 'refund' } as const
      const answers: ApplyResult[] = await Promise.all([shop.apply(write, 'k1'), shop.apply(write, 'k1')])
      answers.push(await shop.apply(write, 'k1'))
      expect(answers[0]).toMatchObject({ outcome: 'done', data: { rma: expect.any(String) } })
      expect(answers[1]).toEqual(answers[0])
      expect(answers[2]).toEqual(answers[0])
      const returns = await shop.returnsOfOrder(orderId)
      expect(returns).toHaveLength(1)
      expect(await shop.returnByRma(rmaOf(answers[0]!).toLowerCase())).toEqual(returns[0])
    })

    test('a piece is not returned twice under another key', async () => {
      const orderId = await idOf(opened.known.returnable.number)
      const write = { kind: 'create-return', orderId, lineId: opened.known.returnable.lineId, quantity: 1, reason: 'too-small', resolution: 'refund' } as const
      expect(await opened.shop.apply(write, 'k2')).toEqual({ outcome: 'refused', why: 'already-returned' })
    })

    test('an order that left is neither cancelled nor sent elsewhere', async () => {
      const orderId = await idOf(opened.known.shipped)
      expect(await opened.shop.apply({ kind: 'cancel-order', orderId, reason: 'late' }, 'k3')).toEqual({ outcome: 'refused', why: 'already-shipped' })
      expect(await opened.shop.apply({ kind: 'change-address', orderId, address: 'elsewhere' }, 'k4')).toEqual({ outcome: 'refused', why: 'already-shipped' })
    })

    test('an order that waits takes another quantity, another address, and is cancelled once', async () => {
      const { shop, known } = opened
      const orderId = await idOf(known.changeable.number)
      expect(await shop.apply({ kind: 'change-order', orderId, lineId: known.changeable.lineId, change: 'quantity:2' }, 'k5')).toMatchObject({ outcome: 'done' })
      expect((await shop.orderByNumber(known.changeable.number))!.lines[0]!.quantity).toBe(2)
      expect(await shop.apply({ kind: 'change-address', orderId, address: '1 New Road' }, 'k6')).toMatchObject({ outcome: 'done' })
      expect((await shop.orderByNumber(known.changeable.number))!.recipient.address).toBe('1 New Road')
      expect(await shop.apply({ kind: 'cancel-order', orderId, reason: 'changed mind' }, 'k7')).toMatchObject({ outcome: 'done' })
      expect(await shop.apply({ kind: 'cancel-order', orderId, reason: 'changed mind' }, 'k8')).toEqual({ outcome: 'refused', why: 'already-cancelled' })
    })

    test('a write for an unknown order is refused', async () => {
      expect(await opened.shop.apply({ kind: 'cancel-order', orderId: 'nothing', reason: '' }, 'k9')).toEqual({ outcome: 'refused', why: 'unknown-order' })
    })
  })
}

function rmaOf(answer: ApplyResult): string {
  return answer.outcome === 'done' && typeof answer.data.rma === 'string' ? answer.data.rma : ''
}
