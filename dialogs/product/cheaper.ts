// "Anything cheaper?" after several articles were shown: others of the kind below the cheapest of them.
import { productsShown, spokenOf } from '../need-product.ts'
import { done, type Outcome } from '../runner/outcome.ts'
import type { Turn } from '../runner/turn.ts'
import { productData } from '../shop-words.ts'

/** Cheaper articles of the kind that was shown; null when one article is spoken of, or none was shown. */
export async function cheaperThanShown(turn: Turn): Promise<Outcome | null> {
  const shown = await productsShown(turn)
  if (shown.length < 2 || turn.entity('product') !== null || await spokenOf(turn)) return null
  const cheapest = shown.reduce((best, one) => one.price < best.price ? one : best)
  const use = turn.fact('use')
  const kind = use !== null && shown.every(one => use in one.uses) ? { use } : { category: cheapest.category }
  const found = await turn.shop.findProducts({ ...kind, budget: cheapest.price - 1, inStock: true, limit: 3 })
  if (found.length === 0) return done('product.none-cheaper', productData(turn, cheapest))
  turn.show(found.map(({ id }) => id))
  return done('product.found', { items: found.map(one => productData(turn, one)), count: found.length })
}
