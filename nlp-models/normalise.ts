// The one way in for text: whatever a shopper typed becomes the plain form that everything in this room reads.
import { Converter } from 'opencc-js/t2cn'

/** No message is read further than this: more is a paste, and some steps cost more than linear time. */
export const CAP = 512

const convert = Converter({ from: 'twp', to: 'cn' })

/** 么 is read as the traditional form of 幺 by the table, and then no 什么 would be what it was: it goes in as 麼. */
const toSimplified = (text: string) => convert(text.replaceAll('么', '麼'))
const HAN = /\p{Script=Han}/u
const BROKEN = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g
const INVISIBLE = /(?:[\p{Cc}\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]|\p{Variation_Selector})+/gu
const QUOTES = /[\u2018\u2019\u201B\u02BC\u0060\u00B4]/g

/** Folds case, width, script and debris: the same words give the same text however they were typed. At most 512 code points, never throws. */
export function fold(text: string, language: string): string {
  // Twice the cap in UTF-16 units holds every code point that can survive; nothing longer is ever scanned. One of them may fold to eighteen: cut again.
  const head = text.slice(0, CAP * 2).normalize('NFKC').slice(0, CAP * 4).replace(BROKEN, ' ')
  let plain = head.replace(INVISIBLE, ' ').replace(QUOTES, "'").toLowerCase()
  if (language.startsWith('zh') || HAN.test(plain)) plain = toSimplified(plain)
  return capped(plain.replace(/\s+/g, ' ').trim())
}

/** Folds case, width and script of a whole text, to look for words in it. Unlike {@link fold} it keeps its spaces and its length. */
export function foldForSearch(text: string): string {
  const plain = text.slice(0, 16_384).normalize('NFKC').toLowerCase()
  return HAN.test(plain) ? toSimplified(plain) : plain
}

function capped(text: string): string {
  if (text.length <= CAP) return text
  let end = 0
  let count = 0
  while (end < text.length && count < CAP) {
    end += text.codePointAt(end)! > 0xffff ? 2 : 1
    count++
  }
  return text.slice(0, end)
}

export { detectLanguage } from './language.ts'
export { scriptOf } from './script.ts'
