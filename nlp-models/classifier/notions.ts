// What the words of a text stand for, by lists written by hand: notions (words that mean nearly the same) and the themes these belong to.
import { themeHash, type Concepts, type Meaning } from './concepts.ts'

type Found = (hash: number) => void

/** Hashes of the notions of single words and of up to six neighbours, each as often as it is found. */
export function eachNotion(tokens: string[], joint: string, concepts: Concepts, found: Found): void {
  for (let start = 0; start < tokens.length; start++) {
    eachPhrase(tokens, { start, joint }, (phrase) => {
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
  eachPhrase(tokens, place, (phrase, length) => {
    const meaning = concepts.get(phrase)
    if (meaning?.themes.length) longest = [meaning, length]
  })
  return longest
}

function eachPhrase(tokens: string[], { start, joint }: Place, heard: (phrase: string, length: number) => void): void {
  let phrase = ''
  for (let length = 1; length <= LONGEST && start + length <= tokens.length; length++) {
    phrase = length === 1 ? tokens[start]! : phrase + joint + tokens[start + length - 1]!
    if (phrase.length > LONGEST_LETTERS) break
    heard(phrase, length)
  }
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
