import type { Role, ShopAction } from '../contract.ts'

/** An order of the conversation, as far as something can be done about it. */
export interface ActionOrder {
  id: string
  number: string
  state: string
  currency: string
  total: number
  lines: { id: string; title: string; price: number; /** Not sent back yet. */ left: number }[]
}

/** A return that the bot filled in and may not make by itself. */
export interface ReturnDraft {
  order: string
  lineId: string
  quantity: number
  reason: string
  resolution: 'refund' | 'exchange' | 'repair'
  exchangeFor: string | null
  photos: string[]
}

export interface ActionInput {
  orders: readonly ActionOrder[]
  draft: ReturnDraft | null
  role: Role
  /** What agents may give back, in minor units; leads more. */
  refundLimit: number
}

/** What the shop may be asked to do about these orders. Pure: by the state of each and by who asks. */
export function actionsFor({ orders, draft, role, refundLimit }: ActionInput): ShopAction[] {
  const isLead = role === 'lead' || role === 'admin'
  const money = (amount: number) => (isLead || amount <= refundLimit ? allowed : { isAllowed: false, why: `More than agents may give back (${refundLimit / 100}). Ask a lead.` })
  return orders.flatMap((order): ShopAction[] => {
    const base = { orderId: order.id, orderNumber: order.number, currency: order.currency }
    const whole = { ...base, lineId: null, title: order.number }
    if (order.state === 'placed' || order.state === 'paid' || order.state === 'packed') {
      return [{ ...whole, kind: 'change-address', amount: null, ...allowed }, { ...whole, kind: 'cancel-order', amount: order.total, ...money(order.total) }]
    }
    if (order.state !== 'delivered') return []
    return order.lines.filter((line) => line.left > 0).flatMap((line): ShopAction[] => {
      const one = { ...base, lineId: line.id, title: line.title }
      if (draft && draft.order === order.number && draft.lineId === line.id) {
        const worth = line.price * Math.min(draft.quantity, line.left)
        return [{ ...one, kind: 'approve-return', amount: worth, ...money(worth) }]
      }
      return [{ ...one, kind: 'refund', amount: line.price, ...money(line.price) }, { ...one, kind: 'exchange', amount: null, ...allowed }]
    })
  })
}

const allowed = { isAllowed: true, why: null }

/** The draft of a card as one that can be approved, or null when it is none. */
export function returnDraftOf(draft: Record<string, unknown> | undefined): ReturnDraft | null {
  const { order, lineId, quantity, reason, resolution, exchangeFor, photos } = draft ?? {}
  if (typeof order !== 'string' || typeof lineId !== 'string' || typeof quantity !== 'number' || typeof reason !== 'string') return null
  if (resolution !== 'refund' && resolution !== 'exchange' && resolution !== 'repair') return null
  return { order, lineId, quantity, reason, resolution, exchangeFor: typeof exchangeFor === 'string' ? exchangeFor : null, photos: Array.isArray(photos) ? photos.filter((one) => typeof one === 'string') : [] }
}
