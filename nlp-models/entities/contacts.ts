// Order numbers, tracking numbers, phones and e-mail addresses.
import { withDigits, type Found } from '../reading.ts'

type Name = 'order-number' | 'tracking-number' | 'phone' | 'email'

/** Numbers by the shop's formats. A run of digits that could be an order's and a phone's is told as both: the dialog knows which it asked for. */
export function findNumbers(plain: string, formats: { orderNumber: RegExp[]; trackingNumber: RegExp[] }): Found<Name>[] {
  const text = withDigits(plain)
  return [
    ...findAll(text, EMAIL, 'email', value => value),
    ...findPhones(text),
    ...formats.trackingNumber.flatMap(pattern => findAll(text, pattern, 'tracking-number', asShopWrites)),
    ...formats.orderNumber.flatMap(pattern => findAll(text, pattern, 'order-number', asShopWrites)),
  ]
}

const EMAIL = /(?<![a-z0-9._%+-])[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}/g

/** Groups of digits with a space, dot, dash or bracket between: the longest row of at most six that reads as a phone. */
function findPhones(text: string): Found<'phone'>[] {
  const groups = [...text.matchAll(/\d+/g)].map(match => ({ start: match.index, end: match.index + match[0].length, digits: match[0] }))
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

function rowFrom(text: string, groups: Group[], first: number) {
  const row = [groups[first]!]
  while (row.length < 6) {
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
  return [...text.matchAll(pattern)].map(match => ({ entity, start: match.index, end: match.index + match[0].length, value: valueOf(match[0]) }))
}

function asShopWrites(text: string) {
  return text.toUpperCase().replace(/\s+/g, '')
}
