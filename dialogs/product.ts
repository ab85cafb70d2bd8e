import type { Product, Promotion } from '../commerce/index.ts'
import { ordersNamed } from './named-things.ts'
import { known, needProduct, pointsBack, productSteps, shownMeant, spokenOf } from './need-product.ts'
import { cheaperThanShown } from './product/cheaper.ts'
import { withinBudget } from './product/budget.ts'
import { compare, compareSteps } from './product/compare.ts'
import { recommend, recommendSteps } from './product/recommend.ts'
import { othersThanShown } from './product/others.ts'
import { suits } from './product/suits.ts'
import { fold } from './runner/answers.ts'
import { again, ask, become, done, goTo, isOutcome, type Outcome } from './runner/outcome.ts'
import { bargains } from './runner/plain-words.ts'
import { topic } from './runner/topic.ts'
import type { Turn } from './runner/turn.ts'
import { coloursOf, moment, productData, sizesOf } from './shop-words.ts'
import type { ReplyData } from '../core/conversation/words.ts'

/** The goods: finding, facts, advice, stock, price. */
export const product = topic('product', {
  intents: {
    'product.find': 'find', 'product.details': 'details', 'product.compare': 'compare', 'product.recommend': 'recommend', 'product.size': 'size', 'product.material': 'material',
    'product.care': 'care', 'product.stock': 'stock', 'product.price': 'price', 'product.promotions': 'promotions', 'product.authenticity': 'authenticity',
  },
  fleeting: ['which-product', 'find-what', 'compare-with'],
  steps: {
    ...productSteps, ...compareSteps, ...recommendSteps, find, 'find-what': findWhat, compare, recommend, size, stock, price, promotions,
    // "Do they come in white?" is a question of stock.
    details: async turn => await suits(turn) ?? (asksWhichOf(turn) ? goTo('compare') : turn.looks.length > 0 && (pointsBack(turn) || COMES_IN.test(turn.text)) ? goTo('stock') : about(turn, 'details', productFacts)), material: turn => about(turn, 'material', materialOf),
    care: turn => about(turn, 'care', careOf), authenticity: turn => about(turn, 'authenticity', authenticityOf),
  },
})

/** "Which one lasts longest?" of those shown. */
function asksWhichOf(turn: Turn): boolean {
  return !turn.isAnswer && turn.shown.length > 1 && turn.entity('product') === null && /\bwhich (?:one|of)\b|哪一?[个個款种種件双雙]/i.test(turn.text)
}

const COMES_IN = /\b(?:come|comes|have|has|got|available)\b|有/i

async function find(turn: Turn): Promise<Outcome> {
  return await nothingNew(turn) ?? look(turn)
}

/** What looks for nothing new: it is about what was shown, spoken of or ordered. */
async function nothingNew(turn: Turn): Promise<Outcome | null> {
  // "Do you have it in blue?" looks for nothing new.
  if (pointsBack(turn) && await spokenOf(turn)) return goTo('stock')
  if (MINE.test(turn.text) && await isUnderWay(turn)) return become('shipping.track')
  const others = await othersThanShown(turn)
  if (others) return others
  const [named] = turn.entities('product')
  if (!named && await shownMeant(turn)) return goTo('stock')
  // "What colours does the backpack come in?" of one that was just shown looks for nothing new.
  if (named && turn.shown.includes(named) && turn.entities('product').length === 1) return goTo(COLOURS.test(turn.text) || SIZES.test(turn.text) || turn.looks.length > 0 ? 'stock' : 'details')
  return withinBudget(turn)
}

async function look(turn: Turn): Promise<Outcome> {
  const [named] = turn.entities('product')
  const category = turn.entity('category')
  const matches = await turn.shop.findProducts({ words: turn.text, limit: 4 })
  const shelf = matches.length === 0 && category ? await turn.shop.findProducts({ category, limit: 4 }) : []
  const found = matches.length > 0 ? matches : shelf
  if (found.length === 0 && named) return about(turn, 'details', productFacts)
  if (found.length === 0) return nothingFound(turn)
  if (found.length > 1) turn.show(found.map(({ id }) => id))
  // The one that is called by its name is spoken of, though others are shown beside it.
  const called = found.length === 1 ? found[0]! : found.find(({ id }) => id === named) ?? null
  if (called) known(turn, called)
  return done('product.found', { items: found.map(one => productData(turn, one)), count: found.length })
}

/** "My kettle?" of who has ordered one asks where it is. */
const MINE = /\bmy\b|我(?:的|买的|订的)/i

async function isUnderWay(turn: Turn): Promise<boolean> {
  const { customerId } = turn.shopper
  if (customerId === null) return false
  const orders = await turn.shop.ordersOfCustomer(customerId)
  return ordersNamed(turn, orders.filter(({ state }) => state !== 'delivered' && state !== 'cancelled')).length > 0
}

async function nothingFound(turn: Turn): Promise<Outcome> {
  const categories = await turn.shop.categories()
  return ask('product.none-found', 'find-what', { categories: categories.map(({ name }) => turn.inWords(name)) })
}

async function findWhat(turn: Turn): Promise<Outcome> {
  if (turn.saysNo) return done('small-talk.no')
  const matches = await turn.shop.findProducts({ words: turn.text, limit: 1 })
  return matches.length > 0 ? goTo('find') : again()
}

type Facts = (turn: Turn, product: Product) => Outcome

/** An answer about one article, once it is known which. */
async function about(turn: Turn, step: string, facts: Facts): Promise<Outcome> {
  const found = await needProduct(turn, step)
  return isOutcome(found) ? found : facts(turn, found)
}

const productFacts: Facts = (turn, found) => done('product.details', productData(turn, found))
const materialOf: Facts = (turn, found) => done('product.material', { name: turn.inWords(found.name), material: turn.inWords(found.material) })
const careOf: Facts = (turn, found) => done('product.care', { name: turn.inWords(found.name), care: turn.inWords(found.care) })
const authenticityOf: Facts = (turn, found) => done('product.authenticity', { name: turn.inWords(found.name), authenticity: turn.inWords(found.authenticity), madeIn: turn.inWords(found.madeIn) })

/** 「L码有吗」 asks whether it is there, not which size to take. */
const HAS_SIZE = /(?<![a-z])(?:x{0,3}[sml]|\d{2})\s*[码号碼號]?的?(?:还|還)?(?:有吗|有没有|有货|有嗎|有貨)|有(?:没有|沒有)?(?:x{0,3}[sml]|\d{2})[码号碼號]/i

async function size(turn: Turn): Promise<Outcome> {
  if (HAS_SIZE.test(turn.text)) return goTo('stock')
  const found = await needProduct(turn, 'size')
  if (isOutcome(found)) return found
  const sizes = sizesOf(found)
  const data = { name: turn.inWords(found.name), sizes, advice: found.sizeAdvice ? turn.inWords(found.sizeAdvice) : null, facts: turn.inWords(found.facts) }
  return done(sizes.length > 0 && found.sizeAdvice ? 'product.size' : 'product.one-size', data)
}

/** Stock of the article, or of the size and colour asked for. */
async function stock(turn: Turn): Promise<Outcome> {
  const found = await needProduct(turn, 'stock')
  if (isOutcome(found)) return found
  const said = fold(turn.text)
  const size = sizesOf(found).find(one => turn.entities('size').some(value => fold(value) === fold(one)) || ` ${said} `.includes(` ${fold(one)} `)) ?? sizeSaid(turn, found)
  const colour = found.variants.flatMap(one => one.colour ? [one.colour] : []).find(one => Object.values(one).some(word => said.includes(fold(word)))) ?? colourSaid(turn, found)
  if (size) turn.learn('size', size)
  if (colour) turn.learn('colour', turn.inWords(colour))
  const meant = found.variants.filter(one => (size === null || one.size === size) && (colour === null || JSON.stringify(one.colour) === JSON.stringify(colour)))
  const left = meant.filter(one => one.stock > 0)
  const back = meant.flatMap(one => one.restockAt ?? []).sort((a, b) => a - b)[0] ?? null
  const pieces = left.reduce((sum, one) => sum + one.stock, 0)
  const data: ReplyData = {
    name: turn.inWords(found.name), size, colour: colour ? turn.inWords(colour) : null, pieces, isFew: pieces > 0 && pieces <= 3, back: moment(back),
    sizes: [...new Set(left.flatMap(one => one.size ?? []))], colours: coloursOf(turn, { ...found, variants: left }),
    others: others(turn, found, { size, colour: colour ? turn.inWords(colour) : null }),
  }
  if (left.length > 0) return done('product.in-stock', data)
  return done(back === null ? 'product.sold-out' : 'product.back-soon', data)
}

/** Said earlier of this article: "and when is it back?" is about that size. Who asks which sizes there are wants all of them. */
function sizeSaid(turn: Turn, found: Product): string | null {
  const size = turn.fact('size')
  return size === null || SIZES.test(turn.text) ? null : sizesOf(found).find(one => fold(one) === fold(size)) ?? null
}

function colourSaid(turn: Turn, found: Product) {
  const colour = turn.fact('colour')
  if (colour === null || COLOURS.test(turn.text)) return null
  return found.variants.flatMap(one => one.colour ? [one.colour] : []).find(one => Object.values(one).some(word => fold(word) === fold(colour))) ?? null
}

const SIZES = /\bsizes?\b|尺码|尺寸|码数|哪些码|几码|什么码|多大|尺碼/i
const COLOURS = /colou?rs?\b|颜色|什么色|几种色|顏色/i

/** What is left besides: the same size in other colours, or the same colour in other sizes. */
function others(turn: Turn, found: Product, { size, colour }: { size: string | null; colour: string | null }): string[] {
  const left = found.variants.filter(one => one.stock > 0)
  const near = left.filter(one => (size !== null && one.size === size) || (colour !== null && one.colour !== null && turn.inWords(one.colour) === colour))
  return (near.length > 0 ? near : left).slice(0, 4).map(one => [one.colour ? turn.inWords(one.colour) : null, one.size].filter(part => part !== null).join(' / ')).filter(title => title !== '')
}

const CHEAPER = /cheap|discount|price match|lower|bargain|deal|elsewhere|便宜|优惠|降价|砍价|保价|差价|少点|打折|優惠|降價/i

/** Asks for a cheaper article, where {@link CHEAPER} also asks for a better price. */
const CHEAPER_ONE = /cheap|less expensive|便宜/i

const CHEAPEST = /\bcheapest\b|\bleast expensive\b|最便宜/i

async function price(turn: Turn): Promise<Outcome> {
  const cheaper = CHEAPER_ONE.test(turn.text) && await shownMeant(turn) === null ? await cheaperThanShown(turn) : null
  if (cheaper) return cheaper
  // "Can you do 50?" names a price, and no article with a 50 in its name.
  // "The cheapest one" of a list wants to see it, and no better price.
  if (CHEAPEST.test(turn.text) && await shownMeant(turn) !== null) return goTo('details')
  const bargained = bargains(turn.text) && turn.entity('product') === null ? await spokenOf(turn) : null
  const found = bargained ?? await needProduct(turn, 'price')
  if (isOutcome(found)) return found
  const [running, { priceMatchDays }] = await Promise.all([turn.shop.promotions(turn.now), turn.shop.profile()])
  const fitting = running.filter(({ category }) => category === null || category === found.category)
  const data = { ...productData(turn, found), offers: fitting.map(one => offerData(turn, one, found.currency)), matchDays: priceMatchDays, saved: found.wasPrice ? found.wasPrice - found.price : null }
  return done(CHEAPER.test(turn.text) || bargains(turn.text) ? 'product.cheaper' : 'product.price', data)
}

function offerData(turn: Turn, { code, text, endsAt, minimum }: Promotion, currency: string) {
  return { text: turn.inWords(text), code, until: moment(endsAt), minimum, currency }
}

/** What is on offer; a code that is named is looked up. */
async function promotions(turn: Turn): Promise<Outcome> {
  const [running, { currency, memberPoints }] = await Promise.all([turn.shop.promotions(turn.now), turn.shop.profile()])
  const code = /\b(?=[A-Z0-9]*[A-Z])(?=[A-Z0-9]*\d)[A-Z0-9]{4,16}\b/.exec(turn.text.normalize('NFKC').toUpperCase())?.[0] ?? null
  const offer = code ? running.find(one => one.code === code) : undefined
  if (offer) return done('product.code-works', offerData(turn, offer, currency))
  const data = { code, offers: running.map(one => offerData(turn, one, currency)), points: memberPoints ? turn.inWords(memberPoints) : null }
  if (code) return done('product.code-unknown', data)
  return done(running.length > 0 ? 'product.promotions' : 'product.no-promotions', data)
}
