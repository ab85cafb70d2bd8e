// Lines known by heart: what a bot was taught word for word is that, however the machines, which learn from all lines together, would read it.
import { withoutChatter } from './chatter.ts'
import type { Corpus } from './corpus.ts'

/** Each line's hash, in order, and its class beside it. Two lines in a billion share one: then the machines' word stands for neither. */
export interface Memory { hashes: Uint32Array; targets: Int32Array }

/** Remembers the lines of a corpus; what was taught of two classes is remembered of none. */
export function memorise({ texts, target }: Pick<Corpus, 'texts' | 'target'>): Memory {
  const known = new Map<number, number>()
  for (const [at, text] of texts.entries()) {
    const said = wordsOf(text)
    if (said === '') continue
    const hash = hashOf(said)
    const before = known.get(hash)
    known.set(hash, before === undefined || before === target[at] ? target[at]! : TWO)
  }
  const lines = [...known].filter(([, one]) => one !== TWO).sort(([one], [other]) => one - other)
  return { hashes: Uint32Array.from(lines, ([hash]) => hash), targets: Int32Array.from(lines, ([, one]) => one) }
}

const TWO = -1

/** The class of a folded line that was taught, as it stands or without the greeting and thanks around it; null for any other. */
export function recall(memory: Memory, folded: string): number | null {
  const said = wordsOf(folded)
  if (said === '' || said.length > LONGEST) return null
  return find(memory, said) ?? find(memory, withoutChatter(said.split(' ')).join(' '))
}

/** Nobody says a story word for word; hashing one costs. */
const LONGEST = 200

function find({ hashes, targets }: Memory, said: string): number | null {
  const hash = hashOf(said)
  let from = 0
  let until = hashes.length
  while (from < until) {
    const middle = (from + until) >> 1
    if (hashes[middle]! < hash) from = middle + 1
    else until = middle
  }
  return hashes[from] === hash ? targets[from]! : null
}

/** Marks and pictures tell nothing here: "order?" and "order" are one line. */
function wordsOf(folded: string): string {
  return folded.replace(/[^\p{L}\p{N}']+/gu, ' ').trim()
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
