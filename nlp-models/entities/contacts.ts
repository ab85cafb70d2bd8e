// Order numbers, tracking numbers, phones and e-mail addresses.
import { withDigits, type Found } from '../reading.ts'
import { matches } from '../matches.ts'

type Name = 'order-number' | 'tracking-number' | 'phone' | 'email'

/** Numbers by the shop's formats. A run of digits that could be an order's and a phone's is told as both: the dialog knows which it asked for. */
export function findNumbers(plain: string, formats: { orderNumber: RegExp[]; trackingNumber: RegExp[] }): Found<Name>[] {
  const text = withDigits(plain)
  return [
    ...findAll(text, EMAIL, 'email', value => value),
    ...findPhones(text),
    ...formats.trackingNumber.flatMap(pattern => findAll(text, pattern, 'tracking-number', asShopWrites)),
    ...findGrouped(text, formats.trackingNumber),
    ...formats.orderNumber.flatMap(pattern => findAll(text, pattern, 'order-number', asShopWrites)).filter(({ start, value }) => !HOTLINES.has(value) || isCalledOrder(text, start)),
  ]
}

/** Where shoppers in China complain: 「再不解决我就打12315」 names no order. */
const HOTLINES = new Set(['12315', '12345', '12305', '12300', '12358', '96315'])

/** The number alone, or behind a word that calls it an order's. */
function isCalledOrder(text: string, start: number) {
  return /^[^\p{L}\p{N}]*\d+[^\p{L}\p{N}]*$/u.test(text.slice(0, 40)) || /(?:订单|单号|order|number|no\.?|#)[\s:是]*$/.test(text.slice(Math.max(0, start - 20), start))
}

/** A tracking number as labels print it, in groups: "1Z 999 AA1 01 2345 6784". Digits alone count only where a parcel is spoken of, for cards and phones are written so too. */
function findGrouped(text: string, formats: RegExp[]): Found<'tracking-number'>[] {
  const groups = matches(text, /(?<![\p{L}\p{N}+.@])[a-z0-9]{1,13}(?![\p{L}\p{N}.@])/gu).map(match => ({ start: match.index, end: match.index + match[0].length, digits: match[0] }))
  const found: Found<'tracking-number'>[] = []
  for (let first = 0; first < groups.length; first += 1) {
    const row = labelRow(rowFrom(text, groups, first, MOST_GROUPS))
    const whole = longestRow(row, joined => isTracking(joined, formats, text))
    if (!whole) continue
    const [start, end] = [row[0]!.start, row[whole.count - 1]!.end]
    found.push({ entity: 'tracking-number', start, end, value: whole.joined })
    first += whole.count - 1
  }
  return found
}

/** As far as the groups may be one number: each with a digit, but for a carrier's letters before and a country's behind. */
function labelRow(row: Group[]) {
  if (!/\d/.test(row[0]!.digits) && (!/^\d/.test(row[1]?.digits ?? '') || NO_CARRIER.test(row[0]!.digits))) return []
  const end = row.findIndex(({ digits }, at) => at > 0 && !/\d/.test(digits))
  return end < 0 ? row : row.slice(0, row[end]!.digits.length === 2 ? end + 1 : end)
}

const NO_CARRIER = /^(?:is|it|was|my|me|no|nr|num|to|of|on|by|at|in|id|the|and|for|ref|code|tel|call|.{5,})$/
const MOST_GROUPS = 9
const OF_A_PARCEL = /track|parcel|package|waybill|consignment|shipment|courier|单号|运单|快递|物流|包裹/

function longestRow(row: Group[], isOne: (joined: string) => boolean) {
  for (let count = row.length; count >= 2; count -= 1) {
    const joined = row.slice(0, count).map(group => group.digits).join('').toUpperCase()
    if (isOne(joined)) return { count, joined }
  }
  return null
}

function isTracking(joined: string, formats: RegExp[], text: string) {
  const digits = joined.replace(/\D/g, '').length
  if (digits < 8 || (digits === joined.length && !OF_A_PARCEL.test(text))) return false
  return formats.some(pattern => {
    pattern.lastIndex = 0
    return pattern.exec(joined)?.[0] === joined
  })
}

const EMAIL = /(?<![a-z0-9._%+-])[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}/g

/** Groups of digits with a space, dot, dash or bracket between: the longest row of at most six that reads as a phone. */
function findPhones(text: string): Found<'phone'>[] {
  const groups = matches(text, /\d+/g).map(match => ({ start: match.index, end: match.index + match[0].length, digits: match[0] }))
  const found: Found<'phone'>[] = []
  for (let first = 0; first < groups.length; first += 1) {
    const row = rowFrom(text, groups, first)
    for (let count = row.length; count > 0; count -= 1) {
      const phone = phoneOf(text, row.slice(0, count))
      if (!phone) continue
      found.push(phone)
      first += count - 1
      break
    }
  }
  return found
}

interface Group { start: number; end: number; digits: string }

function rowFrom(text: string, groups: Group[], first: number, most = 6) {
  const row = [groups[first]!]
  while (row.length < most) {
    const last = row.at(-1)!
    const next = groups[first + row.length]
    if (!next || !/^(?:[ .-]|\) ?| ?\()$/.test(text.slice(last.end, next.start))) break
    row.push(next)
  }
  return row
}

function phoneOf(text: string, row: Group[]): Found<'phone'> | null {
  const [first, last] = [row[0]!, row.at(-1)!]
  const lead = /(?:\+\(?|\()$/.exec(text.slice(Math.max(0, first.start - 2), first.start))?.[0] ?? ''
  const start = first.start - lead.length
  if (/[a-z0-9@._-]/.test(text[start - 1] ?? ' ') || /[a-z@_]/.test(text[last.end] ?? ' ')) return null
  const value = phoneValue(row.map(group => group.digits), lead.startsWith('+'))
  return value === null ? null : { entity: 'phone', start, end: last.end, value }
}

/** `+` and digits when the country was said, digits alone when not; null when it does not look like a phone. */
function phoneValue(groups: string[], hasPlus: boolean): string | null {
  const digits = groups.join('')
  const sizes = groups.map(group => group.length).join('-')
  if (digits.length < 7 || digits.length > 15) return null
  if (hasPlus) return digits.length >= 8 ? `+${digits}` : null
  if (/^00[1-9]/.test(digits) && digits.length >= 11) return `+${digits.slice(2)}`
  if (/^86?1[3-9]\d{9}$/.test(digits) && digits.length === 13) return `+${digits}`
  if (/^1[3-9]\d{9}$/.test(digits) && ['11', '3-4-4', '3-8', '7-4', '3-3-5'].includes(sizes)) return digits
  if (/^0\d{8,11}$/.test(digits)) return digits
  if (groups.length === 1) return digits.length <= 11 ? digits : null
  return ['3-3-4', '1-3-3-4', '4-4', '3-4'].includes(sizes) ? digits : null
}

function findAll<N extends Name>(text: string, pattern: RegExp, entity: N, valueOf: (text: string) => string): Found<N>[] {
  return matches(text, pattern).map(match => ({ entity, start: match.index, end: match.index + match[0].length, value: valueOf(match[0]) }))
}

function asShopWrites(text: string) {
  return text.toUpperCase().replace(/\s+/g, '')
}
