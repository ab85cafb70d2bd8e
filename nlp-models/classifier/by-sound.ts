// A Chinese message as it sounds: dictated and hurried messages have characters that only sound like those that were meant, and some are written in pinyin throughout. What was taught tells which were meant.
import { readFileSync } from 'node:fs'
import { chineseTokens, EDGES, pairHash, unitHash } from './grams.ts'
import { rarityOf, type Vocabulary } from './vocabulary.ts'

/**
 * The folded message with strange characters read as those that sound alike, and pinyin as characters, wherever the model knows them side by side; null when no such reading is better than the message itself.
 */
export function bySound(folded: string, vocabulary: Vocabulary): string | null {
  const tokens = chineseTokens(folded.slice(0, LONGEST))
  if (tokens.length > MOST_TOKENS || !tokens.some(isReadable)) return null
  const taught = openPairs(vocabulary)
  const slots = tokens.flatMap((token, at) => readingsOf(token, tokens[at - 1] ?? EDGES.start, tokens[at + 1] ?? EDGES.end, taught))
  const strange = slots.filter(({ readings, isSpelt }) => !isSpelt && readings.length > 1)
  if (strange.length > MOST_STRANGE || slots.every(({ readings }) => readings.length === 1)) return null
  const likeliest = cheapestWay(slots, taught)
  const isSound = likeliest.every((reading, at) => !slots[at]!.isSpelt || at === 0 || !slots[at - 1]!.isSpelt || taught.knows(likeliest[at - 1]!, reading))
  const read = likeliest.join('')
  return isSound && read !== tokens.join('') ? read : null
}

const LONGEST = 80
const MOST_TOKENS = 48
/** Where more is strange than this, the message is of something else. */
const MOST_STRANGE = 10
/** What it costs to believe that two stand side by side that never did where it was taught. */
const NEVER_TAUGHT = 4
/** And that another character was meant than was written. */
const MISHEARD = 8
/** The rarity of what is not even known alone. */
const STRANGE = 8

interface Pairs {
  knows(first: string, second: string): boolean
  /** How unlikely the second is behind the first: −log of its share, roughly. */
  cost(first: string, second: string): number
}

function openPairs(vocabulary: Vocabulary): Pairs {
  const alone = (token: string) => rarityOf(vocabulary, unitHash(token)) ?? STRANGE
  const together = (first: string, second: string) => rarityOf(vocabulary, pairHash(first, second))
  return {
    knows: (first, second) => together(first, second) !== null,
    cost(first, second) {
      const rarity = together(first, second)
      return rarity === null ? NEVER_TAUGHT + alone(second) : rarity - (first === EDGES.start ? 0 : alone(first))
    },
  }
}

/** One place of the message: what may stand there, each with its price. */
interface Slot { readings: { text: string; price: number }[]; isSpelt: boolean }

const HAN = /^\p{Script=Han}$/u
const isReadable = (token: string) => HAN.test(token) || syllablesOf(token) !== null

function readingsOf(token: string, before: string, after: string, taught: Pairs): Slot[] {
  const syllables = HAN.test(token) ? null : syllablesOf(token)
  if (syllables) return syllables.map((syllable) => ({ readings: [...spelt().get(syllable)!].map((text) => ({ text, price: 0 })), isSpelt: true }))
  const isStrange = HAN.test(token) && !(taught.knows(before, token) && taught.knows(token, after))
  const others = isStrange ? [...(alike().get(token) ?? '')].filter((other) => other !== token) : []
  return [{ readings: [{ text: token, price: 0 }, ...others.map((text) => ({ text, price: MISHEARD }))], isSpelt: false }]
}

/** The way through all places with the least sum of prices and of pairs' costs. */
function cheapestWay(slots: Slot[], taught: Pairs): string[] {
  let ways: Way[] = [{ price: 0, said: EDGES.start, before: null }]
  for (const { readings } of slots) ways = readings.map(({ text, price }) => nearest(ways, text, price, taught))
  const last = nearest(ways, EDGES.end, 0, taught)
  const said: string[] = []
  for (let way = last.before; way?.before; way = way.before) said.unshift(way.said)
  return said
}

interface Way { price: number; said: string; before: Way | null }

function nearest(ways: Way[], said: string, price: number, taught: Pairs): Way {
  let best: Way = { price: Infinity, said, before: null }
  for (const before of ways) {
    const sum = before.price + price + taught.cost(before.said, said)
    if (sum < best.price) best = { price: sum, said, before }
  }
  return best
}

/** A run of letters as pinyin syllables, the longest first; null when it is not pinyin. */
function syllablesOf(token: string): string[] | null {
  if (!/^[a-z]{2,24}$/.test(token)) return null
  const ways: (string[] | null)[] = [[]]
  for (let end = 1; end <= token.length; end++) {
    ways[end] = null
    for (let start = Math.max(0, end - 6); start < end; start++) {
      const before = ways[start]
      const shorter = ways[end]
      if (before && spelt().has(token.slice(start, end)) && (!shorter || before.length + 1 < shorter.length)) ways[end] = [...before, token.slice(start, end)]
    }
  }
  return ways[token.length] ?? null
}

let bySyllable: Map<string, string> | null = null

/** Characters by syllable: `sounds/zh.txt`. */
function spelt(): Map<string, string> {
  bySyllable ??= new Map(readFileSync(new URL('../sounds/zh.txt', import.meta.url), 'utf8').split('\n').filter((line) => line && !line.startsWith('#')).map((line) => line.split(' ') as [string, string]))
  return bySyllable
}

let byCharacter: Map<string, string> | null = null

/** By character, those that sound like it, or nearly: many say z for zh and n for ng. */
function alike(): Map<string, string> {
  if (byCharacter) return byCharacter
  const groups = new Map<string, string>()
  for (const [syllable, characters] of spelt()) groups.set(blurred(syllable), (groups.get(blurred(syllable)) ?? '') + characters)
  byCharacter = new Map()
  for (const [syllable, characters] of spelt()) for (const character of characters) byCharacter.set(character, (byCharacter.get(character) ?? '') + groups.get(blurred(syllable))!)
  return byCharacter
}

function blurred(syllable: string): string {
  return syllable.replace(/^([zcs])h/, '$1').replace(/([aei])ng$/, '$1n')
}
