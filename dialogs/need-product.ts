// Finds the article that is meant, in the message or in what was said before.
import type { Product } from '../commerce/index.ts'
import { again, ask, goTo, type Outcome } from './runner/outcome.ts'
import type { Step } from './runner/topic.ts'
import type { Turn } from './runner/turn.ts'

/** The article that is meant, or what must be asked first. `next` is the step that goes on when it is known. */
export async function needProduct(turn: Turn, next: string): Promise<Product | Outcome> {
  const named = turn.entity('product') ?? turn.kept('product')
  const found = named ? await turn.shop.productById(named) : null
  if (found) return known(turn, found)
  const matches = await turn.shop.findProducts({ words: turn.text, limit: 5 })
  if (matches.length === 1) return known(turn, matches[0]!)
  if (matches.length > 1) return ask('product.which-of', 'which-product', {}, { keep: { next }, choices: matches.map(product => ({ title: turn.inWords(product.name), value: product.id })) })
  const earlier = turn.fact('product')
  const before = earlier ? await turn.shop.productById(earlier) : null
  return before ?? ask('product.which', 'which-product', {}, { keep: { next } })
}

/** Spread into every topic that needs articles: reads what `needProduct` asked for. */
export const productSteps: Record<string, Step> = { 'which-product': readProduct }

async function readProduct(turn: Turn): Promise<Outcome> {
  const id = turn.picked() ?? turn.entity('product') ?? (await turn.shop.findProducts({ words: turn.text, limit: 1 }))[0]?.id
  return id ? goTo(turn.kept('next') ?? 'start', { product: id }) : again()
}

function known(turn: Turn, product: Product): Product {
  turn.learn('product', product.id)
  return product
}
