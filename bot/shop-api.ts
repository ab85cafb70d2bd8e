import { CallerError } from '../core/errors.ts'
import { inLanguage, type Commerce, type Product } from '../commerce/index.ts'
import { DemoSignIn, type ShopPage, type ShopProduct } from '../commerce/contract.ts'
import type { ChannelRequest, ChannelRoute } from './channels/channel.ts'
import { readJson } from './channels/json-body.ts'

export interface ShopApiPorts {
  shop: Commerce
  languages: string[]
  /** Customers a visitor of the demo shop may play; empty in a real shop. */
  demoCustomers: { id: string; name: string }[]
  /** Signs the word of the shop's page for who is signed in, as Direct Line takes it. */
  assertCustomer(customer: { customerId: string; name: string }): Promise<string>
}

/** What the shop page reads: profile, products, and the sign-in of the demo. */
export function shopRoutes(ports: ShopApiPorts): ChannelRoute[] {
  const languageOf = (request: ChannelRequest) => {
    const asked = (request.query.get('lang') ?? 'en').split('-')[0]!
    return ports.languages.includes(asked) ? asked : 'en'
  }
  return [
    { method: 'GET', path: '/api/shop/profile', handle: async (request) => ({ status: 200, body: await shopPage(ports, languageOf(request)) }) },
    { method: 'GET', path: '/api/shop/products', handle: async (request) => ({ status: 200, body: { products: await shopProducts(ports, languageOf(request)) } }) },
    { method: 'POST', path: '/api/shop/demo-sign-in', handle: async (request) => ({ status: 200, body: await signIn(ports, request) }) },
  ]
}

async function shopPage({ shop, demoCustomers }: ShopApiPorts, language: string): Promise<ShopPage> {
  const [profile, categories] = await Promise.all([shop.profile(), shop.categories()])
  return {
    name: inLanguage(profile.name, language), isDemo: demoCustomers.length > 0, demoCustomers: demoCustomers.map(({ id, name }) => ({ id, name })),
    categories: categories.map(({ id, name }) => ({ id, name: inLanguage(name, language) })),
  }
}

async function shopProducts({ shop }: ShopApiPorts, language: string): Promise<ShopProduct[]> {
  const products = await shop.findProducts({ limit: 500 })
  return products.map((product) => shopProduct(product, language))
}

function shopProduct(product: Product, language: string): ShopProduct {
  const sizes = product.variants.flatMap(({ size }) => (size ? [size] : []))
  const colours = product.variants.flatMap(({ colour }) => (colour ? [inLanguage(colour, language)] : []))
  return {
    id: product.id, name: inLanguage(product.name, language), category: product.category, description: inLanguage(product.description, language),
    material: inLanguage(product.material, language), price: { amount: product.price, currency: product.currency },
    wasPrice: product.wasPrice === null ? null : { amount: product.wasPrice, currency: product.currency },
    inStock: product.variants.some(({ stock }) => stock > 0), sizes: [...new Set(sizes)], colours: [...new Set(colours)],
  }
}

async function signIn(ports: ShopApiPorts, request: ChannelRequest): Promise<unknown> {
  const { customerId } = readJson(DemoSignIn, request.body)
  const customer = ports.demoCustomers.find(({ id }) => id === customerId)
  if (!customer) throw new CallerError(404, 'UnknownCustomer', 'Choose one of the customers of the demo shop.')
  return { assertion: await ports.assertCustomer({ customerId, name: customer.name }), customer: { id: customer.id, name: customer.name } }
}
