// Search over the demo shop's few goods: names weigh most, then what they are called otherwise, then the shelf, then the description. A colour that is asked for picks among them.
import type { Category, Product, ProductQuery } from '../../commerce.ts'

/** A product's words made ready for comparing: its texts never change while the shop is open, its stock does. */
interface Words { names: Phrase[]; parts: Set<string>; shelf: Phrase[]; shelfNames: Phrase[]; described: Set<string>; colours: Phrase[] }

/** A word or words as they stand in a text: in either number, between spaces where their script has spaces. */
interface Phrase { length: number; forms: string[] }

export type Finder = (products: Product[], categories: Category[], query: ProductQuery) => Product[]

/** Opens a search that makes each product's words ready once. It gives products that fit the query, best first; without words, everything that fits, in the shop's order. */
export function openFinder(): Finder {
  const ready = new Map<string, Words>()
  const wordsOf = (product: Product, categories: Category[]) => {
    const known = ready.get(product.id)
    if (known) return known
    const made = readyWords(product, categories)
    ready.set(product.id, made)
    return made
  }
  return (products, categories, query) => {
    const fitting = products.filter(product => fits(product, query))
    if (!query.words) return fitting.slice(0, query.limit ?? 10)
    const folded = fold(query.words)
    const said = ` ${folded} `
    const parts = [...tokens(folded)]
    const all = fitting.map(product => {
      const words = wordsOf(product, categories)
      return { product, words, score: score(words, said, parts), isNamed: isNamed(words, said, parts), isInColour: words.colours.some(colour => says(said, colour)) }
    })
    // Who asks for kettles is not shown the rest of the kitchen; who asks for things for the kitchen is.
    const isShelfNamed = all.some(({ words }) => words.shelfNames.some(name => says(said, name)))
    const anyNamed = !isShelfNamed && all.some(one => one.isNamed)
    const scored = all.filter(one => one.score > 0 && (one.isNamed || !anyNamed))
    const coloured = all.filter(one => one.isInColour)
    const inColour = scored.length > 0 || asksMore(said, coloured.flatMap(({ words }) => words.colours)) ? coloured.filter(one => one.score > 0) : coloured
    return (inColour.length > 0 ? inColour : scored).sort((a, b) => b.score - a.score).slice(0, query.limit ?? 10).map(({ product }) => product)
  }
}

function readyWords(product: Product, categories: Category[]): Words {
  const shelf = categories.find(({ id }) => id === product.category)
  const shelfName = Object.values(shelf?.name ?? {}).map(fold).join(' ')
  const shelfWords = shelf?.words.map(fold) ?? []
  const names = [...Object.values(product.name), ...product.otherNames].map(fold)
  return {
    names: names.map(phraseOf),
    parts: new Set(names.flatMap(text => [...tokens(text)])),
    shelf: shelfWords.map(phraseOf),
    shelfNames: shelfWords.filter(word => shelfName.includes(word)).map(phraseOf),
    colours: [...new Set(product.variants.flatMap(({ colour }) => (colour ? Object.values(colour) : [])))].map(colour => phraseOf(fold(colour))),
    described: new Set([...Object.values(product.description), ...Object.values(product.facts)].flatMap(line => [...tokens(fold(line))])),
  }
}

function fits(product: Product, { category, use, budget, inStock }: ProductQuery): boolean {
  if (category && product.category !== category) return false
  if (use && !(use in product.uses)) return false
  if (budget !== undefined && product.price > budget) return false
  return !inStock || product.variants.some(({ stock }) => stock > 0)
}

function score(words: Words, said: string, parts: string[]): number {
  let inText = 0
  for (const name of words.names) if (name.length > inText && says(said, name)) inText = name.length
  const onShelf = words.shelf.some(word => says(said, word)) ? 2 : 0
  const named = parts.filter(part => words.parts.has(part)).length * 3
  const described = parts.filter(part => words.described.has(part)).length
  const total = (inText > 0 ? 10 + inText : 0) + named + onShelf
  if (total > 0) return total + described * 0.5
  return described >= 2 ? described * 0.5 : 0
}

function isNamed(words: Words, said: string, parts: string[]): boolean {
  return words.names.some(name => says(said, name)) || parts.some(part => words.parts.has(part))
}

/** Whole words where a script has them; a run of characters where it has none. */
function phraseOf(text: string): Phrase {
  return { length: text.length, forms: /\p{Script=Han}/u.test(text) ? [text] : [` ${text} `, ` ${text}s `] }
}

function says(said: string, { forms }: Phrase): boolean {
  for (const form of forms) if (said.includes(form)) return true
  return false
}

/** Whether more is asked for than a colour: "something in blue" is every blue thing, a blue lawn mower is none. */
function asksMore(said: string, colours: Phrase[]): boolean {
  const rest = colours.flatMap(({ forms }) => forms).reduce((text, form) => text.replace(form, ' '), said)
  return tokens(rest.replace(/[有没的吗呢吧了我你们想要买看找什么哪些东西款种点件]/g, '')).size > 0
}

const EMPTY = new Set('a an the i my me you your do does is are it of for in on to and or with have has any some this that what which how can could would want need looking show got get please something anything there sell sold things else colour color 有 没有 的 吗 我 想 要 买 吧 呢 了'.split(' '))

function tokens(text: string): Set<string> {
  const latin = text.match(/[a-z0-9]{2,}/g) ?? []
  const han = [...text.matchAll(/\p{Script=Han}+/gu)].flatMap(([run]) => run.length === 1 ? [] : Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2)))
  return new Set([...latin.map(word => word.replace(/s$/, '')), ...han].filter(word => !EMPTY.has(word)))
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
}
