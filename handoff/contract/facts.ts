// What is known, corrected; and what the shop is asked to do.
import { z } from 'zod'
import { Id } from './words.ts'

/** POST /api/desk/conversations/:id/facts: says what is right; an empty value takes the fact away. It is confirmed by the agent from then on, and the bot knows it. */
export const FactSet = z.strictObject({ name: z.string().regex(/^[a-z][a-z-]{0,39}$/), value: z.string().trim().max(500) })
export type FactSet = z.infer<typeof FactSet>

/** What may be asked of the shop for an order or return of the card; `amount` in minor units. `isAllowed` by role and limit; `why` says what stands in the way. */
export const ShopAction = z.object({
  kind: z.enum(['approve-return', 'refund', 'exchange', 'change-address', 'cancel-order']),
  orderId: z.string(), orderNumber: z.string(), lineId: z.string().nullable(), title: z.string(), amount: z.int().nullable(), currency: z.string(),
  isAllowed: z.boolean(), why: z.string().nullable(),
})
export type ShopAction = z.infer<typeof ShopAction>
/** GET /api/desk/conversations/:id/shop-actions */
export const ShopActionList = z.object({
  actions: z.array(ShopAction),
  /** Asked already, newest first. */
  asked: z.array(z.object({ key: z.string(), kind: ShopAction.shape.kind, orderNumber: z.string(), state: z.enum(['queued', 'done', 'refused', 'unclear']), by: z.string() })),
})
export type ShopActionList = z.infer<typeof ShopActionList>
/** POST /api/desk/conversations/:id/shop-actions: asks the shop once per `key`. What came of it is told to the shopper and stands in the transcript. */
export const ShopActionAsked = z.strictObject({
  kind: ShopAction.shape.kind, orderId: z.string().min(1).max(100), lineId: z.string().max(100).nullable().default(null), quantity: z.int().min(1).max(1000).default(1),
  reason: z.string().trim().max(200).default(''), address: z.string().trim().max(500).default(''), exchangeFor: z.string().trim().max(200).default(''), key: Id,
})
export type ShopActionAsked = z.input<typeof ShopActionAsked>
