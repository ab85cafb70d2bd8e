// Numbers as people write them: 1,299.50, two hundred, 两百五, 1千2.

const WORDS: Record<string, number> = {
  a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12, thirteen: 13,
  fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19, twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60,
  seventy: 70, eighty: 80, ninety: 90,
}
const CHINESE: Record<string, number> = { 零: 0, '〇': 0, 一: 1, 二: 2, 两: 2, 俩: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 }
const SCALES: Record<string, number> = { 十: 10, 百: 100, 千: 1000, 万: 10_000 }

/** For use inside finders' patterns; each reads what {@link numberOf} understands. */
export const NUMBER_WORD = Object.keys(WORDS).filter(word => word !== 'a' && word !== 'an').join('|')
export const ENGLISH_NUMBER = `(?:(?:${NUMBER_WORD}|a)(?:[ -](?:${NUMBER_WORD}|hundred|thousand)){0,3}|(?:hundred|thousand))`
export const CHINESE_NUMBER = '[零〇一二两俩三四五六七八九十百千万]{1,9}'
export const DIGIT_NUMBER = '(?:\\d{1,3}(?:,\\d{3}){1,3}|\\d{1,9})(?:\\.\\d{1,2})?'

/** The number a piece of text stands for, or null. */
export function numberOf(text: string): number | null {
  const plain = text.trim().toLowerCase()
  const digits = /^(\d{1,3}(?:,\d{3})+|\d{1,12})(\.\d{1,2})?\s?([kw千万百])?$/.exec(plain)
  if (digits) return Number(digits[1]!.replaceAll(',', '') + (digits[2] ?? '')) * scaleOf(digits[3])
  if (/^[零〇一二两俩三四五六七八九十百千万]+$/.test(plain)) return chineseNumber(plain)
  return englishNumber(plain)
}

function scaleOf(letter: string | undefined) {
  if (letter === 'k') return 1000
  if (letter === 'w') return 10_000
  return letter === undefined ? 1 : SCALES[letter]!
}

/** 一百五 is 150 and 一千二 is 1200: a last digit without a scale takes the next smaller one, unless a zero stands before it. */
function chineseNumber(text: string): number | null {
  let total = 0
  let digit: number | null = null
  let lastScale = 0
  let afterZero = false
  for (const character of text) {
    const scale = SCALES[character]
    if (scale === undefined) {
      if (digit !== null && digit !== 0) return spelled(text)
      digit = CHINESE[character]!
      afterZero ||= digit === 0
      continue
    }
    if (scale === 10_000) total = (total + (digit ?? 0)) * scale
    else total += (digit ?? (scale === 10 ? 1 : 0)) * scale
    digit = null
    lastScale = scale
    afterZero = false
  }
  if (digit === null) return total
  const scale = lastScale >= 100 && !afterZero ? lastScale / 10 : 1
  return total + digit * scale
}

/** 一二三 said digit by digit; mixed with scales it is no number. */
function spelled(text: string): number | null {
  const digits = [...text].map(character => CHINESE[character])
  return digits.includes(undefined) ? null : Number(digits.join(''))
}

function englishNumber(text: string): number | null {
  let total = 0
  let current = 0
  for (const word of text.split(/[ -]+/)) {
    if (word === 'hundred') current = (current || 1) * 100
    else if (word === 'thousand') {
      total += (current || 1) * 1000
      current = 0
    } else if (Object.hasOwn(WORDS, word)) current += WORDS[word]!
    else if (word !== 'and') return null
  }
  return total + current === 0 ? null : total + current
}
