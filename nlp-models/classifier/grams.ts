// Text into n-grams, each a 32-bit number: no strings are kept, neither in training nor when a message is read.
// English: words, pairs of words, and 2–5 letters inside a word with its edges. Chinese: one and two characters, and latin words whole.

/** Which weight and normalisation a gram falls under: word-like grams and letter-like grams are levelled apart. */
export type View = 0 | 1
export const VIEWS = 2

export type Emit = (view: View, hash: number) => void

/** Calls `emit` for every gram of a folded text, repetitions included. Linear in the length of the text. */
export function eachGram(text: string, language: string, emit: Emit): void {
  if (language.startsWith('zh')) eachChineseGram(text, emit)
  else eachLatinGram(text, emit)
}

const LATIN_TOKEN = /[\p{L}\p{M}]+(?:'[\p{L}]+)?|\p{N}+|\p{Extended_Pictographic}|[?!$€£%]/gu

function eachLatinGram(text: string, emit: Emit): void {
  let before = hashOf('<s>', SEED.word)
  for (const token of text.match(LATIN_TOKEN) ?? []) {
    const word = hashOf(token, SEED.word)
    emit(0, word)
    emit(0, pairOf(before, word))
    before = word
    eachPiece(` ${token} `, 2, 5, emit)
  }
  emit(0, pairOf(before, hashOf('</s>', SEED.word)))
}

/** Pieces of `shortest` to `longest` letters of a word; the hash is carried from one length to the next. */
function eachPiece(word: string, shortest: number, longest: number, emit: Emit): void {
  for (let start = 0; start + shortest <= word.length; start++) {
    let hash = SEED.piece
    for (let length = 1; length <= longest && start + length <= word.length; length++) {
      hash = mix(hash, word.charCodeAt(start + length - 1))
      if (length >= shortest) emit(1, finish(hash))
    }
  }
}

const CHINESE_TOKEN = /\p{Script=Han}|[\p{L}\p{M}]+|\p{N}+|\p{Extended_Pictographic}|[?!？！]/gu

function eachChineseGram(text: string, emit: Emit): void {
  let before = hashOf('<s>', SEED.word)
  for (const token of text.match(CHINESE_TOKEN) ?? []) {
    const unit = hashOf(token, SEED.word)
    emit(0, unit)
    emit(0, pairOf(before, unit))
    before = unit
  }
  emit(0, pairOf(before, hashOf('</s>', SEED.word)))
}

const SEED = { word: 0x811c9dc5, piece: 0x2f0b4c47 }

function hashOf(token: string, seed: number): number {
  let hash = seed
  for (let at = 0; at < token.length; at++) hash = mix(hash, token.charCodeAt(at))
  return finish(hash)
}

function pairOf(first: number, second: number): number {
  return finish(mix(mix(first ^ 0x5bd1e995, second & 0xffff), second >>> 16))
}

/** FNV-1a over 16-bit units, then murmur's last mix, so that close texts lie far apart. */
function mix(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193)
}

function finish(hash: number): number {
  let h = hash ^ (hash >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
