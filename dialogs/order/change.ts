// Another size, colour or quantity before the order leaves.
import type { Order, OrderLine, Product, Variant } from '../../commerce/index.ts'
import { linesNamed } from '../named-things.ts'
import { needOrder } from '../need-order.ts'
import { fold } from '../runner/answers.ts'
import { again, ask, done, doneWith, goTo, handOff, isOutcome, say, type Outcome } from '../runner/outcome.ts'
import { YES_NO } from '../runner/room.ts'
import type { Step } from '../runner/topic.ts'
import type { Turn } from '../runner/turn.ts'
import { coloursOf, lineData, orderData, sizesOf } from '../shop-words.ts'

const MERGE = /merge|combine|together|合并|一起发|合併|并单/i
const ADD = /\badd\b|another (?:item|article|product)|one more (?:item|article)|加(?:一|上|个|件|购)|多加|再加/i
const DROP = /\bremove\b|take (?:out|off)|without the|去掉|删掉|不要(?:那|其中)|退掉其中/i

/** Asks for what is missing, then shows what will be changed. */
export async function change(turn: Turn): Promise<Outcome> {
  const order = await needOrder(turn, 'change', { suits: ({ state }) => state === 'placed' || state === 'paid' })
  if (isOutcome(order)) return order
  if (order.state === 'cancelled') return done('order.is-cancelled', orderData(turn, order))
  if (order.state !== 'placed' && order.state !== 'paid') return done('order.change-too-late', { ...orderData(turn, order), isPacked: order.state === 'packed' })
  if (MERGE.test(turn.text) || DROP.test(turn.text)) return byPerson(turn, order)
  if (ADD.test(turn.text)) return done('order.add-separately', orderData(turn, order))
  const keep = { number: order.number, orderId: order.id }
  const line = lineOf(turn, order)
  if (!line) return ask('order.change-which', 'change-line', orderData(turn, order), { keep, choices: order.lines.map(one => ({ title: turn.inWords(one.name), value: one.id })) })
  turn.learn('product', line.productId, 'shop')
  const product = await turn.shop.productById(line.productId)
  const wish = product ? wishOf(turn, line, product) : null
  const data = { ...lineData(turn, line), number: order.number, sizes: product ? sizesOf(product) : [], colours: product ? coloursOf(turn, product) : [] }
  if (!wish) return ask('order.change-to-what', 'change-wish', data, { keep: { ...keep, lineId: line.id } })
  if (wish.kind === 'sold-out') return ask('order.change-sold-out', 'change-wish', data, { keep: { ...keep, lineId: line.id } })
  return ask('order.confirm-change', 'confirm-change', { ...data, to: wish.title, toQuantity: wish.quantity }, { keep: { ...keep, lineId: line.id, change: wish.change }, choices: YES_NO })
}

function byPerson(turn: Turn, order: Order): Outcome {
  return handOff('policy', 'order', { draft: { wish: turn.text, order: order.number } }, [say('order.change-by-person', orderData(turn, order))])
}

function lineOf(turn: Turn, order: Order): OrderLine | null {
  if (order.lines.length === 1) return order.lines[0]!
  const kept = order.lines.find(({ id }) => id === turn.kept('lineId'))
  const named = kept ? [] : linesNamed(turn, order.lines)
  return kept ?? (named.length === 1 ? named[0]! : null)
}

type Wish = { kind: 'change'; change: string; title: string | null; quantity: number | null } | { kind: 'sold-out' }

/** What the message asks for, as far as the shop has it. */
function wishOf(turn: Turn, line: OrderLine, product: Product): Wish | null {
  const variant = variantMeant(turn, line, product)
  if (variant) {
    if (variant.stock < line.quantity) return { kind: 'sold-out' }
    return { kind: 'change', change: `variant:${variant.id}`, quantity: null, title: [variant.colour ? turn.inWords(variant.colour) : null, variant.size].filter(part => part !== null).join(' / ') }
  }
  const word = /\b(?:make it|want|instead|to|need) ?(?:just |only )?(one|two|three|four|five|six)\b|^(one|two|three|four|five|six)(?: please| instead)?$/i.exec(turn.text.trim())
  const spelt = word ? 'one two three four five six'.split(' ').indexOf((word[1] ?? word[2] ?? '').toLowerCase()) + 1 : null
  const quantity = Number(turn.entity('quantity') ?? spelt ?? (/^\s*(\d{1,2})\s*$/.exec(turn.text)?.[1] ?? 0))
  return quantity >= 1 && quantity <= 99 && quantity !== line.quantity ? { kind: 'change', change: `quantity:${quantity}`, title: null, quantity } : null
}

function variantMeant(turn: Turn, line: OrderLine, product: Product): Variant | null {
  const said = ` ${fold(turn.text)} `
  const size = sizesOf(product).find(one => said.includes(` ${fold(one)} `) || turn.entities('size').some(value => fold(value) === fold(one)) || new RegExp(`(?<![a-z0-9])${fold(one)}(?=码|號|号|碼)`).test(said)) ?? null
  const colour = product.variants.flatMap(({ colour: one }) => one ? [one] : []).find(one => Object.values(one).some(word => said.includes(fold(word)))) ?? null
  if (!size && !colour) return null
  const wanted = { size: size ?? line.size, colour: colour ?? line.colour }
  const variant = product.variants.find(one => one.size === wanted.size && (one.colour === null || JSON.stringify(one.colour) === JSON.stringify(wanted.colour)))
  return variant && variant.id !== line.variantId ? variant : null
}

async function readLine(turn: Turn): Promise<Outcome> {
  const picked = turn.picked()
  if (picked) return goTo('change', { lineId: picked })
  const order = await turn.shop.orderByNumber(turn.kept('number') ?? '')
  return order && linesNamed(turn, order.lines).length === 1 ? goTo('change') : again()
}

async function readWish(turn: Turn): Promise<Outcome> {
  const order = await turn.shop.orderByNumber(turn.kept('number') ?? '')
  const line = order ? lineOf(turn, order) : null
  const product = line ? await turn.shop.productById(line.productId) : null
  const isTold = line && product && wishOf(turn, line, product) !== null
  return isTold || MERGE.test(turn.text) || ADD.test(turn.text) || DROP.test(turn.text) ? goTo('change') : again()
}

function confirmChange(turn: Turn): Outcome {
  if (turn.saysNo) return done('order.unchanged', { number: turn.kept('number') })
  if (!turn.saysYes) return turn.entities('size').length + turn.entities('colour').length > 0 ? goTo('change') : again()
  const write = { kind: 'change-order', orderId: turn.kept('orderId') ?? '', lineId: turn.kept('lineId') ?? '', change: turn.kept('change') ?? '' } as const
  return doneWith([say('write.under-way')], [{ write, done: 'order.changed', refused: 'order.change-refused', unclear: 'write.unclear', data: { number: turn.kept('number') } }])
}

export const changeSteps: Record<string, Step> = { 'change-line': readLine, 'change-wish': readWish, 'confirm-change': confirmChange }
