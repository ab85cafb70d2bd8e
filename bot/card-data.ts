import { conversationById } from '../core/conversation/index.ts'
import type { Database } from '../core/db/db.ts'
import { inLanguage, type Commerce, type Order } from '../commerce/index.ts'
import type { CardData } from '../handoff/index.ts'

const mostOrders = 5

/** What the shop knows of a conversation's shopper, for the context card: the orders they proved to be theirs, or all of a signed-in customer's, with parcels and returns. */
export async function cardDataOf({ db, shop }: { db: Database; shop: Commerce }, conversationId: string): Promise<CardData> {
  const { orders, language } = await ordersOf({ db, shop }, conversationId)
  const [cards, returns] = await Promise.all([
    Promise.all(orders.map((order) => orderCard(shop, order, language))),
    Promise.all(orders.map(async (order) => (await shop.returnsOfOrder(order.id)).map((one) => ({
      rma: one.rma, orderNumber: order.number, status: one.state, resolution: one.resolution, reason: one.reason, createdAt: one.createdAt,
    })))),
  ])
  return { orders: cards, returns: returns.flat() }
}

/** The orders of a conversation's shopper, the one they talk about first. */
export async function ordersOf({ db, shop }: { db: Database; shop: Commerce }, conversationId: string): Promise<{ orders: Order[]; language: string }> {
  const conversation = await conversationById(db, conversationId)
  if (!conversation) return { orders: [], language: 'en' }
  const language = conversation.language ?? 'en'
  const own = conversation.customerId ? await shop.ordersOfCustomer(conversation.customerId) : []
  const proven = new Set(conversation.dialog?.provenOrders ?? [])
  const named = conversation.dialog?.facts['order-number']?.value
  const byNumber = named && !own.some((order) => order.number === named) ? await shop.orderByNumber(named) : null
  // An agent who set the number right has seen to whose it is.
  const isVouched = conversation.dialog?.facts['order-number']?.confirmedBy === 'agent'
  const isTheirs = byNumber !== null && (isVouched || proven.has(byNumber.id) || proven.has(byNumber.number))
  const orders = [...(isTheirs ? [byNumber] : []), ...own].sort((a, b) => Number(b.number === named) - Number(a.number === named)).slice(0, mostOrders)
  return { orders, language }
}

async function orderCard(shop: Commerce, order: Order, language: string): Promise<CardData['orders'][number]> {
  const parcels = await shop.parcelsOf(order.id)
  return {
    id: order.id, number: order.number, status: order.state, placedAt: order.placedAt, total: { amount: order.total, currency: order.currency },
    lines: order.lines.map((line) => ({ title: inLanguage(line.name, language), quantity: line.quantity })),
    parcels: parcels.map(({ carrier, trackingNumber, state, dueAt }) => ({ carrier, trackingNumber, status: state, dueAt })),
  }
}
