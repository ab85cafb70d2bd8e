// The demo shop's tables, read: rows into the words of the port.
import type { Db } from '../../../core/db/db.ts'
import { unseal } from '../../../core/conversation/personal.ts'
import type { CatalogueEntry, Category, Customer, Order, OrderLine, Parcel, ParcelEvent, Product, Promotion, ReturnPolicy, ShopProfile, ShopReturn, Variant } from '../../commerce.ts'

type Row = Record<string, unknown>
type ProductTexts = Pick<Product, 'name' | 'otherNames' | 'description' | 'material' | 'care' | 'facts' | 'uses' | 'sizeAdvice' | 'madeIn' | 'authenticity'>
type OrderPersonal = Order['recipient']

export async function selectProfile(db: Db): Promise<{ profile: ShopProfile; returnPolicy: ReturnPolicy } | null> {
  const { rows } = await db.query<{ profile: ShopProfile; return_policy: ReturnPolicy }>('select profile, return_policy from shop_profile')
  const row = rows[0]
  return row ? { profile: row.profile, returnPolicy: row.return_policy } : null
}

export async function selectCategories(db: Db): Promise<Category[]> {
  const { rows } = await db.query<Category>('select id, name, words from shop_category order by position', [])
  return rows
}

export async function selectProducts(db: Db): Promise<Product[]> {
  const { rows } = await db.query<Row>(
    `select p.id, p.category, p.price, p.was_price, p.currency, p.is_final_sale, p.is_sealed, p.is_repairable, p.warranty_months, p.texts,
            coalesce((select json_agg(json_build_object('id', v.id, 'size', v.size, 'colour', v.colour, 'stock', v.stock,
              'restockAt', (extract(epoch from v.restock_at) * 1000)::bigint) order by v.position)
              from shop_variant v where v.product_id = p.id), '[]') as variants
     from shop_product p order by p.position`, [])
  return rows.map(productOf)
}

/** By which names shoppers call a product. */
export function catalogueEntryOf({ id, category, name, otherNames }: Product): CatalogueEntry {
  return { id, category, names: [...new Set([...Object.values(name), ...otherNames])] }
}

export async function selectPromotions(db: Db, now: number): Promise<Promotion[]> {
  const { rows } = await db.query<Row>(
    'select id, code, body, minimum, category, starts_at, ends_at from shop_promotion where starts_at <= $1 and ends_at > $1 order by ends_at', [new Date(now)])
  return rows.map(row => ({ ...pick(row, ['id', 'code', 'minimum', 'category']), text: row.body, startsAt: ms(row.starts_at), endsAt: ms(row.ends_at) }) as Promotion)
}

export async function selectCustomer(db: Db, id: string): Promise<Customer | null> {
  const { rows } = await db.query<Row>('select id, language, personal from shop_customer where id = $1', [id])
  const row = rows[0]
  return row ? { id: String(row.id), language: String(row.language), ...unseal<Pick<Customer, 'name' | 'email' | 'phone'>>(row.personal) } : null
}

const ORDER = `select o.id, o.number, o.customer_id, o.state, o.currency, o.total, o.shipping_fee, o.placed_at, o.shipped_at, o.delivered_at, o.due_at,
  o.country, o.payment_method, o.charges, o.invoice_url, o.personal,
  coalesce((select json_agg(json_build_object('id', l.id, 'productId', l.product_id, 'variantId', l.variant_id, 'name', p.texts->'name', 'category', p.category,
    'size', v.size, 'colour', v.colour, 'quantity', l.quantity, 'price', l.price, 'isFinalSale', p.is_final_sale, 'isSealed', p.is_sealed,
    'isRepairable', p.is_repairable, 'warrantyMonths', p.warranty_months) order by l.position)
    from shop_order_line l join shop_product p on p.id = l.product_id left join shop_variant v on v.id = l.variant_id
    where l.order_id = o.id), '[]') as lines
  from shop_order o`

// One statement a key: with `or` over three keys the planner finds no index, and plans anew each time.
const orderBy = {
  id: `${ORDER} where o.id = $1`,
  number: `${ORDER} where o.number = $1`,
  tracking: `${ORDER} where o.id = (select order_id from shop_parcel where upper(tracking_number) = upper($1))`,
}

export async function selectOrder(db: Db, by: { id: string } | { number: string } | { tracking: string }): Promise<Order | null> {
  const [key, value] = Object.entries(by)[0] as [keyof typeof orderBy, string]
  const { rows } = await db.query<Row>(orderBy[key], [value])
  return rows[0] ? orderOf(rows[0]) : null
}

export async function selectOrdersOfCustomer(db: Db, customerId: string): Promise<Order[]> {
  const { rows } = await db.query<Row>(`${ORDER} where o.customer_id = $1 order by o.placed_at desc, o.number desc`, [customerId])
  return rows.map(orderOf)
}

export async function selectParcels(db: Db, orderId: string): Promise<Parcel[]> {
  const { rows } = await db.query<Row>(
    `select p.id, p.order_id, p.carrier, p.tracking_number, p.tracking_url, p.state, p.due_at, p.delivered_at, p.left_at, p.line_ids,
            coalesce((select json_agg(json_build_object('at', (extract(epoch from e.happened_at) * 1000)::bigint, 'place', e.place, 'what', e.what) order by e.position)
              from shop_parcel_event e where e.parcel_id = p.id), '[]') as events
     from shop_parcel p where p.order_id = $1 order by p.id`, [orderId])
  return rows.map(parcelOf)
}

export async function selectReturns(db: Db, by: { rma?: string; orderId?: string }): Promise<ShopReturn[]> {
  const { rows } = await db.query<Row>(
    `select rma, order_id, line_id, quantity, reason, resolution, state, currency, refund_amount, created_at, updated_at, send_by, refund_due_at, refunded_at
     from shop_return where upper(rma) = upper($1) or order_id = $2 order by created_at desc, rma desc`, [by.rma ?? null, by.orderId ?? null])
  return rows.map(returnOf)
}

function productOf(row: Row): Product {
  return {
    id: String(row.id), category: String(row.category), ...(row.texts as ProductTexts),
    price: Number(row.price), wasPrice: row.was_price === null ? null : Number(row.was_price), currency: String(row.currency),
    isFinalSale: row.is_final_sale === true, isSealed: row.is_sealed === true, isRepairable: row.is_repairable === true,
    warrantyMonths: Number(row.warranty_months), variants: row.variants as Variant[],
  }
}

function orderOf(row: Row): Order {
  return {
    id: String(row.id), number: String(row.number), customerId: row.customer_id as string | null, state: row.state as Order['state'],
    currency: String(row.currency), total: Number(row.total), shippingFee: Number(row.shipping_fee),
    placedAt: Number(ms(row.placed_at)), shippedAt: ms(row.shipped_at), deliveredAt: ms(row.delivered_at), dueAt: ms(row.due_at),
    country: String(row.country), paymentMethod: String(row.payment_method), charges: row.charges as Order['charges'],
    invoiceUrl: row.invoice_url as string | null, lines: row.lines as OrderLine[], recipient: unseal<OrderPersonal>(row.personal),
  }
}

function parcelOf(row: Row): Parcel {
  return {
    id: String(row.id), orderId: String(row.order_id), carrier: String(row.carrier), trackingNumber: String(row.tracking_number),
    trackingUrl: row.tracking_url as string | null, state: row.state as Parcel['state'], dueAt: ms(row.due_at), deliveredAt: ms(row.delivered_at),
    leftAt: row.left_at as Parcel['leftAt'], lineIds: row.line_ids as string[], events: row.events as ParcelEvent[],
  }
}

function returnOf(row: Row): ShopReturn {
  return {
    rma: String(row.rma), orderId: String(row.order_id), lineId: String(row.line_id), quantity: Number(row.quantity), reason: String(row.reason),
    resolution: row.resolution as ShopReturn['resolution'], state: row.state as ShopReturn['state'], currency: String(row.currency),
    refundAmount: Number(row.refund_amount), createdAt: Number(ms(row.created_at)), updatedAt: Number(ms(row.updated_at)), sendBy: Number(ms(row.send_by)),
    refundDueAt: ms(row.refund_due_at), refundedAt: ms(row.refunded_at),
  }
}

function pick(row: Row, names: string[]): Row {
  return Object.fromEntries(names.map(name => [name, row[name]]))
}

/** A timestamp as the driver gives it, in milliseconds. */
function ms(value: unknown): number | null {
  return value === null || value === undefined ? null : new Date(value as string | Date).getTime()
}
