// A supervised baseline in the manner of fastText (Joulin et al. 2016): averaged embeddings of hashed word n-grams and letter n-grams, a softmax on top, plain SGD.
// Written here because no binary of fastText is to be had; its settings are the usual ones (dimension 100, word 1–2-grams, letters 3–6).
import { openRandom, shuffle } from '../../../nlp-models/classifier/random.ts'

const DIMENSION = 100
const BUCKETS = 1 << 17
/** Small sets are shown more often, as fastText's own tuning would choose. */
const LESSONS = 60_000
const EPOCHS = [25, 200] as const
const RATE = 0.5

/** Trains on labelled texts; the answer gives the best label of a text. Deterministic. */
export function trainFastTextStyle(lines: { text: string; label: string }[]): (text: string) => string {
  const random = openRandom(1)
  const labels = [...new Set(lines.map(({ label }) => label))].sort()
  const input = Float32Array.from({ length: BUCKETS * DIMENSION }, () => (random() - 0.5) / DIMENSION)
  const output = new Float32Array(labels.length * DIMENSION)
  const rows = lines.map(({ text, label }) => ({ grams: gramsOf(text), label: labels.indexOf(label) }))
  const epochs = Math.max(EPOCHS[0], Math.min(EPOCHS[1], Math.round(LESSONS / rows.length)))
  const steps = epochs * rows.length
  let step = 0
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const { grams, label } of shuffle(rows, random)) learn({ input, output, grams, label, labels: labels.length, rate: RATE * (1 - step++ / steps) })
  }
  return (text) => labels[bestOf(scoresOf(output, averageOf(input, gramsOf(text)), labels.length))]!
}

interface Lesson { input: Float32Array; output: Float32Array; grams: number[]; label: number; labels: number; rate: number }

function learn({ input, output, grams, label, labels, rate }: Lesson) {
  const hidden = averageOf(input, grams)
  const scores = scoresOf(output, hidden, labels)
  const largest = scores.reduce((a, b) => Math.max(a, b))
  const total = scores.reduce((sum, score) => sum + Math.exp(score - largest), 0)
  const back = new Float32Array(DIMENSION)
  for (let c = 0; c < labels; c++) {
    const error = rate * ((c === label ? 1 : 0) - Math.exp(scores[c]! - largest) / total)
    for (let d = 0; d < DIMENSION; d++) {
      back[d]! += error * output[c * DIMENSION + d]!
      output[c * DIMENSION + d]! += error * hidden[d]!
    }
  }
  for (const gram of grams) for (let d = 0; d < DIMENSION; d++) input[gram * DIMENSION + d]! += back[d]! / grams.length
}

function averageOf(input: Float32Array, grams: number[]): Float32Array {
  const hidden = new Float32Array(DIMENSION)
  for (const gram of grams) for (let d = 0; d < DIMENSION; d++) hidden[d]! += input[gram * DIMENSION + d]! / grams.length
  return hidden
}

function scoresOf(output: Float32Array, hidden: Float32Array, labels: number): Float64Array {
  return Float64Array.from({ length: labels }, (_, c) => {
    let sum = 0
    for (let d = 0; d < DIMENSION; d++) sum += output[c * DIMENSION + d]! * hidden[d]!
    return sum
  })
}

function bestOf(scores: Float64Array): number {
  return scores.reduce((leader, score, at) => (score > scores[leader]! ? at : leader), 0)
}

/** Hashed grams; Chinese characters count as words, as they must where there are no spaces. */
function gramsOf(text: string): number[] {
  const words = text.toLowerCase().match(/\p{Script=Han}|[\p{L}\p{N}']+|[?!]/gu) ?? []
  const grams = words.map((word) => hash(word))
  words.forEach((word, at) => {
    if (at + 1 < words.length) grams.push(hash(`${word} ${words[at + 1]}`))
    const edged = `<${word}>`
    for (let length = 3; length <= 6; length++) for (let from = 0; from + length <= edged.length; from++) grams.push(hash(`#${edged.slice(from, from + length)}`))
  })
  return grams
}

function hash(gram: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < gram.length; at++) value = Math.imul(value ^ gram.charCodeAt(at), 0x01000193)
  return (value >>> 0) % BUCKETS
}
