// What goes on with the order, the delivery, the return or the goods just spoken of, whatever other thing the model makes of so few words.
import { asksOnlyWhen, asksSuits, bargains, hurries, wantsOthers } from './plain-words.ts'
import type { Work } from './room.ts'

/** The question about an order, a delivery or a return that the message goes on with; null when it stands by itself. */
export function goesOnWithOrder({ state: { lastIntent, tried, facts }, input: { understanding: { text, entities } } }: Work): string | null {
  if (lastIntent === null || text.length > LONGEST || entities.some(({ entity }) => NAMED.has(entity))) return null
  if (DELIVERY.test(lastIntent)) return ofDelivery(text)
  const last = tried.at(-1)
  const returned = last === 'returns.confirm' || lastIntent === 'returns.status' ? ofReturn(text) : null
  if (returned) return returned
  if (REFUND.test(lastIntent) || last === 'order.confirm-cancel') return hurries(text) || asksOnlyWhen(text) ? 'returns.refund-status' : null
  if (facts['order-number'] === undefined || !OF_ORDER.test(lastIntent)) return null
  return LEAVES_AT.test(text) ? 'shipping.change-address' : asksOnlyWhen(text) ? 'shipping.track' : null
}

const LONGEST = 60
const NAMED = new Set(['order-number', 'tracking-number', 'product', 'colour'])
const OF_ORDER = /^(?:shipping\.(?:track|delay|change-address)|order\.(?:status|confirm|change)|payment\.charged-twice)$/
/** Where the courier may leave it. */
const LEAVES_AT = /放(?:到|在|给)?(?:个|一下)?(?:门卫|門衛|保安|物业|邻居|鄰居|驿站|驛站|快递柜|柜子|门口|門口|前台)|\b(?:leave|drop|put) it (?:with|at|in|by)\b/i
const REFUND = /^(?:returns\.refund-status|payment\.refund-when)$/

/** What delivery costs and how long it takes, of the country spoken of. */
function ofDelivery(text: string): string | null {
  if (asksOnlyWhen(text)) return 'shipping.time'
  return ASKS_COST.test(text.trim()) ? 'shipping.cost' : null
}

const DELIVERY = /^shipping\.(?:cost|time|abroad|carriers)$/
const ASKS_COST = /^(?:(?:and|so|ok|what about|what'?s|what is)[, ]+)*(?:the |a )?(?:cost|price|fee|postage|how much(?: (?:is (?:it|that)|does (?:it|that) cost))?)[?!. ]*$|^(?:那)?(?:运费|邮费|多少钱|费用)(?:呢|多少|是多少)?[?？]*$/i

/** The return that has been set up: the money, the way back, who pays for it. */
function ofReturn(text: string): string | null {
  if (MONEY.test(text) || hurries(text)) return 'returns.refund-status'
  if (asksOnlyWhen(text) || HOW_BACK.test(text) || WHEN_MINE.test(text)) return 'returns.status'
  return WHO_PAYS.test(text) ? 'returns.policy' : null
}

const MONEY = /\bwhen\b.*\b(?:money|refund)\b|(?:钱|退款|錢).*(?:多久|什么时候|几时|几天|到账|什麼時候)|(?:多久|什么时候|几时|什麼時候).*(?:钱|退款|到账|錢)/i
/** "How do I send it back?", "where do I send it?" */
export function asksWayBack(text: string): boolean {
  return text.length <= LONGEST && WAY_BACK.test(text)
}

const WAY_BACK = /\b(?:how|where) (?:do|does|should|must|can|could|to|shall|will) ?(?:i|we|it|this|that)?\b.*\b(?:send|return|post|ship|hand|drop|go)\b|\b(?:which|what) address\b|\blabel\b|(?:怎么|怎麼|如何|哪里|往哪|寄到?哪).*(?:寄|退|送)|(?:寄|退)(?:到|去|回)?(?:哪|什么地)|寄到?哪|面单|面單/i

const HOW_BACK = /\b(?:how|where)\b.*\b(?:send|return|post|ship|hand|drop|label)\b|\blabel\b|(?:怎么|怎麼|如何|哪里|往哪|寄到?哪).*(?:寄|退|送)|寄回|寄到?哪|面单|面單/i
const WHEN_MINE = /\bwhen (?:do|will|can) i (?:get|have|receive)\b|\bhow long (?:until|till|before)\b|(?:什么时候|多久|几时|什麼時候).*(?:收到|寄来|到|拿到|发)/i
const WHO_PAYS = /\b(?:who|do i|must i|have to|will i) (?:have to )?(?:pay|pays)\b|\b(?:for free|postage|is (?:it|that) free)\b|(?:运费|邮费|快递费|運費|郵費)|要(?:我)?(?:付|出|给)钱|谁(?:出|付)|收费吗/i

/** The question about goods that the message goes on with: of the article, or the list, just shown. */
export function goesOnWithGoods(work: Work): string | null {
  const { state: { facts, lastIntent, shown = [] }, input: { understanding: { text, entities } } } = work
  if (!lastIntent?.startsWith('product.')) return null
  if (entities.some(({ entity, value }) => entity === 'product' && value !== facts.product?.value && !shown.includes(value))) return null
  if (facts.product && bargains(text)) return 'product.price'
  if (LISTED.test(lastIntent) && wantsOthers(text)) return lastIntent === 'product.compare' ? 'product.find' : lastIntent
  if (asksForOther(work)) return 'product.find'
  return (facts.product || shown.length > 1) && asksSuits(text) ? 'product.details' : null
}

const LISTED = /^product\.(?:find|recommend|compare)$/

/** "What about tablets?" after "do you sell laptops?", 「雨伞呢」. */
function asksForOther({ state: { lastIntent }, input: { understanding: { text, intent, entities } } }: Work): boolean {
  if (entities.length > 0 || !WHAT_ABOUT.test(text.trim()) || lastIntent === null) return false
  return lastIntent === 'product.find' ? intent === null || /^product\.(?:find|details)$/.test(intent) : GOODS.test(lastIntent) && (intent === null || intent === 'product.find')
}

const GOODS = /^product\.(?:price|details|stock|recommend)$/
const WHAT_ABOUT = /^(?:(?:and|ok|hm+|then)[, ]+)*(?:what|how) about (?!it\b|this|that|.*\b(?:colou?rs?|sizes?|price|shipping|delivery|warranty|returns?|stock)\b|the (?:other|first|second|third|last))[\p{L} -]{3,24}\??$|^(?:那|还有)?(?!.*(?:[这那它价钱]|颜色|尺码|尺寸|大小|材质|重量|保修|运费|优惠))\p{Script=Han}{2,6}呢[?？]?$/iu
