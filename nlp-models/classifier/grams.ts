// Text into n-grams, each a 32-bit number: no strings are kept, neither in training nor when a message is read.
// English: words and pairs of words; 2–5 letters inside a word with its edges; notions and their themes. Chinese: characters (latin words whole); pairs of them; notions and themes.
import { withoutChatter } from './chatter.ts'
import { conceptText, parseConcepts, stem, type Concepts } from './concepts.ts'
import { eachNotion, eachTheme, listedIn } from './notions.ts'
import type { Reread } from './spelling.ts'

/** Which kind of gram it is: kinds are levelled apart, so that the many do not drown the few. 0 is words, 1 letters (Chinese: pairs of characters), 2 notions, 3 themes. */
export type View = 0 | 1 | 2 | 3
export const VIEWS = 4
export const LETTERS: View = 1
export const NOTIONS: View = 2
const THEMES: View = 3

/** Takes a gram; one that is only one of several things its word may mean counts for less than 1. */
export type Emit = (view: View, hash: number, weight: number) => void

/** How much each view says, the others being given. English words mean much that a few utterances do not show; Chinese is read by characters, and its lists are of phrases. */
const SHARES = { latin: [1, 1, 1.4, 1.2], chinese: [1, 1, 1, 1] }

export function viewShares({ language }: Grammar): number[] {
  return isChinese(language) ? SHARES.chinese : SHARES.latin
}

/** How texts of a language are cut. */
export interface Grammar {
  language: string
  conceptText: string
  /** Read from the text above. */
  concepts: Concepts
  /** Whether words for feelings are among them: then marks are read too, which say nothing of topics. */
  readsFeelings: boolean
  /** Whether greeting and thanks around a request are left out: for bots too young to have been taught any. */
  skipsChatter: boolean
}

export function openGrammar(language: string, text = conceptText(language), { skipsChatter = false } = {}): Grammar {
  return { language, conceptText: text, concepts: parseConcepts(text, !isChinese(language)), readsFeelings: LISTS_FEELINGS.test(text), skipsChatter }
}

/** The theme of words that turn feelings round. */
const LISTS_FEELINGS = /^= not$/m

/** Calls `emit` for every gram of a folded text, repetitions included; strange words are read as `reread` says. Linear in the length of the text. */
export function eachGram(text: string, grammar: Grammar, emit: Emit, reread: Reread | null = null): void {
  if (isChinese(grammar.language)) eachChineseGram(text, grammar, emit)
  else {
    const tokens = reread ? reread(wordsOf(text)) : wordsOf(text)
    eachLatinGram(grammar.skipsChatter ? withoutChatter(tokens) : tokens, grammar, emit)
  }
}

/** Whether strange words are read as the words that were meant: where there are words, and no feelings, which lie in how a word is written too. */
export function readsSlips({ language, readsFeelings }: Grammar): boolean {
  return !isChinese(language) && !readsFeelings
}

/** The words and marks of a folded text, in a language that has spaces. */
export function wordsOf(text: string): string[] {
  return text.match(LATIN_TOKEN) ?? []
}

const isChinese = (language: string) => language.startsWith('zh')

const LATIN_TOKEN = /[\p{L}\p{M}]+(?:'[\p{L}]+)?|\p{N}+|\p{Extended_Pictographic}|[?!$€£%]/gu

function eachLatinGram(tokens: string[], { concepts, readsFeelings }: Grammar, emit: Emit): void {
  let before = hashOf('<s>', SEED.word)
  for (const token of tokens) {
    const word = hashOf(token, SEED.word)
    emit(0, word, 1)
    emit(0, pairOf(before, word), 1)
    before = word
    eachPiece(` ${token} `, 2, 5, emit)
  }
  emit(0, pairOf(before, hashOf('</s>', SEED.word)), 1)
  const stems = tokens.map(stem)
  if (readsFeelings) eachInOrder(stems, '_', concepts, emit)
  else if (concepts.size > 0) eachMeaning(stems, { joint: '_', doubt: 0.5 }, concepts, emit)
}

/** Notions, and the themes of the longest phrases. */
function eachInOrder(tokens: string[], joint: string, concepts: Concepts, emit: Emit): void {
  const listed = listedIn(tokens, joint, concepts)
  eachNotion(listed, (notion) => emit(NOTIONS, notion, 1))
  eachTheme(listed, (theme) => emit(THEMES, theme, 1))
}

/** Notions and themes of the listed phrases; the more a word may mean, the less each of it counts, by the power of `doubt`. */
function eachMeaning(tokens: string[], { joint, doubt }: { joint: string; doubt: number }, concepts: Concepts, emit: Emit): void {
  for (const { meaning } of listedIn(tokens, joint, concepts)) {
    for (const notion of meaning.notions) emit(NOTIONS, notion, meaning.notions.length ** -doubt)
    for (const theme of meaning.themes) emit(THEMES, theme, meaning.themes.length ** -doubt)
  }
}

/** Pieces of `shortest` to `longest` letters of a word; the hash is carried from one length to the next. */
function eachPiece(word: string, shortest: number, longest: number, emit: Emit): void {
  for (let start = 0; start + shortest <= word.length; start++) {
    let hash = SEED.piece
    for (let length = 1; length <= longest && start + length <= word.length; length++) {
      hash = mix(hash, word.charCodeAt(start + length - 1))
      if (length >= shortest) emit(1, finish(hash), 1)
    }
  }
}

// A run of other letters ends where the characters begin: "M码" is m and 码, not one strange word.
const CHINESE_TOKEN = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}])+|\p{N}+|\p{Extended_Pictographic}|[?!？！]/gu

/** With every mark, and with what apps write for a picture: [哭]. */
const CHINESE_TOKEN_OR_MARK = /\[\p{L}{1,8}\]|\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}])+|\p{N}+|\p{Extended_Pictographic}|[\p{P}\p{S}]/gu

/** What stands before the first token of a text and behind its last. */
export const EDGES = { start: '<s>', end: '</s>' } as const

/** A folded text as topics read it: characters one by one, words of letters and numbers whole. */
export function chineseTokens(text: string): string[] {
  return text.match(CHINESE_TOKEN) ?? []
}

/** The gram of one token of a Chinese text. */
export function unitHash(token: string): number {
  return hashOf(token, SEED.word)
}

/** The gram that two tokens of a Chinese text make side by side. */
export function pairHash(first: string, second: string): number {
  return pairOf(unitHash(first), unitHash(second))
}

function eachChineseGram(text: string, { concepts, readsFeelings }: Grammar, emit: Emit): void {
  const tokens: string[] = readsFeelings ? text.match(CHINESE_TOKEN_OR_MARK) ?? [] : chineseTokens(text)
  let before = hashOf(EDGES.start, SEED.word)
  for (const token of tokens) {
    const unit = hashOf(token, SEED.word)
    emit(0, unit, 1)
    emit(1, pairOf(before, unit), 1)
    before = unit
  }
  emit(1, pairOf(before, hashOf(EDGES.end, SEED.word)), 1)
  if (concepts.size > 0) eachInOrder(tokens, '', concepts, emit)
}

const SEED = { word: 0x811c9dc5, piece: 0x2f0b4c47 }

function hashOf(token: string, seed: number): number {
  let hash = seed
  for (let at = 0; at < token.length; at++) hash = mix(hash, token.charCodeAt(at))
  return finish(hash)
}

function pairOf(first: number, second: number): number {
  return finish(mix(mix(first ^ 0x5bd1e995, second & 0xffff), second >>> 16))
}

/** FNV-1a over 16-bit units, then murmur's last mix, so that close texts lie far apart. */
function mix(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193)
}

function finish(hash: number): number {
  let h = hash ^ (hash >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
