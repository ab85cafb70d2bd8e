// Words that mean nearly the same, written by us by hand: what a pretrained model would know and a few hundred utterances cannot teach.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { foldForSearch } from '../normalise.ts'

/** From a word (or words joined by `_`; Chinese: characters) to what it may stand for. */
export type Concepts = Map<string, Meaning>

/** Hashes of the notions a word stands for, and of the wider themes those belong to. */
export interface Meaning { notions: number[]; themes: number[] }

/** The shipped lists of a language as text, with those of feelings where they matter; empty for a language without any. It travels in the model file: a model never depends on a later list. Folded as messages are, so that they meet. */
export function conceptText(language: string, { hasFeelings = false, hasGoods = true }: { hasFeelings?: boolean; hasGoods?: boolean } = {}): string {
  const [name] = language.split('-')
  const folders = [`../concepts/${name}/`, ...(hasFeelings ? [`../feelings/${name}/`] : [])].map((folder) => new URL(folder, import.meta.url))
  const left = hasFeelings ? UNFELT : hasGoods ? [] : GOODS
  const files = folders.filter((folder) => existsSync(folder)).flatMap((folder) => readdirSync(folder).filter((file) => file.endsWith('.txt') && !left.includes(`${name}/${file}`)).sort().map((file) => new URL(file, folder)))
  return files.map((file) => readFileSync(file, 'utf8').split('\n').map((line) => (line.startsWith('#') ? line : foldForSearch(line))).join('\n')).join('\n=\n')
}

/** For the shipped bot: to bots of other trades (0.4 points of hwu64, 1 of the shops of goods, on development lines) they say less than they blur. */
const GOODS = ['en/shop-goods.txt', 'en/shop-places.txt']

/** Goods, towns and relatives tell no mood; told among feelings they only add to what has none. */
const UNFELT = [...GOODS, 'zh/goods.txt', 'zh/people.txt', 'zh/world.txt']

/** Reads lists: one notion a line; `= name` begins a theme, which the notions after it belong to (`=` alone: none); lines that begin with # are for people. */
export function parseConcepts(text: string, isSpaced: boolean): Concepts {
  const concepts: Concepts = new Map()
  let theme: number | null = null
  for (const line of text.split('\n')) {
    if (!line.trim() || line.startsWith('#')) continue
    const words = line.trim().split(/\s+/)
    if (words[0] === '=') theme = words[1] === undefined ? null : themeHash(words[1])
    // By the whole line: the first words of two lines may be one word in two senses.
    else addNotion(concepts, words.map((word) => (isSpaced ? word.split('_').map(stem).join('_') : word)), { notion: hashOfName(line), theme })
  }
  return concepts
}

/** Every single word of the lists, those of phrases too. */
export function thesaurusWords(text: string): string[] {
  return [...new Set(text.split('\n').filter((line) => !/^[#=]/.test(line)).flatMap((line) => line.split(/[\s_]+/)))]
}

/** The hash of a theme's name, by which those that turn others round are known. */
export function themeHash(name: string): number {
  return hashOfName(`= ${name}`)
}

function addNotion(concepts: Concepts, words: string[], { notion, theme }: { notion: number; theme: number | null }) {
  for (const word of words) {
    let known = concepts.get(word)
    if (!known) concepts.set(word, known = { notions: [], themes: [] })
    if (known.notions.at(-1) !== notion) known.notions.push(notion)
    if (theme !== null && !known.themes.includes(theme)) known.themes.push(theme)
  }
}

/** The word without its commonest endings. Rough on purpose: the same roughness is applied to the list. */
export function stem(word: string): string {
  let bare = word.includes("'") ? word.replace(/'(?:s|re|ll|ve|d|m)$/, '') : word
  if (bare.length > 3 && bare.endsWith('s')) bare = bare.replace(/ies$/, 'y').replace(/sses$/, 'ss').replace(/([^s])s$/, '$1')
  if (bare.length > 4) bare = bare.replace(/(?:ing|ed)$/, '').replace(/([b-df-hj-np-tv-z])\1$/, '$1')
  return bare.length > 3 && bare.endsWith('e') ? bare.slice(0, -1) : bare
}

function hashOfName(name: string): number {
  let hash = 0x3c6ef372
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193)
  return (hash ^ (hash >>> 15)) >>> 0
}
