// Whether a thing may come back, by the shop's policy, with the rule that says so. Pure: tested as a table.
import type { Order, OrderLine, Resolution, ReturnPolicy, ShopReturn } from '../../commerce/index.ts'

export type Reason = 'too-small' | 'too-big' | 'changed-mind' | 'not-as-described' | 'damaged' | 'faulty' | 'wrong-item'

export interface ReturnCase {
  order: Pick<Order, 'state' | 'deliveredAt'>
  line: Pick<OrderLine, 'id' | 'quantity' | 'price' | 'category' | 'isFinalSale' | 'isSealed' | 'isRepairable' | 'warrantyMonths'>
  quantity: number
  reason: Reason
  /** The seal is broken; null when not asked yet. */
  isOpened: boolean | null
  earlier: Pick<ShopReturn, 'lineId' | 'quantity' | 'state'>[]
}

export type Verdict =
  /** `review` names the limit that wants a person's eye first. */
  | { may: 'return'; resolutions: Resolution[]; review: 'amount' | 'many-returns' | null }
  | { may: 'not'; rule: 'not-delivered' | 'window' | 'final-sale' | 'opened' | 'category' | 'already-returned'; until?: number }
  | { may: 'ask'; about: 'opened' }

const DAY_MS = 86_400_000
const MONTH_MS = 30.44 * DAY_MS
const SHOPS_FAULT: Reason[] = ['damaged', 'faulty', 'wrong-item', 'not-as-described']

/** The policy applied to one case. What is the shop's fault comes back whatever was on sale, opened or excluded. */
export function eligibility(policy: ReturnPolicy, { order, line, quantity, reason, isOpened, earlier }: ReturnCase, now: number): Verdict {
  if (order.state !== 'delivered' || order.deliveredAt === null) return { may: 'not', rule: 'not-delivered' }
  const open = earlier.filter(({ state }) => state !== 'refused')
  const back = open.filter(({ lineId }) => lineId === line.id).reduce((sum, one) => sum + one.quantity, 0)
  if (back + quantity > line.quantity) return { may: 'not', rule: 'already-returned' }
  const isFault = SHOPS_FAULT.includes(reason)
  const until = returnableUntil(policy, line, { deliveredAt: order.deliveredAt, reason })
  if (now > until) return { may: 'not', rule: 'window', until }
  if (!isFault) {
    if (line.isFinalSale) return { may: 'not', rule: 'final-sale' }
    if (policy.excludedCategories.includes(line.category)) return { may: 'not', rule: 'category' }
    if (line.isSealed && isOpened === null) return { may: 'ask', about: 'opened' }
    if (line.isSealed && isOpened) return { may: 'not', rule: 'opened' }
  }
  return { may: 'return', resolutions: resolutionsFor(policy, line, { reason, deliveredAt: order.deliveredAt }, now), review: reviewOf(policy, line.price * quantity, open.length) }
}

/** The last moment at which a return can be asked for. */
function returnableUntil(policy: ReturnPolicy, line: Pick<OrderLine, 'warrantyMonths'>, { deliveredAt, reason }: { deliveredAt: number; reason: Reason }): number {
  // A thing that breaks is covered for the faulty days or its warranty, whichever is longer; what arrived wrong is seen at once.
  if (reason === 'faulty') return deliveredAt + Math.max(policy.faultyDays * DAY_MS, line.warrantyMonths * MONTH_MS)
  return deliveredAt + policy.windowDays * DAY_MS
}

function resolutionsFor(policy: ReturnPolicy, line: ReturnCase['line'], { reason, deliveredAt }: { reason: Reason; deliveredAt: number }, now: number): Resolution[] {
  const isRepair = line.isRepairable && (reason === 'faulty' || reason === 'damaged')
  // Past the window a broken thing is mended or replaced; the money back belongs to the window.
  const isInWindow = now <= deliveredAt + policy.windowDays * DAY_MS
  return [...(isInWindow || !isRepair ? ['refund' as const] : []), 'exchange' as const, ...(isRepair ? ['repair' as const] : [])]
}

function reviewOf(policy: ReturnPolicy, worth: number, openReturns: number): 'amount' | 'many-returns' | null {
  if (worth > policy.reviewOver) return 'amount'
  return openReturns >= policy.reviewAfterReturns ? 'many-returns' : null
}
