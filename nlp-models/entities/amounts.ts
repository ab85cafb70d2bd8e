// Amounts of money and quantities.
import { CHINESE_NUMBER, DIGIT_NUMBER, ENGLISH_NUMBER, numberOf } from './numbers.ts'
import type { Found } from '../reading.ts'
import { matches } from '../matches.ts'

/** 「两百块」, "under 50 quid", $30: the value is in minor units (cents, pence, fen). */
export function findAmounts(plain: string): Found<'amount'>[] {
  return [...collect(plain, WITH_SIGN), ...collect(plain, WITH_UNIT), ...collect(plain, CHINESE_AMOUNT), ...collect(plain, BOUND), ...collect(plain, CHINESE_BOUND)]
}

/** "2 of them", x3, 「两件」: how many, not how much. */
export function findQuantities(plain: string): Found<'quantity'>[] {
  return [ENGLISH_QUANTITY, TIMES, CHINESE_QUANTITY].flatMap(pattern => matches(plain, pattern).flatMap(match => {
    const value = quantityOf(match[1]!)
    return value === null ? [] : [{ entity: 'quantity' as const, start: match.index, end: match.index + match[0].length, value }]
  }))
}

/** The number that stands right before something counted ("2 kettles"), or null. */
export function quantityBefore(plain: string, at: number): Found<'quantity'> | null {
  const before = plain.slice(Math.max(0, at - 16), at)
  const match = NUMBER_AT_END.exec(before)
  const value = match ? quantityOf(match[1]!) : null
  if (!match || value === null) return null
  const start = at - before.length + match.index
  return { entity: 'quantity', start, end: start + match[1]!.length, value }
}

const SPOKEN = `(?:${DIGIT_NUMBER}k?|${ENGLISH_NUMBER})`
const WITH_SIGN = new RegExp(`(?:[£$€¥]|(?<![a-z])(?:rmb|cny|gbp|usd|eur|us\\$|hk\\$|nt\\$))\\s?(${DIGIT_NUMBER}k?)`, 'g')
const WITH_UNIT = new RegExp(`(?<![a-z0-9.,])(${SPOKEN})[ -]?(?:£|€|pounds?|quid|dollars?|bucks?|euros?|eur|gbp|usd|rmb|yuan|cny|kuai)(?![a-z])`, 'g')
const OTHER_UNIT = '(?![.,]?[0-9])(?! ?(?:%|percent|days?|weeks?|months?|years?|yrs?|hours?|hrs?|minutes?|mins?|cm|mm|m|km|miles?|kg|g|lbs?|oz|ml|l|inch|inches|in|items?|pieces?|of|pounds?|quid|dollars?|bucks?|euros?|eur|gbp|usd|rmb|yuan|cny|kuai)(?![a-z]))'
/** A limit without a unit is one of money: "under 100", 「预算200」, 「300以内」, 「一百五左右」. */
const BOUND = new RegExp(`(?<![a-z])(?:under|below|up to|less than|at most|(?:no|not) more than|not over|max(?:imum)?|budget(?: is| of)?|cheaper than)[: ]+(${DIGIT_NUMBER}k?)(?![0-9a-z£$€¥])(?!\\s?(?:块|元|刀|天|小时|岁))${OTHER_UNIT}`, 'g')
const CHINESE_BOUND = new RegExp(`(?:(?<=预算[在是为有大约约]{0,2}|不超过|最多|不要超过|低于)(${DIGIT_NUMBER}[千万百kw]?|${CHINESE_NUMBER})(?![0-9多]|块|元|刀|天|小时|岁|件|个|次|斤|公斤|厘米|双|条)|(?<![0-9.a-z第年月身高体重宽长厚腰胸臀围])(\\d{2,6}|[一二两三四五六七八九]?[百千][零〇一二三四五六七八九十百]{0,3})(?=(?:以内|之内|以下|左右|上下|出头)(?!到)))`, 'g')
/** 3块5 and 两块五 have their tenths behind the unit. */
const CHINESE_AMOUNT = new RegExp(`((?:${DIGIT_NUMBER}[千万百kw]?|${CHINESE_NUMBER}))\\s?(?:多|来)?(?:块钱|元钱|块|元|圆|刀|美金|美元|港币|台币|人民币|rmb)(?:([1-9一二三四五六七八九])(?![0-9个件条双月日号天点十百千]))?`, 'g')

const ENGLISH_QUANTITY = /(?<![a-z0-9.,])(\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)(?: ?x(?![a-z0-9])| (?:of (?:them|these|those|it|each)|pieces?|pcs|pairs?|items?|units?|sets?|boxes|packs?|bottles?|copies)(?![a-z]))/g
const TIMES = /(?<![a-z0-9])[x×*] ?(\d{1,3})(?![a-z0-9.])/g
const CHINESE_QUANTITY = /(\d{1,3}|[一二两俩三四五六七八九十百]{1,4})\s?(?:件|双|条|只|套|瓶|箱|盒|包(?!邮)|台|份|对|张|支|本|把|顶|个(?!小?时|多?月|多?星期|多?礼拜|工作日|钟头|人|客服|电话|问题))/g
const NUMBER_AT_END = /(?<![a-z0-9.,#])(\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty) $/

function collect(plain: string, pattern: RegExp): Found<'amount'>[] {
  return matches(plain, pattern).flatMap(match => {
    const amount = amountOf(match[1] ?? match[2]!)
    if (amount === null) return []
    const tenths = match[1] === undefined || match[2] === undefined ? 0 : numberOf(match[2]) ?? 0
    return [{ entity: 'amount' as const, start: match.index, end: match.index + match[0].length, value: String(Math.round((amount + tenths / 10) * 100)) }]
  })
}

function amountOf(text: string): number | null {
  const amount = numberOf(text)
  return amount !== null && amount >= 0 && amount < 1e10 ? amount : null
}

function quantityOf(text: string): string | null {
  const count = numberOf(text)
  return count !== null && count >= 1 && count <= 999 ? String(count) : null
}
