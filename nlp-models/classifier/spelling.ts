// Words that nobody knows, read as those that were meant: slips of the finger, words written by ear or without vowels, stretched ones, and some run together.
import { stem, type Concepts } from './concepts.ts'
import { takeApart } from './run-together.ts'
import { slipCost } from './slip-cost.ts'
import { buildWordIndex, placesNear, type WordIndex } from './word-index.ts'

/** Reads the words of a line again; what cannot be read better stays as it is. */
export type Reread = (tokens: string[]) => string[]

const WORD = /^[a-z][a-z']*$/
const SHORTEST = 4
/** Without vowels even three letters are a word cut short. */
const SHORTEST_BARE = 3
const LONGEST = 20
const LONGEST_WRITTEN = 40
const SHORTEST_TOGETHER = 6
/** Words of a line that are looked up: each costs up to a hundred comparisons. */
const MOST_LOOKED_UP = 16
/** How much commonness outweighs nearness. */
const RARITY = 0.1
/** Above this, words run together are likelier. */
const PLAIN_SLIP = 0.75
const MOST_REMEMBERED = 5000

/**
 * Opens for the words of the training lines, the likeliest first, and the thesaurus. A word is taught when it is among the first or shares its stem with
 * one; of the others, those of the thesaurus are known by what they mean, and the rest are strange.
 */
export function openSpelling(taught: string[], concepts: Concepts, thesaurus: string[]): Reread {
  const words = [...new Set([...taught, ...thesaurus])].filter((word) => word.length >= 2 && word.length <= LONGEST && WORD.test(word))
  const lexicon: Lexicon = { words, concepts, ranks: new Map(words.map((word, at) => [word, at])), taught: new Set(taught), index: buildWordIndex(words) }
  const stems = new Set(taught.map(stem))
  const isKnown = (word: string) => lexicon.ranks.has(word) || stems.has(stem(word)) || concepts.has(stem(word))
  const remembered = new Map<string, string[]>()
  const meant = (written: string): string[] => {
    const known = remembered.get(written)
    if (known) return known
    const found = isKnown(written) ? [asTaught(written, lexicon)] : unstretched(written, isKnown) ?? readStrange(written, lexicon)
    if (remembered.size < MOST_REMEMBERED) remembered.set(written, found)
    return found
  }
  return (tokens) => {
    let looked = 0
    const isRead = (token: string) => token.length > LONGEST_WRITTEN || !WORD.test(token) || stems.has(stem(token))
    return tokens.flatMap((token) => (isRead(token) || ++looked > MOST_LOOKED_UP ? [token] : meant(token)))
  }
}

interface Lexicon { words: string[]; taught: ReadonlySet<string>; concepts: Concepts; ranks: ReadonlyMap<string, number>; index: WordIndex }

/** A word of the thesaurus as the taught word that is near and means the same: "mattres" as "mattress", "colour" as "color". */
function asTaught(written: string, { words, taught, concepts, index }: Lexicon): string {
  const notions = concepts.get(stem(written))?.notions ?? []
  let best = written
  let least = allowance(written.length)
  for (const place of placesNear(written, index)) {
    const word = words[place]!
    if (!taught.has(word) || !concepts.get(stem(word))?.notions.some((notion) => notions.includes(notion))) continue
    const cost = slipCost(written, word)
    if (cost >= least) continue
    best = word
    least = cost
  }
  return best
}

/** "pleaseee" and "hellllo": three and more of a letter are one or two. */
function unstretched(written: string, isKnown: (word: string) => boolean): string[] | null {
  const shorter = [written.replace(/(.)\1{2,}/g, '$1'), written.replace(/(.)\1{2,}/g, '$1$1')].find((word) => word !== written && isKnown(word))
  return shorter === undefined ? null : [shorter]
}

function readStrange(written: string, lexicon: Lexicon): string[] {
  const plain = written.replace(/(.)\1{2,}/g, '$1$1')
  const near = nearest(plain, lexicon)
  const parts = plain.length >= SHORTEST_TOGETHER ? takeApart(plain, lexicon.ranks) : null
  if (near && (!parts || near.cost <= PLAIN_SLIP)) return [near.word]
  return parts ?? [written]
}

function nearest(written: string, { words, index }: Lexicon): { word: string; cost: number } | null {
  const isBare = !/[aeiou]/.test(written)
  if (written.length < (isBare ? SHORTEST_BARE : SHORTEST) || written.length > LONGEST) return null
  const most = allowance(written.length)
  let best: { word: string; cost: number } | null = null
  let least = Infinity
  for (const place of placesNear(written, index)) {
    const word = words[place]!
    const cost = slipCost(written, word)
    const dearness = cost + RARITY * Math.log(2 + place)
    if (cost > most || dearness >= least) continue
    best = { word, cost }
    least = dearness
  }
  return best
}

/** The longer a word, the more may be wrong with it. */
function allowance(length: number): number {
  return length < 5 ? 0.9 : length < 6 ? 1.15 : length < 9 ? 1.7 : 2.3
}
