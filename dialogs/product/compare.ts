import type { Product } from '../../commerce/index.ts'
import { again, ask, done, goTo, type Outcome } from '../runner/outcome.ts'
import type { Step } from '../runner/topic.ts'
import type { Turn } from '../runner/turn.ts'
import { productData } from '../shop-words.ts'

/** Two or three articles side by side. */
export async function compare(turn: Turn): Promise<Outcome> {
  const kept = Array.isArray(turn.data.compared) ? turn.data.compared.filter(id => typeof id === 'string') : []
  const earlier = turn.productBefore
  const isOfShown = turn.shown.length > 1 && kept.length === 0 && turn.entities('product').length < 2 && WHICH.test(turn.text) && LISTED.test(turn.before ?? '')
  const meant = isOfShown ? [] : [...new Set([...kept, ...await meantIn(turn)])].slice(0, 3)
  // "Which one is quieter?": of those just shown, whatever else "battery" or "running" might name.
  const ids = meant.length < 2 && turn.shown.length > 1 && meant.every(id => turn.shown.includes(id)) ? turn.shown.slice(0, 3) : meant
  // "And how is it compared with the black one?": what was talked about before is the other.
  const all = ids.length === 1 && earlier && earlier !== ids[0] ? [earlier, ...ids] : ids
  const products = (await Promise.all(all.map(id => turn.shop.productById(id)))).filter(one => one !== null)
  if (products.length >= 2) turn.show(products.map(({ id }) => id))
  if (products.length >= 2) return done('product.compared', { items: products.map(one => ({ ...productData(turn, one), material: turn.inWords(one.material) })), cheapest: turn.inWords(cheapest(products).name) })
  return products.length === 1
    ? ask('product.compare-with', 'compare-with', { name: turn.inWords(products[0]!.name) }, { keep: { compared: all } })
    : ask('product.compare-which', 'compare-with', {}, { keep: { compared: all } })
}

const WHICH = /\bwhich(?: one)?\b|\bwhat one\b|哪[个個款件双雙种種一]|谁更|誰更/i
const LISTED = /^product\.(?:compare|find|recommend)$/

function cheapest(products: Product[]): Product {
  return products.reduce((best, one) => one.price < best.price ? one : best)
}

/** Articles named in the message, or the two that its words fit best. */
async function meantIn(turn: Turn): Promise<string[]> {
  const named = turn.entities('product')
  if (named.length >= 2) return named
  // "Those and the slippers": what was spoken of is the other.
  if (named.length === 1 && turn.productBefore !== null && turn.productBefore !== named[0]) return [turn.productBefore, ...named]
  const found = await turn.shop.findProducts({ words: turn.text, limit: 3 })
  return [...new Set([...named, ...found.map(({ id }) => id)])]
}

async function readOther(turn: Turn): Promise<Outcome> {
  return (await meantIn(turn)).length > 0 ? goTo('compare') : again()
}

export const compareSteps: Record<string, Step> = { 'compare-with': readOther }
