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
  const from: number[] = []
  const until: number[] = []
  let plain = ''
  let at = 0
  for (let count = 0; count < CAP && at < text.length && plain.length < LONGEST_PLAIN; count += 1) {
    const character = String.fromCodePoint(text.codePointAt(at)!)
    const folded = foldCharacter(character)
    for (let unit = 0; unit < folded.length; unit += 1) {
      from.push(at)
      until.push(at + character.length)
    }
    plain += folded
    at += character.length
  }
  return { plain, from, until }
}

/** {@link Reading.plain} alone. */
export function foldText(text: string): string {
  let plain = ''
  let count = 0
  for (const character of text) {
    if (count++ >= CAP || plain.length >= LONGEST_PLAIN) break
    plain += foldCharacter(character)
  }
  return plain
}

/** Chinese digits said one by one (一零零一) become 1001, in place: a run of at least four, else they are words. */
export function withDigits(plain: string) {
  return plain.replace(/[零〇一二两三四五六七八九幺]{4,20}/g, run => [...run].map(digit => DIGITS[digit] ?? digit).join(''))
}

const DIGITS: Record<string, string> = { 零: '0', '〇': '0', 一: '1', 幺: '1', 二: '2', 两: '2', 三: '3', 四: '4', 五: '5', 六: '6', 七: '7', 八: '8', 九: '9' }

const folded = new Map<string, string>()

/** One character as {@link Reading.plain} has it; a blank for what has no form of its own. */
export function foldCharacter(character: string) {
  const known = folded.get(character)
  if (known !== undefined) return known
  const made = fold(character, 'zh') || ' '
  // Every character there is would be 1.1 million entries; those in use are a few thousand.
  if (folded.size < 20_000) folded.set(character, made)
  return made
}
