// What editors write as a rule's line: words, `[one | of | these]`, `(may be left out)`, `…` for some words between, `{amount}` for a value. No expressions.
import { foldCharacter } from '../reading.ts'
import { tokensOf } from './tokens.ts'

const SLOTS = ['amount', 'percent', 'date', 'number', 'phone', 'email', 'link', 'handle', 'contact', 'card', 'id'] as const
export type SlotName = (typeof SLOTS)[number]

export type Part = { word: string } | { slot: SlotName } | { gap: true }

/** A place in a line: one of some rows of words, or none of them when it may be left out. */
export interface Item { choices: Part[][]; isOptional: boolean }

/** These speak for themselves; a line of other values alone would hit nearly every text. */
const STRONG: readonly string[] = ['card', 'id'] satisfies SlotName[]
const LONGEST = 600
const MOST_GAPS = 2

/** A line, read; or why it cannot be. */
export function readPattern(line: string): Item[] | { refused: string } {
  if (line.length > LONGEST) return { refused: `a line has at most ${LONGEST} characters` }
  const pieces: string[] = [...line].map(foldCharacter).join('').match(/\{[^{}]*\}|\.{3,}|[[\]()|{}]|[^[\]()|{}.]+|\./g) ?? []
  const items: Item[] = []
  for (let at = 0; at < pieces.length; at += 1) {
    const close = CLOSES[pieces[at]!]
    const end = close ? pieces.indexOf(close, at) : at
    if (end < 0) return { refused: `"${pieces[at]}" is not closed` }
    const read = (close ? split(pieces.slice(at + 1, end)) : [[pieces[at]!]]).map(partsOf)
    const bad = read.find(isRefused)
    if (bad) return bad
    items.push({ choices: read as Part[][], isOptional: pieces[at] === '(' })
    at = end
  }
  const full = items.filter(({ choices }) => choices.some(choice => choice.length > 0))
  return refusal(full) ?? full
}

const CLOSES: Record<string, string> = { '[': ']', '(': ')' }

function isRefused(one: Part[] | { refused: string }): one is { refused: string } {
  return 'refused' in one
}

function split(pieces: string[]): string[][] {
  return pieces.reduce<string[][]>((rows, piece) => (piece === '|' ? [...rows, []] : [...rows.slice(0, -1), [...rows.at(-1)!, piece]]), [[]])
}

function partsOf(pieces: string[]): Part[] | { refused: string } {
  const parts: Part[] = []
  for (const piece of pieces) {
    if (/^\.{3,}$/.test(piece)) parts.push({ gap: true })
    else if (piece.startsWith('{') && piece.endsWith('}')) {
      const slot = SLOTS.find(name => name === piece.slice(1, -1).trim())
      if (!slot) return { refused: `"${piece}" is not a value: there are ${SLOTS.map(name => `{${name}}`).join(', ')}` }
      parts.push({ slot })
    } else if (/^[[\]()|{}]$/.test(piece)) return { refused: `"${piece}" stands in the wrong place: brackets stand side by side, and | inside of them` }
    else parts.push(...tokensOf(piece).map(({ text }) => ({ word: text })))
  }
  return parts
}

function refusal(items: Item[]): { refused: string } | null {
  const gaps = items.flatMap(({ choices }) => choices).flat().filter(part => 'gap' in part).length
  if (items.some(({ choices }) => choices.some(choice => choice.length === 0))) return { refused: 'an empty choice: (…) is for what may be left out' }
  if (items.length === 0) return { refused: 'there is nothing in it' }
  if (items[0]!.choices.some(choice => 'gap' in choice[0]!) || items.at(-1)!.choices.some(choice => 'gap' in choice.at(-1)!)) return { refused: '… stands between words' }
  if (gaps > MOST_GAPS) return { refused: `… stands at most ${MOST_GAPS} times` }
  const must = items.filter(({ isOptional }) => !isOptional).flatMap(({ choices }) => [choices.toSorted((a, b) => weightOf(a) - weightOf(b))[0]!]).flat()
  if (!must.some(part => 'word' in part || ('slot' in part && STRONG.includes(part.slot)))) return { refused: 'without a word that must be said it hits nearly every text' }
  // (a | b) read as "one of these" is the slip that makes a rule hit everything.
  return items.some(({ isOptional }) => isOptional) && weightOf(must) < LEAST_LEFT
    ? { refused: 'too little is left without its (…): [a | b] is for one of these, (a | b) may be left out' }
    : null
}

/** Two English words, a word and a value, or three Chinese characters. */
const LEAST_LEFT = 3

function weightOf(parts: Part[]) {
  return parts.reduce((sum, part) => sum + ('gap' in part ? 0 : 'word' in part && /^\p{Script=Han}$/u.test(part.word) ? 1 : 2), 0)
}
