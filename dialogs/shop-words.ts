// The shop's values as replies take them: times in milliseconds, money in minor units, names in the shopper's language.
import type { Delivery, Order, OrderLine, Parcel, Product, ShopReads, ShopReturn } from '../commerce/index.ts'
import type { ReplyData } from '../core/conversation/words.ts'
import { fold } from './runner/answers.ts'
import type { Turn } from './runner/turn.ts'

/** A time for `{{date …}}`: milliseconds, or null for what never happened. */
export function moment(at: number | null | undefined): number | null {
  return at ?? null
}

export function titleOfOrder(turn: Turn, order: Order): string {
  const [first] = order.lines
  const more = order.lines.length > 1 ? ` +${order.lines.length - 1}` : ''
  return `${order.number} · ${first ? turn.inWords(first.name) : ''}${more}`
}

/** What any reply about an order may say. */
export function orderData(turn: Turn, order: Order): ReplyData {
  return {
    number: order.number, items: order.lines.map(line => lineData(turn, line)), total: order.total, currency: order.currency, shippingFee: order.shippingFee,
    placed: moment(order.placedAt), due: moment(order.dueAt), delivered: moment(order.deliveredAt), address: order.recipient.address, recipient: order.recipient.name, method: order.paymentMethod,
  }
}

export function lineData(turn: Turn, line: OrderLine): { [name: string]: string | number | null } {
  return { name: turn.inWords(line.name), size: line.size, colour: line.colour ? turn.inWords(line.colour) : null, quantity: line.quantity, price: line.price }
}

export function parcelData(turn: Turn, parcel: Parcel): ReplyData {
  const last = parcel.events.at(-1)
  return {
    carrier: parcel.carrier, tracking: parcel.trackingNumber, url: parcel.trackingUrl, due: moment(parcel.dueAt), delivered: moment(parcel.deliveredAt),
    leftAt: parcel.leftAt ? turn.inWords(parcel.leftAt) : null,
    lastWhat: last ? turn.inWords(last.what) : null, lastPlace: last ? turn.inWords(last.place) : null, lastAt: moment(last?.at),
  }
}

export function productData(turn: Turn, product: Product): ReplyData {
  return {
    name: turn.inWords(product.name), description: turn.inWords(product.description), facts: turn.inWords(product.facts), price: product.price, currency: product.currency,
    wasPrice: product.wasPrice, colours: coloursOf(turn, product), sizes: sizesOf(product), isInStock: product.variants.some(({ stock }) => stock > 0),
    warrantyMonths: product.warrantyMonths || null,
  }
}

export function coloursOf(turn: Turn, product: Product): string[] {
  return [...new Set(product.variants.flatMap(({ colour }) => colour ? [turn.inWords(colour)] : []))]
}

export function sizesOf(product: Product): string[] {
  return [...new Set(product.variants.flatMap(({ size }) => size ? [size] : []))]
}

export function returnData(turn: Turn, back: ShopReturn, order: Order): ReplyData {
  const line = order.lines.find(({ id }) => id === back.lineId)
  return {
    rma: back.rma, number: order.number, name: line ? turn.inWords(line.name) : null, resolution: back.resolution, refund: back.refundAmount, currency: back.currency,
    sendBy: moment(back.sendBy), created: moment(back.createdAt), updated: moment(back.updatedAt), refundDue: moment(back.refundDueAt), refunded: moment(back.refundedAt),
  }
}

/** The country that is named in a text, as the shop delivers there. */
export async function deliveryIn(shop: ShopReads, text: string): Promise<Delivery | null> {
  const said = ` ${fold(text)} `
  const { deliveries } = await shop.profile()
  const found = deliveries.flatMap(delivery => delivery.words.filter(word => /\p{Script=Han}/u.test(word) ? said.includes(word) : said.includes(` ${word} `)).map(word => ({ delivery, length: word.length })))
  return found.sort((a, b) => b.length - a.length)[0]?.delivery ?? null
}

export function deliveryData(turn: Turn, delivery: Delivery, currency: string): ReplyData {
  return { country: turn.inWords(delivery.name), fee: delivery.fee, freeOver: delivery.freeOver, expressFee: delivery.expressFee, minDays: delivery.minDays, maxDays: delivery.maxDays, expressDays: delivery.expressDays, carriers: delivery.carriers, hasDuty: delivery.hasDuty, currency }
}
