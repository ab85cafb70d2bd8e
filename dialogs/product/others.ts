// "Anything else?", "something nicer" after a list: others of the kind, which were not shown yet.
import type { Product } from '../../commerce/index.ts'
import { productsShown } from '../need-product.ts'
import { done, type Outcome } from '../runner/outcome.ts'
import { wantsOthers } from '../runner/plain-words.ts'
import type { Turn } from '../runner/turn.ts'
import { productData } from '../shop-words.ts'

/** Others than those shown last, for the same use or of the same shelf; null when nothing was shown, or something else is asked. */
export async function othersThanShown(turn: Turn): Promise<Outcome | null> {
  if (turn.isAnswer || !wantsOthers(turn.text) || turn.entity('product') !== null || turn.entity('category') !== null) return null
  const shown = await productsShown(turn)
  if (shown.length === 0) return null
  const found = (await ofTheKind(turn, shown)).filter(({ id }) => !turn.shown.includes(id)).slice(0, 3)
  if (found.length === 0) return done('product.no-others', { items: shown.map(one => ({ name: turn.inWords(one.name) })) })
  turn.show(found.map(({ id }) => id))
  return done('product.found', { items: found.map(one => productData(turn, one)), count: found.length })
}

async function ofTheKind(turn: Turn, shown: Product[]): Promise<Product[]> {
  const use = turn.fact('use')
  if (use !== null && shown.every(({ uses }) => use in uses)) return turn.shop.findProducts({ use, inStock: true, limit: 20 })
  const shelves = [...new Set(shown.map(({ category }) => category))]
  return (await Promise.all(shelves.map(category => turn.shop.findProducts({ category, inStock: true, limit: 20 })))).flat()
}
