// Search over the demo shop's few goods: names weigh most, then what they are called otherwise, then the shelf, then the description.
import type { Category, Product, ProductQuery } from '../../commerce.ts'

/** Products that fit the query, best first. Without words, everything that fits, in the shop's order. */
export function rankProducts(products: Product[], categories: Category[], query: ProductQuery): Product[] {
  const scored = products
    .filter(product => fits(product, query))
    .map(product => ({ product, score: query.words ? score(product, categories, query.words) : 1 }))
    .filter(({ score }) => score > 0)
  return scored.sort((a, b) => b.score - a.score).slice(0, query.limit ?? 10).map(({ product }) => product)
}

function fits(product: Product, { category, use, budget, inStock }: ProductQuery): boolean {
  if (category && product.category !== category) return false
  if (use && !(use in product.uses)) return false
  if (budget !== undefined && product.price > budget) return false
  return !inStock || product.variants.some(({ stock }) => stock > 0)
}

function score(product: Product, categories: Category[], words: string): number {
  const text = fold(words)
  const names = [...Object.values(product.name), ...product.otherNames].map(fold)
  const inText = names.filter(name => says(text, name)).reduce((longest, name) => Math.max(longest, name.length), 0)
  const shelf = categories.find(({ id }) => id === product.category)
  const onShelf = shelf?.words.some(word => says(text, fold(word))) ? 2 : 0
  const parts = tokens(text)
  const named = parts.filter(part => names.some(name => tokens(name).includes(part))).length * 3
  const described = parts.filter(part => Object.values(product.description).concat(Object.values(product.facts)).some(line => tokens(fold(line)).includes(part))).length
  const total = (inText > 0 ? 10 + inText : 0) + named + onShelf
  return total > 0 ? total + described * 0.5 : described >= 2 ? described * 0.5 : 0
}

/** Whole words where a script has them; a run of characters where it has none. */
function says(text: string, word: string): boolean {
  if (/\p{Script=Han}/u.test(word)) return text.includes(word)
  return ` ${text} `.includes(` ${word} `) || ` ${text} `.includes(` ${word}s `)
}

const EMPTY = new Set('a an the i my me you your do does is are it of for in on to and or with have has any some this that what which how can could would want need looking show got get please something there sell 有 没有 的 吗 我 想 要 买 吧 呢 了'.split(' '))

function tokens(text: string): string[] {
  const latin = text.match(/[a-z0-9]{2,}/g) ?? []
  const han = [...text.matchAll(/\p{Script=Han}+/gu)].flatMap(([run]) => run.length === 1 ? [] : Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2)))
  return [...new Set([...latin.map(word => word.replace(/s$/, '')), ...han])].filter(word => !EMPTY.has(word))
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
}
