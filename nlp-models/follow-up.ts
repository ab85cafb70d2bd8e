// Messages that make sense only after the last turn: "and in blue?", 「那快递费呢」, a bare order number.
import type { Entity, EntityName } from '../core/conversation/words.ts'

export interface FollowUp {
  /** The message without its "and what about …", to be understood by itself first; null when there is nothing else in it. */
  rest: string | null
  /** It says openly that it goes on from the last turn. */
  isMarked: boolean
}

/** Whether the message leans on the last turn; null when it stands by itself. */
export function readFollowUp(text: string): FollowUp | null {
  const plain = text.slice(0, LONGEST_FOLLOW_UP * 2).trim()
  if ([...plain].length > LONGEST_FOLLOW_UP) return null
  const chinese = CHINESE.map(pattern => pattern.exec(plain)).find(match => match !== null)
  const match = chinese ?? ENGLISH.exec(plain)
  if (match) return { rest: (match[1] ?? '').replace(/[?？!！。.\s]+$/, '').trim() || null, isMarked: true }
  return isShort(plain) ? { rest: null, isMarked: false } : null
}

/** Whether the last intent can go on with one of these values: a colour after a question of stock, a number after one of a parcel. */
export function canTake(intent: string, entities: Entity[]) {
  return entities.some(({ entity }) => TAKES[entity].test(intent))
}

/** A few words, as an answer to a question is. */
export function isShort(text: string) {
  const words = text.match(/[\p{Script=Han}]|[\p{L}\p{N}'’@.+-]+/gu) ?? []
  const han = words.filter(word => /\p{Script=Han}/u.test(word)).length
  return words.length - han + han / 2 <= 4
}

/** Whether values are all that the message says, but for a few small words ("the blue one", 「要蓝色的」). */
export function isOnlyValues(text: string, entities: Entity[]) {
  if (entities.length === 0) return false
  const covered = new Set(entities.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, at) => start + at)))
  const rest = [...text].length > 80 ? text : Array.from(text, (unit, at) => ({ unit, at })).filter(({ at }) => !covered.has(at)).map(({ unit }) => unit).join('')
  return rest.toLowerCase().replace(SMALL_WORDS, ' ').replace(/[\p{P}\p{S}\s]+/gu, '') === ''
}

/** What a message of emoji alone says, and 「88」, which is read as "bye-bye". */
export function emojiIntent(text: string): string | null {
  const plain = text.trim()
  if (/^886?[~～!！。.]*$/.test(plain)) return 'small-talk.goodbye'
  if (plain === '' || /[\p{L}\p{N}]/u.test(plain)) return null
  if (/👍|👌|✅|🆗/u.test(plain)) return 'small-talk.yes'
  if (/👎|❌|🙅/u.test(plain)) return 'small-talk.no'
  if (/🙏|❤|💕|🌹/u.test(plain)) return 'small-talk.thanks'
  return /👋/u.test(plain) ? 'small-talk.greet' : null
}

const LONGEST_FOLLOW_UP = 48

const ENGLISH = /^(?:and |but |ok(?:ay)?,? |so |then |or )*(?:(?:and|or) (?!then)|what about|how about|what if it'?s|same (?:question )?for|also(?: for)?|and for|or maybe|in that case)\s*(.*)$/i
const CHINESE = [/^(?:那么?|还有|然后|要是|如果是?|换成)(.*?)(?:呢|咧|怎么样|呢亲)?[?？。!！\s]*$/, /^(.{1,12})呢[?？。!！\s]*$/]

const SMALL_WORDS = /\b(?:the|a|an|one|ones|in|it'?s|it|is|my|number|order|i'?d|like|want|please|pls|sorry|ok|for|of|on|by|yes|this|that|and|or|size|colour|color|phone|mobile|e-?mail|address)\b|手机号|手机|电话|邮箱|要|的|我|是|号|订单|单号|个|吧|呢|啊|那|就|给|亲|选|换|，|颜色|尺码|这/g

const PRODUCT = /^(?:product\.|order\.(?:change|place)|returns\.exchange)/
const ORDER = /^(?:order\.|shipping\.|returns\.|payment\.(?:invoice|refund-when|charged-twice|failed))/

const TAKES: Record<EntityName, RegExp> = {
  'order-number': ORDER, 'tracking-number': ORDER, phone: ORDER, email: ORDER,
  product: /^(?:product\.|order\.|shipping\.(?:cost|time|abroad)|returns\.|payment\.(?:instalments|methods))/,
  category: /^(?:product\.|returns\.policy|shipping\.(?:cost|time))/,
  size: PRODUCT, colour: PRODUCT, quantity: /^(?:product\.|order\.(?:change|place)|shipping\.cost)/,
  amount: /^(?:product\.|shipping\.cost|payment\.)/, date: /^(?:shipping\.|order\.|returns\.|product\.(?:stock|promotions))/,
}
