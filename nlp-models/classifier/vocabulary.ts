// The grams a model knows, and a text as a sparse vector over them: sublinear term frequency × inverse document frequency, each view of its share of the length, the whole of length one.
import { thesaurusWords } from './concepts.ts'
import { eachGram, LETTERS, NOTIONS, readsSlips, VIEWS, viewShares, wordsOf, type Grammar } from './grams.ts'
import { opinionOn, withAdvice, type Mentor } from './mentor.ts'
import { readTexts, type Readings } from './readings.ts'
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
export interface Row {
  ids: Int32Array
  values: Float32Array
}

export interface Sparse extends Row {
  /** Share of the text's grams, by view, that the vocabulary does not know: 1 for a text of strange words. */
  unknown: number[]
}

/**
 * Learns the grams of the texts; when there are more than `limit`, the rarest go first. What a single text from `background` on says is left out: it is
 * better unknown, and most of a small model would be made of it.
 */
export function learnVocabulary(texts: string[], grammar: Grammar, { limit, background, readings = readTexts(texts, grammar) }: { limit: number; background: number; readings?: Readings }): Vocabulary {
  return { ...learnGrams(readings, grammar, { limit, background }), words: readsSlips(grammar) ? likelyWords(texts, background) : '' }
}

/** The same of texts that have been read, without their words: strange ones are not read as any of these. */
export function learnGrams({ hashes, counts, kinds, last, start }: Readings, grammar: Grammar, { limit, background }: { limit: number; background: number }): Vocabulary {
  const known = Uint32Array.from(counts.keys()).filter((gram) => counts[gram]! > 1 || last[gram]! < background)
  const common = known.sort((a, b) => counts[b]! - counts[a]! || hashes[a]! - hashes[b]!).subarray(0, limit)
  const kept = [...common.filter((gram) => kinds[gram] !== LETTERS), ...common.filter((gram) => kinds[gram] === LETTERS)]
  const idf = Float32Array.from(kept, (gram) => Math.log(start.length / (1 + counts[gram]!)) + 1)
  return withTable({ grammar, words: '', hashes: Uint32Array.from(kept, (gram) => hashes[gram]!), idf, view: Uint8Array.from(kept, (gram) => kinds[gram]!), mentor: null })
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

/** What a mentor says of a line as it hears it; good until it is asked again. */
type Hear = (asHeard: Row) => Float32Array

interface Reading { reread?: Reread | null; hear?: Hear | null }

/** A reader of texts for one vocabulary; it keeps scratch memory, so one call must end before the next begins. */
export function openVectoriser(vocabulary: Vocabulary, { reread = readerOfSlips(vocabulary), hear = null }: Reading = {}): (folded: string) => Sparse {
  const { mentor, idf } = vocabulary
  const read = openGramReader(vocabulary, reread)
  if (!mentor) return read
  const listen = openGramReader(mentor.vocabulary, reread)
  const advise: Hear = hear ?? ((asHeard) => opinionOn(asHeard, mentor))
  return (folded) => {
    const line = read(folded)
    return { ...withAdvice(line, advise(listen(folded)), idf.length), unknown: line.unknown }
  }
}

/** Texts that have been read, over a vocabulary: as the reader above would have them, for the texts a vocabulary was learned from have no strange words. */
export function rowsOf({ hashes, start, grams, weights }: Readings, { table, idf, view, grammar }: Vocabulary): Row[] {
  const shares = viewShares(grammar)
  const features = Int32Array.from(hashes, (hash) => find(table, hash))
  return Array.from({ length: start.length - 1 }, (_, text) => {
    const row = { ids: grams.slice(start[text], start[text + 1]), values: weights.slice(start[text], start[text + 1]) }
    let count = 0
    for (let at = 0; at < row.ids.length; at++) {
      const id = features[row.ids[at]!]!
      if (id < 0) continue
      row.ids[count] = id
      row.values[count++] = row.values[at]!
    }
    return weigh({ ids: row.ids.subarray(0, count), values: row.values.subarray(0, count) }, { idf, view }, shares)
  })
}

/** The same with the mentor's advice, if there is one. */
export function advisedRowsOf(readings: Readings, vocabulary: Vocabulary, hear: Hear | null): Row[] {
  const { mentor, idf } = vocabulary
  const rows = rowsOf(readings, vocabulary)
  if (!mentor || !hear) return rows
  const heard = rowsOf(readings, mentor.vocabulary)
  return rows.map((row, at) => withAdvice(row, hear(heard[at]!), idf.length))
}

function openGramReader(vocabulary: Vocabulary, reread: Reread | null): (folded: string) => Sparse {
  const { table, idf, grammar } = vocabulary
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
    const row = weigh({ ids: Int32Array.from(touched), values: Float32Array.from(touched, (id) => tally[id]!) }, vocabulary, shares)
    for (const id of touched) tally[id] = 0
    return { ...row, unknown: missed.map((count, kind) => (seen[kind] ? count / seen[kind]! : 1)) }
  }
}

/** How often each gram is in a text turned into what it counts, in place. */
function weigh({ ids, values }: Row, { idf, view }: Pick<Vocabulary, 'idf' | 'view'>, shares: number[]): Row {
  const norms = new Float64Array(VIEWS)
  for (let at = 0; at < ids.length; at++) {
    const id = ids[at]!
    const often = values[at]!
    const value = (often < 1 ? often : 1 + Math.log(often)) * idf[id]!
    values[at] = value
    norms[view[id]!]! += value * value
  }
  const present = shares.reduce((sum, share, kind) => (norms[kind]! > 0 ? sum + share * share : sum), 0)
  for (let kind = 0; kind < VIEWS; kind++) norms[kind] = shares[kind]! / Math.sqrt(norms[kind]! * present)
  for (let at = 0; at < ids.length; at++) values[at]! *= norms[view[ids[at]!]!]!
  return { ids, values }
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
