// A message in, intents with confidences out.
import { fold } from '../normalise.ts'
import { blend, softmax } from './calibration.ts'
import { judgeLine } from './machine.ts'
import { recall } from './memory.ts'
import type { Classification, ClassifierModel, Scored } from './model.ts'
import { askingParts, pleasIn } from './parts.ts'
import { belonging, readOddities } from './reject.ts'
import { readModel } from './model-file.ts'
import { openVectoriser, type Sparse } from './vocabulary.ts'

const readers = new WeakMap<ClassifierModel, (folded: string) => Sparse>()
const SAYS_SOMETHING = /[\p{L}\p{N}\p{Extended_Pictographic}]/u

/** The model in the bytes, ready to read: its first message costs no more than later ones. Throws when they are not a model file, were changed, or are of another schema. */
export function loadModel(bytes: Uint8Array): ClassifierModel {
  const model = readModel(bytes)
  readerOf(model)
  return model
}

/** What the message is about. Any text of any length is answered; only its first 512 code points are read. */
export function classify(model: ClassifierModel, text: string): Classification {
  const folded = fold(text, model.language)
  const whole = classifyFolded(model, folded)
  const known = model.memory ? recall(model.memory, folded) : null
  if (known !== null) return { ...byHeart(model, known, whole), asked: [] }
  // Of shades (moods) a message has one, whatever its parts are.
  const asked = model.hasNone ? askedIn(model, askingParts(folded, model.language)) : []
  return { ...whole, asked, ...(model.hasNone ? { pleas: askedIn(model, pleasIn(folded, model.language)) } : {}) }
}

/** Whether the message was taught word for word. */
export function isByHeart({ memory, language }: ClassifierModel, text: string): boolean {
  return memory !== undefined && memory !== null && recall(memory, fold(text, language)) !== null
}

/** A line that was taught is what it was taught as; how sure that is follows the machines where they agree. */
function byHeart(model: ClassifierModel, known: number, heard: Judgement): Judgement {
  const intent = model.labels[known]
  if (intent === undefined) return { ...heard, accepted: false, belonging: 0 }
  if (heard.scores[0]?.intent === intent && heard.accepted) return heard
  const confidence = Math.max(BY_HEART, heard.scores.find((one) => one.intent === intent)?.confidence ?? 0)
  const others = heard.scores.filter((one) => one.intent !== intent).map((one) => ({ ...one, confidence: one.confidence * (1 - confidence) }))
  return { scores: [{ intent, confidence }, ...others].slice(0, 5), accepted: true, belonging: Math.max(confidence, heard.belonging) }
}

/** Where the machines disagree the line was taught against its own words: it is believed, and other readings are not ruled out. */
const BY_HEART = 0.75

type Judgement = Omit<Classification, 'asked' | 'pleas'>

function classifyFolded(model: ClassifierModel, folded: string): Judgement {
  const line = readerOf(model)(folded)
  const opinions = judgeLine(model.machine, line)
  const probabilities = softmax(blend(opinions, model.calibration), model.labels.length)
  const scores = topFive(model.labels, probabilities)
  if (line.ids.length === 0 || !SAYS_SOMETHING.test(folded)) return { scores, accepted: false, belonging: 0 }
  const { values, best } = readOddities({ line, opinions, target: -1 }, model.calibration, model.labels.length)
  const belongs = belonging(model.reject.weights, values)
  return { scores, accepted: belongs >= model.reject.thresholds[best]!, belonging: belongs }
}

function readerOf(model: ClassifierModel): (folded: string) => Sparse {
  let reader = readers.get(model)
  if (!reader) readers.set(model, reader = openVectoriser(model.vocabulary))
  return reader
}

/** The five likeliest, the first of equals first. */
function topFive(labels: string[], probabilities: Float64Array): Scored[] {
  const top: number[] = []
  for (let at = 0; at < probabilities.length; at++) {
    let place = top.length
    while (place > 0 && probabilities[top[place - 1]!]! < probabilities[at]!) place--
    if (place >= 5) continue
    top.splice(place, 0, at)
    if (top.length > 5) top.pop()
  }
  return top.map((at) => ({ intent: labels[at]!, confidence: probabilities[at]! }))
}

/** What the parts of a message ask, in order, each once: a part counts when it is sure of itself. */
function askedIn(model: ClassifierModel, parts: string[]): Scored[] {
  const found = new Map<string, Scored>()
  for (const part of parts) {
    const { scores: [best], accepted } = classifyFolded(model, part)
    if (!best || !accepted || best.confidence < 0.6) continue
    const before = found.get(best.intent)
    if (!before || best.confidence > before.confidence) found.set(best.intent, Object.assign(before ?? {}, best, { words: part }))
  }
  return [...found.values()]
}
