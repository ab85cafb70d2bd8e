// Turns of phrase that mean one thing after what was just said, in both languages.
import type { Entity, EntityName, Understanding } from '../../core/conversation/words.ts'

/** "When?", "and what time", 「什么时候到」, 「今天能到吗」 and nothing besides. */
export function asksOnlyWhen(text: string): boolean {
  return text.length <= 48 && (WHEN.test(text.trim()) || WHEN_ZH.test(text.trim().replaceAll('麼', '么').replaceAll('時', '时').replaceAll('幾', '几').replaceAll('點', '点').replaceAll('嗎', '吗')))
}

const WHEN = /^(?:(?:so|and|but|ok|okay|yes|oh)[, ]+)*(?:when|what time|what day|how long|how soon|by when)(?: (?:exactly|roughly|about))?(?: (?:will|does|do|is|should|would|can) (?:it|that|this|they|i)(?: (?:come|arrive|be here|get here|be there|get there|get it|have it|take|arriving|coming|due))?)?(?: (?:then|exactly|roughly|about|today|tomorrow|now))*[?!. ]*$|^(?:(?:so|and|but|ok)[, ]+)*(?:will (?:it|they) (?:come|arrive|be here|get here) )?(?:today|tomorrow)[?. ]+$/i
const WHEN_ZH = /^(?:那|大概|大约|请问|它|今天|明天|后天|周末|预计|会)*(?:什么时候|啥时候|什么时间|几时|何时|几点钟?|哪天|多久|几天|多长时间|今天|明天|后天|周末)(?:钟|之前|前|左右)?(?:大概|可以)?(?:能|会|才|要|就)?(?:收到|送到|到货|到家|送来|到|送|来)?(?:货|啊|呀|呢|吗|嘛|么|吧|了)*[?？!！。 ]*$/

/** Wants it sooner: "can you speed it up", 「能快点吗」. */
export function hurries(text: string): boolean {
  return text.length <= 60 && /\b(?:speed (?:it|this|that|things) up|any (?:faster|quicker|sooner)|(?:make|do|get|have) (?:it|this|that) (?:any )?(?:faster|quicker|sooner)|hurry|expedite|rush (?:it|this)|too (?:long|slow))\b|(?:能|可以|可不可以|麻烦)?(?:不能)?(?:快点|快一点|快一些|快些|早点|尽快|加急|催一?下)|太慢|快點|快一點|盡快/i.test(text)
}

/** "So what now?", 「那怎么办」. */
export function asksWhatNow(text: string): boolean {
  return /^(?:(?:ok|okay|so|and|well|then|right)[, ]+)*(?:what (?:now|next|happens now|happens next|will you do|are you going to do|do i do(?: now)?)|now what)(?: then| about (?:it|that))?[?!. ]*$|^(?:那|现在|所以|你们)*(?:会|要|打算|该|我)?(?:怎么办|怎么处理|咋办|如何处理|怎麼辦)(?:呢|啊)?[?？]*$/i.test(text.trim())
}

/** Bargains: names a price of their own, another shop's, or takes several. */
export function bargains(text: string): boolean {
  return text.length <= 70 && (OFFER.test(text) || ELSEWHERE.test(text) || SEVERAL.test(text))
}

const OFFER = /\b(?:can|could|would|will) (?:you|u|ya) (?:do|take|accept|go|make it|give it(?: to me)? for|sell it(?: to me)? for)\b.*\d|\bhow about \$?\d|\bi(?:'ll| will| can) (?:pay|give you|offer)\b.*\d|\d+\s*(?:块钱?|元|刀|美金|美元|塊|円)?(?:卖)?(?:行不行|行吗|行嗎|卖不卖|卖吗|賣嗎|可以吗|可不可以|成交|好不好|怎么样)/i
const ELSEWHERE = /\b(?:amazon|ebay|temu|walmart|another (?:shop|store|site)|other (?:shops?|stores?|sites?)|elsewhere)\b.*(?:\d|cheaper|less)|(?:别家|人家|别的店|别人家|淘宝|京东|拼多多|亚马逊|別家).*(?:\d|便宜|才卖|才賣)/i
const SEVERAL = /\b(?:if i|when i|and if i|i'?ll) (?:buy|take|get|order) (?:two|2|three|3|both|more|several|a few)\b|^(?:那|要是|如果)?(?:我)?(?:买|拿|要|買)(?:两|2|二|三|3|几|多|兩)[个件双台套個雙](?:呢|有优惠吗|便宜吗|能便宜吗|怎么算|打折吗)?[?？ ]*$/i

/** Wants to see others than those shown: "anything else?", "something nicer", 「还有别的吗」. */
export function wantsOthers(text: string): boolean {
  return text.length <= 48 && (OTHERS.test(text.trim()) || /(?:还有|有没有|有|換|换|看看|来点)?(?:没有)?(?:别的|其他的?|其它的?|更好的|好一点的|高级一?点的|另外的|別的)(?:款|款式|的|推荐|选择)?(?:吗|嘛|么|呢|看看|嗎)?[?？!！。 ]*$/.test(text.trim()))
}

const OTHERS = /^(?:(?:ok|okay|hm+|so|and|but|well|no)[, ]+)*(?:is there |are there |do you have |have you got |got |show me |can i see |what )?(?:(?:any|some)thing (?:else|nicer|better|fancier|different|more special)|(?:any |some )?(?:other|different|more|nicer|better) (?:ones?|options?|ideas?|choices?|suggestions?)|(?:any|some|a few) (?:others|more)|others|else)(?: (?:do you have|you have|you've got|then|maybe|in stock))*[?!. ]*$/i

/** "Is it good for the gym?", 「适合健身吗」. */
export function asksSuits(text: string): boolean {
  return text.length <= 60 && /\b(?:good|suitable|ok|okay|fine|right|great|work|suited|comfortable|enough) (?:for|in|at|on) \w|\bcan i (?:use|wear|take) (?:it|them|these|those|this)\b|适合|適合|能不能(?:用|穿)|可以(?:用来|穿去|带去|带上)/i.test(text)
}

/** Of several values those that are not denied: "not 1002, I mean 1005" means one order. All of them where each is. */
export function meantOf(text: string, values: Entity[]): Entity[] {
  const meant = values.length > 1 ? values.filter(({ start }) => !DENIED.test(text.slice(Math.max(0, start - 24), start))) : values
  return meant.length > 0 ? meant : values
}

const DENIED = /(?:\bnot|\binstead of|不是|不要|不退)(?: the| order| number| no| nr| 订单|订单|訂單|[:.#：])*\s*$/i

/** What is left of a message without these values and the small words around them. */
export function besides({ text, entities }: Pick<Understanding, 'text' | 'entities'>, names: readonly EntityName[]): string {
  const values = entities.filter(({ entity }) => names.includes(entity))
  const rest = values.reduceRight((left, { start, end }) => left.slice(0, start) + ' '.repeat(Math.max(0, end - start)) + left.slice(end), text)
  return rest.toLowerCase().replace(SMALL, ' ').replace(/[\p{P}\p{S}\s]+/gu, '')
}

const SMALL = /\b(?:the|a|an|my|mine|it'?s|its|is|this|that|order|number|no|nr|parcel|for|about|yes|ok|at|on|me|please|pls|e-?mail|mail|phone|call|number's|use|try|here|i said|again|sorry|from|in)\b|订单|单号|订单号|号|是|的|我|那个|这个|邮箱|手机号?|电话|用|就|呢|啊|吧|亲|說|说了|訂單|電話/g
