// The demo shop's customers and their orders, one in every state a shopper may ask about. Times are days from the start, so that nothing is ever stale.
import type { Charge, Order, Parcel, ShopReturn } from '../../commerce.ts'
import { both } from './words.ts'

const DAY = 86_400_000

export interface DemoCustomerRow { id: string; language: string; name: string; email: string; phone: string; address: string; country: string }

export const CUSTOMERS: DemoCustomerRow[] = [
  { id: 'ana', language: 'en', name: 'Ana Silva', email: 'ana.silva@example.com', phone: '+12125550101', address: '12 Orchard Street, Apt 4, New York, NY 10002', country: 'US' },
  { id: 'li-lei', language: 'zh', name: '李雷', email: 'li.lei@example.com', phone: '+8613800138000', address: '上海市徐汇区淮海中路 1000 号 5 楼', country: 'CN' },
]

const GUEST: DemoCustomerRow = { id: 'guest', language: 'en', name: 'Sam Carter', email: 'sam.carter@example.com', phone: '+12125550188', address: '9 Elm Lane, Austin, TX 78701', country: 'US' }

/** An order as this folder writes it down; `seed.ts` works out ids, totals and what the customer has. */
export interface DemoOrder {
  number: string
  customer: DemoCustomerRow
  isGuest?: boolean
  state: Order['state']
  /** product id, `colour/size` of the variant, pieces. */
  lines: [product: string, variant: string, quantity: number][]
  placedAt: number
  shippedAt?: number
  deliveredAt?: number
  dueAt?: number
  paymentMethod: string
  /** Instead of one payment of the whole. */
  charges?: (total: number) => Charge[]
  parcel?: Pick<Parcel, 'carrier' | 'trackingNumber' | 'state' | 'events'> & { leftAt?: Parcel['leftAt'] }
  returned?: Pick<ShopReturn, 'reason' | 'resolution' | 'state'> & { createdAt: number; updatedAt: number; refundDueAt?: number; refundedAt?: number }
}

const [ANA, LI_LEI] = CUSTOMERS as [DemoCustomerRow, DemoCustomerRow]
const NEWARK = both('Newark, NJ', '新泽西纽瓦克')
const BROOKLYN = both('Brooklyn, NY', '纽约布鲁克林')
const SHANGHAI = both('Shanghai', '上海')
const PICKED_UP = both('Picked up from the shop', '已揽收')
const SORTED = both('Passed the sorting centre', '已通过分拣中心')
const OUT = both('Out for delivery', '派送中')
const HANDED_OVER = both('Delivered', '已签收')

/** All demo orders as they stand at `now`. */
export function demoOrders(now: number): DemoOrder[] {
  return [...anasOrders(now), ...liLeisOrders(now), guestOrder(now)]
}

function anasOrders(now: number): DemoOrder[] {
  const at = (days: number) => now + days * DAY
  const ana = { customer: ANA, paymentMethod: 'Visa' }
  return [
    { ...ana, number: '1001', state: 'shipped', lines: [['running-shoes', 'black/41', 1]], placedAt: at(-3), shippedAt: at(-2), dueAt: at(2),
      parcel: { carrier: 'UPS', trackingNumber: '1Z999AA10123456784', state: 'moving', events: [{ at: at(-2), place: NEWARK, what: PICKED_UP }, { at: at(-0.5), place: BROOKLYN, what: SORTED }] } },
    { ...ana, number: '1002', state: 'delivered', lines: [['linen-shirt', 'white/M', 1], ['yoga-mat', 'purple/-', 1]], placedAt: at(-9), shippedAt: at(-8), deliveredAt: at(-5), dueAt: at(-5),
      parcel: { carrier: 'UPS', trackingNumber: '1Z999AA10123456785', state: 'delivered', leftAt: both('the front door', '门口'), events: [{ at: at(-8), place: NEWARK, what: PICKED_UP }, { at: at(-5), place: BROOKLYN, what: HANDED_OVER }] } },
    { ...ana, number: '1003', state: 'delivered', lines: [['wool-jumper', 'grey/M', 1]], placedAt: at(-45), shippedAt: at(-44), deliveredAt: at(-40), dueAt: at(-40),
      parcel: { carrier: 'UPS', trackingNumber: '1Z999AA10123456786', state: 'delivered', leftAt: both('the front door', '门口'), events: [{ at: at(-40), place: BROOKLYN, what: HANDED_OVER }] } },
    { ...ana, number: '1004', state: 'paid', lines: [['rain-jacket', 'navy/M', 1]], placedAt: at(-0.4), dueAt: at(4) },
    { ...ana, number: '1005', state: 'shipped', lines: [['desk-lamp', 'white/-', 1]], placedAt: at(-12), shippedAt: at(-10), dueAt: at(-4),
      parcel: { carrier: 'USPS', trackingNumber: '9400111899223197428490', state: 'stuck', events: [{ at: at(-10), place: NEWARK, what: PICKED_UP }, { at: at(-7), place: NEWARK, what: SORTED }] } },
    { ...ana, number: '1006', state: 'delivered', lines: [['headphones', 'black/-', 1]], placedAt: at(-8), shippedAt: at(-7), deliveredAt: at(-3), dueAt: at(-3),
      parcel: { carrier: 'UPS', trackingNumber: '1Z999AA10123456787', state: 'delivered', leftAt: both('the porch', '门廊'), events: [{ at: at(-7), place: NEWARK, what: PICKED_UP }, { at: at(-3.2), place: BROOKLYN, what: OUT }, { at: at(-3), place: BROOKLYN, what: HANDED_OVER }] } },
    { ...ana, number: '1013', state: 'placed', lines: [['coffee-grinder', 'silver/-', 1]], placedAt: at(-0.1),
      charges: total => [{ amount: total, at: at(-0.1), state: 'failed', method: 'Visa' }] },
  ]
}

function liLeisOrders(now: number): DemoOrder[] {
  const at = (days: number) => now + days * DAY
  const lei = { customer: LI_LEI, paymentMethod: 'Alipay' }
  const delivered = (trackingNumber: string, days: number): DemoOrder['parcel'] => ({
    carrier: 'SF Express', trackingNumber, state: 'delivered', leftAt: both('a parcel locker', '菜鸟驿站'), events: [{ at: at(days - 4), place: SHANGHAI, what: SORTED }, { at: at(days), place: SHANGHAI, what: HANDED_OVER }],
  })
  return [
    { ...lei, number: '1007', state: 'delivered', lines: [['summer-dress', 'red/S', 1], ['face-cream', '-/-', 2]], placedAt: at(-14), shippedAt: at(-13), deliveredAt: at(-6), dueAt: at(-6), parcel: delivered('SF1035720048231', -6) },
    { ...lei, number: '1008', state: 'delivered', lines: [['espresso-machine', 'silver/-', 1]], placedAt: at(-12), shippedAt: at(-11), deliveredAt: at(-4), dueAt: at(-4), parcel: delivered('SF1035720048232', -4) },
    { ...lei, number: '1009', state: 'shipped', lines: [['kettle', 'white/-', 1]], placedAt: at(-6), shippedAt: at(-5), dueAt: at(1),
      parcel: { carrier: 'SF Express', trackingNumber: 'SF1035720048233', state: 'out-for-delivery', events: [{ at: at(-5), place: both('New York', '纽约'), what: PICKED_UP }, { at: at(-1), place: SHANGHAI, what: SORTED }, { at: at(-0.1), place: SHANGHAI, what: OUT }] } },
    { ...lei, number: '1010', state: 'paid', lines: [['desk-lamp', 'black/-', 1], ['lunch-box', '-/-', 2]], placedAt: at(-1), dueAt: at(6),
      charges: total => [{ amount: total, at: at(-1), state: 'taken', method: 'Alipay' }, { amount: total, at: at(-1), state: 'held', method: 'Alipay', dropsAt: at(4) }] },
    { ...lei, number: '1011', state: 'cancelled', lines: [['speaker', 'blue/-', 1]], placedAt: at(-5),
      charges: total => [{ amount: total, at: at(-5), state: 'taken', method: 'Alipay' }, { amount: total, at: at(-1), state: 'refund-issued', method: 'Alipay' }] },
    { ...lei, number: '1012', state: 'delivered', lines: [['travel-backpack', 'navy/-', 1]], placedAt: at(-20), shippedAt: at(-19), deliveredAt: at(-12), dueAt: at(-12), parcel: delivered('SF1035720048234', -12),
      returned: { reason: 'changed-mind', resolution: 'refund', state: 'accepted', createdAt: at(-9), updatedAt: at(-1), refundDueAt: at(4) } },
    { ...lei, number: '1014', state: 'delivered', lines: [['power-bank', 'blue/-', 1]], placedAt: at(-30), shippedAt: at(-29), deliveredAt: at(-22), dueAt: at(-22), parcel: delivered('SF1035720048235', -22),
      returned: { reason: 'faulty', resolution: 'refund', state: 'closed', createdAt: at(-20), updatedAt: at(-8), refundDueAt: at(-7), refundedAt: at(-8) } },
  ]
}

function guestOrder(now: number): DemoOrder {
  const at = (days: number) => now + days * DAY
  return { number: '1015', customer: GUEST, isGuest: true, state: 'shipped', paymentMethod: 'PayPal', lines: [['sun-cream', '-/-', 1]], placedAt: at(-4), shippedAt: at(-3), dueAt: at(1),
    parcel: { carrier: 'USPS', trackingNumber: '9400111899223197428491', state: 'moving', events: [{ at: at(-3), place: NEWARK, what: PICKED_UP }] } }
}

