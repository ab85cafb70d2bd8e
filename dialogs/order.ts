import { linesNamed } from './named-things.ts'
import { correctsOrder, needOrder, orderSteps } from './need-order.ts'
import { changeSteps, change } from './order/change.ts'
import { isStop } from './runner/answers.ts'
import { again, ask, become, done, doneWith, handOff, isOutcome, say, type Outcome } from './runner/outcome.ts'
import { YES_NO } from './runner/room.ts'
import { topic } from './runner/topic.ts'
import type { Turn } from './runner/turn.ts'
import { lineData, orderData, parcelData } from './shop-words.ts'

/** The order itself: placing, state, calling off, changing, and what was missing or wrong in it. */
export const order = topic('order', {
  intents: {
    'order.place': 'place', 'order.status': 'status', 'order.confirm': 'check', 'order.cancel': 'cancel', 'order.change': 'change',
    'order.missing-item': 'missing', 'order.wrong-item': 'wrong',
  },
  corrects: correctsOrder,
  ownsCancel: ['confirm-cancel'],
  steps: { ...orderSteps, ...changeSteps, place, status, check, cancel, 'confirm-cancel': confirmCancel, 'return-instead': returnInstead, change, missing, 'missing-what': missingWhat, wrong },
})

async function place(turn: Turn): Promise<Outcome> {
  const { phone, email, hours, paymentMethods } = await turn.shop.profile()
  const wanted = turn.entity('product') ?? turn.fact('product')
  const product = wanted ? await turn.shop.productById(wanted) : null
  return done('order.how-to', { name: product ? turn.inWords(product.name) : null, phone, email, hours: turn.inWords(hours), methods: paymentMethods.map(method => turn.inWords(method)) })
}

async function status(turn: Turn): Promise<Outcome> {
  const found = await needOrder(turn, 'status', { suits: ({ state }) => state !== 'delivered' && state !== 'cancelled' })
  if (isOutcome(found)) return found
  const [parcel] = await turn.shop.parcelsOf(found.id)
  const data = { ...orderData(turn, found), leftAt: parcel ? parcelData(turn, parcel).leftAt ?? null : null }
  switch (found.state) {
    case 'placed': return done('order.is-placed', data)
    case 'paid': return done('order.is-paid', data)
    case 'packed': return done('order.is-packed', data)
    // Once it has left, its state is where the parcel is.
    case 'shipped': return become('shipping.track', { number: found.number })
    case 'delivered': return done('order.is-delivered', data)
    case 'cancelled': return done('order.is-cancelled', data)
  }
}

async function check(turn: Turn): Promise<Outcome> {
  const found = await needOrder(turn, 'check')
  if (isOutcome(found)) return found
  const data = { ...orderData(turn, found), email: found.recipient.email }
  if (found.state === 'cancelled') return done('order.is-cancelled', data)
  return done(found.state === 'placed' ? 'order.not-paid-yet' : 'order.is-confirmed', data)
}

async function cancel(turn: Turn): Promise<Outcome> {
  const found = await needOrder(turn, 'cancel', { suits: ({ state }) => state === 'placed' || state === 'paid' || state === 'packed' })
  if (isOutcome(found)) return found
  const data = orderData(turn, found)
  switch (found.state) {
    case 'cancelled': return done('order.is-cancelled', data)
    case 'shipped': return done('order.cancel-on-its-way', data)
    case 'delivered': return ask('order.cancel-delivered', 'return-instead', data, { keep: { number: found.number }, choices: YES_NO })
    case 'placed': case 'paid': case 'packed': return ask('order.confirm-cancel', 'confirm-cancel', data, { keep: { number: found.number, orderId: found.id }, choices: YES_NO })
  }
}

function confirmCancel(turn: Turn): Outcome {
  // "Cancel" is what was asked for here, so it means yes; "never mind" and "forget it" do not.
  const isCancel = isStop(turn.text) && /^(?:cancel|取消)/i.test(turn.text.trim())
  const isUnwanted = UNWANTED.test(turn.text) && !turn.text.includes('取消')
  if (!isUnwanted && (turn.saysNo || (isStop(turn.text) && !isCancel))) return done('order.kept', { number: turn.kept('number') })
  // The wish said again is a yes; a question about it ("why can't I cancel?") is none.
  const isWishedAgain = turn.intent === 'order.cancel' && !DOUBTS.test(turn.text)
  if (!turn.saysYes && !isCancel && !isWishedAgain && !isUnwanted) return again()
  const write = { kind: 'cancel-order', orderId: turn.kept('orderId') ?? '', reason: 'asked by the shopper in chat' } as const
  return doneWith([say('write.under-way')], [{ write, done: 'order.cancelled', refused: 'order.cancel-refused', unclear: 'write.unclear', data: { number: turn.kept('number') } }])
}

/** Of the goods, not of the cancelling: 「不要了」 where that is asked means yes. */
const UNWANTED = /(?:不|[都也]不|不想)要了|[都也]不要|[别別](?:发|寄|發)了?$|\b(?:don.?t|do not) (?:want|need) (?:it|them|any|either)\b/i

const DOUBTS = /[?？吗嗎呢]|\b(?:why|how|when|what|if|don.?t|do not|not|can.?t|never|no)\b|为什么|為什麼|为何|怎么|不|别|什么|多久|如果/i

function returnInstead(turn: Turn): Outcome {
  if (turn.saysYes) return become('returns.start', { number: turn.kept('number') })
  return turn.saysNo ? done('returns.not-made') : again()
}

async function missing(turn: Turn): Promise<Outcome> {
  const found = await needOrder(turn, 'missing', { suits: ({ state }) => state === 'delivered' || state === 'shipped' })
  if (isOutcome(found)) return found
  if (found.state === 'cancelled') return done('order.is-cancelled', orderData(turn, found))
  const parcels = await turn.shop.parcelsOf(found.id)
  const open = parcels.find(({ state }) => state !== 'delivered' && state !== 'lost')
  if (parcels.length > 1 && open) return done('order.comes-separately', { ...orderData(turn, found), ...parcelData(turn, open) })
  if (parcels.length === 0) return done('shipping.not-sent-yet', { ...orderData(turn, found), isPaid: found.state !== 'placed' })
  if (open) return done('order.not-there-yet', { ...orderData(turn, found), ...parcelData(turn, open) })
  const [named, ...more] = linesNamed(turn, found.lines)
  if (named && more.length === 0) return missingNoted(turn, { number: found.number, what: turn.inWords(named.name) })
  return ask('order.missing-what', 'missing-what', orderData(turn, found), { keep: { number: found.number }, choices: found.lines.map(line => ({ title: turn.inWords(line.name), value: line.id })) })
}

async function missingWhat(turn: Turn): Promise<Outcome> {
  const number = turn.kept('number') ?? ''
  const found = await turn.shop.orderByNumber(number)
  const picked = turn.picked()
  const line = found?.lines.find(({ id }) => id === picked) ?? linesNamed(turn, found?.lines ?? [])[0]
  if (line) return missingNoted(turn, { number, what: String(lineData(turn, line).name) })
  // A part, a cable, a gift: the order does not list it, the shopper's own words do.
  return turn.intent === null && turn.text.trim().length > 2 ? missingNoted(turn, { number, what: turn.text.trim() }) : again()
}

function missingNoted(_turn: Turn, { number, what }: { number: string; what: string }): Outcome {
  return handOff('policy', 'order', { draft: { wish: 'something is missing from the parcel', order: number, missing: what } }, [say('order.missing-noted', { number, what })])
}

function wrong(turn: Turn): Outcome {
  const number = turn.entity('order-number')
  return become('returns.start', { reason: 'wrong-item', ...(number ? { number } : {}) }, [say('order.wrong-sorry')])
}
