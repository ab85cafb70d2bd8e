// Which articles of an order a shopper speaks of: "my lamp", "the shirt", 「那双鞋」.
import type { Order, OrderLine } from '../commerce/index.ts'
import { fold } from './runner/answers.ts'
import type { Turn } from './runner/turn.ts'

/** The lines that the message names: by article, else by a word of their names, else by shelf. Empty when it names none of them. */
export function linesNamed(turn: Turn, lines: OrderLine[]): OrderLine[] {
  const products = turn.entities('product')
  const byProduct = lines.filter(({ productId }) => products.includes(productId))
  if (byProduct.length > 0) return byProduct
  const said = fold(withoutDenied(turn.text))
  const byWord = lines.filter(({ name }) => Object.values(name).some(words => namesIt(said, words)))
  if (byWord.length > 0) return byWord
  // Who names one article means no other of its shelf: the kettle is no coffee grinder.
  const shelves = products.length > 0 ? [] : turn.entities('category')
  return lines.filter(({ category }) => shelves.includes(category))
}

/** The lines that the message names in any way: several articles may be called in several. */
export function allLinesNamed(turn: Turn, lines: OrderLine[]): OrderLine[] {
  const products = turn.entities('product')
  const said = fold(withoutDenied(turn.text))
  return lines.filter(({ productId, name }) => products.includes(productId) || Object.values(name).some(words => namesIt(said, words)))
}

/** "Not the shirt, the mat" names the mat. */
function withoutDenied(text: string): string {
  const meant = text.replace(DENIED, ' ')
  return /[\p{L}\p{N}]{2}/u.test(meant) ? meant : text
}

const DENIED = /\b(?:not|instead of) (?:the |my |that |those )?[\w-]+(?: [\w-]+)?(?=[,;.]| but)|(?:不是|不退|不要)[^，,。；]{1,8}(?=[，,。；])/gi

/** The orders in which something is that the message names. */
export function ordersNamed(turn: Turn, orders: Order[]): Order[] {
  const lines = orders.flatMap(order => order.lines)
  const named = new Set(linesNamed(turn, lines))
  return orders.filter(order => order.lines.some(line => named.has(line)))
}

/** The message names goods, be they in an order or not. */
export function namesGoods(turn: Turn): boolean {
  return turn.entity('product') !== null || turn.entity('category') !== null
}

/** The whole name, or the noun in it: "shirt" of "Mara linen shirt", 「台灯」 of 「Glow 台灯」. What describes it ("running", "rain") is no name. */
function namesIt(said: string, name: string): boolean {
  const folded = fold(name)
  if (said.includes(folded)) return true
  const han = folded.match(/\p{Script=Han}{2,}/gu)?.at(-1)
  if (han !== undefined) return said.includes(han) || (han.length > 2 && said.includes(han.slice(-2)))
  const noun = name.split(' ').findLast(word => /^[a-z]{3,}$/.test(word))
  return noun !== undefined && said.split(' ').some(word => singular(word) === singular(noun))
}

function singular(word: string): string {
  return word.replace(/(?<=..)s$/, '')
}
