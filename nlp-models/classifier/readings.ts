// Texts cut once into numbers, for whoever learns from them: to count their grams and to make vectors of them needs no second cutting, which is dearer than either.
import { eachGram, type Emit, type Grammar, type View } from './grams.ts'

export interface Readings {
  /** By gram, numbered as they first appear. */
  hashes: Uint32Array
  kinds: Uint8Array
  /** In how many texts each is, and the last of these. */
  counts: Uint32Array
  last: Int32Array
  /** The grams of text n, each once, stand from start[n] until start[n + 1], with how often they are in it (less where a word may mean several things). */
  start: Int32Array
  grams: Int32Array
  weights: Float32Array
}

/** Reads the texts; in flat columns, for a large corpus has a million grams, and an object for each is a hundred megabytes. */
export function readTexts(texts: string[], grammar: Grammar): Readings {
  const start = new Int32Array(texts.length + 1)
  const shelf = openShelf()
  let at = 0
  const put: Emit = (kind, hash, weight) => shelf.put(at, kind, hash, weight)
  for (; at < texts.length; at++) {
    eachGram(texts[at]!, grammar, put)
    start[at + 1] = shelf.filled()
  }
  return { ...shelf.columns(), start }
}

function openShelf() {
  let table = emptyTable(1 << 16)
  let [known, filled] = [0, 0]
  let byGram = gramColumns(1 << 15)
  let byPlace = placeColumns(1 << 16)
  const put = (text: number, kind: View, hash: number, weight: number) => {
    const slot = slotOf(table, hash)
    let gram = table.grams[slot]!
    if (gram < 0) {
      gram = known++
      if (gram === byGram.counts.length) byGram = doubled(byGram, gramColumns)
      byGram.hashes[gram] = hash
      byGram.kinds[gram] = kind
      byGram.last[gram] = -1
      table.keys[slot] = hash
      table.grams[slot] = gram
      if (known * 2 > table.keys.length) table = grown(table)
    }
    if (byGram.last[gram] === text) {
      byPlace.weights[byGram.place[gram]!]! += weight
      return
    }
    if (filled === byPlace.grams.length) byPlace = doubled(byPlace, placeColumns)
    byGram.last[gram] = text
    byGram.counts[gram]!++
    byGram.place[gram] = filled
    byPlace.grams[filled] = gram
    byPlace.weights[filled++] = weight
  }
  const columns = () => {
    const { hashes, kinds, counts, last } = byGram
    return {
      hashes: hashes.slice(0, known), kinds: kinds.slice(0, known), counts: counts.slice(0, known), last: last.slice(0, known),
      grams: byPlace.grams.subarray(0, filled), weights: byPlace.weights.subarray(0, filled),
    }
  }
  return { put, columns, filled: () => filled }
}

function gramColumns(size: number) {
  return { hashes: new Uint32Array(size), kinds: new Uint8Array(size), counts: new Uint32Array(size), last: new Int32Array(size), place: new Int32Array(size) }
}

function placeColumns(size: number) {
  return { grams: new Int32Array(size), weights: new Float32Array(size) }
}

type Column = Uint8Array | Uint32Array | Int32Array | Float32Array

function doubled<Columns extends Record<string, Column>>(old: Columns, empty: (size: number) => Columns): Columns {
  const columns = empty(Object.values(old)[0]!.length * 2)
  for (const name of Object.keys(old)) columns[name]!.set(old[name]!)
  return columns
}

/** Open addressing, at most half full. */
interface Table { keys: Uint32Array; grams: Int32Array }

function emptyTable(size: number): Table {
  return { keys: new Uint32Array(size), grams: new Int32Array(size).fill(-1) }
}

function slotOf({ keys, grams }: Table, hash: number): number {
  const mask = keys.length - 1
  let slot = hash & mask
  while (grams[slot]! >= 0 && keys[slot] !== hash) slot = (slot + 1) & mask
  return slot
}

function grown(old: Table): Table {
  const table = emptyTable(old.keys.length * 2)
  old.grams.forEach((gram, from) => {
    if (gram < 0) return
    const slot = slotOf(table, old.keys[from]!)
    table.keys[slot] = old.keys[from]!
    table.grams[slot] = gram
  })
  return table
}
