// Numbers that must not be written into a chat: payment cards and identity numbers, told from order and tracking numbers by their check digits.
import { matches } from '../matches.ts'

export interface Span { start: number; end: number }

/** Payment cards: 13 to 19 digits of a known issuer whose Luhn sum (ISO/IEC 7812-1) is right, in one run or in groups. */
export function findCards(plain: string): Span[] {
  return digitRows(plain).filter(({ digits, sizes }) => ISSUERS.test(digits) && isCardSize(digits, sizes) && luhn(digits))
}

/** Identity numbers: Chinese resident (GB 11643, with its check character), US social security, UK national insurance. */
export function findIdentities(plain: string): Span[] {
  const chinese = matches(plain, /(?<![a-z0-9])\d{6}(?:19|20)\d{9}[\dx](?![a-z0-9])/g).filter(match => isChineseIdentity(match[0]))
  const others = matches(plain, /(?<![a-z0-9-])(?:(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}|(?!bg|gb|kn|nk|nt|tn|zz)[abceghj-prstw-z][abceghj-nprstw-z] ?\d{2} ?\d{2} ?\d{2} ?[a-d])(?![a-z0-9-])/g)
  return [...chinese, ...others].map(match => ({ start: match.index, end: match.index + match[0].length }))
}

/** Visa; Mastercard; American Express; Diners; Discover; JCB; UnionPay; Maestro's commonest. */
const ISSUERS = /^(?:4|5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)|3[47]|3(?:0[0-5]|[68])|6011|64[4-9]|65|35(?:2[89]|[3-8])|62|50[0-3]|6759|676)/

interface Row extends Span { digits: string; sizes: number[] }

/** Runs of digits with single blanks or dashes between, as people write card numbers. */
function digitRows(plain: string): Row[] {
  return matches(plain, /(?<![a-z0-9])\d{2,19}(?:[ -]\d{2,6}){0,6}(?![a-z0-9])/g).map(match => {
    const groups = match[0].split(/[ -]/)
    return { start: match.index, end: match.index + match[0].length, digits: groups.join(''), sizes: groups.map(group => group.length) }
  })
}

function isCardSize(digits: string, sizes: number[]) {
  if (digits.length < 13 || digits.length > 19) return false
  // Groups as printed on cards: 4-4-4-4(-3), 4-6-5, 6-13 …; a phone and an order number side by side are none.
  return sizes.length === 1 || sizes.slice(0, -1).every(size => size >= 4)
}

function luhn(digits: string) {
  let sum = 0
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at])
    const doubled = at % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

function isChineseIdentity(text: string) {
  const [month, day] = [Number(text.slice(10, 12)), Number(text.slice(12, 14))]
  if (month < 1 || month > 12 || day < 1 || day > 31) return false
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(text[at]), 0)
  return '10x98765432'[sum % 11] === text[17]
}
