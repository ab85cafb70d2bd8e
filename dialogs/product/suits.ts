// "Are they good for the gym?": whether an article is made for a use, by what the shop says of it.
import type { Product } from '../../commerce/index.ts'
import { productsShown, shownMeant, spokenOf } from '../need-product.ts'
import { done, type Outcome } from '../runner/outcome.ts'
import { asksSuits } from '../runner/plain-words.ts'
import type { Turn } from '../runner/turn.ts'
import { productData } from '../shop-words.ts'
import { useIn } from './recommend.ts'

/** Which of the articles spoken of suit the use that is asked about; null when no use is, or nothing is told of it. */
export async function suits(turn: Turn): Promise<Outcome | null> {
  const use = asksSuits(turn.text) ? useIn(turn.text) : null
  if (use === null) return null
  const meant = await meantIn(turn)
  const fit = meant.filter(({ uses }) => use in uses)
  if (fit.length === 0) return meant.length === 1 ? done('product.suits-not', productData(turn, meant[0]!)) : null
  if (fit.length === 1) turn.learn('product', fit[0]!.id)
  return done('product.suits', { items: fit.map(one => ({ name: turn.inWords(one.name), why: turn.inWords(one.uses[use]!) })), isSome: fit.length < meant.length })
}

async function meantIn(turn: Turn): Promise<Product[]> {
  const id = turn.entity('product') ?? await shownMeant(turn)
  const one = id === null ? await spokenOf(turn) : await turn.shop.productById(id)
  return one === null ? productsShown(turn) : [one]
}
