import type { Clock } from '../../../core/clock.ts'
import type { Database } from '../../../core/db/db.ts'
import type { Commerce } from '../../commerce.ts'
import { openFinder } from './find.ts'
import { selectCatalogue, selectCategories, selectCustomer, selectOrder, selectOrdersOfCustomer, selectParcels, selectProducts, selectProfile, selectPromotions, selectReturns } from './queries.ts'
import { applyOnce } from './writes.ts'

/** The demo shop of our own database as a Commerce. Its goods and orders come from `seedDemoShop`. */
export function openDemoShop({ db, clock }: { db: Database; clock: Clock }): Commerce {
  const find = openFinder()
  const settings = async () => {
    const found = await selectProfile(db)
    if (!found) throw new Error('the demo shop is empty: call seedDemoShop first')
    return found
  }
  return {
    profile: async () => (await settings()).profile,
    returnPolicy: async () => (await settings()).returnPolicy,
    categories: () => selectCategories(db),
    catalogue: () => selectCatalogue(db),
    findProducts: async query => find(await selectProducts(db), await selectCategories(db), query),
    productById: async id => (await selectProducts(db, [id]))[0] ?? null,
    promotions: now => selectPromotions(db, now),
    customerById: id => selectCustomer(db, id),
    orderByNumber: number => selectOrder(db, { number }),
    ordersOfCustomer: customerId => selectOrdersOfCustomer(db, customerId),
    orderByTracking: tracking => selectOrder(db, { tracking }),
    parcelsOf: orderId => selectParcels(db, orderId),
    returnByRma: async rma => (await selectReturns(db, { rma }))[0] ?? null,
    returnsOfOrder: orderId => selectReturns(db, { orderId }),
    apply: (write, key) => applyOnce(db, write, key, clock.now()),
  }
}
