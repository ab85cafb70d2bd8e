// Which known words are near a strange one: those that become the same when a letter is left out (Garbe's symmetric deletion), and those that sound alike.

/** Known words by what is left of them; a word is named by its place in the list. */
export interface WordIndex { mask: number; keys: Uint32Array; places: Int32Array }

/** Shorter words are near to everything. */
const SHORTEST = 3
/** Words looked at for one strange one: a bare skeleton such as "dt" has hundreds. */
const MOST_NEAR = 100

export function buildWordIndex(words: string[]): WordIndex {
  let count = 0
  for (const word of words) if (word.length >= SHORTEST) eachKey(word, () => { count++ })
  let size = 16
  while (size < count * 2) size *= 2
  const index = { mask: size - 1, keys: new Uint32Array(size), places: new Int32Array(size).fill(-1) }
  words.forEach((word, place) => {
    if (word.length >= SHORTEST) eachKey(word, (key) => {
      let slot = key & index.mask
      while (index.places[slot]! >= 0) slot = (slot + 1) & index.mask
      index.keys[slot] = key
      index.places[slot] = place
    })
  })
  return index
}

/** The places of near words, each once, the first words of the list before the later ones with the same key. */
export function placesNear(word: string, { mask, keys, places }: WordIndex): Set<number> {
  const found = new Set<number>()
  eachKey(word, (key) => {
    for (let slot = key & mask; places[slot]! >= 0 && found.size < MOST_NEAR; slot = (slot + 1) & mask) {
      if (keys[slot] === key) found.add(places[slot]!)
    }
  })
  return found
}

const LETTERS = 0x811c9dc5
const SOUND = 0x2f0b4c47

/** The word, the word without each of its letters, and its sound. */
function eachKey(word: string, found: (key: number) => void) {
  found(hashWithout(word, -1, LETTERS))
  for (let at = 0; at < word.length; at++) if (word[at] !== word[at - 1]) found(hashWithout(word, at, LETTERS))
  const sound = skeletonOf(word)
  if (sound.length >= 2) found(hashWithout(sound, -1, SOUND))
}

function hashWithout(word: string, left: number, seed: number): number {
  let hash = seed
  for (let at = 0; at < word.length; at++) if (at !== left) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}

/** What is heard of a word without its vowels: "delivery" and "dilvry" are both "dlvr". Rough, as the old phonetic codes are; the letters decide afterwards. */
export function skeletonOf(word: string): string {
  const heard = word.replace(/'|gh/g, '').replace(/ph/g, 'f').replace(/tion/g, 'sn').replace(/ck|qu?/g, 'k').replace(/c(?=[eiy])|[zx]/g, 's').replace(/c/g, 'k')
  return heard.slice(0, 1).replace(/[aeiou]/, 'a') + heard.slice(1).replace(/[aeiouyhw]/g, '').replace(/(.)\1+/g, '$1')
}
