// What the words of a text stand for, by lists written by hand: notions (words that mean nearly the same) and the themes these belong to.
import { themeHash, type Concepts, type Meaning } from './concepts.ts'

type Found = (hash: number) => void

/** Hashes of the notions of single words and of up to six neighbours, each as often as it is found. */
export function eachNotion(tokens: string[], joint: string, concepts: Concepts, found: Found): void {
  for (let start = 0; start < tokens.length; start++) {
    eachPhrase(tokens, { start, joint }, concepts, (phrase) => {
      for (const notion of concepts.get(phrase)?.notions ?? []) found(notion)
    })
  }
}

/** Hashes of the themes of the longest phrases from left to right; behind a word that turns it round ("not", 「没」) a theme is another one, and that there is none is one too. */
export function eachTheme(tokens: string[], joint: string, concepts: Concepts, found: Found): void {
  let turner = -Infinity
  let hasAny = false
  for (let start = 0; start < tokens.length;) {
    const [meaning, length] = longestPhrase(tokens, { start, joint }, concepts)
    const isTurned = start - turner <= REACH
    for (const theme of meaning?.themes ?? []) found(isTurned ? turned(theme) : theme)
    hasAny ||= meaning !== null
    start += length
    if (meaning?.themes.includes(NOT)) turner = start
  }
  if (!hasAny) found(NOTHING)
}

interface Place { start: number; joint: string }

function longestPhrase(tokens: string[], place: Place, concepts: Concepts): [Meaning | null, number] {
  let longest: [Meaning | null, number] = [null, 1]
  eachPhrase(tokens, place, concepts, (phrase, length) => {
    const meaning = concepts.get(phrase)
    if (meaning?.themes.length) longest = [meaning, length]
  })
  return longest
}

/** The phrases that begin at a token, as long as one that is listed may begin so. */
function eachPhrase(tokens: string[], { start, joint }: Place, concepts: Concepts, heard: (phrase: string, length: number) => void): void {
  const begun = beginningsOf(concepts, joint)
  let phrase = ''
  for (let length = 1; length <= LONGEST && start + length <= tokens.length; length++) {
    phrase = length === 1 ? tokens[start]! : phrase + joint + tokens[start + length - 1]!
    if (phrase.length > LONGEST_LETTERS) break
    heard(phrase, length)
    if (!begun.has(phrase)) break
  }
}

const beginnings = new WeakMap<Concepts, ReadonlySet<string>>()

/** Everything with which a longer listed phrase begins: most words begin none, and what follows them need not be put together. */
function beginningsOf(concepts: Concepts, joint: string): ReadonlySet<string> {
  const known = beginnings.get(concepts)
  if (known) return known
  const made = new Set<string>()
  for (const phrase of concepts.keys()) {
    for (let end = 1; end < phrase.length; end++) if (phrase.startsWith(joint, end)) made.add(phrase.slice(0, end))
  }
  beginnings.set(concepts, made)
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
