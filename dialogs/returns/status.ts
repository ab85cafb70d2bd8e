// Where a return stands and where the money is.
import type { Order, ShopReturn } from '../../commerce/index.ts'
import { ordersNamed } from '../named-things.ts'
import { needOrder } from '../need-order.ts'
import { again, ask, become, done, handOff, isOutcome, say, type Outcome } from '../runner/outcome.ts'
import { asksWayBack } from '../runner/going-on.ts'
import { hurries } from '../runner/plain-words.ts'
import { YES_NO } from '../runner/room.ts'
import type { Turn } from '../runner/turn.ts'
import { moment, orderData, returnData } from '../shop-words.ts'

/** State of the return that is meant. */
export async function status(turn: Turn): Promise<Outcome> {
  const found = await findReturn(turn, 'status', returnedAt)
  if (isOutcome(found)) return found
  const { order, back } = found
  if (!back) return ask('returns.none-yet', 'start-now', orderData(turn, order), { keep: { number: order.number }, choices: YES_NO })
  const data = { ...returnData(turn, back, order), isRefund: back.resolution === 'refund' }
  switch (back.state) {
    case 'awaiting-parcel': return done(asksWayBack(turn.text) ? 'returns.how-to-send' : 'returns.is-awaited', data)
    case 'on-its-way': return done('returns.is-on-its-way', data)
    case 'received': return done('returns.is-received', data)
    case 'accepted': return done('returns.is-accepted', data)
    case 'closed': return done('returns.is-closed', data)
    case 'refused': return done('returns.is-refused', data, [{ key: 'choices.person', value: 'person' }])
  }
}

/** Where the refund is, of a return or of a cancelled order. */
export async function refundStatus(turn: Turn): Promise<Outcome> {
  const found = await findReturn(turn, 'refund-status', refundedAt)
  if (isOutcome(found)) return found
  const { order, back } = found
  const { refundDays } = await turn.shop.profile()
  const bankDays = Math.max(...refundDays.map(({ maxDays }) => maxDays))
  const issued = order.charges.findLast(({ state }) => state === 'refund-issued' || state === 'refunded')
  if (hurries(turn.text) && (issued || back?.refundedAt != null)) return done('returns.no-faster', { number: order.number, bankDays, method: order.paymentMethod }, [{ key: 'choices.person', value: 'person' }])
  if (!back && issued) return done('returns.refund-issued', { ...orderData(turn, order), refund: issued.amount, issued: moment(issued.at), method: issued.method, bankDays })
  if (!back) return done('returns.no-refund', orderData(turn, order))
  const data = { ...returnData(turn, back, order), method: order.paymentMethod, bankDays }
  if (back.resolution !== 'refund') return done('returns.is-no-refund', { ...data, isExchange: back.resolution === 'exchange' })
  if (back.refundedAt !== null) return done('returns.refunded', data)
  if (back.state === 'refused') return done('returns.is-refused', data, [{ key: 'choices.person', value: 'person' }])
  if (back.refundDueAt === null) return done('returns.refund-waits', data)
  if (back.refundDueAt < turn.now) return handOff('policy', 'returns', { draft: { wish: 'refund overdue', order: order.number, rma: back.rma } }, [say('returns.refund-late', data)])
  return done('returns.refund-due', data)
}

export function startNow(turn: Turn): Outcome {
  if (turn.saysYes) return become('returns.start', { number: turn.kept('number') })
  return turn.saysNo ? done('returns.not-made') : again()
}

interface Found { order: Order; back: ShopReturn | null }

/** When the order last had to do with what is asked for; null when it has not. */
type Touched = (order: Order, latest: ShopReturn | undefined) => number | null

const returnedAt: Touched = (_order, latest) => latest?.updatedAt ?? null
const refundedAt: Touched = (order, latest) => latest?.updatedAt ?? order.charges.findLast(({ state }) => state === 'refund-issued')?.at ?? null

async function findReturn(turn: Turn, next: string, touched: Touched): Promise<Found | Outcome> {
  const rma = /R\d{3,}-\d+/i.exec(turn.text)?.[0] ?? turn.kept('rma')
  const number = rma ? /\d{3,}/.exec(rma)?.[0] ?? null : await numberTouched(turn, touched)
  const order = await needOrder(number ? { ...turn, kept: name => name === 'number' ? turn.kept('number') ?? number : turn.kept(name) } : turn, next)
  if (isOutcome(order)) return order
  const all = await turn.shop.returnsOfOrder(order.id)
  return { order, back: all.find(one => one.rma.toLowerCase() === rma?.toLowerCase()) ?? all[0] ?? null }
}

/** A signed-in shopper's latest order with a return or a refund needs no asking. */
async function numberTouched(turn: Turn, touched: Touched): Promise<string | null> {
  if (!turn.shopper.customerId || turn.entity('order-number')) return null
  const all = await turn.shop.ordersOfCustomer(turn.shopper.customerId)
  const named = ordersNamed(turn, all)
  // "And where did it go?" goes on with the return just spoken of.
  const earlier = turn.before?.startsWith('returns.') ? all.filter(({ number }) => number === turn.fact('order-number')) : []
  const orders = named.length > 0 ? named : earlier.length > 0 ? earlier : all
  const times = await Promise.all(orders.map(async order => ({ number: order.number, at: touched(order, (await turn.shop.returnsOfOrder(order.id))[0]) })))
  return times.filter(({ at }) => at !== null).sort((a, b) => Number(b.at) - Number(a.at))[0]?.number ?? null
}
