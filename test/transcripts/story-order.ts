import { demoCustomers, type DemoOrder } from '../../commerce/index.ts'
import { shoppers } from '../cast.ts'

const dayMs = 86_400_000

/**
 * An order as a play tells it: `order 2001 of Ana is delivered 3 days ago, with linen-shirt white/M and kettle white/-`; states are placed, paid, packed,
 * `shipped, due in 2 days`, delivered and cancelled.
 */
export function orderFromWords(text: string, now: number): DemoOrder {
  const match = /^order (\d+) of (\S+) is (placed|paid|packed|shipped|delivered|cancelled)(?: (\d+) days? ago)?(?:, due in (-?\d+) days?)?(?:, with (.+))?$/.exec(text)
  if (!match) throw new Error(`nobody knows how to make it true that ${text}`)
  const [, number, who, state, ago, due, goods] = match
  const agoMs = Number(ago ?? 1) * dayMs
  const customerId = shoppers.find(({ name }) => name === who)?.customerId
  const customer = demoCustomers.find(({ id }) => id === customerId)
  if (!customer) throw new Error(`${who} has no account at the shop`)
  const isOnItsWay = state === 'shipped' || state === 'delivered'
  const order: DemoOrder = {
    number: number!, customer, state: state as DemoOrder['state'], paymentMethod: 'Visa', lines: linesOf(goods ?? 'linen-shirt white/M'),
    placedAt: now - agoMs - (isOnItsWay ? 3 * dayMs : 0), dueAt: now + Number(due ?? 3) * dayMs,
  }
  if (!isOnItsWay) return order
  order.shippedAt = now - agoMs - 2 * dayMs
  if (state === 'delivered') order.deliveredAt = now - agoMs
  const place = { en: 'Newark, NJ', zh: '新泽西纽瓦克' }
  order.parcel = {
    carrier: 'UPS', trackingNumber: `1Z999AA1${number!.padStart(10, '0')}`, state: state === 'delivered' ? 'delivered' : 'moving',
    events: [{ at: order.shippedAt, place, what: { en: 'Picked up from the shop', zh: '已揽收' } }],
  }
  return order
}

function linesOf(goods: string): DemoOrder['lines'] {
  return goods.split(' and ').map((one) => {
    const [product, variant, quantity] = one.split(' ')
    return [product!, variant ?? '-/-', Number(quantity ?? 1)]
  })
}
