import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { isSameSecret } from '../../../core/auth.ts'
import { CallerError } from '../../../core/errors.ts'
import { readJson } from '../json-body.ts'

const Customer = z.object({
  customerId: z.string().regex(/^[\x21-\x7e]{1,100}$/),
  name: z.string().max(200).nullish(),
  /** Seconds since 1970. */
  exp: z.number().int(),
})

/** Who the shop says is signed in on its page. */
export type SignedCustomer = z.infer<typeof Customer>

/** The shop's word for who is signed in: base64url JSON, a dot, its HMAC-SHA256 under the secret that shop and bot share. */
export function signCustomer(secret: string, customer: SignedCustomer): string {
  const body = Buffer.from(JSON.stringify(customer)).toString('base64url')
  return `${body}.${macOf(secret, body)}`
}

/** Reads such a word; throws CallerError when it is not the shop's or no longer holds. */
export function readCustomer(secret: string | undefined, assertion: string, now: number): SignedCustomer {
  const [body = '', mac = ''] = assertion.split('.')
  if (!secret || !isSameSecret(mac, macOf(secret, body))) throw new CallerError(403, 'BadCustomer', 'The customer is not signed by the shop.')
  const customer = readJson(Customer, Buffer.from(body, 'base64url'))
  if (customer.exp * 1000 <= now) throw new CallerError(403, 'CustomerExpired', 'The shop\'s word for this customer has expired: ask the shop for a new one.')
  return customer
}

function macOf(secret: string, body: string): string {
  return createHmac('sha256', secret).update(body).digest('base64url')
}
