// The grams a model knows, and a text as a sparse vector over them: sublinear term frequency × inverse document frequency, each view of its share of the length, the whole of length one.
import { thesaurusWords } from './concepts.ts'
import { eachGram, LETTERS, NOTIONS, readsSlips, VIEWS, viewShares, wordsOf, type Grammar } from './grams.ts'
import { withAdvice, type Mentor } from './mentor.ts'
import { openSpelling, type Reread } from './spelling.ts'

export interface Vocabulary {
  grammar: Grammar
  /** The words of the training lines, the likeliest first, joined by spaces: strange ones are read as one of them. Empty where slips are not read. */
  words: string
  /** Hash of each known gram, words and notions before letters, the commonest first (their weights then lie together in memory); its place is the feature's number. */
  hashes: Uint32Array
  /** Inverse document frequency by feature. */
  idf: Float32Array
  /** Which view a feature belongs to. */
  view: Uint8Array
  table: HashTable
  /** Of a young bot: whose advice on a line follows its grams, a feature for each of the mentor's intents. */
  mentor: Mentor | null
}

/** A text over a vocabulary. `ids` and `values` are cut to length. */
export interface Sparse {
  ids: Int32Array
  values: Float32Array
  /** Share of the text's grams, by view, that the vocabulary does not know: 1 for a text of strange words. */
  unknown: number[]
}

/**
 * Learns the grams of the texts; when there are more than `limit`, the rarest go first. What a single text from `background` on says is left out: it is
 * better unknown, and most of a small model would be made of it.
 */
export function learnVocabulary(texts: string[], grammar: Grammar, { limit, background }: { limit: number; background: number }): Vocabulary {
  const { hashes, counts, kinds, last, slots: all } = countGrams(texts, grammar)
  const slots = all.filter((slot) => counts[slot]! > 1 || last[slot]! < background)
  const common = slots.sort((a, b) => counts[b]! - counts[a]! || hashes[a]! - hashes[b]!).subarray(0, limit)
  const kept = [...common.filter((slot) => kinds[slot] !== LETTERS), ...common.filter((slot) => kinds[slot] === LETTERS)]
  const idf = Float32Array.from(kept, (slot) => Math.log((1 + texts.length) / (1 + counts[slot]!)) + 1)
  return withTable({ grammar, words: readsSlips(grammar) ? likelyWords(texts, background) : '', hashes: Uint32Array.from(kept, (slot) => hashes[slot]!), idf, view: Uint8Array.from(kept, (slot) => kinds[slot]!), mentor: null })
}

/** The words of the texts, those of the taught ones first, each part by how common they are. */
function likelyWords(texts: string[], background: number): string {
  const byCount = (some: string[]) => {
    const counts = new Map<string, number>()
    for (const text of some) for (const word of new Set(wordsOf(text))) if (MAY_BE_MEANT.test(word)) counts.set(word, (counts.get(word) ?? 0) + 1)
    return [...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)!)
  }
  return [...new Set([...byCount(texts.slice(0, background)), ...byCount(texts.slice(background))])].join(' ')
}

const MAY_BE_MEANT = /^[a-z']{2,20}$/

/** In how many texts each gram is, in flat columns: a large corpus has a million grams, and an object for each is a hundred megabytes. */
function countGrams(texts: string[], grammar: Grammar) {
  let tally = emptyTally(1 << 16)
  texts.forEach((text, at) => eachGram(text, grammar, (kind, hash) => {
    const slot = slotOf(tally, hash)
    if (tally.counts[slot] === 0) {
      tally.hashes[slot] = hash
      tally.kinds[slot] = kind
      tally.used++
    } else if (tally.last[slot] === at) return
    tally.counts[slot]!++
    tally.last[slot] = at
    if (tally.used * 2 > tally.counts.length) tally = grown(tally)
  }))
  const { hashes, counts, kinds, last } = tally
  return { hashes, counts, kinds, last, slots: Uint32Array.from(counts.keys()).filter((slot) => counts[slot]! > 0) }
}

type Tally = ReturnType<typeof emptyTally>

function emptyTally(size: number) {
  return { used: 0, hashes: new Uint32Array(size), counts: new Uint32Array(size), last: new Int32Array(size), kinds: new Uint8Array(size) }
}

function slotOf({ hashes, counts }: Tally, hash: number): number {
  const mask = counts.length - 1
  let slot = hash & mask
  while (counts[slot] !== 0 && hashes[slot] !== hash) slot = (slot + 1) & mask
  return slot
}

function grown(old: Tally): Tally {
  const tally = { ...emptyTally(old.counts.length * 2), used: old.used }
  old.counts.forEach((count, from) => {
    if (count === 0) return
    const to = slotOf(tally, old.hashes[from]!)
    tally.hashes[to] = old.hashes[from]!
    tally.counts[to] = count
    tally.last[to] = old.last[from]!
    tally.kinds[to] = old.kinds[from]!
  })
  return tally
}

/** Of each feature, which view it belongs to: a mentor's advice is a meaning. */
export function viewOfFeatures({ view, mentor }: Vocabulary): Uint8Array {
  const all = new Uint8Array(view.length + (mentor?.bias.length ?? 0)).fill(NOTIONS)
  all.set(view)
  return all
}

/** The first feature that is made of letters: words and notions come before it. */
export function firstLetter({ view }: Vocabulary): number {
  const at = view.indexOf(LETTERS)
  return at < 0 ? view.length : at
}

/** A vocabulary from its stored columns. */
export function withTable(columns: Omit<Vocabulary, 'table'>): Vocabulary {
  return { ...columns, table: buildTable(columns.hashes) }
}

/** A reader of texts for one vocabulary; it keeps scratch memory, so one call must end before the next begins. The texts it was learned from have no strange words: for them `reread` may be null. */
export function openVectoriser(vocabulary: Vocabulary, reread = readerOfSlips(vocabulary)): (folded: string) => Sparse {
  const { mentor, idf } = vocabulary
  const read = openGramReader(vocabulary, reread)
  if (!mentor) return read
  const hear = openGramReader(mentor.vocabulary, reread)
  return (folded) => withAdvice(read(folded), hear(folded), mentor, idf.length)
}

function openGramReader(vocabulary: Vocabulary, reread: Reread | null): (folded: string) => Sparse {
  const { table, idf, view, grammar } = vocabulary
  const shares = viewShares(grammar)
  const tally = new Float32Array(idf.length)
  let touched: number[] = []
  return (folded) => {
    touched = []
    const seen = new Array<number>(VIEWS).fill(0)
    const missed = new Array<number>(VIEWS).fill(0)
    eachGram(folded, grammar, (kind, hash, weight) => {
      seen[kind]!++
      const id = find(table, hash)
      if (id < 0) missed[kind]!++
      else {
        if (tally[id] === 0) touched.push(id)
        tally[id]! += weight
      }
    }, reread)
    const values = new Float32Array(touched.length)
    const norms = new Float64Array(VIEWS)
    touched.forEach((id, at) => {
      const value = (tally[id]! < 1 ? tally[id]! : 1 + Math.log(tally[id]!)) * idf[id]!
      values[at] = value
      norms[view[id]!]! += value * value
      tally[id] = 0
    })
    const present = shares.reduce((sum, share, kind) => (norms[kind]! > 0 ? sum + share * share : sum), 0)
    touched.forEach((id, at) => { values[at]! *= shares[view[id]!]! / Math.sqrt(norms[view[id]!]! * present) })
    return { ids: Int32Array.from(touched), values, unknown: missed.map((count, kind) => (seen[kind] ? count / seen[kind]! : 1)) }
  }
}

function readerOfSlips({ grammar, words }: Vocabulary): Reread | null {
  return words ? openSpelling(words.split(' '), grammar.concepts, thesaurusWords(grammar.conceptText)) : null
}

/** The inverse document frequency of a gram; null when the vocabulary does not know it. */
export function rarityOf({ table, idf }: Vocabulary, hash: number): number | null {
  const id = find(table, hash)
  return id < 0 ? null : idf[id]!
}

interface HashTable { mask: number; keys: Uint32Array; ids: Int32Array }

/** Open addressing at most half full: one or two steps a look-up. */
function buildTable(hashes: Uint32Array): HashTable {
  let size = 16
  while (size < hashes.length * 2) size *= 2
  const table = { mask: size - 1, keys: new Uint32Array(size), ids: new Int32Array(size).fill(-1) }
  hashes.forEach((hash, id) => {
    let slot = hash & table.mask
    while (table.ids[slot]! >= 0) slot = (slot + 1) & table.mask
    table.keys[slot] = hash
    table.ids[slot] = id
  })
  return table
}

function find(table: HashTable, hash: number): number {
  let slot = hash & table.mask
  while (table.ids[slot]! >= 0) {
    if (table.keys[slot] === hash) return table.ids[slot]!
    slot = (slot + 1) & table.mask
  }
  return -1
}
