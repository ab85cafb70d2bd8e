import type { Clock } from '../../../core/clock.ts'
import type { Database } from '../../../core/db/db.ts'
import type { Commerce } from '../../commerce.ts'
import { openRecent } from '../../recent.ts'
import { openFinder } from './find.ts'
import { catalogueEntryOf, selectCategories, selectCustomer, selectOrder, selectOrdersOfCustomer, selectParcels, selectProducts, selectProfile, selectPromotions, selectReturns } from './queries.ts'
import { applyOnce } from './writes.ts'

// What the shop tells everybody (its profile and policy, its goods and categories) may be so old, on another replica too; a write made here is seen at
// once. What concerns one customer (orders, parcels, returns, the customer) is read every time.
const recentMs = 3_000

/** The demo shop of our own database as a Commerce. Its goods and orders come from `seedDemoShop`. */
export function openDemoShop({ db, clock }: { db: Database; clock: Clock }): Commerce {
  const find = openFinder()
  const settings = openRecent(clock, recentMs, async () => {
    const found = await selectProfile(db)
    if (!found) throw new Error('the demo shop is empty: call seedDemoShop first')
    return found
  })
  const categories = openRecent(clock, recentMs, () => selectCategories(db))
  const products = openRecent(clock, recentMs, () => selectProducts(db))
  return {
    profile: async () => (await settings.get()).profile,
    returnPolicy: async () => (await settings.get()).returnPolicy,
    categories: categories.get,
    catalogue: async () => (await products.get()).map(catalogueEntryOf),
    findProducts: async query => find(await products.get(), await categories.get(), query),
    productById: async id => (await products.get()).find(product => product.id === id) ?? null,
    promotions: now => selectPromotions(db, now),
    customerById: id => selectCustomer(db, id),
    orderByNumber: number => selectOrder(db, { number }),
    ordersOfCustomer: customerId => selectOrdersOfCustomer(db, customerId),
    orderByTracking: tracking => selectOrder(db, { tracking }),
    parcelsOf: orderId => selectParcels(db, orderId),
    returnByRma: async rma => (await selectReturns(db, { rma }))[0] ?? null,
    returnsOfOrder: orderId => selectReturns(db, { orderId }),
    async apply(write, key) {
      try {
        return await applyOnce(db, write, key, clock.now())
      } finally {
        products.forget()
      }
    },
  }
}
