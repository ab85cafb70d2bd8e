// The guard on what goes out: reads a text against the rules of every language and says what it finds, with safer words.
import type { GuardHit, GuardPromise, GuardResult, Language } from '../../core/conversation/words.ts'
import type { Content } from '../content.ts'
import { readPattern } from './pattern.ts'
import { findPhrases, makePhraseBook, type FoundPhrase, type Phrase, type PhraseBook } from './phrase-book.ts'
import { promisesIn } from './promises.ts'
import type { GuardLine, GuardRule } from './rules.ts'
import { openValues, type Values } from './slots.ts'
import { readWords, type Words } from './tokens.ts'

export interface GuardOptions {
  /** The conversation's language: its labels and wordings are given. The rules of all languages are heard. */
  language: Language
  by: 'agent' | 'bot'
  now: number
  /** Phones and e-mails that may be said: the shopper's own, the shop's. */
  known?: string[]
}

/** Reads one text. Never throws; its steps grow with the text and no faster. */
export type Guard = (text: string, options: GuardOptions) => GuardResult

/** Opens the guard on the first of the contents that has rules for a language: a release's own before the shipped. A line that cannot be read is left out; the checker tells of it. */
export function openGuard(contents: Content[], timeZone: string): Guard {
  const pages = pagesOf(contents)
  return (text, options) => {
    const order = inOrder(pages, options.language)
    const words = readWords(text)
    const values = openValues(words, { now: options.now, timeZone, known: options.known ?? [] })
    const own = order[0]?.rules ?? new Map<string, GuardRule>()
    const isMeant = (rule: GuardRule) => rule.by === 'both' || rule.by === options.by
    const found: Found[] = []
    const taken = new Map<string, Set<number>>()
    // The bot's texts are not searched for what only agents may not promise.
    const heard = order.map(page => findPhrases(page.book, words.tokens, values.at).found.filter(one => isMeant(one.value.rule)))
    // An exception holds whatever the language: a number that one calls a tracking number is no card to the other.
    const excused = placesByRule(heard.flat().filter(one => one.value.isException))
    for (const one of heard.flatMap(hitsIn)) {
      if (isExcused(excused, one) || !take(taken, one)) continue
      const ours = own.get(one.rule.name)
      found.push({ ...one, rule: ours && isMeant(ours) ? ours : one.rule })
    }
    found.sort((a, b) => a.from - b.from || a.to - b.to)
    return { hits: found.map(one => hitOf(text, words, one)), promises: promisesOf(text, words, found, values) }
  }
}

interface Page {
  language: Language
  rules: Map<string, GuardRule>
  book: PhraseBook<Entry>
}

interface Entry { rule: GuardRule; isException: boolean }

interface Found { rule: GuardRule; from: number; to: number; promise: GuardPromise['kind'] | null }

function pagesOf(contents: Content[]): Page[] {
  const pages = new Map<Language, Page>()
  for (const { languages } of contents) {
    for (const { language, guard } of languages) {
      // A release made before there were rules has none: the shipped ones stand in.
      const rules = guard?.rules ?? []
      if (rules.length === 0 || pages.has(language)) continue
      pages.set(language, { language, rules: new Map(rules.map(rule => [rule.name, rule])), book: bookOf(rules) })
    }
  }
  return [...pages.values()]
}

/** All lines of the rules as one tree. */
export function bookOf(rules: GuardRule[]): PhraseBook<Entry> {
  return makePhraseBook(rules.flatMap(rule => [...phrasesOf(rule, rule.lines, false), ...phrasesOf(rule, rule.unless, true)]))
}

function phrasesOf(rule: GuardRule, lines: GuardLine[], isException: boolean): Phrase<Entry>[] {
  const value = { rule, isException }
  return lines.flatMap(({ text }) => {
    const items = readPattern(text)
    return 'refused' in items ? [] : [{ items, value }]
  })
}

/** `zh-TW` reads the page of `zh`; the other languages come after. */
function inOrder(pages: Page[], language: Language): Page[] {
  const own = pages.find(page => page.language === language) ?? pages.find(page => page.language === language.split('-')[0])
  return own ? [own, ...pages.filter(page => page !== own)] : pages
}

/** Hits of a page's rules, the longest of each rule at one place. */
function hitsIn(found: FoundPhrase<Entry>[]): Found[] {
  const byRule = Map.groupBy(found.filter(one => !one.value.isException), one => one.value.rule)
  return [...byRule].flatMap(([rule, ones]) => apart(ones).map(({ from, to }) => ({ rule, from, to, promise: rule.promise })))
}

function placesByRule(phrases: FoundPhrase<Entry>[]): Map<string, Set<number>> {
  const byRule = Map.groupBy(phrases, one => one.value.rule.name)
  return new Map([...byRule].map(([name, ones]) => [name, new Set(ones.flatMap(placesIn))]))
}

function isExcused(excused: Map<string, Set<number>>, one: Found): boolean {
  const places = excused.get(one.rule.name)
  return places !== undefined && placesIn(one).some(place => places.has(place))
}

/** What overlaps told once, in its longest form. Phrases come by where they begin, so that one look back is enough. */
function apart(phrases: FoundPhrase<Entry>[]): FoundPhrase<Entry>[] {
  const kept: FoundPhrase<Entry>[] = []
  for (const one of phrases) {
    const last = kept.at(-1)
    if (!last || one.from >= last.to) kept.push(one)
    else if (one.to - one.from > last.to - last.from) kept[kept.length - 1] = one
  }
  return kept
}

/** Marks the hit's places as told by its rule; false when one of them was: the same thing said by the same rule of another language is one hit. */
function take(taken: Map<string, Set<number>>, one: Found): boolean {
  const places = taken.get(one.rule.name) ?? new Set<number>()
  taken.set(one.rule.name, places)
  if (placesIn(one).some(place => places.has(place))) return false
  for (const place of placesIn(one)) places.add(place)
  return true
}

function placesIn({ from, to }: { from: number; to: number }): number[] {
  return Array.from({ length: to - from }, (_, step) => from + step)
}

function hitOf(text: string, words: Words, { rule, from, to }: Found): GuardHit {
  const { start, end } = placeOf(words, from, to)
  return { rule: rule.name, label: rule.label ?? rule.name, deed: rule.deed ?? 'warn', start, end, text: text.slice(start, end), instead: rule.instead }
}

/** Where tokens stand in the text as written. */
function placeOf({ reading, tokens }: Words, from: number, to: number) {
  return { start: reading.from[tokens[from]!.start]!, end: reading.until[tokens[to - 1]!.end - 1]! }
}

function promisesOf(text: string, words: Words, found: Found[], values: Values): GuardPromise[] {
  const made = found.flatMap(({ promise, from, to }) => (promise ? [{ kind: promise, from, to }] : []))
  return promisesIn(words, made, values).map(({ from, to, ...rest }) => {
    const { start, end } = placeOf(words, from, to)
    return { ...rest, text: sentenceText(text, start, end) }
  })
}

/** A sentence as the desk keeps it: with the mark that ends it, and not without end. */
function sentenceText(text: string, start: number, end: number) {
  const mark = /^[.!?。！？]/.exec(text.slice(end, end + 1))?.[0] ?? ''
  return (text.slice(start, end) + mark).trim().slice(0, LONGEST_SENTENCE)
}

const LONGEST_SENTENCE = 500
