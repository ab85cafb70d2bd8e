// Finds the article that is meant, in the message, among those just shown, or in what was said before.
import type { Product } from '../commerce/index.ts'
import type { Entity } from '../core/conversation/words.ts'
import { isWish } from './runner/answers.ts'
import { again, ask, goTo, type Outcome } from './runner/outcome.ts'
import { calledAmong } from './product/called.ts'
import { placeShown } from './runner/shown.ts'
import type { Step } from './runner/topic.ts'
import type { Turn } from './runner/turn.ts'

/** The article that is meant, or what must be asked first. `next` is the step that goes on when it is known. */
export async function needProduct(turn: Turn, next: string): Promise<Product | Outcome> {
  const named = turn.entity('product') ?? turn.kept('product') ?? await shownMeant(turn)
  const found = named ? await turn.shop.productById(named) : null
  if (found) return known(turn, found)
  const before = await spokenOf(turn)
  if (before && pointsBack(turn)) return before
  const matches = await turn.shop.findProducts({ words: withoutLooks(turn), limit: 5 })
  const one = matches.length === 1 ? matches[0] : matches.find(({ id }) => id === before?.id) ?? onlyOf(matches.filter(({ id }) => turn.shown.includes(id)))
  const called = one ?? calledAmong(turn.text, matches)
  if (called) return known(turn, called)
  return matches.length === 0 && before ? before : askWhich(turn, next, matches)
}

/** The article that was shown and is meant by its place or price: "the second one", "the cheaper one", 「另一款」. */
export async function shownMeant(turn: Turn): Promise<string | null> {
  if (turn.shown.length < 2) return null
  const prices = (await productsShown(turn)).map(({ price }) => price)
  const place = prices.length === turn.shown.length ? placeShown(turn.text, { prices, current: turn.shown.indexOf(turn.fact('product') ?? '') }) : null
  return place === null ? null : turn.shown[place] ?? null
}

export async function productsShown(turn: Turn): Promise<Product[]> {
  return (await Promise.all(turn.shown.map(id => turn.shop.productById(id)))).filter(one => one !== null)
}

/** The article spoken of last. */
export async function spokenOf(turn: Turn): Promise<Product | null> {
  const earlier = turn.fact('product')
  return earlier ? turn.shop.productById(earlier) : null
}

const BACK = /\b(?:it|its|it's|that one|this one|them|they|those|these|this|that)\b|它|这个|那个|这款|那款|这件|那件|这双|那双|這個|那個|這款/i

/** "Do you have it in blue?", 「有黑色的吗」: about what was spoken of, and nothing else is named. */
export function pointsBack(turn: Turn): boolean {
  if (turn.entity('product') !== null || turn.entity('category') !== null) return false
  return BACK.test(turn.text) || (turn.looks.length > 0 && !ANY.test(turn.text))
}

const ANY = /\b(?:anything|something|what|which|all|everything)\b|什么|哪些|哪款|任何/i

/** The message without colours and sizes: they pick among what is named and name nothing. */
function withoutLooks(turn: Turn): string {
  return turn.looks.reduceRight((text: string, { start, end }: Entity) => `${text.slice(0, start)} ${text.slice(end)}`, turn.text)
}

function onlyOf<T>(all: T[]): T | undefined {
  return all.length === 1 ? all[0] : undefined
}

async function askWhich(turn: Turn, next: string, matches: Product[]): Promise<Outcome> {
  const offered = matches.length > 0 ? matches : await productsShown(turn)
  if (offered.length === 0) return ask('product.which', 'which-product', {}, { keep: { next } })
  return ask('product.which-of', 'which-product', {}, { keep: { next }, choices: offered.map(product => ({ title: turn.inWords(product.name), value: product.id })) })
}

/** Spread into every topic that needs articles: reads what `needProduct` asked for. */
export const productSteps: Record<string, Step> = { 'which-product': readProduct }

async function readProduct(turn: Turn): Promise<Outcome> {
  // Another question is no name, though a word of it may stand in some description.
  const isName = !isWish(turn.text) || turn.entity('category') !== null
  const id = turn.picked() ?? turn.entity('product') ?? await shownMeant(turn) ?? (isName ? (await turn.shop.findProducts({ words: withoutLooks(turn), limit: 1 }))[0]?.id : undefined)
  return id ? goTo(turn.kept('next') ?? 'start', { product: id }) : again()
}

/** Size and colour belong to the article they were said of: another article begins without them. */
export function known(turn: Turn, product: Product): Product {
  if (turn.fact('product') !== product.id) for (const look of ['size', 'colour'] as const) if (turn.entity(look) === null) turn.forget(look)
  turn.learn('product', product.id)
  return product
}
