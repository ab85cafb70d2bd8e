// Collects what a return needs, one question at a time; what is known already is not asked.
import type { Order, OrderLine, Resolution } from '../../commerce/index.ts'
import type { ReplyChoice } from '../../core/conversation/words.ts'
import { allLinesNamed, linesNamed, ordersNamed } from '../named-things.ts'
import { needOrder } from '../need-order.ts'
import { fold, isWish, pickOption, type Option } from '../runner/answers.ts'
import { again, ask, become, done, goTo, isOutcome, say, type Data, type Outcome } from '../runner/outcome.ts'
import { YES_NO } from '../runner/room.ts'
import type { Step } from '../runner/topic.ts'
import type { Turn } from '../runner/turn.ts'
import { lineData, orderData } from '../shop-words.ts'
import type { Reason } from './eligibility.ts'

/** A return as far as it is known: order, piece and reason for certain. */
export interface Draft {
  order: Order
  line: OrderLine
  quantity: number
  reason: Reason
  isOpened: boolean | null
  photos: string[]
  hasNoPhoto: boolean
  resolution: Resolution | null
  exchangeFor: string | null
  /** All of the above as kept with the dialog. */
  keep: Data
}

export const REASONS: Option<Reason>[] = [
  { value: 'too-small', words: /(?:too|bit|little|rather|quite|very) (?:small|tight|short|narrow)|太小|小了|[太偏][紧短]|偏小|有[点點](?:小|紧|短|緊)|紧了|穿不下|太緊/ },
  { value: 'too-big', words: /(?:too|bit|little|rather|quite|very) (?:big|large|long|loose|wide)|太大|大了|偏大|有[点點](?:大|长|松|長|鬆)|太长|太松|太長|太鬆/ },
  { value: 'damaged', words: /damaged|broken on arrival|(?:arrived|came) (?:broken|cracked|dented|smashed)|crushed|dented|cracked|shattered|leak(?:ed|ing)|破损|摔坏|压坏|碎了|裂了|漏了|破了|磕|破損|壓壞/ },
  { value: 'faulty', words: /faulty|defect|(?:doesn.?t|does not|don.?t|not|stopped|won.?t) (?:work|charg|turn|switch)|broke\b|(?<!arrived |came )broken|crackl|flicker|buzz|rattl|no sound|\bdead\b|坏了|杂音|没声音|连不上|闪个不停|不能用|质量(?:有)?问题|质量(?:太)?差|起球|开线|开胶|掉色|褪色|没反应|故障|开不了|充不进|壞了|品質問題|有毛病|缩水|縮水|\bshr(?:ank|unk)\b/ },
  { value: 'wrong-item', words: /wrong (?:item|article|colou?r|size|one|product|thing)|not what i ordered|发错|寄错|货不对|颜色不对|尺码不对|發錯|寄錯/ },
  { value: 'not-as-described', words: /not as (?:described|shown|pictured)|(?:looks?|is) different|不符|和图片|跟图片|色差|描述不/ },
  { value: 'changed-mind', words: /(?:don.?t|do not|didn.?t) (?:like|want|need)|changed? my mind|no longer (?:need|want)|ordered by mistake|不喜欢|不想要|不要了|买错|拍错|不合适|后悔|用不上|不喜歡|買錯/ },
]

/** Too small and too big are for what comes in sizes. */
function reasonChoices({ size }: OrderLine): ReplyChoice[] {
  return REASONS.filter(({ value }) => size !== null || (value !== 'too-small' && value !== 'too-big')).map(({ value }) => ({ key: `choices.reason-${value}`, value }))
}

const WHAT_IF = /\bif (?:it|they|these|those|the \w+) (?:don.?t|doesn.?t|do not|does not|isn.?t|aren.?t|won.?t) (?:fit|suit|work)|\bif (?:it|its|it's|they|they're|theyre|the|i|this|that|these|those|my)\b.*\b(?:can|could|may|do|will)\b|\b(?:can|could|may) i\b.*\bif (?:it|its|it's|they|they're|theyre|the|i|this|that|these)\b|(?:如果|要是|万一|假如).*(?:能|可以|可不可以|怎么|吗)/i

const OTHER = /\b(?:an?other|else)\b|另|其他|其它|别的|別的/i

/** First words about a return: what they tell already is kept. */
export function beginReturn(turn: Turn, resolution: Resolution | null): Outcome {
  // "If they don't fit, can I send them back?" asks for the rules and returns nothing yet.
  if (WHAT_IF.test(turn.text) && turn.entity('order-number') === null && turn.kept('number') === null) return become('returns.policy')
  const reason = turn.kept('reason') ?? pickOption(turn.text, REASONS) ?? (resolution === 'repair' ? 'faulty' : null)
  const named = turn.entity('product') ?? (/^(?:returns\.|order\.wrong-item$|shipping\.damaged$)/.test(turn.before ?? '') && !OTHER.test(turn.text) ? turn.productBefore : null)
  return goTo('start', { ...(reason ? { reason } : {}), ...(resolution ? { resolution } : {}), ...(named ? { named } : {}) })
}

/** The draft when nothing is missing, or the next question. */
export async function gather(turn: Turn): Promise<Draft | Outcome> {
  const order = await needOrder(turn, 'start', { suits: ({ state }) => state === 'delivered', article: turn.kept('named') })
  if (isOutcome(order)) return order
  if (order.state !== 'delivered') return notDelivered(turn, order)
  const keep: Data = { number: order.number, photos: [...new Set([...photosKept(turn), ...turn.takePhotos(), ...photosSent(turn)])] }
  const several = linesTogether(turn, order)
  if (several) return become('returns.start', { ...turn.data, ...keep, lineId: several[0]!.id, others: several.slice(1).map(({ id }) => id) }, [say('returns.one-by-one', { items: several.map(one => turn.inWords(one.name)) })])
  const line = lineMeant(turn, order)
  if (!line) return ask('returns.which-item', 'item', orderData(turn, order), { keep, choices: order.lines.map(one => ({ title: turn.inWords(one.name), value: one.id })) })
  keep.lineId = line.id
  turn.learn('product', line.productId, 'shop')
  const quantity = line.quantity === 1 ? 1 : Number(turn.kept('quantity') ?? 0)
  if (quantity === 0) return ask('returns.how-many', 'quantity', { ...lineData(turn, line), count: line.quantity }, { keep })
  const reason = (turn.kept('reason') ?? pickOption(turn.text, REASONS)) as Reason | null
  if (!reason) return ask('returns.why', 'reason', lineData(turn, line), { keep, choices: reasonChoices(line) })
  keep.reason = reason
  return {
    order, line, quantity, reason, photos: keep.photos as string[], hasNoPhoto: turn.kept('photo') === 'none',
    isOpened: turn.kept('opened') === null ? null : turn.kept('opened') === 'opened',
    resolution: turn.kept('resolution') as Resolution | null, exchangeFor: turn.kept('exchangeFor'), keep,
  }
}

function notDelivered(turn: Turn, order: Order): Outcome {
  if (order.state === 'cancelled') return done('order.is-cancelled', orderData(turn, order))
  if (order.state === 'shipped') return done('returns.not-there-yet', orderData(turn, order))
  return ask('returns.cancel-instead', 'cancel-instead', orderData(turn, order), { keep: { number: order.number }, choices: YES_NO })
}

export function cancelInstead(turn: Turn): Outcome {
  if (turn.saysYes) return become('order.cancel', { number: turn.kept('number') })
  return turn.saysNo ? done('returns.not-made') : again()
}

/** Several articles of the order that are to go back together: one after the other, each by its own rules. */
function linesTogether(turn: Turn, order: Order): OrderLine[] | null {
  if (turn.kept('lineId') !== null || order.lines.length < 2) return null
  const named = allLinesNamed(turn, order.lines)
  const meant = named.length > 1 ? named : named.length === 0 && EVERYTHING.test(turn.text) ? order.lines : []
  return meant.length > 1 ? meant : null
}

const EVERYTHING = /\b(?:both|all of (?:it|them)|everything|the (?:whole|entire|complete) order|all (?:two|three|four))\b|(?:两|三|几|二|兩|幾)(?:样|件|个|種|种|樣|個)(?:东西|商品)?(?:都|全|一起)|[都全](?:部|都)?(?:想|要)?(?:退|换|退掉)|整单|全部|一起退|(?:都|全)(?:要)?退/i

function lineMeant(turn: Turn, order: Order): OrderLine | null {
  if (order.lines.length === 1) return order.lines[0]!
  const kept = order.lines.find(({ id }) => id === turn.kept('lineId'))
  if (kept) return kept
  const named = linesNamed(turn, order.lines)
  return named.length === 1 ? named[0]! : order.lines.find(({ productId }) => named.length === 0 && productId === turn.kept('named')) ?? null
}

function photosKept(turn: Turn): string[] {
  return Array.isArray(turn.data.photos) ? turn.data.photos.filter(id => typeof id === 'string') : []
}

function photosSent(turn: Turn): string[] {
  const known = photosKept(turn)
  return turn.attachments.filter(({ contentType, id }) => contentType.startsWith('image/') && !known.includes(id)).map(({ id }) => id)
}

/** A picture sent while something else is asked is kept for later; "no, the shirt" is another article. */
async function withPhotos(turn: Turn, keep: Data | null): Promise<Outcome> {
  if (keep) return goTo('start', keep)
  const photos = photosSent(turn)
  if (photos.length > 0) return goTo('start', { photos: [...photosKept(turn), ...photos] })
  const early = toldEarly(turn)
  return early ? goTo('start', early) : otherArticle(turn)
}

/** An answer to a question that is still to come is kept: "it's still sealed", "money back please". */
function toldEarly(turn: Turn): Data | null {
  const isBare = turn.text.length <= 16 && !isWish(turn.text) && /refund/.test(turn.intent ?? '')
  if (turn.text.length > 40 || (turn.intent !== null && !isBare && !/^(?:returns\.(?:start|exchange|repair)|small-talk\.(?:yes|no))$/.test(turn.intent))) return null
  const told = { opened: pickOption(turn.text, SEALS), resolution: pickOption(turn.text, RESOLUTIONS), reason: pickOption(turn.text, REASONS) }
  const fresh = Object.entries(told).filter(([name, value]) => value !== null && turn.kept(name) === null)
  return fresh.length > 0 ? Object.fromEntries(fresh) : null
}

/** Another article of the order, or of the shopper's others, named where something else was asked. */
export async function otherArticle(turn: Turn): Promise<Outcome> {
  if (turn.intent !== null && !/^(?:returns\.(?:start|exchange)|small-talk\.no)$/.test(turn.intent)) return again()
  const order = await turn.shop.orderByNumber(turn.kept('number') ?? '')
  const [line, ...more] = linesNamed(turn, order?.lines ?? [])
  const other = { lineId: line?.id ?? null, named: null, quantity: null, opened: null, exchangeFor: null }
  if (line) return more.length > 0 || line.id === turn.kept('lineId') ? again() : goTo('start', other)
  const orders = turn.shopper.customerId ? ordersNamed(turn, await turn.shop.ordersOfCustomer(turn.shopper.customerId)) : []
  return orders.length === 1 ? goTo('start', { ...other, number: orders[0]!.number, reason: null, resolution: null }) : again()
}

async function readItem(turn: Turn): Promise<Outcome> {
  const order = await turn.shop.orderByNumber(turn.kept('number') ?? '')
  const named = linesNamed(turn, order?.lines ?? [])
  if (turn.picked() === null && order && linesTogether(turn, order)) return goTo('start')
  const lineId = turn.picked() ?? (named.length === 1 ? named[0]!.id : undefined)
  return withPhotos(turn, lineId ? { lineId } : null)
}

const ALL = /^(?:all|both|all of them|every(?:thing| one)|全部|都|都要|全都|两个都|兩個都|都退)$/

async function readQuantity(turn: Turn): Promise<Outcome> {
  const order = await turn.shop.orderByNumber(turn.kept('number') ?? '')
  const most = order?.lines.find(({ id }) => id === turn.kept('lineId'))?.quantity ?? 1
  const digits = /\d+/.exec(turn.text.normalize('NFKC'))?.[0] ?? turn.entity('quantity')
  const han = /^(?:退)?([一二两三四五])[个件瓶双条只盒台套個雙]?(?:吧|就好|就行)?$/.exec(fold(turn.text))?.[1] ?? '?'
  const word = 'one two three four five'.split(' ').indexOf(fold(turn.text)) + 1 || '一二三四五'.indexOf(han) + 1 || (han === '两' ? 2 : 0)
  const quantity = ALL.test(fold(turn.text)) ? most : Number(digits ?? word)
  return quantity >= 1 && quantity <= most ? goTo('start', { quantity: String(quantity) }) : withPhotos(turn, null)
}

const SEALS: Option<'sealed' | 'opened'>[] = [
  { value: 'sealed', words: /sealed|unopened|not (?:been )?opened|never opened|haven.?t opened|(?:未|没|沒)(?:有)?(?:开|拆|開|用)|全新|完好/ },
  { value: 'opened', words: /^(?!.*(?:unopened|not opened|never opened|haven.?t|未|没|沒)).*(?:opened|used|tried|打开|拆|用过|开封|開封|用過)/ },
]

function readOpened(turn: Turn): Promise<Outcome> {
  const opened = turn.pick(SEALS) ?? (turn.saysYes ? 'sealed' : turn.saysNo ? 'opened' : null)
  return withPhotos(turn, opened ? { opened } : null)
}

const NO_PHOTO = /no (?:photo|picture|camera)|(?:can.?t|cannot|don.?t have)|skip|without|没有|沒有|拍不了|不方便|没法/i

function readPhoto(turn: Turn): Outcome {
  if (photosSent(turn).length > 0) return goTo('start')
  if (turn.saysNo || (NO_PHOTO.test(turn.text) && turn.text.length < 60)) return goTo('start', { photo: 'none' })
  const early = toldEarly(turn)
  // The order or the article once more is no picture, and nothing that was not understood.
  const isSame = (turn.entity('order-number') ?? '') === turn.kept('number') || (turn.intent === null && turn.entity('product') !== null && turn.entity('product') === turn.productBefore)
  return early || isSame ? goTo('start', early ?? {}) : again()
}

export const RESOLUTIONS: Option<Resolution>[] = [
  { value: 'refund', words: /refund|money back|(?:give|want|take|have|prefer|rather|just)\b.{0,20}\b(?:the|my) money\b|退款|退钱|退錢|把钱退/ },
  { value: 'exchange', words: /exchange|swap|replace|another one|new one|换货|换一|换个|更换|換貨|換一|^换$|^換$/ },
  { value: 'repair', words: /repair|\bfix|\bmend|维修|修理|修好|修一|維修|^修$/ },
]

function readResolution(turn: Turn): Promise<Outcome> {
  const resolution = turn.pick(RESOLUTIONS)
  return withPhotos(turn, resolution ? { resolution } : null)
}

/** The variant asked for in exchange; `shop` says what is left. */
async function readExchange(turn: Turn): Promise<Outcome> {
  const picked = turn.picked()
  if (picked) return goTo('start', { exchangeFor: picked })
  const order = await turn.shop.orderByNumber(turn.kept('number') ?? '')
  const line = order?.lines.find(({ id }) => id === turn.kept('lineId'))
  const product = line ? await turn.shop.productById(line.productId) : null
  const said = ` ${fold(turn.text)} `
  const meant = (product?.variants ?? []).filter(({ stock, size, colour }) => stock > 0 && (size ?? colour) !== null
    && (size === null || said.includes(` ${fold(size)} `) || turn.entities('size').some(value => fold(value) === fold(size)))
    && (colour === null || size !== null && turn.entity('colour') === null && turn.inWords(colour) === (line?.colour ? turn.inWords(line.colour) : null) || Object.values(colour).some(word => said.includes(fold(word)))))
  return meant.length === 1 ? goTo('start', { exchangeFor: meant[0]!.id }) : again()
}

function readReason(turn: Turn): Promise<Outcome> {
  const reason = turn.pick(REASONS)
  return withPhotos(turn, reason ? { reason } : null)
}

export const draftSteps: Record<string, Step> = {
  item: readItem, quantity: readQuantity, reason: readReason, opened: readOpened, photo: readPhoto, resolution: readResolution, 'exchange-for': readExchange,
}
