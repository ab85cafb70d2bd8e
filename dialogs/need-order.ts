// Finds the order that is meant, and makes sure it is the shopper's own, before anything of it is shown.
import type { Order } from '../commerce/index.ts'
import { again, ask, goTo, handOff, say, type Outcome } from './runner/outcome.ts'
import type { Step } from './runner/topic.ts'
import type { Turn } from './runner/turn.ts'
import { namesGoods, ordersNamed } from './named-things.ts'
import { titleOfOrder } from './shop-words.ts'

export interface OrderWish {
  /** Orders that make sense here; others are used only when the shopper names them. */
  suits?: (order: Order) => boolean
  /** The article spoken of, where the message names none. */
  article?: string | null
}

/** The order that is meant, or what must be asked first. `next` is the step that goes on when it is known. */
export async function needOrder(turn: Turn, next: string, wish: OrderWish = {}): Promise<Order | Outcome> {
  const named = numberIn(turn) ?? turn.kept('number') ?? await numberOfTracking(turn)
  return turn.shopper.customerId ? ownOrder(turn, turn.shopper.customerId, { next, named, wish }) : provenOrder(turn, next, named ?? turn.fact('order-number'))
}

/** Spread into every topic that needs orders: reads what `needOrder` asked for. */
export const orderSteps: Record<string, Step> = { 'which-order': readOrder }

/** For a topic's `corrects`: "no, order 1003". */
export const correctsOrder = { 'order-number': { step: 'which-order', kept: 'number' } }

interface Sought { next: string; named: string | null; wish: OrderWish }

async function ownOrder(turn: Turn, customerId: string, { next, named, wish }: Sought): Promise<Order | Outcome> {
  const orders = await turn.shop.ordersOfCustomer(customerId)
  const own = orders.find(({ number }) => number === named) ?? (named ? null : recentOf(turn, orders))
  if (own) return known(turn, own)
  // Somebody else's or nobody's: the answer is the same, unless they can prove it like a guest.
  if (named) return hasProof(turn) ? provenOrder(turn, next, named) : notFound(turn, next, named)
  const suits = wish.suits ?? (() => true)
  const said = ordersNamed(turn, orders)
  if (said.length === 0 && turn.entity('product') !== null && !turn.isAnswer && orders.length > 0) return askWhich(turn, 'order.not-among', { next, orders: fittingOf(orders, suits) })
  const meant = said.length > 0 || !wish.article ? said : orders.filter(({ lines }) => lines.some(({ productId }) => productId === wish.article))
  return orderSpokenOf(turn, { next, orders, meant, suits }) ?? oneOf(turn, next, fittingOf(meant.length > 0 ? meant : orders, suits))
}

/** The order that was spoken of before, where it is still the one. */
function orderSpokenOf(turn: Turn, { next, orders, meant, suits }: { next: string; orders: Order[]; meant: Order[]; suits: (order: Order) => boolean }): Order | null {
  const earlier = orders.find(({ number }) => number === turn.fact('order-number'))
  if (!earlier) return null
  if (meant.length > 0) return meant.includes(earlier) && suits(earlier) ? known(turn, earlier) : null
  // An order that was spoken of and does not fit is answered when none fits better: it was cancelled a minute ago, say.
  const isSpokenOf = /^(?:order|shipping|returns|payment)\./.test(turn.before ?? '') && (BACK.test(turn.text) || isElliptic(turn, next))
  return isSpokenOf || suits(earlier) || !orders.some(suits) ? known(turn, earlier) : null
}

/** "My last order", 「最近那单」, "the one before": by when it was placed. */
function recentOf({ text }: Turn, orders: Order[]): Order | null {
  if (text.length > 60) return null
  const place = BEFORE_LAST.test(text) ? 1 : LATEST.test(text) ? 0 : -1
  const alive = orders.filter(({ state }) => state !== 'cancelled')
  return (alive.length > place ? alive : orders).toSorted((a, b) => b.placedAt - a.placedAt)[place] ?? null
}

const LATEST = /\b(?:(?:last|latest|newest|most recent) (?:order|purchase)|(?:the )?(?:latest|newest|most recent) one)\b|最近(?:的)?(?:那|一|这)?[个单笔次]|最新(?:的)?(?:那|一)?[个单笔]|上一?[单笔](?!元)|上(?:一)?个订单|刚(?:刚|才)?(?:下|买|拍)的(?:那)?(?:单|个)?|最近那單|上一單/i
const BEFORE_LAST = /\b(?:the )?(?:one|order) before(?: that| the last)?$|\b(?:second|2nd) (?:to )?last order\b|再(?:往?前|上)(?:面|一)?(?:那|的)?(?:个|单)|上上[个单]|前面那[个单]/i

/** "When will it ship?": the order spoken of, whether or not another fits better. */
const BACK = /\b(?:it|this|that)\b|这单|那单|这个订单|该订单|它|這單|那單/i

/** "Can I change the address?", 「能改成晚上送吗」 right after one order was spoken of: of that one, as no other is named. Who wants to return something may mean anything they have. */
function isElliptic({ text, isAnswer }: Turn, next: string): boolean {
  return !isAnswer && text.length <= (/\p{Script=Han}/u.test(text) ? 20 : 50) && !NAMES_ORDER.test(text) && (next !== 'start' || AFRESH.test(text))
}

const NAMES_ORDER = /\b(?:an?|my|another|other|which|any|some) (?:other )?(?:orders?|parcels?|packages?|thing|something|item)\b|\bsomething\b|订单|訂單|(?:我的|哪个|其他|别的|另).{0,2}(?:单|件|快递|包裹|东西)/i
const AFRESH = /\brefund\b|money back|\banother one\b|\bnew one\b|退款|退钱|重发|再发一|补发|退錢/i

function fittingOf(orders: Order[], suits: (order: Order) => boolean): Order[] {
  const fitting = orders.filter(suits)
  return fitting.length > 0 ? fitting : orders
}

function oneOf(turn: Turn, next: string, orders: Order[]): Order | Outcome {
  if (orders.length === 1) return known(turn, orders[0]!)
  return orders.length === 0 ? ask('order.number', 'which-order', {}, { keep: { next } }) : askWhich(turn, 'order.which', { next, orders })
}

function askWhich(turn: Turn, key: 'order.which' | 'order.not-among', { next, orders }: { next: string; orders: Order[] }): Outcome {
  const offered = orders.slice(0, 5)
  return ask(key, 'which-order', { count: offered.length }, { keep: { next }, choices: offered.map(order => ({ title: titleOfOrder(turn, order), value: order.number })) })
}

async function provenOrder(turn: Turn, next: string, number: string | null): Promise<Order | Outcome> {
  if (turn.failedProofs >= turn.policy.proofs) return tooManyTries()
  if (!number) return ask('order.number', 'which-order', {}, { keep: { next } })
  const order = await turn.shop.orderByNumber(number)
  if (order && turn.hasProved(order.id)) return known(turn, order)
  // Asked for unknown numbers, too: the difference would tell which numbers exist.
  if (!hasProof(turn)) return ask('order.proof', 'which-order', { number }, { keep: { next, number, wantsProof: 'yes' } })
  return order && isProven(turn, order) ? known(turn, order) : notFound(turn, next, number)
}

function notFound(turn: Turn, next: string, number: string): Outcome {
  turn.forget('order-number')
  if (turn.failProof() >= turn.policy.proofs) return tooManyTries()
  return ask('order.not-found', 'which-order', { number, isGuest: turn.shopper.customerId === null }, { keep: { next, number, wantsProof: 'no' }, isCounted: false })
}

function tooManyTries(): Outcome {
  return handOff('policy', 'order', {}, [say('order.too-many-tries')])
}

function known(turn: Turn, order: Order): Order {
  turn.prove(order.id)
  turn.learn('order-number', order.number, 'shop')
  return order
}

function hasProof(turn: Turn): boolean {
  return turn.fact('email') !== null || turn.fact('phone') !== null
}

function isProven(turn: Turn, { recipient }: Order): boolean {
  const email = turn.fact('email')
  if (email && email.trim().toLowerCase() === recipient.email.toLowerCase()) return true
  const phone = turn.fact('phone')
  return phone !== null && isSamePhone(phone, recipient.phone)
}

/** With or without the country's prefix; fewer than nine digits prove nothing. */
function isSamePhone(one: string, other: string): boolean {
  const [a, b] = [one, other].map(phone => phone.replace(/\D/g, '').replace(/^0+/, '')) as [string, string]
  return Math.min(a.length, b.length) >= 9 && (a.endsWith(b) || b.endsWith(a))
}

/** Where a proof is asked for, ten digits are a phone number, whatever they look like. */
function numberIn(turn: Turn): string | null {
  const number = turn.entity('order-number')
  return number !== null && turn.kept('wantsProof') === 'yes' && number.length >= 9 ? null : number
}

async function numberOfTracking(turn: Turn): Promise<string | null> {
  const tracking = turn.entity('tracking-number')
  return tracking ? (await turn.shop.orderByTracking(tracking))?.number ?? null : null
}

const NO_NUMBER = /(?:don.?t|do not|dont|can.?t|cannot) (?:have|know|find|remember|see)|(?:lost|forgot|no idea|where (?:is|do i find|can i find))|忘|没有|沒有|不知道|找不到|不记得|不記得|哪里(?:看|找|查)|在哪|哪裡/i

/** Whatever the model makes of it: it is the number that was asked for. */
const WITHOUT_NUMBER = /(?:don.?t|do not|can.?t|cannot|didn.?t|did not|never) (?:have|know|find|remember|see|get|got|recall)\b.*\b(?:number|code|confirmation|e-?mail|it)\b|(?:lost|forgot(?:ten)?|deleted|threw away) (?:the |my |that |its )?(?:order )?(?:number|code|confirmation|e-?mail|mail|it)\b|^(?:what|which) (?:order )?(?:number|no|code)\b|^(?:and )?(?:how|where) (?:would|do|should|can|could) (?:i|we) (?:know|find|get|see)\b|(?:没有|不知道|不记得|忘了|找不到|沒有|不記得).{0,4}(?:单号|订单号|号码|編號|单子|邮件|訂單)|^什么(?:单号|订单号|号码?|号)/i

const WHY = /\bwhy\b|what for|为什么|为啥|干嘛|干什么用|為什麼/i

async function readOrder(turn: Turn): Promise<Outcome> {
  const next = turn.kept('next') ?? 'start'
  const picked = turn.picked()
  if (picked) return goTo(next, { number: picked })
  const tracking = turn.entity('tracking-number')
  // One that nobody knows is asked about like any number: the difference would tell which exist.
  if (tracking && turn.isAnswer) return goTo(next, { number: await numberOfTracking(turn) ?? tracking })
  const given = readGiven(turn)
  if (given.number || given.hasProof) return goTo(next, given.number ? { number: given.number } : {})
  if (!turn.isAnswer) return goTo(next)
  const meant = await readGoods(turn, next)
  if (meant) return meant
  return withoutNumber(turn) ?? again()
}

/** What is said instead of the number: why it is asked for, that there is none, where it stands. */
function withoutNumber(turn: Turn): Outcome | null {
  const { text, intent } = turn
  const isGuest = turn.shopper.customerId === null
  const isProof = turn.kept('wantsProof') === 'yes'
  if (text.length < 80 && WHY.test(text) && ABOUT_NUMBER.test(text)) return ask('order.why-number', 'which-order', {}, { choices: turn.choices })
  if (NO_ACCOUNT.test(text)) return ask('order.no-account', 'which-order')
  const isLost = turn.kept('isLost') === 'yes' && (NO_WAY.test(text) || turn.saysNo)
  if (isGuest && !isProof && text.length < 120 && (GIVEN.test(text) || isLost)) return ask('order.without-number', 'which-order', {}, { choices: [{ key: 'choices.person', value: 'person' }], keep: { isLost: 'yes' } })
  const isUnknown = (intent === null && NO_NUMBER.test(text)) || (!isProof && text.length < 80 && WITHOUT_NUMBER.test(text))
  return isUnknown ? ask('order.where-is-number', 'which-order', { isGuest }, { keep: { isLost: 'yes' } }) : null
}

const NO_ACCOUNT = /\b(?:no|without|don.?t have|do not have|didn.?t (?:make|create|open|have)|never (?:made|created|had)) (?:an? )?(?:account|login)\b|(?:没有?|沒有?)(?:注册|註冊)?(?:过)?(?:账号|帐号|账户|會員|会员|帳號)|没注册|沒註冊|游客(?:下单|买)/i
/** It was given to them: whoever bought it has the number. */
const GIVEN = /\b(?:gift|present|was given|gave (?:it|them) to me|got (?:it|them) from)\b|(?:别人|朋友|家人|人家|对象|男友|女友|老公|老婆|妈妈?|爸爸?|同事)(?:给我)?(?:买|送)的?|送我的|收到的礼物|別人送/i
const NO_WAY = /\b(?:without|what (?:do i need|now|then|else|can i do)|can.?t|cannot|no idea|not there|nothing)\b|怎么办|咋办|没有|找不到|怎麼辦|沒有|没找到|不能/i

const ABOUT_NUMBER = /number|order|e-?mail|phone|that|it\b|订单|单号|号码|手机|邮箱|電話|訂單/i

/** "The grinder one": who is signed in may say what is in the order; other words may come with it ("the shirt, it's too small"). */
async function readGoods(turn: Turn, next: string): Promise<Outcome | null> {
  if (!turn.shopper.customerId) return null
  const orders = await turn.shop.ordersOfCustomer(turn.shopper.customerId)
  const offered = orders.filter(({ number }) => turn.choices.some(({ value }) => value === number))
  const recent = recentOf(turn, offered)
  if (recent) return goTo(next, { number: recent.number })
  const among = ordersNamed(turn, offered)
  const meant = among.length > 0 ? among : ordersNamed(turn, orders)
  if (meant.length === 1) return goTo(next, { number: meant[0]!.number })
  if (meant.length > 1) return askWhich(turn, 'order.which', { next, orders: meant })
  return turn.intent === null && namesGoods(turn) && offered.length > 0 ? askWhich(turn, 'order.not-among', { next, orders: offered }) : null
}

/** Numbers and proofs in the message; bare digits are read as what was asked for. */
function readGiven(turn: Turn): { number: string | null; hasProof: boolean } {
  const wantsProof = turn.kept('wantsProof') === 'yes'
  const hasProof = turn.entity('email') !== null || turn.entity('phone') !== null
  const text = turn.text.normalize('NFKC')
  const email = /[^\s@,，:：<]+@[^\s@,，]+\.[a-z]{2,}/i.exec(text)?.[0]
  if (email && !hasProof) turn.learn('email', email.toLowerCase())
  const digits = /(?:^|[^\d+])#?(\d{3,12})(?![\d@]|[号號弄室楼](?!订单|訂單))/.exec(text.replace(email ?? '\0', ' '))?.[1] ?? null
  const phone = /\+?\d[\d\s().-]{7,}\d/.exec(text)?.[0].replace(/[^\d+]/g, '') ?? null
  if (wantsProof && phone && phone.replace(/\D/g, '').length >= 9) {
    turn.learn('phone', turn.entity('phone') ?? phone)
    return { number: null, hasProof: true }
  }
  const number = numberIn(turn) ?? (hasProof || email ? null : digits)
  return { number, hasProof: hasProof || email !== undefined }
}
