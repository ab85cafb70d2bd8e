import type { Order } from '../../commerce/index.ts'
import { linesNamed, namesGoods, ordersNamed } from '../named-things.ts'
import { needProduct } from '../need-product.ts'
import { done, isOutcome, type Outcome } from '../runner/outcome.ts'
import type { Turn } from '../runner/turn.ts'
import { moment } from '../shop-words.ts'

/** The shop's rules for returns, for one article when one is named. */
export async function returnRules(turn: Turn): Promise<Outcome> {
  const policy = await turn.shop.returnPolicy()
  const own = MAY.test(turn.text) && !COST.test(turn.text) ? await ownOrder(turn) : null
  if (own?.deliveredAt != null) {
    const [line] = linesNamed(turn, own.lines)
    const until = own.deliveredAt + policy.windowDays * 86_400_000
    return done('returns.until', { number: own.number, name: line ? turn.inWords(line.name) : null, windowDays: policy.windowDays, delivered: moment(own.deliveredAt), until: moment(until), isOver: until < turn.now })
  }
  const named = turn.entity('product')
  const product = named ? await turn.shop.productById(named) : null
  return done('returns.rules', {
    windowDays: policy.windowDays, fee: policy.returnFee, currency: policy.currency, sendWithinDays: policy.sendWithinDays, refundWithinDays: policy.refundWithinDays,
    name: product ? turn.inWords(product.name) : null, isFinalSale: product?.isFinalSale ?? false, isSealed: product?.isSealed ?? false,
  })
}

const MAY = /\b(?:can|could|may|still|until|till|how long|days|too late|deadline|when)\b|能|可以|还|多久|几天|期|来得及|還/i
const COST = /\b(?:cost|pay|pays|paid|free|postage|fee|price|charge)\b|运费|邮费|费用|多少钱|谁出|谁付|免费|運費|郵費/i
const THAT = /\b(?:it|this|that|them|these|those)\b|它|这个|那个|这单|那单|还能|还可以|這個|那個/i

/** The shopper's own order that the question is about: named by number or by what is in it, or spoken of before. */
async function ownOrder(turn: Turn): Promise<Order | null> {
  const number = turn.entity('order-number') ?? (THAT.test(turn.text) && /^(?:returns|order)\./.test(turn.before ?? '') ? turn.fact('order-number') : null)
  const order = number ? await turn.shop.orderByNumber(number) : null
  const { customerId } = turn.shopper
  if (order) return turn.hasProved(order.id) || (customerId !== null && order.customerId === customerId) ? order : null
  if (customerId === null || !namesGoods(turn)) return null
  const named = ordersNamed(turn, await turn.shop.ordersOfCustomer(customerId))
  return named.length === 1 ? named[0]! : null
}

/** How long the guarantee is, and until when for an order that is known. */
export async function warranty(turn: Turn): Promise<Outcome> {
  const product = await needProduct(turn, 'warranty')
  if (isOutcome(product)) return product
  const number = turn.entity('order-number') ?? turn.fact('order-number')
  const order = number ? await turn.shop.orderByNumber(number) : null
  const isOwn = order !== null && turn.hasProved(order.id) && order.lines.some(({ productId }) => productId === product.id)
  const until = isOwn && order.deliveredAt !== null ? order.deliveredAt + product.warrantyMonths * 30.44 * 86_400_000 : null
  const data = { name: turn.inWords(product.name), months: product.warrantyMonths, until: moment(until), isRepairable: product.isRepairable, isOver: until !== null && until < turn.now }
  return done(product.warrantyMonths > 0 ? 'returns.warranty' : 'returns.no-warranty', data)
}
