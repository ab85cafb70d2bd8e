// A message as the finders of entities and of mood read it: folded, at most 512 characters, each knowing where it stood in what the shopper wrote.
import { CAP, fold } from './normalise.ts'

export interface Reading {
  /** Half width, lower case, simplified characters, single kinds of space and digit. */
  plain: string
  /** Original start and end of each UTF-16 unit of `plain`. */
  from: number[]
  until: number[]
}

/** A value found in {@link Reading.plain}; `value` as core/conversation/words.ts says. */
export interface Found<N extends string> {
  entity: N
  start: number
  end: number
  value: string
}

/** One character may fold to several (㎏ → kg; one to eighteen): the reading is capped too. */
const LONGEST_PLAIN = CAP * 2

export function readText(text: string): Reading {
  if (isPlainAscii(text)) return { plain: foldAscii(text), from: PLACES.slice(0, text.length), until: PLACES.slice(1, text.length + 1) }
  const from: number[] = []
  const until: number[] = []
  let plain = ''
  let at = 0
  for (let count = 0; count < CAP && at < text.length && plain.length < LONGEST_PLAIN; count += 1) {
    const folded = foldedAt(text, at)
    const end = at + widthAt(text, at)
    for (let unit = 0; unit < folded.length; unit += 1) {
      from.push(at)
      until.push(end)
    }
    plain += folded
    at = end
  }
  return { plain, from, until }
}

/** {@link Reading.plain} alone. */
export function foldText(text: string): string {
  if (isPlainAscii(text)) return foldAscii(text)
  let plain = ''
  for (let at = 0, count = 0; count < CAP && at < text.length && plain.length < LONGEST_PLAIN; count += 1) {
    plain += foldedAt(text, at)
    at += widthAt(text, at)
  }
  return plain
}

const PLACES = Array.from({ length: CAP + 1 }, (_, at) => at)

/** Most messages of languages in Latin letters: character by character they come to the same, in ten times the time. */
function isPlainAscii(text: string): boolean {
  return text.length <= CAP && /^[\x20-\x7e]*$/.test(text)
}

function foldAscii(text: string): string {
  return text.toLowerCase().replaceAll('`', "'")
}

/** Chinese digits said one by one (一零零一) become 1001, in place: a run of at least four, else they are words. */
export function withDigits(plain: string) {
  return plain.replace(/[零〇一二两三四五六七八九幺]{4,20}/g, run => [...run].map(digit => DIGITS[digit] ?? digit).join(''))
}

const DIGITS: Record<string, string> = { 零: '0', '〇': '0', 一: '1', 幺: '1', 二: '2', 两: '2', 三: '3', 四: '4', 五: '5', 六: '6', 七: '7', 八: '8', 九: '9' }

/** Of one UTF-16 unit, and of two; every character of two that there is would be a million entries, those in use are a few hundred. */
const ofOne: (string | undefined)[] = Array.from({ length: 0x1_0000 }, () => undefined)
const ofTwo = new Map<string, string>()
const MOST_OF_TWO = 20_000

/** One character as {@link Reading.plain} has it; a blank for what has no form of its own. */
export function foldCharacter(character: string): string {
  return character.length === 1 ? foldedAt(character, 0) : foldedPair(character)
}

function foldedAt(text: string, at: number): string {
  if (widthAt(text, at) === 2) return foldedPair(text.slice(at, at + 2))
  const unit = text.charCodeAt(at)
  return ofOne[unit] ??= fold(text[at]!, 'zh') || ' '
}

function foldedPair(character: string): string {
  const known = ofTwo.get(character)
  if (known !== undefined) return known
  const made = fold(character, 'zh') || ' '
  if (ofTwo.size < MOST_OF_TWO) ofTwo.set(character, made)
  return made
}

function widthAt(text: string, at: number): 1 | 2 {
  const unit = text.charCodeAt(at)
  return unit >= 0xd800 && unit < 0xdc00 && text.codePointAt(at)! > 0xffff ? 2 : 1
}
