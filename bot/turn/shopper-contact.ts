import type { Log } from '../../core/log.ts'
import type { DialogState } from '../../core/conversation/index.ts'
import type { ShopReads } from '../../commerce/index.ts'
import { askShopSoon } from './ask-shop-soon.ts'

/** Where the shop knows that a customer can be reached; null for a guest, and when the shop does not tell in time. */
export async function shopperContactOf({ shop, log }: { shop: Pick<ShopReads, 'customerById'>; log: Log }, customerId: string | null): Promise<string | null> {
  if (customerId === null) return null
  const customer = await askShopSoon(log, () => shop.customerById(customerId), 'the shop did not say where a customer can be reached: they are asked when nobody is there')
  return customer?.email ?? customer?.phone ?? null
}

/** Where the shopper has said, in this conversation, that they can be reached. */
export function saidContact(dialog: DialogState | null): string | null {
  const { contact, email, phone } = dialog?.facts ?? {}
  return (contact ?? email ?? phone)?.value ?? null
}
