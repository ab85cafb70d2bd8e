// The demo shop's tables, changed. One transaction a write: the key's row first, so that a second try waits and then reads the first one's answer.
import type { Database, Db } from '../../../core/db/db.ts'
import { seal } from '../../../core/conversation/personal.ts'
import type { ReplyData, ShopWrite } from '../../../core/conversation/words.ts'
import type { ApplyResult, Order, OrderLine, RefusedWhy, ReturnPolicy } from '../../commerce.ts'
import { selectOrder, selectProfile, selectReturns } from './queries.ts'

const DAY_MS = 86_400_000

/** Does a write once a key and answers the same ever after. */
export async function applyOnce(db: Database, write: ShopWrite, key: string, now: number): Promise<ApplyResult> {
  return db.transaction(async (tx) => {
    const { rowCount } = await tx.query(
      'insert into shop_write (key, kind, personal, created_at) values ($1, $2, $3, $4) on conflict (key) do nothing', [key, write.kind, seal(write), new Date(now)])
    if (rowCount === 0) return answerOf(tx, key)
    const answer = await carryOut(tx, write, now)
    await tx.query('update shop_write set answer = $2 where key = $1', [key, JSON.stringify(answer)])
    return answer
  })
}

async function answerOf(tx: Db, key: string): Promise<ApplyResult> {
  const { rows } = await tx.query<{ answer: ApplyResult }>('select answer from shop_write where key = $1', [key])
  return rows[0]?.answer ?? { outcome: 'unclear' }
}

async function carryOut(tx: Db, write: ShopWrite, now: number): Promise<ApplyResult> {
  await tx.query('select id from shop_order where id = $1 for update', [write.orderId])
  const order = await selectOrder(tx, { id: write.orderId })
  if (!order) return refused('unknown-order')
  switch (write.kind) {
    case 'create-return': return createReturn(tx, order, write, now)
    case 'cancel-order': return cancelOrder(tx, order, now)
    case 'change-address': return changeAddress(tx, order, write.address)
    case 'change-order': return changeOrder(tx, order, write)
  }
}

async function createReturn(tx: Db, order: Order, write: ShopWrite & { kind: 'create-return' }, now: number): Promise<ApplyResult> {
  const line = order.lines.find(({ id }) => id === write.lineId)
  if (!line) return refused('unknown-line')
  if (order.state !== 'delivered') return refused('not-delivered')
  const earlier = await selectReturns(tx, { orderId: order.id })
  const back = earlier.filter(({ lineId, state }) => lineId === line.id && state !== 'refused').reduce((sum, { quantity }) => sum + quantity, 0)
  if (back + write.quantity > line.quantity) return refused('already-returned')
  const policy = (await selectProfile(tx))?.returnPolicy
  if (!policy) return { outcome: 'unclear' }
  // Readable, and made from what the row lock above guards: no number is given twice.
  const rma = `R${order.number}-${earlier.length + 1}`
  const amounts = refundOf(line, write, policy)
  const sendBy = now + policy.sendWithinDays * DAY_MS
  await tx.query(
    `insert into shop_return (rma, order_id, line_id, quantity, reason, resolution, exchange_for, state, currency, refund_amount, created_at, updated_at, send_by, personal)
     values ($1, $2, $3, $4, $5, $6, $7, 'awaiting-parcel', $8, $9, $10, $10, $11, $12)`,
    [rma, order.id, line.id, write.quantity, write.reason, write.resolution, write.exchangeFor ?? null, order.currency, amounts.refund, new Date(now), new Date(sendBy),
      seal({ note: write.note ?? null, photos: write.photos ?? [] })])
  return done({ rma, sendBy, refund: amounts.refund, currency: order.currency, fee: amounts.fee, resolution: write.resolution, refundWithinDays: policy.refundWithinDays, isSmall: write.quantity * line.price < 3000 })
}

function refundOf(line: OrderLine, write: ShopWrite & { kind: 'create-return' }, policy: ReturnPolicy): { refund: number; fee: number } {
  const fee = policy.shopPaysReasons.includes(write.reason) || write.resolution !== 'refund' ? 0 : policy.returnFee
  return { refund: write.resolution === 'refund' ? Math.max(0, line.price * write.quantity - fee) : 0, fee }
}

async function cancelOrder(tx: Db, order: Order, now: number): Promise<ApplyResult> {
  if (order.state === 'cancelled') return refused('already-cancelled')
  if (order.state === 'shipped' || order.state === 'delivered') return refused('already-shipped')
  const taken = order.charges.filter(({ state }) => state === 'taken').reduce((sum, { amount }) => sum + amount, 0)
  const charges = taken > 0 ? [...order.charges, { amount: taken, at: now, state: 'refund-issued', method: order.paymentMethod }] : order.charges
  await tx.query(`update shop_order set state = 'cancelled', charges = $2 where id = $1 and state in ('placed', 'paid', 'packed')`, [order.id, JSON.stringify(charges)])
  for (const line of order.lines) {
    if (line.variantId) await tx.query('update shop_variant set stock = stock + $2 where id = $1', [line.variantId, line.quantity])
  }
  return done({ number: order.number, refund: taken, currency: order.currency, method: order.paymentMethod })
}

async function changeAddress(tx: Db, order: Order, address: string): Promise<ApplyResult> {
  if (order.state === 'cancelled') return refused('already-cancelled')
  if (order.state === 'shipped' || order.state === 'delivered') return refused('already-shipped')
  await tx.query('update shop_order set personal = $2 where id = $1', [order.id, seal({ ...order.recipient, address })])
  return done({ number: order.number, address })
}

/** `change` is `quantity:2` or `variant:<id>`: what a dialog found in the shop's own goods. */
async function changeOrder(tx: Db, order: Order, write: ShopWrite & { kind: 'change-order' }): Promise<ApplyResult> {
  const line = order.lines.find(({ id }) => id === write.lineId)
  if (!line) return refused('unknown-line')
  if (order.state === 'cancelled') return refused('already-cancelled')
  if (order.state !== 'placed' && order.state !== 'paid') return refused('already-shipped')
  const [kind, value = ''] = write.change.split(/:(.*)/s)
  const target = { variantId: kind === 'variant' ? value : line.variantId, quantity: kind === 'quantity' ? Number(value) : line.quantity }
  if (!Number.isInteger(target.quantity) || target.quantity < 1) return refused('unknown-line')
  if (line.variantId) await tx.query('update shop_variant set stock = stock + $2 where id = $1', [line.variantId, line.quantity])
  if (target.variantId && !(await takeStock(tx, target.variantId, target.quantity))) {
    if (line.variantId) await takeStock(tx, line.variantId, line.quantity)
    return refused('sold-out')
  }
  await tx.query('update shop_order_line set variant_id = $3, quantity = $4 where order_id = $1 and id = $2', [order.id, line.id, target.variantId, target.quantity])
  const { rows } = await tx.query<{ total: string }>(
    `update shop_order o set total = o.shipping_fee + (select coalesce(sum(price * quantity), 0) from shop_order_line where order_id = o.id) where o.id = $1 returning o.total::text`, [order.id])
  const total = Number(rows[0]?.total ?? order.total)
  return done({ number: order.number, total, currency: order.currency, difference: total - order.total })
}

async function takeStock(tx: Db, variantId: string, quantity: number): Promise<boolean> {
  const { rowCount } = await tx.query('update shop_variant set stock = stock - $2 where id = $1 and stock >= $2', [variantId, quantity])
  return rowCount === 1
}

const done = (data: ReplyData): ApplyResult => ({ outcome: 'done', data })
const refused = (why: RefusedWhy): ApplyResult => ({ outcome: 'refused', why })
