import type { Database, Db } from '../../../core/db/db.ts'
import { seal } from '../../../core/conversation/personal.ts'
import type { Charge } from '../../commerce.ts'
import { CATEGORIES } from './categories.ts'
import { CUSTOMERS, demoOrders, type DemoOrder } from './orders.ts'
import { HOME } from './products-home.ts'
import { LIFE } from './products-life.ts'
import { WEAR } from './products-wear.ts'
import { PROFILE, promotionsAround, RETURN_POLICY } from './profile.ts'
import { selectProfile } from './queries.ts'
import { COLOURS, CURRENCY, OWN_MAKE, type Colour, type DemoProduct } from './words.ts'

const DAY_MS = 86_400_000
const SHIPPING_FEE = 495

/** Fills the demo shop, with orders dated around `now`. A shop that is filled already is left as it is; says whether it did anything. */
export async function seedDemoShop(db: Database, now: number): Promise<boolean> {
  return db.transaction(async (tx) => {
    if (await selectProfile(tx)) return false
    await tx.query('insert into shop_profile (profile, return_policy) values ($1, $2)', [JSON.stringify(PROFILE), JSON.stringify(RETURN_POLICY)])
    await insertRows(tx, 'shop_category (id, position, name, words)', CATEGORIES.map(({ id, name, words }, position) => [id, position, JSON.stringify(name), JSON.stringify(words)]))
    await insertProducts(tx, now)
    await insertRows(tx, 'shop_promotion (id, code, body, minimum, category, starts_at, ends_at)', promotionsAround(now).map(({ id, code, text, minimum, category, startsAt, endsAt }) =>
      [id, code, JSON.stringify(text), minimum, category, new Date(startsAt), new Date(endsAt)]))
    await insertRows(tx, 'shop_customer (id, language, personal)', CUSTOMERS.map(({ id, language, name, email, phone }) => [id, language, seal({ name, email, phone })]))
    await insertOrders(tx, demoOrders(now))
    return true
  })
}

const DEMO_PRODUCTS = [...WEAR, ...HOME, ...LIFE]

/** Many rows in one statement: a round trip each would make the first start slow. `into` is the table with its columns. */
async function insertRows(tx: Db, into: string, rows: unknown[][]): Promise<void> {
  if (rows.length === 0) return
  const width = rows[0]!.length
  const places = rows.map((_, row) => `(${Array.from({ length: width }, (_value, column) => `$${row * width + column + 1}`).join(', ')})`)
  await tx.query(`insert into ${into} values ${places.join(', ')}`, rows.flat())
}

async function insertProducts(tx: Db, now: number): Promise<void> {
  await insertRows(tx, 'shop_product (id, position, category, price, was_price, currency, is_final_sale, is_sealed, is_repairable, warranty_months, texts)', DEMO_PRODUCTS.map(productRow))
  await insertRows(tx, 'shop_variant (id, product_id, position, size, colour, stock, restock_at)', DEMO_PRODUCTS.flatMap(({ id, stock }) =>
    Object.entries(stock).map(([variant, pieces], position) => {
      const [colour, size] = variant.split('/') as [Colour | '-', string]
      return [variantId(id, variant), id, position, size === '-' ? null : size, colour === '-' ? null : JSON.stringify(COLOURS[colour]),
        Math.max(0, pieces), pieces < 0 ? new Date(now - pieces * DAY_MS) : null]
    })))
}

function productRow(product: DemoProduct, position: number): unknown[] {
  const { name, otherNames, description, material, care, facts, uses, madeIn } = product
  const texts = { name, otherNames, description, material, care, facts, uses, madeIn, sizeAdvice: product.sizeAdvice ?? null, authenticity: product.authenticity ?? OWN_MAKE }
  return [product.id, position, product.category, product.price, product.wasPrice ?? null, CURRENCY, product.isFinalSale ?? false, product.isSealed ?? false,
    product.isRepairable ?? false, product.warrantyMonths ?? 0, JSON.stringify(texts)]
}

/** Writes one order with its parcel and return; a test tells its own stories with it. Replaces an order of the same number. */
export async function putDemoOrder(db: Database, order: DemoOrder): Promise<void> {
  await db.transaction(async (tx) => {
    const id = orderId(order.number)
    await tx.query('delete from shop_return where order_id = $1', [id])
    await tx.query('delete from shop_parcel_event where parcel_id = $1', [parcelId(order.number)])
    await tx.query('delete from shop_parcel where order_id = $1', [id])
    await tx.query('delete from shop_order_line where order_id = $1', [id])
    await tx.query('delete from shop_order where id = $1', [id])
    await insertOrders(tx, [order])
  })
}

async function insertOrders(tx: Db, orders: DemoOrder[]): Promise<void> {
  await insertRows(tx, `shop_order (id, number, customer_id, state, currency, total, shipping_fee, placed_at, shipped_at, delivered_at, due_at, country,
    payment_method, charges, invoice_url, personal)`, orders.map(orderRow))
  await insertRows(tx, 'shop_order_line (order_id, id, position, product_id, variant_id, quantity, price)', orders.flatMap(({ number, lines }) =>
    lines.map(([product, variant, quantity], index) => [orderId(number), lineId(number, index), index, product, variantId(product, variant), quantity, productOf(product).price])))
  const sent = orders.flatMap(order => order.parcel ? [{ ...order, parcel: order.parcel }] : [])
  await insertRows(tx, 'shop_parcel (id, order_id, carrier, tracking_number, state, due_at, delivered_at, left_at, line_ids)', sent.map(({ number, lines, dueAt, deliveredAt, parcel }) =>
    [parcelId(number), orderId(number), parcel.carrier, parcel.trackingNumber, parcel.state, date(dueAt), date(deliveredAt),
      parcel.leftAt ? JSON.stringify(parcel.leftAt) : null, JSON.stringify(lines.map((_, index) => lineId(number, index)))]))
  await insertRows(tx, 'shop_parcel_event (parcel_id, position, happened_at, place, what)', sent.flatMap(({ number, parcel }) =>
    parcel.events.map(({ at, place, what }, position) => [parcelId(number), position, new Date(at), JSON.stringify(place), JSON.stringify(what)])))
  await insertRows(tx, `shop_return (rma, order_id, line_id, quantity, reason, resolution, state, currency, refund_amount, created_at, updated_at, send_by,
    refund_due_at, refunded_at, personal)`, orders.flatMap(order => order.returned ? [returnRow(order, order.returned)] : []))
}

function orderRow(order: DemoOrder): unknown[] {
  const { number, customer, state, lines } = order
  const goods = lines.reduce((sum, [id, , quantity]) => sum + productOf(id).price * quantity, 0)
  const fee = goods >= 5000 ? 0 : SHIPPING_FEE
  const total = goods + fee
  const charges: Charge[] = order.charges?.(total) ?? [{ amount: total, at: order.placedAt, state: 'taken', method: order.paymentMethod }]
  const { name, phone, email, address, country } = customer
  return [orderId(number), number, order.isGuest ? null : customer.id, state, CURRENCY, total, fee, new Date(order.placedAt), date(order.shippedAt), date(order.deliveredAt), date(order.dueAt),
    country, order.paymentMethod, JSON.stringify(charges), state === 'placed' ? null : `/account/orders/${number}/invoice.pdf`, seal({ name, phone, email, address })]
}

function returnRow({ number, lines }: DemoOrder, { reason, resolution, state, createdAt, updatedAt, refundDueAt, refundedAt }: NonNullable<DemoOrder['returned']>): unknown[] {
  const [product, , quantity] = lines[0]!
  return [`R${number}-1`, orderId(number), lineId(number, 0), quantity, reason, resolution, state, CURRENCY, resolution === 'refund' ? productOf(product).price * quantity : 0,
    new Date(createdAt), new Date(updatedAt), new Date(createdAt + RETURN_POLICY.sendWithinDays * DAY_MS), date(refundDueAt), date(refundedAt), seal({ note: null, photos: [] })]
}

function productOf(id: string): DemoProduct {
  const product = DEMO_PRODUCTS.find(one => one.id === id)
  if (!product) throw new Error(`the demo shop has no product ${id}`)
  return product
}

const orderId = (number: string) => `order-${number}`
const lineId = (number: string, index: number) => `${number}-${index + 1}`
const parcelId = (number: string) => `parcel-${number}`
const variantId = (product: string, variant: string) => `${product}:${variant}`
const date = (at: number | undefined) => at === undefined ? null : new Date(at)
