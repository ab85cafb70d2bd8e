import type { Log } from '../../core/log.ts'
import type { Order, ShopReads } from '../../commerce/index.ts'
import type { CardInput } from '../../handoff/index.ts'
import { askShopSoon } from './ask-shop-soon.ts'

export type ShopperValue = NonNullable<CardInput['shopperValue']>

/** Who has bought so often, or for so much (minor units), weighs more in the queue. */
export const vip = { orders: 10, spent: 200_000 }

/** What a shopper is worth to the shop by their orders; undefined for a guest, and when the shop does not tell within half a second: a person is asked for all the same. */
export async function shopperValueOf({ shop, log }: { shop: Pick<ShopReads, 'ordersOfCustomer'>; log: Log }, customerId: string | null): Promise<ShopperValue | undefined> {
  if (customerId === null) return undefined
  const orders = await askShopSoon(log, () => shop.ordersOfCustomer(customerId), 'the shop did not say what a shopper has bought: their place in the queue is that of anybody')
  return orders ? valueOf(orders) : undefined
}

/** Cancelled orders do not count. */
export function valueOf(orders: Pick<Order, 'state' | 'total'>[]): ShopperValue {
  const kept = orders.filter((order) => order.state !== 'cancelled')
  const spent = kept.reduce((sum, order) => sum + order.total, 0)
  if (kept.length >= vip.orders || spent >= vip.spent) return 'vip'
  return kept.length > 0 ? 'regular' : 'new'
}
