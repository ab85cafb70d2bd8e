// The window of the commerce room: what the shop page reads, as zod schemas. The pages import this file and nothing else of the room.
// Texts come in the language asked for with `?lang=` (`en`, `zh`); money is in minor units.
import { z } from 'zod'

const ShopMoney = z.object({ amount: z.int(), currency: z.string() })

/** A demo customer whom a visitor may play. */
export const DemoCustomer = z.object({ id: z.string(), name: z.string() })
export type DemoCustomer = z.infer<typeof DemoCustomer>

/** GET /api/shop/profile?lang= */
export const ShopPage = z.object({
  name: z.string(),
  /** The page says clearly that nothing here can be bought. */
  isDemo: z.boolean(),
  categories: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Empty where nobody may be played. */
  demoCustomers: z.array(DemoCustomer),
})
export type ShopPage = z.infer<typeof ShopPage>

export const ShopProduct = z.object({
  id: z.string(),
  name: z.string(),
  category: z.string(),
  description: z.string(),
  material: z.string(),
  price: ShopMoney,
  wasPrice: ShopMoney.nullable(),
  inStock: z.boolean(),
  sizes: z.array(z.string()),
  colours: z.array(z.string()),
})
export type ShopProduct = z.infer<typeof ShopProduct>

/** GET /api/shop/products?lang= */
export const ShopProducts = z.object({ products: z.array(ShopProduct) })

/** POST /api/shop/demo-sign-in: the answer's `assertion` goes as `customer` into POST /v3/directline/tokens/generate. */
export const DemoSignIn = z.strictObject({ customerId: z.string().min(1).max(100) })
export type DemoSignIn = z.infer<typeof DemoSignIn>
export const DemoSignedIn = z.object({ assertion: z.string(), customer: DemoCustomer })
export type DemoSignedIn = z.infer<typeof DemoSignedIn>
