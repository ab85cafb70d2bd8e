// "Anything cheaper?" after several articles were shown: others of the kind below the cheapest of them.
import { productsShown, spokenOf } from '../need-product.ts'
import { done, type Outcome } from '../runner/outcome.ts'
import type { Turn } from '../runner/turn.ts'
import { productData } from '../shop-words.ts'

/** "Do you have a cheaper one": another article, where "is it cheaper in blue" asks about this one. */
const ANOTHER = /\b(?:(?:a|any|some|another) (?:\w+ )?(?:cheaper|less expensive) ones?|(?:any|some)thing (?:\w+ )?(?:cheaper|less expensive))\b|便宜(?:点|些|一点)的?(?:吗|么|嘛|款|替代|推荐)|更便宜的/i

/** Cheaper articles of the kind that was shown; null when the price of one is asked about, or none was shown. */
export async function cheaperThanShown(turn: Turn): Promise<Outcome | null> {
  if (turn.entity('product') !== null) return null
  const spoken = await spokenOf(turn)
  if (spoken && !ANOTHER.test(turn.text)) return null
  const shown = spoken ? [spoken] : await productsShown(turn)
  if (shown.length === 0 || (!spoken && shown.length < 2)) return null
  const cheapest = shown.reduce((best, one) => one.price < best.price ? one : best)
  const use = turn.fact('use')
  const kind = use !== null && shown.every(one => use in one.uses) ? { use } : { category: cheapest.category }
  const found = await turn.shop.findProducts({ ...kind, budget: cheapest.price - 1, inStock: true, limit: 3 })
  if (found.length === 0) return done('product.none-cheaper', productData(turn, cheapest))
  turn.show(found.map(({ id }) => id))
  return done('product.found', { items: found.map(one => productData(turn, one)), count: found.length })
}
