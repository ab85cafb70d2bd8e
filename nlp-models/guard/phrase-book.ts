// Finds thousands of phrases in a text at once: a tree of words, walked from every word of the text. Steps grow with the text and no faster.
import type { Item, Part, SlotName } from './pattern.ts'
import type { SlotFinder } from './slots.ts'
import type { Token } from './tokens.ts'

export interface Phrase<T> { items: Item[]; value: T }

export interface PhraseBook<T> { root: Branch<T>; size: number }

/** Tens of thousands are held as long as a release serves, and most have one way on: what a branch has none of is null. */
interface Branch<T> {
  id: number
  words: Ways<string, T> | null
  slots: Ways<SlotName, T> | null
  gap: Branch<T> | null
  /** Where a line goes on after its choices; no word is read on the way. */
  joins: Branch<T>[] | null
  ends: T[] | null
}

/** The only way, or several. */
type Ways<K, T> = { key: K; to: Branch<T> } | Map<K, Branch<T>>

/** A phrase found: from one token to before another. */
export interface FoundPhrase<T> { value: T; from: number; to: number }

/** What `…` may pass over: about six English words or twelve Chinese characters, never a comma. */
const WIDEST_GAP = 12

/** Plants the phrases. The tree grows with the words written, not with the ways to read them. */
export function makePhraseBook<T>(phrases: Phrase<T>[]): PhraseBook<T> {
  let size = 0
  const branch = (): Branch<T> => ({ id: size++, words: null, slots: null, gap: null, joins: null, ends: null })
  const root = branch()
  const plant = (items: Item[], value: T) => {
    const [first, ...rest] = items
    // Nothing is left out at the root: it is visited at every word, so the line is planted with and without.
    if (first?.isOptional) {
      plant([{ ...first, isOptional: false }, ...rest], value)
      return plant(rest, value)
    }
    const end = items.reduce((at, item) => afterItem(at, item, branch), root)
    if (!end.ends?.includes(value)) end.ends = [...end.ends ?? [], value]
  }
  for (const { items, value } of phrases) plant(items, value)
  return { root, size }
}

function afterItem<T>(at: Branch<T>, { choices, isOptional }: Item, branch: () => Branch<T>): Branch<T> {
  if (choices.length === 1 && !isOptional) return afterParts(at, choices[0]!, branch)
  const join = branch()
  for (const choice of choices) addJoin(afterParts(at, choice, branch), join)
  if (isOptional) addJoin(at, join)
  return join
}

function addJoin<T>(branch: Branch<T>, join: Branch<T>): void {
  if (branch.joins) branch.joins.push(join)
  else branch.joins = [join]
}

function afterParts<T>(at: Branch<T>, parts: Part[], branch: () => Branch<T>): Branch<T> {
  return parts.reduce((from, part) => {
    if ('gap' in part) return from.gap ??= branch()
    const there = 'slot' in part ? wayTo(from.slots, part.slot) : wayTo(from.words, part.word)
    if (there) return there
    const made = branch()
    if ('slot' in part) from.slots = withWay(from.slots, part.slot, made)
    else from.words = withWay(from.words, part.word, made)
    return made
  }, at)
}

function wayTo<K, T>(ways: Ways<K, T> | null, key: K): Branch<T> | undefined {
  if (ways === null) return undefined
  if (ways instanceof Map) return ways.get(key)
  return ways.key === key ? ways.to : undefined
}

function withWay<K, T>(ways: Ways<K, T> | null, key: K, to: Branch<T>): Ways<K, T> {
  if (ways === null) return { key, to }
  return ways instanceof Map ? ways.set(key, to) : new Map([[ways.key, ways.to], [key, to]])
}

function eachWay<K, T>(ways: Ways<K, T> | null): Iterable<[K, Branch<T>]> {
  if (ways === null) return []
  return ways instanceof Map ? ways : [[ways.key, ways.to]]
}

/** Every phrase in the text, and how many steps it took. */
export function findPhrases<T>(book: PhraseBook<T>, tokens: Token[], slots: SlotFinder): { found: FoundPhrase<T>[]; steps: number } {
  const found: FoundPhrase<T>[] = []
  let steps = 0
  const seen = new Set<number>()
  for (let from = 0; from < tokens.length; from += 1) {
    seen.clear()
    const visit = (branch: Branch<T>, at: number): void => {
      const key = branch.id * (tokens.length + 1) + at
      if (seen.has(key)) return
      seen.add(key)
      steps += 1
      if (branch.ends) for (const value of branch.ends) found.push({ value, from, to: at })
      if (branch.joins) for (const join of branch.joins) visit(join, at)
      const token = tokens[at]
      if (!token || (at > from && token.before === 'end')) return
      const next = wayTo(branch.words, token.text)
      if (next) visit(next, at + 1)
      for (const [slot, after] of eachWay(branch.slots)) for (const to of slots(slot, at)) visit(after, to)
      if (branch.gap) for (const to of placesAfter(tokens, at)) visit(branch.gap, to)
    }
    visit(book.root, from)
  }
  return { found, steps }
}

/** Where the words after a gap may begin: at once, or some words on in the same clause. */
function placesAfter(tokens: Token[], at: number): number[] {
  const places = [at]
  let width = 0
  for (let next = at + 1; next < tokens.length && tokens[next]!.before === 'nothing'; next += 1) {
    width += /^\p{Script=Han}$/u.test(tokens[next - 1]!.text) ? 1 : 2
    if (width > WIDEST_GAP) break
    places.push(next)
  }
  return places
}
