// Finds the shop's articles in a message: an exact dictionary over word pieces, so that a message costs the same with 10 articles as with 100,000.
import { setImmediate as nextTick } from 'node:timers/promises'
import { readText, type Found, type Reading } from '../reading.ts'
import { putRight } from './misspelt.ts'
import { matches } from '../matches.ts'

export interface CatalogueEntry {
  id: string
  /** What shoppers call it: all languages and synonyms. */
  names: string[]
  category: string
  /** What shoppers call its category, in all languages; without it only the category's own name is known. */
  categoryNames?: string[]
}

export interface Catalogue {
  /** Ids by name, in shards: a map of 300,000 names stalls the process each time it grows. */
  products: Map<string, string[]>[]
  categories: Map<string, string>
  /** By first piece: how many pieces names have that begin so, most first. */
  lengths: Map<string, number[]>
  /** Every piece that a name has. */
  words: Set<string>
  size: number
}

/** Pieces of the longest name that is looked for. */
const LONGEST_NAME = 16
/** Articles told for one name: "kettle" may be the name of many. */
const MOST_PRODUCTS = 5
const SHARDS = 64
/** Entries between two looks at the event loop: about 5 ms. */
const CHUNK = 250

/** Builds the dictionary in small steps: the event loop is never held for longer than a few milliseconds. */
export async function buildCatalogue(entries: CatalogueEntry[]): Promise<Catalogue> {
  const catalogue = emptyCatalogue()
  for (const [index, entry] of entries.entries()) {
    addEntry(catalogue, entry)
    if (index % CHUNK === CHUNK - 1) await nextTick()
  }
  return catalogue
}

export function emptyCatalogue(): Catalogue {
  return { products: Array.from({ length: SHARDS }, () => new Map()), categories: new Map(), lengths: new Map(), words: new Set(), size: 0 }
}

/** Articles and categories named in the text, slips of the finger put right, longest name first, none inside another. A name of several articles is told once for each, at most five. */
export function findProducts(reading: Reading, catalogue: Catalogue): Found<'product' | 'category'>[] {
  const said = piecesOf(reading.plain)
  const pieces = putRight(said, catalogue.words) ?? said
  const found: Found<'product' | 'category'>[] = []
  for (let at = 0; at < pieces.length; at += 1) {
    const hit = longestAt(pieces, at, catalogue)
    if (!hit) continue
    const span = { start: pieces[at]!.start, end: pieces[at + hit.count - 1]!.end }
    for (const id of hit.ids.slice(0, MOST_PRODUCTS)) found.push({ entity: 'product', ...span, value: id })
    if (hit.category !== undefined) found.push({ entity: 'category', ...span, value: hit.category })
    at += hit.count - 1
  }
  return found
}

interface Piece { text: string; start: number; end: number }

function addEntry(catalogue: Catalogue, entry: CatalogueEntry) {
  catalogue.size += 1
  for (const name of entry.names) {
    for (const key of keysOf(name)) {
      const shard = shardOf(catalogue, key)
      const ids = shard.get(key)
      if (!ids) shard.set(key, [entry.id])
      // A name that a thousand articles share tells none of them: no need to keep them all.
      else if (ids.length < MOST_PRODUCTS && !ids.includes(entry.id)) ids.push(entry.id)
      addLength(catalogue, key)
    }
  }
  for (const name of [entry.category, ...(entry.categoryNames ?? [])]) {
    for (const key of keysOf(name)) {
      if (!catalogue.categories.has(key)) catalogue.categories.set(key, entry.category)
      addLength(catalogue, key)
    }
  }
}

function shardOf(catalogue: Catalogue, key: string) {
  let hash = 0
  for (let at = 0; at < key.length; at += 1) hash = (hash * 31 + key.charCodeAt(at)) | 0
  return catalogue.products[hash & (SHARDS - 1)]!
}

function addLength(catalogue: Catalogue, key: string) {
  const [first, ...rest] = key.split(' ')
  for (const word of [first!, ...rest]) catalogue.words.add(word)
  const lengths = catalogue.lengths.get(first!)
  if (!lengths) catalogue.lengths.set(first!, [rest.length + 1])
  else if (!lengths.includes(rest.length + 1)) {
    lengths.push(rest.length + 1)
    lengths.sort((a, b) => b - a)
  }
}

/** A name as it is looked for, and written together ("yogamat") where it is of two or three Latin words. */
function keysOf(name: string): string[] {
  const pieces = piecesOf(readText(name).plain).map(piece => piece.text)
  if (pieces.length === 0 || pieces.length > LONGEST_NAME || pieces.join('').length < 2) return []
  const isLatin = pieces.every(piece => /^[a-z0-9]/.test(piece))
  const together = isLatin && pieces.length >= 2 && pieces.length <= 3 ? [pieces.join('')] : []
  return [pieces.join(' '), ...together]
}

function longestAt(pieces: Piece[], at: number, catalogue: Catalogue) {
  for (const count of catalogue.lengths.get(pieces[at]!.text) ?? []) {
    if (at + count > pieces.length) continue
    const key = pieces.slice(at, at + count).map(piece => piece.text).join(' ')
    const ids = shardOf(catalogue, key).get(key) ?? []
    const category = catalogue.categories.get(key)
    if (ids.length > 0 || category !== undefined) return { count, ids, category }
  }
  return null
}

/** Latin words and numbers whole, in the singular; every other letter by itself, since Chinese has no spaces. */
function piecesOf(plain: string): Piece[] {
  return matches(plain, /[a-z0-9]+(?:'s(?![a-z]))?|[^\p{P}\p{S}\p{Z}\p{C}a-z0-9]/gu).map(match => ({
    text: singular(match[0].replace(/'s$/, '')), start: match.index, end: match.index + match[0].length,
  }))
}

/** Rough and the same on both sides: what it makes need not be a word. */
function singular(word: string) {
  if (word.length <= 3 || !word.endsWith('s') || word.endsWith('ss')) return word
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`
  return /(?:x|ch|sh|ss)es$/.test(word) ? word.slice(0, -2) : word.slice(0, -1)
}
