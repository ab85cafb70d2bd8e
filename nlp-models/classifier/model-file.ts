// A model as bytes: sha256, then gzip of a JSON header and the number columns behind one another.
import { createHash } from 'node:crypto'
import { constants, gunzipSync, gzipSync } from 'node:zlib'
import { openGrammar } from './grams.ts'
import { SCHEMA, type ClassifierModel } from './model.ts'
import { withTable } from './vocabulary.ts'

const MAGIC = 'BATON-NLU\n'
const DIGEST = 32

type Column = Float32Array | Float64Array | Int32Array | Uint32Array | Uint8Array | Int8Array
const KINDS = { Float32Array, Float64Array, Int32Array, Uint32Array, Uint8Array, Int8Array }
interface Place { kind: keyof typeof KINDS; at: number; length: number }

/** The model as a compact file; equal models give equal bytes. */
export function saveModel(model: ClassifierModel): Uint8Array {
  const columns: Column[] = []
  let at = 0
  const header = JSON.stringify(withoutRepetition(model), (key, value: unknown) => {
    if (key === 'table' || key === 'concepts' || key === 'readsMarks') return undefined
    if (!ArrayBuffer.isView(value)) return value
    const column = value as Column
    const place: Place = { kind: column.constructor.name as Place['kind'], at, length: column.length }
    columns.push(column)
    at += Math.ceil(column.byteLength / 8) * 8
    return { $: place }
  })
  const head = Buffer.from(header.padEnd(Math.ceil(Buffer.byteLength(header) / 8) * 8 - Buffer.byteLength(header) + header.length))
  const body = Buffer.alloc(8 + head.length + at)
  body.writeUInt32LE(head.length, 0)
  head.copy(body, 8)
  let next = 8 + head.length
  for (const column of columns) {
    Buffer.from(column.buffer, column.byteOffset, column.byteLength).copy(body, next)
    next += Math.ceil(column.byteLength / 8) * 8
  }
  // Weights repeat in no other way than as runs: looking for longer repetitions makes the file larger and costs forty times the time.
  const packed = gzipSync(body, { strategy: constants.Z_RLE })
  return Buffer.concat([Buffer.from(MAGIC), createHash('sha256').update(packed).digest(), packed])
}

/** The model in the bytes. Throws when they are not a model file, were changed, or are of another schema. */
export function readModel(bytes: Uint8Array): ClassifierModel {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (file.subarray(0, MAGIC.length).toString() !== MAGIC) throw new Error('classifier: not a model file')
  const packed = file.subarray(MAGIC.length + DIGEST)
  const digest = createHash('sha256').update(packed).digest()
  if (!digest.equals(file.subarray(MAGIC.length, MAGIC.length + DIGEST))) throw new Error('classifier: the model file is damaged (sha256 does not match)')
  const body = gunzipSync(packed)
  const size = body.readUInt32LE(0)
  const start = 8 + size
  const model = JSON.parse(body.subarray(8, start).toString(), (_, value: unknown) => isPlaced(value) ? columnAt(body, start, value.$) : value) as ClassifierModel
  if (model.schema !== SCHEMA) throw new Error(`classifier: the model file has schema ${model.schema}, this program reads ${SCHEMA}: train again`)
  const { grammar: stored, mentor } = model.vocabulary
  const grammar = openGrammar(stored.language, stored.conceptText, stored)
  return { ...model, vocabulary: withTable({ ...model.vocabulary, grammar, mentor: mentor ? { ...mentor, vocabulary: withTable({ ...mentor.vocabulary, grammar }) } : null }) }
}

/** A mentor reads as its bot does: the word lists are stored once. */
function withoutRepetition(model: ClassifierModel): object {
  const { mentor } = model.vocabulary
  if (!mentor) return model
  const { grammar: _, ...columns } = mentor.vocabulary
  return { ...model, vocabulary: { ...model.vocabulary, mentor: { ...mentor, vocabulary: columns } } }
}

function isPlaced(value: unknown): value is { $: Place } {
  return typeof value === 'object' && value !== null && '$' in value
}

function columnAt(body: Buffer, start: number, { kind, at, length }: Place): Column {
  const bytes = length * KINDS[kind].BYTES_PER_ELEMENT
  const from = body.byteOffset + start + at
  return new KINDS[kind](body.buffer.slice(from, from + bytes) as ArrayBuffer)
}
