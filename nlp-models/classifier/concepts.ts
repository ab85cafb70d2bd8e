// Words that mean nearly the same, written by us by hand: what a pretrained model would know and a few hundred utterances cannot teach.
import { existsSync, readFileSync } from 'node:fs'

/** From a word (or words joined by `_`; Chinese: characters) to the hashes of the notions it may stand for. */
export type Concepts = Map<string, number[]>

/** The shipped list of a language as text, with the words for feelings where those matter; empty for a language without one. It travels in the model file: a model never depends on a later list. */
export function conceptText(language: string, { hasFeelings = false } = {}): string {
  const names = [`${language.split('-')[0]}.txt`, ...(hasFeelings ? [`feelings.${language.split('-')[0]}.txt`] : [])]
  const files = names.map((name) => new URL(`../concepts/${name}`, import.meta.url))
  return files.filter((file) => existsSync(file)).map((file) => readFileSync(file, 'utf8')).join('\n')
}

/** Reads a list: one notion a line, named by its first word; lines that begin with # are for people. */
export function parseConcepts(text: string, isSpaced: boolean): Concepts {
  const concepts: Concepts = new Map()
  for (const line of text.split('\n')) {
    if (!line.trim() || line.startsWith('#')) continue
    const words = line.trim().split(/\s+/)
    const notion = hashOfName(words[0]!)
    for (const word of new Set(words.map((word) => (isSpaced ? word.split('_').map(stem).join('_') : word)))) {
      concepts.set(word, [...(concepts.get(word) ?? []), notion])
    }
  }
  return concepts
}

/** The word without its commonest endings. Rough on purpose: the same roughness is applied to the list. */
export function stem(word: string): string {
  let bare = word.replace(/'(?:s|re|ll|ve|d|m)$/, '')
  if (bare.length > 3) bare = bare.replace(/ies$/, 'y').replace(/sses$/, 'ss').replace(/([^s])s$/, '$1')
  if (bare.length > 4) bare = bare.replace(/(?:ing|ed)$/, '').replace(/([b-df-hj-np-tv-z])\1$/, '$1')
  return bare.length > 3 ? bare.replace(/e$/, '') : bare
}

function hashOfName(name: string): number {
  let hash = 0x3c6ef372
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193)
  return (hash ^ (hash >>> 15)) >>> 0
}
