import { needProduct } from '../need-product.ts'
import { done, isOutcome, type Outcome } from '../runner/outcome.ts'
import type { Turn } from '../runner/turn.ts'
import { moment } from '../shop-words.ts'

/** The shop's rules for returns, for one article when one is named. */
export async function returnRules(turn: Turn): Promise<Outcome> {
  const policy = await turn.shop.returnPolicy()
  const named = turn.entity('product')
  const product = named ? await turn.shop.productById(named) : null
  return done('returns.rules', {
    windowDays: policy.windowDays, fee: policy.returnFee, currency: policy.currency, sendWithinDays: policy.sendWithinDays, refundWithinDays: policy.refundWithinDays,
    name: product ? turn.inWords(product.name) : null, isFinalSale: product?.isFinalSale ?? false, isSealed: product?.isSealed ?? false,
  })
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
