// What editors write as a rule's line: words, `[one | of | these]`, `(may be left out)`, `…` for some words between, `{amount}` for a value. No expressions.
import { foldCharacter } from '../reading.ts'
import { tokensOf } from './tokens.ts'

export const SLOTS = ['amount', 'percent', 'date', 'number', 'phone', 'email', 'link', 'handle', 'contact', 'card', 'id'] as const
export type SlotName = (typeof SLOTS)[number]

export type Part = { word: string } | { slot: SlotName } | { gap: true }

/** These speak for themselves; a line of other values alone would hit nearly every text. */
const STRONG: readonly string[] = ['card', 'id'] satisfies SlotName[]
/** Ways to read one line; more is a list, and belongs on lines of its own. */
const MOST_WAYS = 400
const LONGEST = 300
const MOST_GAPS = 2

/** All ways to read a line, or why it cannot be read. */
export function readPattern(line: string): Part[][] | { refused: string } {
  if (line.length > LONGEST) return { refused: `a line has at most ${LONGEST} characters` }
  const pieces: string[] = [...line].map(foldCharacter).join('').match(/\{[^{}]*\}|\.{3,}|[[\]()|{}]|[^[\]()|{}.]+|\./g) ?? []
  let ways: Part[][] = [[]]
  for (let at = 0; at < pieces.length; at += 1) {
    const close = CLOSES[pieces[at]!]
    const end = close ? pieces.indexOf(close, at) : at
    if (end < 0) return { refused: `"${pieces[at]}" is not closed` }
    const choices = close ? choicesIn(pieces.slice(at + 1, end)) : [partsOf(pieces[at]!)]
    const bad = choices.find(isRefused)
    if (bad) return bad
    const open = pieces[at] === '(' ? [[], ...choices] : choices
    ways = ways.flatMap(way => open.map(choice => [...way, ...(choice as Part[])]))
    if (ways.length > MOST_WAYS) return { refused: `the line can be read in more than ${MOST_WAYS} ways: make it two` }
    at = end
  }
  return refusal(ways) ?? ways
}

const CLOSES: Record<string, string> = { '[': ']', '(': ')' }

function isRefused(one: Part[] | { refused: string }): one is { refused: string } {
  return 'refused' in one
}

function choicesIn(pieces: string[]): (Part[] | { refused: string })[] {
  const choices: (Part[] | { refused: string })[] = [[]]
  for (const piece of pieces) {
    const last = choices.at(-1)!
    if (piece === '|') choices.push([])
    else if (isRefused(last)) continue
    else {
      const parts = partsOf(piece)
      choices[choices.length - 1] = isRefused(parts) ? parts : [...last, ...parts]
    }
  }
  return choices.map(choice => (!isRefused(choice) && choice.length === 0 ? { refused: 'an empty choice: (…) is for what may be left out' } : choice))
}

function partsOf(piece: string): Part[] | { refused: string } {
  if (/^\.{3,}$/.test(piece)) return [{ gap: true }]
  if (piece.startsWith('{') && piece.endsWith('}')) {
    const name = SLOTS.find(slot => slot === piece.slice(1, -1).trim())
    return name ? [{ slot: name }] : { refused: `"${piece}" is not a value: there are ${SLOTS.map(slot => `{${slot}}`).join(', ')}` }
  }
  if (/^[[\]()|{}]$/.test(piece)) return { refused: `"${piece}" stands alone` }
  return tokensOf(piece).map(({ text }) => ({ word: text }))
}

function refusal(ways: Part[][]): { refused: string } | null {
  for (const way of ways) {
    if (way.length === 0) return { refused: 'there is nothing in it that must be said' }
    if ('gap' in way[0]! || 'gap' in way.at(-1)!) return { refused: '… stands between words' }
    if (way.filter(part => 'gap' in part).length > MOST_GAPS) return { refused: `… stands at most ${MOST_GAPS} times` }
    if (way.some((part, at) => 'gap' in part && 'gap' in way[at + 1]!)) return { refused: 'two … in a row' }
    if (!way.some(part => 'word' in part || ('slot' in part && STRONG.includes(part.slot)))) return { refused: 'values without a word hit nearly every text' }
  }
  return null
}
