// What in a message speaks for a mood: words of the lexicon in their surroundings, and how it is written.
import type { Language } from '../../core/conversation/words.ts'
import type { Reading } from '../reading.ts'
import { harmlessFor } from './harmless.ts'
import { findIrony } from './irony.ts'
import { lexiconFor, type Lexicon, type MoodClass } from './lexicon.ts'
import { matches } from '../matches.ts'

export interface Sign {
  why: MoodClass | 'harmless' | 'shouting' | 'punctuation' | 'stretching' | 'emoji' | 'repetition'
  /** 0 … 1: how far this alone moves a calm message. Below 0 it calms. */
  weight: number
  /** Offsets into {@link Reading.plain}. */
  start: number
  end: number
}

/** How far one sign of a class goes by itself; chosen so that one annoyed word is annoyed, an insult angry, two of them furious. */
const WEIGHTS: Record<MoodClass, number> = {
  threat: 0.62, insult: 0.52, curse: 0.4, anger: 0.46, annoyance: 0.28, waiting: 0.24, sarcasm: 0.34, insistence: 0.26, soothing: -0.1,
}
/** Praise of a fault, which nobody means. */
export const SURE_IRONY = 0.36
const INTENSIFIED = 1.25
/** A word asked about or turned round keeps little of its weight. */
const DOUBTED = 0.3
/** Signs of one class after the first add less: a long message is not furious for being long. */
const MOST_OF_A_CLASS = 4
const LOOK_BACK = 24

/** All signs in the message, in the order of their places. */
export function findSigns(text: string, reading: Reading, language: Language): Sign[] {
  const lexicon = lexiconFor(language)
  const isAsking = lexicon.asking.test(reading.plain.trim())
  const isChallenge = lexicon.challenge.test(reading.plain)
  const isInquiry = lexicon.inquiry.test(reading.plain.trim()) && !isChallenge
  const harmless = harmlessFor(language)
  const spared = matches(reading.plain, harmless.phrases).map<Sign>(match => ({ why: 'harmless', weight: 0, start: match.index, end: match.index + match[0].length }))
  const words = (Object.keys(lexicon.classes) as MoodClass[]).flatMap(name => findWords(reading.plain, lexicon, name, name !== 'threat' ? isAsking : isInquiry ? 'inquiry' : isAsking && !isChallenge))
    .filter(word => !spared.some(phrase => word.start < phrase.end && phrase.start < word.end))
  const ironies = findIrony(reading.plain, language).map<Sign>(span => ({ why: 'sarcasm', weight: SURE_IRONY, ...span }))
  const heard = [...withoutInner([...words, ...ironies]), ...findShouting(text, reading), ...findMarks(reading.plain)]
  return [...spared, ...withoutHarmless(heard, reading.plain, harmless)].sort((a, b) => a.start - b.start)
}

/** One number from all signs: each takes its share of the calm that the others left. */
export function scoreOf(signs: Sign[]) {
  const counts = new Map<string, number>()
  let calm = 1
  for (const { why, weight } of signs.toSorted((a, b) => b.weight - a.weight)) {
    const count = counts.get(why) ?? 0
    counts.set(why, count + 1)
    if (count >= MOST_OF_A_CLASS) continue
    calm *= 1 - Math.max(-0.2, weight / (1 + count * 0.5))
  }
  return Math.min(1, Math.max(0, 1 - calm))
}

function findWords(plain: string, lexicon: Lexicon, name: MoodClass, isAsking: boolean | 'inquiry'): Sign[] {
  return matches(plain, lexicon.classes[name]).map(match => {
    const before = plain.slice(Math.max(0, match.index - LOOK_BACK), match.index)
    const weight = WEIGHTS[name] * weightOf(before, lexicon, name, isAsking)
    return { why: isAsking === 'inquiry' ? 'harmless' : name, weight, start: match.index, end: match.index + match[0].length }
  })
}

function weightOf(before: string, lexicon: Lexicon, name: MoodClass, isAsking: boolean | 'inquiry') {
  if (isAsking === 'inquiry') return 0
  if (name !== 'soothing' && name !== 'waiting' && name !== 'sarcasm' && lexicon.negation.test(before)) return name === 'threat' ? 0 : DOUBTED / 2
  if (isAsking && (name === 'threat' || name === 'insult')) return DOUBTED
  return lexicon.intensity.test(before) ? INTENSIFIED : 1
}

/** "Damn, these are gorgeous", "what a bargain!!!", "shit, I forgot my password": curses and loud marks beside praise or one's own slip are aimed at nobody, unless something else says that they are. */
function withoutHarmless(signs: Sign[], plain: string, { praise, ownFault, doubt, urgent }: ReturnType<typeof harmlessFor>): Sign[] {
  const isLoudOnly = (sign: Sign) => LOUD.has(sign.why)
  if (!signs.some(isLoudOnly) || signs.some(sign => !isLoudOnly(sign) && sign.weight >= DOUBTED / 2)) return signs
  if (doubt.test(plain)) return signs
  const isOnlyMarks = signs.every(sign => sign.why === 'punctuation' || sign.weight < DOUBTED / 2)
  const isMeant = praise.test(plain) || ownFault.test(plain) || (isOnlyMarks && urgent.test(plain))
  if (!isMeant && (!isOnlyMarks || plain.includes('?'))) return signs
  // What weighs nothing is left out of what the model reads; of shouted and stretched words only the manner is. Marks beside neither praise nor doubt say nothing either way.
  const why = isMeant ? 'harmless' : 'punctuation'
  return signs.flatMap(sign => (!isLoudOnly(sign) ? [sign] : sign.why === 'curse' || sign.why === 'punctuation' ? [{ ...sign, why, weight: 0 }] : []))
}

const LOUD = new Set<Sign['why']>(['curse', 'punctuation', 'shouting', 'stretching'])

/** "I am taking you to court" is one threat, not a threat and whatever stands inside it. */
function withoutInner(signs: Sign[]) {
  const kept: Sign[] = []
  for (const sign of signs.toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight))) {
    if (!kept.some(other => sign.start < other.end && other.start < sign.end)) kept.push(sign)
  }
  return kept
}

/** Capitals: several whole words, or most of a message that is long enough to be no code or size. */
function findShouting(text: string, reading: Reading): Sign[] {
  const written = text.slice(0, reading.until.at(-1) ?? 0)
  const shouted = matches(written, /(?<![\p{L}\p{N}])\p{Lu}[\p{Lu}']{2,}(?![\p{L}\p{N}])/gu).filter(match => !ACRONYMS.has(match[0]))
  const letters = written.match(/\p{L}/gu)?.length ?? 0
  const capitals = written.match(/\p{Lu}/gu)?.length ?? 0
  const isLoud = letters >= 8 && capitals / letters > 0.6 && shouted.length >= 2
  if (!isLoud && shouted.length < 2) return []
  const [first, last] = [shouted[0]!, shouted.at(-1)!]
  return [{ why: 'shouting', weight: isLoud ? 0.3 : 0.14, start: plainAt(reading, first.index), end: plainAt(reading, last.index + last[0].length) }]
}

const ACRONYMS = new Set(['XXL', 'XXXL', 'USB', 'LED', 'VAT', 'RMA', 'DHL', 'UPS', 'DPD', 'USPS', 'SMS', 'APP', 'COD', 'PDF', 'USA', 'FAQ', 'PIN', 'EUR', 'GBP', 'USD', 'RMB', 'CNY', 'ASAP', 'NFC', 'HDMI', 'OLED', 'EMS', 'ETA', 'SKU', 'TNT', 'TSA', 'SPF', 'PVC', 'BPA', 'NHS', 'JD'])

function plainAt(reading: Reading, original: number) {
  const at = reading.from.findIndex(from => from >= original)
  return at < 0 ? reading.plain.length : at
}

const MARKS: { why: Sign['why']; pattern: RegExp; weight(hit: string): number }[] = [
  { why: 'punctuation', pattern: /[!?]{2,}/g, weight: hit => Math.min(0.26, 0.06 * hit.length) },
  // An emoji is a harder sign than a mark; 🙂 at the end of a complaint is no comfort.
  { why: 'emoji', pattern: /[😡🤬😠💢👿🖕]/gu, weight: () => 0.45 },
  { why: 'emoji', pattern: /[😤🙄😒😑😞😩😫😭💔👎🤦]/gu, weight: () => 0.22 },
  { why: 'emoji', pattern: /[😊🙂😄😁🥰😍❤👍🙏😀🌹]/gu, weight: () => -0.12 },
  // 「退！我！的！钱！」, "GIVE. ME. MY. MONEY."
  { why: 'shouting', pattern: /(?:[\u4e00-\u9fff][!.。]){3,}|(?<![a-z])(?:[a-z]{1,9}[.!] ){2,}[a-z]{1,9}[.!]/g, weight: () => 0.42 },
  { why: 'stretching', pattern: /([a-z])\1{3,}|([\u4e00-\u9fff])\2{3,}/g, weight: () => 0.1 },
]

function findMarks(plain: string): Sign[] {
  return MARKS.flatMap(({ why, pattern, weight }) => matches(plain, pattern).map(match => (
    { why, weight: weight(match[0]), start: match.index, end: match.index + match[0].length })))
}

/** How alike messages are to this one, 0 … 1, by letter pairs: the same question again, in nearly the same words. */
export function likenessTo(one: string): (other: string) => number {
  const a = pairsOf(one)
  return (other) => {
    const b = pairsOf(other)
    if (a.size < 3 || b.size < 3) return 0
    let shared = 0
    for (const pair of a) if (b.has(pair)) shared += 1
    return (2 * shared) / (a.size + b.size)
  }
}

/** Each pair as one number: sixteen bits a letter. */
function pairsOf(plain: string) {
  const letters = plain.replace(NO_LETTERS, '')
  const pairs = new Set<number>()
  for (let at = 0; at + 1 < letters.length; at += 1) pairs.add((letters.charCodeAt(at) << 16) | letters.charCodeAt(at + 1))
  return pairs
}

const NO_LETTERS = /[^\p{L}\p{N}]+/gu
