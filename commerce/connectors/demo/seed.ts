import type { Database, Db } from '../../../core/db/db.ts'
import { seal } from '../../../core/conversation/personal.ts'
import type { Charge } from '../../commerce.ts'
import { CATEGORIES } from './categories.ts'
import { CUSTOMERS, demoOrders, type DemoCustomerRow, type DemoOrder } from './orders.ts'
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
    for (const [position, { id, name, words }] of CATEGORIES.entries()) {
      await tx.query('insert into shop_category (id, position, name, words) values ($1, $2, $3, $4)', [id, position, JSON.stringify(name), JSON.stringify(words)])
    }
    for (const [position, product] of DEMO_PRODUCTS.entries()) await insertProduct(tx, product, position, now)
    for (const promotion of promotionsAround(now)) {
      const { id, code, text, minimum, category, startsAt, endsAt } = promotion
      await tx.query('insert into shop_promotion (id, code, body, minimum, category, starts_at, ends_at) values ($1, $2, $3, $4, $5, $6, $7)',
        [id, code, JSON.stringify(text), minimum, category, new Date(startsAt), new Date(endsAt)])
    }
    for (const customer of CUSTOMERS) await insertCustomer(tx, customer)
    for (const order of demoOrders(now)) await insertDemoOrder(tx, order)
    return true
  })
}

const DEMO_PRODUCTS = [...WEAR, ...HOME, ...LIFE]

async function insertProduct(tx: Db, product: DemoProduct, position: number, now: number): Promise<void> {
  const { name, otherNames, description, material, care, facts, uses, madeIn } = product
  const texts = { name, otherNames, description, material, care, facts, uses, madeIn, sizeAdvice: product.sizeAdvice ?? null, authenticity: product.authenticity ?? OWN_MAKE }
  await tx.query(
    `insert into shop_product (id, position, category, price, was_price, currency, is_final_sale, is_sealed, is_repairable, warranty_months, texts)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [product.id, position, product.category, product.price, product.wasPrice ?? null, CURRENCY, product.isFinalSale ?? false, product.isSealed ?? false,
      product.isRepairable ?? false, product.warrantyMonths ?? 0, JSON.stringify(texts)])
  for (const [index, [variant, stock]] of Object.entries(product.stock).entries()) {
    const [colour, size] = variant.split('/') as [Colour | '-', string]
    await tx.query('insert into shop_variant (id, product_id, position, size, colour, stock, restock_at) values ($1, $2, $3, $4, $5, $6, $7)',
      [variantId(product.id, variant), product.id, index, size === '-' ? null : size, colour === '-' ? null : JSON.stringify(COLOURS[colour]),
        Math.max(0, stock), stock < 0 ? new Date(now - stock * DAY_MS) : null])
  }
}

async function insertCustomer(tx: Db, { id, language, name, email, phone }: DemoCustomerRow): Promise<void> {
  await tx.query('insert into shop_customer (id, language, personal) values ($1, $2, $3)', [id, language, seal({ name, email, phone })])
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
    await insertDemoOrder(tx, order)
  })
}

async function insertDemoOrder(tx: Db, order: DemoOrder): Promise<void> {
  const { number, customer, state, lines } = order
  const goods = lines.reduce((sum, [id, , quantity]) => sum + productOf(id).price * quantity, 0)
  const fee = goods >= 5000 ? 0 : SHIPPING_FEE
  const total = goods + fee
  const charges: Charge[] = order.charges?.(total) ?? [{ amount: total, at: order.placedAt, state: 'taken', method: order.paymentMethod }]
  const { name, phone, email, address, country } = customer
  await tx.query(
    `insert into shop_order (id, number, customer_id, state, currency, total, shipping_fee, placed_at, shipped_at, delivered_at, due_at, country, payment_method, charges, invoice_url, personal)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [orderId(number), number, order.isGuest ? null : customer.id, state, CURRENCY, total, fee, new Date(order.placedAt), date(order.shippedAt), date(order.deliveredAt), date(order.dueAt),
      country, order.paymentMethod, JSON.stringify(charges), state === 'placed' ? null : `/account/orders/${number}/invoice.pdf`, seal({ name, phone, email, address })])
  for (const [index, [product, variant, quantity]] of lines.entries()) {
    await tx.query('insert into shop_order_line (order_id, id, position, product_id, variant_id, quantity, price) values ($1, $2, $3, $4, $5, $6, $7)',
      [orderId(number), lineId(number, index), index, product, variantId(product, variant), quantity, productOf(product).price])
  }
  if (order.parcel) await insertParcel(tx, order, order.parcel)
  if (order.returned) await insertReturn(tx, order, order.returned)
}

async function insertParcel(tx: Db, { number, lines, dueAt, deliveredAt }: DemoOrder, parcel: NonNullable<DemoOrder['parcel']>): Promise<void> {
  await tx.query(
    `insert into shop_parcel (id, order_id, carrier, tracking_number, tracking_url, state, due_at, delivered_at, left_at, line_ids)
     values ($1, $2, $3, $4, null, $5, $6, $7, $8, $9)`,
    [parcelId(number), orderId(number), parcel.carrier, parcel.trackingNumber, parcel.state, date(dueAt), date(deliveredAt),
      parcel.leftAt ? JSON.stringify(parcel.leftAt) : null, JSON.stringify(lines.map((_, index) => lineId(number, index)))])
  for (const [position, { at, place, what }] of parcel.events.entries()) {
    await tx.query('insert into shop_parcel_event (parcel_id, position, happened_at, place, what) values ($1, $2, $3, $4, $5)',
      [parcelId(number), position, new Date(at), JSON.stringify(place), JSON.stringify(what)])
  }
}

async function insertReturn(tx: Db, { number, lines }: DemoOrder, { reason, resolution, state, createdAt, updatedAt, refundDueAt, refundedAt }: NonNullable<DemoOrder['returned']>): Promise<void> {
  const [product, , quantity] = lines[0]!
  await tx.query(
    `insert into shop_return (rma, order_id, line_id, quantity, reason, resolution, state, currency, refund_amount, created_at, updated_at, send_by, refund_due_at, refunded_at, personal)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [`R${number}-1`, orderId(number), lineId(number, 0), quantity, reason, resolution, state, CURRENCY, resolution === 'refund' ? productOf(product).price * quantity : 0,
      new Date(createdAt), new Date(updatedAt), new Date(createdAt + RETURN_POLICY.sendWithinDays * DAY_MS), date(refundDueAt), date(refundedAt), seal({ note: null, photos: [] })])
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
