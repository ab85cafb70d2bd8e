// "Anything under 30?", 「三百块以内的有吗」: a limit that is named, whatever the shelf. A plain "kuai" is meant in the shop's currency, as prices are shown.
import type { Product } from '../../commerce/index.ts'
import { productsShown } from '../need-product.ts'
import { done, type Outcome } from '../runner/outcome.ts'
import type { Turn } from '../runner/turn.ts'
import { productData } from '../shop-words.ts'

const ABOUT = /\b(?:around|about|roughly|or so|ish)\b|左右|上下|差不多|大概/i
/** Who says "about 300" takes a little more. */
const LEEWAY = 1.15

/** Articles within the limit that is named: of what is named, else of the kind just shown; null when no limit is, or nothing says of what. */
export async function withinBudget(turn: Turn): Promise<Outcome | null> {
  const amount = turn.entity('amount')
  if (amount === null || turn.entity('product') !== null) return null
  const budget = Math.round(Number(amount) * (ABOUT.test(turn.text) ? LEEWAY : 1))
  const shelf = await shelfMeant(turn)
  if (shelf === null) return null
  const found = await turn.shop.findProducts({ ...shelf, budget, inStock: true, limit: 4 })
  if (found.length > 0) return shown(turn, found)
  const dearer = await turn.shop.findProducts({ ...shelf, inStock: true, limit: 20 })
  const cheapest = dearer.toSorted((a, b) => a.price - b.price)[0]
  return cheapest ? done('product.over-budget', productData(turn, cheapest)) : null
}

function shown(turn: Turn, found: Product[]): Outcome {
  if (found.length === 1) turn.learn('product', found[0]!.id)
  else turn.show(found.map(({ id }) => id))
  return done('product.found', { items: found.map(one => productData(turn, one)), count: found.length })
}

/** Articles named by their words, a shelf, or the shelf of what was shown when all stood on one. */
async function shelfMeant(turn: Turn): Promise<{ words: string } | { category: string } | null> {
  // The limit's own number names nothing: "30" is no "30 W charger".
  const words = turn.text.replace(/\d[\d.,]*/g, ' ')
  const named = await turn.shop.findProducts({ words, limit: 1 })
  if (named.length > 0) return { words }
  const category = turn.entity('category')
  if (category !== null) return { category }
  const [first, ...others] = await productsShown(turn)
  return first && others.every(one => one.category === first.category) ? { category: first.category } : null
}
