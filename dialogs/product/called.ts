// Which of several articles the words call by a part of its name that the others have not: "the linnet one", 「那个双肩包」.
import type { Product } from '../../commerce/index.ts'
import { fold } from '../runner/answers.ts'

/** The one article whose name the message holds most of; null when two hold as much, or too little of any is named. */
export function calledAmong(text: string, products: Product[]): Product | null {
  const said = fold(text)
  const heard = products.map(product => ({ product, share: Math.max(...Object.values(product.name).map(name => sharedLetters(said, fold(name)))) }))
  const [best, next] = heard.toSorted((a, b) => b.share - a.share)
  return best && best.share >= LEAST && best.share > (next?.share ?? 0) ? best.product : null
}

/** Two Han characters, or a Latin word of four letters: a Han character says as much as two letters. */
const LEAST = 4

function sharedLetters(said: string, name: string): number {
  const words = new Set(said.match(/[\p{Script=Latin}\d]{4,}/gu) ?? [])
  const latin = (name.match(/[\p{Script=Latin}\d]{4,}/gu) ?? []).filter(word => words.has(word) || words.has(`${word}s`)).join('').length
  const longest = Math.max(0, ...(name.match(/\p{Script=Han}+/gu) ?? []).map(part => longestPartIn(said, part)))
  return latin + (longest >= 2 ? longest * 2 : 0)
}

function longestPartIn(said: string, part: string): number {
  for (let length = part.length; length >= 2; length--) {
    for (let from = 0; from + length <= part.length; from++) if (said.includes(part.slice(from, from + length))) return length
  }
  return 0
}
