// What the words of a text stand for, by lists written by hand: notions (words that mean nearly the same) and the themes these belong to.
import { themeHash, type Concepts, type Meaning } from './concepts.ts'

type Found = (hash: number) => void

/** A listed phrase of a text: what it may stand for, and which tokens it covers. */
export interface Listed { meaning: Meaning; start: number; length: number }

/** The listed phrases of a text, single words and up to six neighbours, in the order of their beginnings, shorter ones first. */
export function listedIn(tokens: string[], joint: string, concepts: Concepts): Listed[] {
  const index = indexOf(concepts, joint)
  const listed: Listed[] = []
  for (let start = 0; start < tokens.length; start++) {
    let phrase = ''
    for (let length = 1; length <= LONGEST && start + length <= tokens.length; length++) {
      phrase = length === 1 ? tokens[start]! : phrase + joint + tokens[start + length - 1]!
      if (phrase.length > LONGEST_LETTERS) break
      const entry = index.get(phrase)
      if (!entry) break
      if (entry.meaning) listed.push({ meaning: entry.meaning, start, length })
      if (!entry.hasLonger) break
    }
  }
  return listed
}

/** Hashes of the notions of the listed phrases, each as often as it is found. */
export function eachNotion(listed: Listed[], found: Found): void {
  for (const { meaning } of listed) for (const notion of meaning.notions) found(notion)
}

/** Hashes of the themes of the longest phrases from left to right; behind a word that turns it round ("not", 「没」) a theme is another one, and that there is none is one too. */
export function eachTheme(listed: Listed[], found: Found): void {
  let turner = -Infinity
  let end = 0
  let hasAny = false
  for (let at = 0; at < listed.length; at++) {
    const { meaning, start, length } = listed[at]!
    if (start < end || meaning.themes.length === 0 || isOutgrown(listed, at)) continue
    const isTurned = start - turner <= REACH
    for (const theme of meaning.themes) found(isTurned ? turned(theme) : theme)
    hasAny = true
    end = start + length
    if (meaning.themes.includes(NOT)) turner = end
  }
  if (!hasAny) found(NOTHING)
}

/** A longer phrase that begins at the same word has themes too. */
function isOutgrown(listed: Listed[], at: number): boolean {
  for (let next = at + 1; next < listed.length && listed[next]!.start === listed[at]!.start; next++) if (listed[next]!.meaning.themes.length > 0) return true
  return false
}

/** A listed phrase, or what longer ones begin with. */
interface Entry { meaning: Meaning | null; hasLonger: boolean }

const indices = new WeakMap<Concepts, ReadonlyMap<string, Entry>>()

/** Everything that is listed or with which a longer listed phrase begins, in one look-up: most words begin none, and what follows them need not be put together. */
function indexOf(concepts: Concepts, joint: string): ReadonlyMap<string, Entry> {
  const known = indices.get(concepts)
  if (known) return known
  const made = new Map<string, Entry>()
  for (const [phrase, meaning] of concepts) made.set(phrase, { meaning, hasLonger: false })
  for (const phrase of concepts.keys()) {
    for (let end = 1; end < phrase.length; end++) if (phrase.startsWith(joint, end)) made.set(phrase.slice(0, end), { meaning: made.get(phrase.slice(0, end))?.meaning ?? null, hasLonger: true })
  }
  indices.set(concepts, made)
  return made
}

const LONGEST = 6
const LONGEST_LETTERS = 24
/** Words that may stand between "not" and what it turns round. */
const REACH = 1
const NOT = themeHash('not')
const NOTHING = themeHash('')

function turned(theme: number): number {
  const hash = Math.imul(theme ^ 0x51ed270b, 0x85ebca6b)
  return (hash ^ (hash >>> 15)) >>> 0
}
