// Messages that stand on what was said before: "the second one", "not that, the charger", a bare article, "one more thing".
import type { DialogFrame } from '../../core/conversation/dialog-words.ts'
import type { EntityName, ScoredIntent, Understanding } from '../../core/conversation/words.ts'
import { fold, isWish, isYes } from './answers.ts'
import { goesOnWithGoods, goesOnWithOrder } from './going-on.ts'
import { asksWhatNow, besides } from './plain-words.ts'
import { canAnswer, type Work } from './room.ts'
import { asksOther, placeShown } from './shown.ts'

/** The intent that the message goes on with, or null when it stands by itself. */
export function leaningIntent(work: Work): string | null {
  const { state: { lastIntent }, input: { understanding } } = work
  // "The jacket", whatever the model guesses of it: the last question again, of the jacket.
  if (isOnlyGoods(understanding)) return lastIntent === null ? 'product.find' : AGAIN.test(lastIntent) ? lastIntent : null
  return plainlyLeaning(work) ?? troubleAgain(work) ?? (isVague(work) ? vaguelyLeaning(work) : null)
}

/** Whatever other thing the model makes of it. */
function plainlyLeaning(work: Work): string | null {
  const { state, input: { understanding } } = work
  const { facts, lastIntent, shown = [] } = state
  const { text } = understanding
  const numbered = numberAlone(work)
  if (numbered) return numbered
  if (isOfCode(understanding, lastIntent)) return 'product.promotions'
  const talked = afterwards(work) ?? goesOnWithOrder(work) ?? goesOnWithGoods(work)
  if (talked) return talked
  if (facts.product && text.length <= LONGEST && TAKES_IT.test(text)) return 'order.place'
  if (facts.contact && ASKS_ANSWER.test(text)) return 'handoff.call-back'
  // 「另一款呢」 goes on with a list.
  if (shown.length < 2 || !asksOther(text)) return null
  return lastIntent !== null && ABOUT_ONE.test(lastIntent) ? lastIntent : 'product.details'
}

/** What follows on the rules of returning, or on a matter that is with a person. */
function afterwards({ state: { passedOn, lastIntent }, input: { understanding } }: Work): string | null {
  const isNumber = understanding.entities.some(({ entity }) => entity === 'order-number') && besides(understanding, ['order-number']) === ''
  if (lastIntent === 'returns.policy' && isNumber) return 'returns.start'
  return passedOn && passedOn.during === lastIntent && (WAITS.test(understanding.text) || asksWhatNow(understanding.text)) ? 'handoff.call-back' : null
}

/** A number before anything was asked that it could answer: how the order stands, where the parcel is. */
function numberAlone(work: Work): string | null {
  const { understanding, isWaiting } = work.input
  const isNamed = (name: EntityName) => understanding.entities.some(({ entity }) => entity === name)
  if (isFree(work) && isNamed('order-number') && besides(understanding, ['order-number']) === '') return 'order.status'
  return !isWaiting && isNamed('tracking-number') && besides(understanding, ['tracking-number', 'phone']).length <= 4 ? 'shipping.track' : null
}

/** More words about the trouble in hand: the other charge, or the fault of the article that was too old to go back. */
function troubleAgain({ state: { facts, lastIntent }, input: { understanding } }: Work): string | null {
  const { text, intent } = understanding
  if (lastIntent === 'payment.charged-twice' && isOtherCharge(understanding)) return lastIntent
  const isFault = lastIntent?.startsWith('returns.') && facts.product && intent === 'complaint.make' && text.length <= LONGEST && FAULT.test(text)
  return isFault ? 'returns.start' : null
}

function isVague({ state: { lastIntent }, input: { understanding: { intent, confidence } }, room }: Work): boolean {
  if (intent === 'small-talk.goodbye') return false
  return intent === null || intent === lastIntent || intent.startsWith('small-talk.') || confidence < room.policy.sure
}

/** Nothing was asked that a number could go on with, and nobody is waited for who would take it. */
function isFree({ state: { lastIntent, waitsFor }, input: { isWaiting } }: Work): boolean {
  return !isWaiting && !waitsFor && (lastIntent === null || lastIntent.startsWith('complaint.') || NO_ORDER.test(lastIntent))
}

/** Questions that no order's number answers. */
const NO_ORDER = /^(?:product\.|faq\.|payment\.(?:methods|instalments|safety|cash-on-delivery)|shipping\.(?:cost|time|carriers|abroad|pick-up)|order\.place)/

/** "The calm ones" of "Calm headphones, Dot earbuds": the article shown that is called by a word of its name and nothing besides; null when none or several are. */
export async function shownByName({ state: { shown = [] }, input: { understanding: { text, entities } }, room }: Work): Promise<string | null> {
  if (shown.length < 2 || text.length > SHORT * 2 || entities.some(({ entity }) => entity === 'product')) return null
  const words = fold(text.toLowerCase().replace(SMALL, ' ')).split(' ').filter(word => word !== '')
  if (words.length === 0 || words.length > 3) return null
  const products = (await Promise.all(shown.map(id => room.shop.productById(id)))).filter(one => one !== null)
  const called = products.filter(({ name }) => Object.values(name).some(one => words.every(word => word.length > 2 && fold(one).split(' ').includes(word))))
  return called.length === 1 ? called[0]!.id : null
}

/** What would be too bold where the model is sure of something else. */
function vaguelyLeaning(work: Work): string | null {
  const { state: { facts, lastIntent }, input: { understanding } } = work
  const isOfOne = lastIntent !== null && ABOUT_ONE.test(lastIntent)
  if (isOfShown(work)) return isOfOne ? lastIntent : 'product.details'
  // "100 at most?" after a list: the same kind within that.
  if (lastIntent !== null && (LISTED.test(lastIntent) || lastIntent === 'product.price') && isOnlyLimit(work)) return 'product.find'
  if (facts.product && (isOfOne || (lastIntent !== null && LISTED.test(lastIntent))) && isLook(understanding)) return 'product.stock'
  // "Not that one, the charger": the yes or no stands before what is meant.
  const isYesNo = understanding.intent === 'small-talk.yes' || understanding.intent === 'small-talk.no'
  const isFollowed = isYesNo && lastIntent !== null && FOLLOWED.test(lastIntent) && understanding.entities.some(({ entity }) => NAMED.includes(entity))
  return isFollowed && canAnswer(work, lastIntent) ? lastIntent : null
}

/** A size or a colour and nothing else: "42 please", "in brown". */
function isLook({ text, entities }: Pick<Understanding, 'text' | 'entities'>): boolean {
  return BARE_SIZE.test(text.trim()) || (text.length <= SHORT && entities.length > 0 && entities.every(({ entity }) => entity === 'colour' || entity === 'size' || entity === 'quantity'))
}

const SHORT = 24
const FAULT = /质量(?:有)?(?:问题|差)|品質|坏了|壞了|起球|开线|开胶|掉色|褪色|\b(?:faulty|defective|broken|broke|fell apart|poor quality|quality (?:problem|issue))\b/i
const TAKES_IT = /\bhow (?:do|can|would) i (?:get|buy|order) (?:it|this|that|one|them|these|those)\b|那?就(?:它|这个|这款|这件|这双)(?:吧|了|啦)|\b(?:i'?ll|ill?|i will|let me|i(?:'d| would)? (?:want|like) to|i wanna) (?:take|buy|get|have|order) (?:it|this|that|one|them|these|those)\b|^(?:那|好|行|ok)?[，, ]*(?:我)?(?:就|想)?(?:要|买|拿|拍)(?:这个|它|这款|这件|这双|一个|一件|一双|了)|我要(?:买|下单)/i
const ASKS_ANSWER = /\b(?:when|how long|how soon)\b.*\b(?:answer|reply|respond|get back|hear (?:back|from)|contact|in touch|somebody|someone|person)\b|(?:什么时候|多久|几时|何时|啥时候|什麼時候).*(?:回复|答复|联系|回电|回我|找我|回覆|答覆|聯繫)/i
/** "Ok, how long will that take?", "are you sure somebody will look at it?" of who was told that a person answers. */
const WAITS = /^(?:(?:ok|okay|so|and|but|well|right|fine|great|alright|thanks|thank you)[,. ]*)*(?:how long|how soon|when)(?: (?:does|do|will|would|is|must|should|shall|can) (?:it|that|this|i|we|they|you))?(?: (?:have to |need to |usually |normally )*(?:take|takes|be|wait|happen|reply|answer|write))?(?: (?:for it|then|roughly|about|usually|normally|now))*[?!. ]*$|\b(?:sure|really|certain|promise)\b.*\b(?:some(?:one|body)|any(?:one|body)|person|colleague|human)\b|^(?:好的?|那|嗯|所以)*[，, ]*(?:大概|大约)?(?:要|需要|得)?(?:等|再等)?(?:多久|多长时间|什么时候|啥时候|多長時間|什麼時候)(?:能|会|才)?(?:好|解决|处理|回复|有结果|有消息)?(?:呢|啊|呀)?[?？]*$|(?:真的|确定|肯定|確定).*(?:有人|人工|同事)/i
const BARE_SIZE = /^(?:in |size |a )?(?:\d{2}(?:\.5)?|x{0,3}[sl]|m)(?: please| pls| thanks|码|號|号)?[.!?？呢吗]*$/i

/** "And HELLO10?", "does SNOW15 work": a code is asked about. */
function isOfCode({ text, entities }: Pick<Understanding, 'text' | 'entities'>, lastIntent: string | null): boolean {
  if (text.length > LONGEST || !CODE.test(text) || entities.some(({ entity }) => entity === 'tracking-number' || entity === 'order-number')) return false
  return /^product\.(?:promotions|price)$/.test(lastIntent ?? '') || /\b(?:codes?|works?|valid|use|still good|voucher|coupon)\b|码|能用|有效|券|碼/i.test(text)
}

/** After "charged twice": the money of the other charge, where no return is spoken of. */
function isOtherCharge({ text, intent, entities }: Understanding): boolean {
  if (text.length > LONGEST || entities.some(({ entity }) => NAMED.includes(entity))) return false
  return OTHER_CHARGE.test(text) || (/^(?:returns\.refund-status|payment\.refund-when)$/.test(intent ?? '') && !/退货|退貨|\breturn/i.test(text))
}

const OTHER_CHARGE = /\bthe other (?:one|charge|payment|amount)\b|\bthe second (?:one|charge|payment)\b|另(?:外|一|外一)(?:的)?一?[笔筆次]|(?:多|重复|重複)(?:扣|收|付)的?(?:那|的|钱|錢)|第二[笔筆次]/i

/** A limit of money and a few small words. */
function isOnlyLimit({ state: { shown = [], facts }, input: { understanding: { text, entities } } }: Work): boolean {
  const limits = entities.filter(({ entity }) => entity === 'amount')
  if ((shown.length === 0 && facts.product === undefined) || limits.length === 0 || entities.some(({ entity }) => GOODS.includes(entity))) return false
  return text.length <= SHORT
}

const CODE = /(?<![A-Za-z0-9-])(?=[A-Z0-9]*[A-Z]{3})(?=[A-Z0-9]*\d)[A-Z0-9]{5,12}(?![A-Za-z0-9-])/

/** Names an article or a shelf and says nothing besides. */
function isOnlyGoods({ text, entities }: Pick<Understanding, 'text' | 'entities'>): boolean {
  const goods = entities.filter(({ entity }) => GOODS.includes(entity))
  if (goods.length === 0 || text.length > LONGEST) return false
  const rest = goods.reduceRight((left, { start, end }) => left.slice(0, start) + ' '.repeat(end - start) + left.slice(end), text)
  return rest.toLowerCase().replace(SMALL, ' ').replace(/[\p{P}\p{S}\s]+/gu, '') === ''
}

const SMALL = /\b(?:the|a|an|my|one|ones|please|pls|no|sorry|i mean|i meant|of|and|now|then|next|also|first)\b|然后|还有|再|和|跟|与|还|那个|这个|那件|的|我|呢|吧|啊|是|要|那|个|件|双/g
/** Wishes that another article may have, too. */
const AGAIN = /^(?:product\.(?:details|price|stock|size|material|care|authenticity|find)|order\.(?:cancel|change|status|confirm|missing-item)|shipping\.(?:track|delay|lost)|returns\.|payment\.(?:charged-twice|failed|invoice)$)/

/** Questions that another article, size or number may follow up ("and in blue?", "and 1003?"). */
export const FOLLOWED = /^(?:product|shipping|order|returns)\./
export const NAMED: EntityName[] = ['order-number', 'tracking-number', 'product', 'size', 'colour']
const GOODS: EntityName[] = ['product', 'category']
/** Questions about one article: another may take its place in them. */
export const ABOUT_ONE = /^product\.(?:details|price|stock|size|material|care|authenticity)$/
const LISTED = /^product\.(?:find|recommend|compare)$/

function isOfShown({ state: { shown = [], facts, lastIntent }, input: { understanding: { text } } }: Work): boolean {
  if (shown.length < 2 || text.length > LONGEST) return false
  // A yes to "shall I tell you more about one of them?"
  if (isYes(text)) return lastIntent !== null && LISTED.test(lastIntent) && facts.product === undefined
  return placeShown(text, { prices: shown.map((_, place) => place), current: shown.indexOf(facts.product?.value ?? '') }) !== null
}

const LONGEST = 60

const OPENING = /^(?:(?:oh|ah|hm+|wait|hold on|hang on|sorry|ok|okay|hi|hey|hello|so|and|actually|also|btw|by the way|um|uh|just|yes|yeah|no|well) )*(?:one more (?:thing|question)|another (?:thing|question)|(?:i have|i've got|i got|got) (?:a|an|another|one more|one|some) (?:quick |last )?questions?(?: for you)?|quick question|(?:can|could|may) i ask (?:you )?(?:something|a question)(?: else)?|something else|there'?s one more thing|wait|hold on|hang on)(?: please)?$/
const OPENING_ZH = /^(?:那个|嗯|哦|啊|对了|等等|等一下|等下|不好意思|你好|您好|请问|还有|另外|我|亲|那|再)*(?:(?:还)?有(?:一)?(?:个|件)?(?:事|事情|问题|小问题|事儿)|(?:还)?想?(?:再)?问(?:一下|一个|个|你|您)*(?:事|事情|问题|事儿)?|等一下|等等|等下|对了)(?:呢|哈|啊|吧|想问|要问|请教)*$/

/** What was bought and nothing besides: what is the matter with it comes in the next line. */
const BOUGHT = /^(?:(?:so|hi|hey|hello|ok|well) )*i(?:'ve| have)? (?:just )?(?:ordered|bought|purchased) (?:(?:an?|some|the|your|these|a pair of|new) )?(?:[a-z-]+ ){0,2}[a-z-]+(?: (?:from (?:you|your (?:shop|site|store))|here|online|last (?:week|month)|yesterday|(?:a few|two|three|\d+) (?:days?|weeks?) ago|the other day))?$/
const BOUGHT_ZH = /^我?(?:之前|昨天|前几天|上周|刚)?(?:在你们?(?:家|店里?|这))?(?:买|订|拍|购买)了一?(?:个|双|件|台|条|套|盒|瓶)?(?!.*[错两坏没不小大完贵])\p{Script=Han}{1,6}$/u
const TOLD_MORE = /\b(?:wrong|mistake|twice|double|broken|size|instead|not|never|but|and|yet|gift|it|this|that|them|already|before|multiple|many|something|nothing|anything)\b/

/** "Oh wait, one more thing", "I ordered shoes": says that more is coming, and asks nothing yet. */
export function isOpening(text: string): boolean {
  const said = text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}']+/gu, ' ').trim()
  if (said.length <= LONGEST && ((BOUGHT.test(said) && !TOLD_MORE.test(said)) || BOUGHT_ZH.test(said))) return true
  return said.length > 0 && said.length <= LONGEST && (OPENING.test(said) || OPENING_ZH.test(said.replaceAll(' ', '').replaceAll('還', '还').replaceAll('對', '对').replaceAll('個', '个').replaceAll('問', '问').replaceAll('題', '题').replaceAll('請', '请')))
}

/** Of intents too close to choose between, the one that goes on with the talk: the topic spoken of, or one subject by two names. Null when asking is better. */
export function likelier(work: Work, rivals: ScoredIntent[]): string | null {
  const [best] = rivals
  if (rivals.length < 2 || !best) return null
  const topics = [...work.room.topics.values()]
  if (topics.some(({ oneSubject = [] }) => rivals.every(({ intent }) => oneSubject.includes(intent)))) return best.intent
  const about = work.state.lastIntent?.split('.')[0]
  if (!about || work.input.understanding.text.length > LONGEST) return null
  const same = rivals.filter(({ intent }) => intent.startsWith(`${about}.`))
  return same.length === 1 ? same[0]!.intent : null
}

/** Cost and time mean those of sending back where the talk is of a return, unless delivery is named; what is inside means the parcel where the talk is of an order. */
export function inThisTalk(intent: string, { topic, work }: { topic: string | null; work: Work }): string {
  const { state, input: { understanding: { text, entities } } } = work
  if (text.length > LONGEST) return intent
  // "When will the new one come?" of who has just set up an exchange.
  if (topic === 'returns' && NEW_ONE.test(text) && /^(?:product\.stock|shipping\.(?:time|track|delay)|order\.status)$/.test(intent)) return 'returns.status'
  if ((topic === 'returns' || state.lastIntent === 'payment.refund-when') && !OUTGOING.test(text)) return BACK[intent] ?? intent
  // "Leave it at the parcel shop" of a parcel that is coming is no question about collecting.
  if (intent === 'shipping.pick-up' && state.facts['order-number'] !== undefined && /^(?:shipping\.(?:track|delay)|order\.status)$/.test(state.lastIntent ?? '') && !/[?？吗嗎]/.test(text)) return 'shipping.change-address'
  const isOfOrder = (topic === 'order' || topic === 'shipping') && state.facts['order-number'] !== undefined && !entities.some(({ entity }) => GOODS.includes(entity))
  return isOfOrder && /^product\.(?:material|details)$/.test(intent) && INSIDE.test(text) ? 'order.confirm' : intent
}

const BACK: Record<string, string> = { 'shipping.cost': 'returns.policy', 'shipping.time': 'payment.refund-when' }
const OUTGOING = /\bdeliver|\b(?:shipping|ship|send|post) (?:it |them )?(?:to|out)\b|新的|发货|發貨|寄到|发到|送到|下单|express|\bnew one\b/i
const NEW_ONE = /\b(?:when|how long|how soon|where)\b.*\b(?:new|other|replacement|exchanged?|swapped)(?: (?:one|item|pair|size|piece|shirt|shoes?))?\b|(?:新的|换的|另一件|換的).*(?:什么时候|多久|几时|哪|什麼時候|幾時)|(?:什么时候|多久|几时|什麼時候).*(?:新的|换的|換的)/i
const INSIDE = /里面|里头|裡面|都有(?:什么|啥)|\b(?:in (?:it|there|the (?:parcel|box|order))|inside|contents?)\b/i

/** Another wish, told while a dialog waits for an answer; null when the message is none. */
export function sideIntent(work: Work, frame: DialogFrame): string | null {
  const { intent, confidence, text } = work.input.understanding
  if (frame.topic === 'returns' && text.length <= LONGEST && DEADLINE.test(text)) return 'returns.policy'
  if (!intent || confidence < leastAside(work, frame, text) || !canAnswer(work, intent)) return null
  return ['small-talk.yes', 'small-talk.no', 'small-talk.stop'].includes(intent) ? null : intent
}

/** "How many days do I have?" of who is sending something back. */
const DEADLINE = /\bhow (?:many days|long|much time) (?:do|have|would) (?:i|we) (?:have|got|get)\b|\b(?:deadline|time limit)\b|(?:最多|多少天|几天|多久)(?:之?内|几天|多久)?(?:能|可以|可)退|(?:几|多少)天(?:之)?内|退货期限|還有幾天|还有几天/i

/** A question about the matter in hand needs less to be believed. */
function leastAside({ room: { policy, topics }, input: { understanding: { intent } } }: Work, frame: DialogFrame, text: string): number {
  const isKin = intent !== null && topicOf(intent) === frame.topic && !topics.get(frame.topic)?.oneSubject?.includes(intent)
  return isKin && isWish(text) ? policy.guess : policy.aside
}

export function topicOf(intent: string | null): string | null {
  return intent?.split('.')[0] ?? null
}

/** A long message is no bare yes, no or compliment, whatever the model makes of it. */
export function isTalkMisheard({ text, intent }: Pick<Understanding, 'text' | 'intent'>): boolean {
  return intent !== null && /^small-talk\.(?:yes|no|praise|how-are-you)$/.test(intent) && text.length > (/\p{Script=Han}/u.test(text) ? 16 : 60)
}
