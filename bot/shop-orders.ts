import type { Database } from '../core/db/db.ts'
import { inLanguage, type Commerce } from '../commerce/index.ts'
import type { ActionOrder } from '../handoff/index.ts'
import { ordersOf } from './card-data.ts'

/** The orders of a conversation's shopper as far as something can be done about them: what of each line has not come back. */
export async function shopOrdersOf({ db, shop }: { db: Database; shop: Commerce }, conversationId: string): Promise<ActionOrder[]> {
  const { orders, language } = await ordersOf({ db, shop }, conversationId)
  return Promise.all(orders.map(async ({ id, number, state, currency, total, lines }) => {
    const returns = (await shop.returnsOfOrder(id)).filter((one) => one.state !== 'refused')
    const backOf = (lineId: string) => returns.filter((one) => one.lineId === lineId).reduce((sum, { quantity }) => sum + quantity, 0)
    return { id, number, state, currency, total, lines: lines.map((line) => ({ id: line.id, title: inLanguage(line.name, language), price: line.price, left: Math.max(0, line.quantity - backOf(line.id)) })) }
  }))
}
