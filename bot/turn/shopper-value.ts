import { sleep } from '../../core/clock.ts'
import { errorLine } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import type { Order, ShopReads } from '../../commerce/index.ts'
import type { CardInput } from '../../handoff/index.ts'

export type ShopperValue = NonNullable<CardInput['shopperValue']>

/** Who has bought so often, or for so much (minor units), weighs more in the queue. */
export const vip = { orders: 10, spent: 200_000 }

const patienceMs = 500

/** What a shopper is worth to the shop by their orders; undefined for a guest, and when the shop does not tell within half a second: a person is asked for all the same. */
export async function shopperValueOf({ shop, log }: { shop: Pick<ShopReads, 'ordersOfCustomer'>; log: Log }, customerId: string | null): Promise<ShopperValue | undefined> {
  if (customerId === null) return undefined
  const given = new AbortController()
  try {
    const orders = await Promise.race([shop.ordersOfCustomer(customerId), sleep(patienceMs, given.signal).then(() => null)])
    return orders ? valueOf(orders) : undefined
  } catch (error) {
    log.warn({ why: errorLine(error) }, 'the shop did not say what a shopper has bought: their place in the queue is that of anybody')
    return undefined
  } finally {
    given.abort()
  }
}

/** Cancelled orders do not count. */
export function valueOf(orders: Pick<Order, 'state' | 'total'>[]): ShopperValue {
  const kept = orders.filter((order) => order.state !== 'cancelled')
  const spent = kept.reduce((sum, order) => sum + order.total, 0)
  if (kept.length >= vip.orders || spent >= vip.spent) return 'vip'
  return kept.length > 0 ? 'regular' : 'new'
}
