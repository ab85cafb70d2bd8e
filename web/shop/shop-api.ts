import { DemoSignedIn, ShopPage, ShopProducts } from '../../commerce/contract.ts'
import type { ShopProduct } from '../../commerce/contract.ts'
import { post, read } from '../ui/request.ts'

/** The shop's name, shelves and demo customers in this language. */
export function readProfile(language: string): Promise<ShopPage> {
  return read(`/api/shop/profile?lang=${language}`, ShopPage)
}

/** All goods in this language. */
export async function readProducts(language: string): Promise<ShopProduct[]> {
  return (await read(`/api/shop/products?lang=${language}`, ShopProducts)).products
}

/** Signs a visitor in as a demo customer: the assertion goes with the chat's token. */
export function signInAs(customerId: string): Promise<DemoSignedIn> {
  return post('/api/shop/demo-sign-in', { customerId }, DemoSignedIn)
}
