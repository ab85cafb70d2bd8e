import type { Charge, Order } from '../commerce/index.ts'
import { correctsOrder, needOrder, orderSteps } from './need-order.ts'
import { deliveryIn, moment, orderData } from './shop-words.ts'
import { become, done, handOff, isOutcome, say, type Outcome } from './runner/outcome.ts'
import { topic } from './runner/topic.ts'
import type { Turn } from './runner/turn.ts'

/** Paying: ways, trouble, instalments, invoices, and when money comes back. */
export const payment = topic('payment', {
  intents: {
    'payment.methods': 'methods', 'payment.failed': 'failed', 'payment.charged-twice': 'charged', 'payment.instalments': 'instalments', 'payment.invoice': 'invoice',
    'payment.cash-on-delivery': 'cash', 'payment.safety': 'safety', 'payment.refund-when': 'refund-when',
  },
  corrects: correctsOrder,
  steps: { ...orderSteps, methods, failed, charged, instalments, invoice, cash, safety, 'refund-when': refundWhen },
})

async function methods(turn: Turn): Promise<Outcome> {
  const { paymentMethods, instalments: parts, currency } = await turn.shop.profile()
  return done('payment.methods', { methods: paymentMethods.map(method => turn.inWords(method)), currency, parts: parts?.parts ?? null, provider: parts?.provider ?? null, minimum: parts?.minimum ?? null })
}

/** With the order at hand the answer is its real state; without it, what helps nearly always. */
async function failed(turn: Turn): Promise<Outcome> {
  const isKnown = turn.entity('order-number') !== null || turn.shopper.customerId !== null
  const found = isKnown ? await openPayment(turn) : null
  if (found && isOutcome(found)) return found
  if (!found) return done('payment.try-again')
  const data = { ...orderData(turn, found) }
  const took = found.charges.some(({ state }) => state === 'taken')
  if (took) return done('payment.went-through', data)
  const held = found.charges.find(({ state }) => state === 'held')
  return held ? done('payment.is-held', { ...data, held: held.amount, drops: moment(held.dropsAt) }) : done('payment.was-declined', data)
}

async function openPayment(turn: Turn): Promise<Order | Outcome | null> {
  if (turn.entity('order-number') === null && turn.shopper.customerId) {
    const orders = await turn.shop.ordersOfCustomer(turn.shopper.customerId)
    const open = orders.find(({ state }) => state === 'placed') ?? null
    if (open) turn.learn('order-number', open.number, 'shop')
    return open
  }
  return needOrder(turn, 'failed')
}

async function charged(turn: Turn): Promise<Outcome> {
  const order = await needOrder(turn, 'charged', { suits: ({ charges }) => charges.filter(({ state }) => state === 'taken' || state === 'held').length > 1 })
  if (isOutcome(order)) return order
  const taken = order.charges.filter(({ state }) => state === 'taken')
  const held = order.charges.find(({ state }) => state === 'held')
  const data = { ...orderData(turn, order), charges: order.charges.map(chargeData), taken: sum(taken) }
  if (taken.length > 1) return handOff('high-risk', 'payment', { draft: { wish: 'charged twice', order: order.number, taken: sum(taken), total: order.total } }, [say('payment.charged-twice', data)])
  if (held) return done('payment.second-is-held', { ...data, held: held.amount, drops: moment(held.dropsAt) })
  return done(taken.length === 0 ? 'payment.nothing-taken' : 'payment.charged-once', data, [{ key: 'choices.person', value: 'person' }])
}

function chargeData({ amount, at, state, method }: Charge) {
  return { amount, at: moment(at), state, method }
}

function sum(charges: Charge[]): number {
  return charges.reduce((total, { amount }) => total + amount, 0)
}

const ABOUT_GOODS = /^(?:product\.|payment\.instalments$)/

async function instalments(turn: Turn): Promise<Outcome> {
  const { instalments: plan, currency } = await turn.shop.profile()
  if (!plan) return done('payment.no-instalments')
  // "And in instalments?" after the price of one article is about that article.
  const named = turn.entity('product') ?? (ABOUT_GOODS.test(turn.before ?? '') && turn.entity('amount') === null ? turn.fact('product') : null)
  const product = named ? await turn.shop.productById(named) : null
  const amount = product?.price ?? Number(turn.entity('amount') ?? 0)
  const isEnough = amount >= plan.minimum
  return done('payment.instalments', { ...plan, currency, name: product ? turn.inWords(product.name) : null, amount: amount || null, part: amount && isEnough ? Math.ceil(amount / plan.parts) : null, isTooLittle: amount > 0 && !isEnough })
}

/** Talk of one order: its invoice is meant. */
const ABOUT_ORDER = /^(?:order|shipping|returns|payment)\./

async function invoice(turn: Turn): Promise<Outcome> {
  const { invoice: words } = await turn.shop.profile()
  const data = { invoice: turn.inWords(words) }
  const isNamed = turn.entity('order-number') !== null || turn.kept('number') !== null || (turn.fact('order-number') !== null && turn.before !== null && ABOUT_ORDER.test(turn.before))
  if (!isNamed) return done('payment.invoice', data)
  const order = await needOrder(turn, 'invoice')
  if (isOutcome(order)) return order
  return done(order.invoiceUrl ? 'payment.invoice-ready' : 'payment.invoice-later', { ...data, number: order.number, url: order.invoiceUrl })
}

async function cash(turn: Turn): Promise<Outcome> {
  const { deliveries, cashOnDeliveryFee, currency } = await turn.shop.profile()
  const said = await deliveryIn(turn.shop, turn.text)
  const known = said ?? deliveries.find(({ country }) => country === turn.fact('country')) ?? null
  const places = deliveries.filter(({ cashOnDelivery }) => cashOnDelivery)
  const data = { countries: places.map(({ name }) => turn.inWords(name)), fee: cashOnDeliveryFee, currency, country: known ? turn.inWords(known.name) : null }
  if (places.length === 0 || known?.cashOnDelivery === false) return done('payment.no-cash', data)
  return done('payment.cash', data)
}

const FRAUD = /phish|scam|fraud|suspicious|fake (?:e-?mail|text|sms|site|link)|(?:text|sms|e-?mail|message|call).*(?:link|code|password|pay)|诈骗|骗子|钓鱼|可疑|验证码|假(?:短信|链接|客服)|詐騙|驗證碼|转账/i

/** "Are you scammers?": after trouble with an order no question about phishing. */
const OF_US = /\b(?:are|is|aren'?t|isn'?t) (?:you|u|this (?:shop|site|store|company))\b.*\b(?:scam|fraud|fake)|你[们們](?:店|家)?(?:是不是|不是|该不会是?|不会是?|就是|都是|是)?(?:一?[群帮])?(?:骗子|騙子|骗人|騙人|诈骗|詐騙)/i

async function safety(turn: Turn): Promise<Outcome> {
  const isOfUs = OF_US.test(turn.text)
  if (isOfUs && turn.before !== null && /^(?:order|shipping|returns|payment)\./.test(turn.before)) return become('complaint.make')
  const { email } = await turn.shop.profile()
  return done(!isOfUs && FRAUD.test(turn.text) ? 'payment.not-from-us' : 'payment.is-safe', { email })
}

async function refundWhen(turn: Turn): Promise<Outcome> {
  // Who has just called an order off asks for that money.
  if (turn.before?.startsWith('order.') && await isCalledOff(turn)) return become('returns.refund-status')
  const [{ refundDays }, policy] = await Promise.all([turn.shop.profile(), turn.shop.returnPolicy()])
  return done('payment.refund-when', { withinDays: policy.refundWithinDays, ways: refundDays.map(({ method, minDays, maxDays }) => ({ method: turn.inWords(method), minDays, maxDays })) })
}

async function isCalledOff(turn: Turn): Promise<boolean> {
  const number = turn.entity('order-number') ?? turn.fact('order-number')
  const found = number ? await turn.shop.orderByNumber(number) : null
  return found !== null && turn.hasProved(found.id) && found.state === 'cancelled' && found.charges.some(({ state }) => state === 'refund-issued')
}
