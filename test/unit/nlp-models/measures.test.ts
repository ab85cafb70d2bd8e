import { expect, test } from 'vitest'
import { blend, fitCalibration, softmax, type Calibration, type Judged } from '../../../nlp-models/classifier/calibration.ts'
import { foldsByGroup } from '../../../nlp-models/classifier/folds.ts'
import { findKin } from '../../../nlp-models/classifier/kin.ts'
import { normal, openRandom } from '../../../nlp-models/classifier/random.ts'
import { fitReject, belonging, type Oddities } from '../../../nlp-models/classifier/reject.ts'
import { contrastOf, meanOf } from '../../../nlp-models/classifier/contrast.ts'
import { askingParts } from '../../../nlp-models/classifier/parts.ts'
import { calibrationError, scoreAnswers, scoreByIntent, type Answer } from '../../../nlp-models/evaluate.ts'

/** Lines whose true chances are known: the scores are those chances' logarithms, overdone by a factor. */
function overconfident(count: number, factor: number): Judged[] {
  const random = openRandom(11)
  return Array.from({ length: count }, () => {
    const raw = [random() * 3, random() * 3, random() * 3]
    const chances = softmax(Float32Array.from(raw), 3)
    const draw = random()
    const target = draw < chances[0]! ? 0 : draw < chances[0]! + chances[1]! ? 1 : 2
    return { opinions: { linear: Float32Array.from(raw, (score) => score * factor), network: new Float32Array(3) }, target }
  })
}

const asAnswers = (judged: Judged[], weights: Calibration) => judged.map(({ opinions, target }) => {
  const shares = softmax(blend(opinions, weights), 3)
  const best = shares.indexOf(Math.max(...shares))
  return { truth: String(target), best: String(best), confidence: shares[best]! }
})

test('calibration finds the factor by which scores are overdone, and confidences become true', () => {
  const judged = overconfident(6000, 5)
  const before = calibrationError(asAnswers(judged, { linear: 1, network: 0, prior: null }))
  const weights = fitCalibration(judged, 3)
  expect(before).toBeGreaterThan(0.15)
  expect(weights.linear).toBeCloseTo(0.2, 1)
  expect(calibrationError(asAnswers(judged, weights))).toBeLessThan(0.03)
})

test('the reject model learns which oddity matters, and an intent with many strangers is stricter', () => {
  const random = openRandom(5)
  // Nine strangers in ten are taken for intent 1, and look much like its own lines; those taken for intent 0 look like nothing.
  const lines: Oddities[] = Array.from({ length: 2000 }, (_, at) => {
    const isInside = at % 5 === 0
    const best = isInside ? (at / 5) % 2 : at % 10 === 1 ? 0 : 1
    return { values: [(isInside ? 1 : best === 0 ? -1 : 0.5) + random() - 0.5, random(), 1], best, target: isInside ? best : -1 }
  })
  const reject = fitReject(lines, 2, 400)
  expect(Math.abs(reject.weights[0]!)).toBeGreaterThan(3 * Math.abs(reject.weights[1]!))
  expect(belonging(reject.weights, [1, 0.5, 1])).toBeGreaterThan(0.5)
  expect(reject.thresholds[1]!).toBeGreaterThan(reject.thresholds[0]!)
})

test('a bot that was taught little is stricter than one that was taught much', () => {
  const random = openRandom(7)
  const lines: Oddities[] = Array.from({ length: 2000 }, (_, at) => {
    const isInside = at % 2 === 0
    const best = isInside ? (at / 2) % 2 : (at >> 1) % 2
    return { values: [(isInside ? 0.5 : -0.5) + normal(random), 1], best, target: isInside ? best : at % 4 === 1 ? -1 : 2 }
  })
  const young = fitReject(lines, 2, 400)
  const grown = fitReject(lines, 2, 12_000)
  expect(young.weights).toEqual(grown.weights)
  expect(young.thresholds[0]!).toBeGreaterThan(grown.thresholds[0]!)
})

test('variations of one sentence are kin, within one intent only', () => {
  const texts = ['where is my parcel', 'where is my big parcel', 'so where is my big parcel', 'do you ship to norway', 'where is my parcel']
  const [first, second, third, strange, elsewhere] = findKin(texts, [0, 0, 0, 0, 1])
  expect([second, third]).toEqual([first, first])
  expect(strange).not.toBe(first)
  expect(elsewhere).not.toBe(first)
})

test('with few lines to go by, neither opinion is silenced by chance', () => {
  const weights = fitCalibration(overconfident(40, 5), 3)
  expect(weights.linear).toBeGreaterThan(0.2)
  expect(weights.network).toBeGreaterThan(0.3)
})

test('the lines of one paraphrase group stay in one fold, and every intent is spread', () => {
  const target = Int32Array.from({ length: 60 }, (_, at) => Math.floor(at / 30))
  const groups = Array.from({ length: 60 }, (_, at) => `g${Math.floor(at / 3)}`)
  const folds = foldsByGroup({ target, groups }, 5, 1)
  for (let at = 0; at < 60; at += 3) expect(new Set(folds.slice(at, at + 3)).size).toBe(1)
  expect(new Set(folds.slice(0, 30)).size).toBe(5)
  expect(foldsByGroup({ target, groups }, 5, 1)).toEqual(folds)
})

const answer = (truth: string | null, best: string, confidence: number, accepted = true): Answer => ({ truth, best, confidence, accepted, ms: 1, shares: new Map([[best, confidence], [best === 'a' ? 'b' : 'a', 1 - confidence]]) })

test('the figures of the evaluate command, by hand', () => {
  const scores = scoreAnswers([answer('a', 'a', 0.9), answer('a', 'b', 0.6), answer('b', 'b', 0.8), answer('b', 'b', 0.7, false), answer(null, 'a', 0.5, false), answer(null, 'b', 0.9)])
  expect(scores).toMatchObject({ accuracy: 0.75, accuracyAfterReject: 0.5, overall: 0.5, oosRecall: 0.5, oosPrecision: 0.5, p50Ms: 1, p99Ms: 1 })
  expect(scores.macroF1).toBeCloseTo((2 / 3 + 0.8) / 2)
  expect(scores.auc).toBe(1)
})

test('figures that have no meaning are null, not zero', () => {
  const scores = scoreAnswers([answer('a', 'a', 1), answer('b', 'b', 1), answer('c', 'c', 1)])
  expect(scores).toMatchObject({ oosRecall: null, oosPrecision: null, auc: null, accuracy: 1, ece: 0 })
})

test('area under the curve shares ties', () => {
  const same = ['a', 'b', 'b', 'b'].map((truth) => answer(truth, 'b', 0.7))
  expect(scoreAnswers(same).auc).toBe(0.5)
})

test('precision, recall and F1 by intent', () => {
  expect(scoreByIntent([{ truth: 'a', best: 'a' }, { truth: 'a', best: 'b' }, { truth: 'b', best: 'b' }])).toEqual([
    { intent: 'a', lines: 2, precision: 1, recall: 0.5, f1: 2 / 3 }, { intent: 'b', lines: 1, precision: 0.5, recall: 1, f1: 2 / 3 },
  ])
})

test('a machine of balanced classes learns from the prior how rare one of them is', () => {
  const random = openRandom(3)
  const judged = Array.from({ length: 4000 }, (): Judged => {
    const target = random() < 0.9 ? 0 : 1
    const lean = (target === 0 ? 1 : -1) + random() * 4 - 2
    return { target, opinions: { linear: Float32Array.of(lean, -lean), network: new Float32Array(2) } }
  })
  const plain = fitCalibration(judged, 2)
  const told = fitCalibration(judged, 2, Float32Array.of(0.9, 0.1))
  expect(plain.prior).toBeNull()
  expect(told.prior![0]!).toBeGreaterThan(told.prior![1]!)
  expect(calibrationError(asTwo(judged, told))).toBeLessThan(calibrationError(asTwo(judged, plain)))
})

const asTwo = (judged: Judged[], weights: Calibration) => judged.map(({ opinions, target }) => {
  const shares = softmax(blend(opinions, weights), 2)
  const best = shares[0]! >= shares[1]! ? 0 : 1
  return { truth: String(target), best: String(best), confidence: shares[best]! }
})

test('a gram that only one class has weighs more than one that all have, and two linear machines become their mean', () => {
  const line = (...ids: number[]) => ({ ids: Int32Array.from(ids), values: Float32Array.from(ids, () => 1 / Math.sqrt(ids.length)), unknown: [] })
  const lines = [line(0, 2), line(0, 2), line(1, 2), line(1, 2)]
  const contrast = contrastOf({ lines, target: Int32Array.of(0, 0, 1, 1), features: 3, classes: 2 })
  expect(contrast[0]!).toBeGreaterThan(contrast[2]! * 3)
  const [plain, sharp] = [{ columns: 1, weights: Float32Array.of(1, 1, 1, 4) }, { columns: 1, weights: Float32Array.of(2, 2, 2, 6) }]
  expect([...meanOf(plain, sharp, Float32Array.of(0.5, 1, 2)).weights]).toEqual([1, 1.5, 2.5, 5])
})

test.each([
  ['en', 'where is my parcel? how much is delivery', ['where is my parcel', 'how much is delivery']],
  ['en', 'it broke after a week, can i send it back', ['can i send it back']],
  ['en', 'my card was charged twice, i want a refund', ['i want a refund']],
  ['en', 'cancel my order', []],
  ['zh', '快递还没到,什么时候发货', ['什么时候发货']],
  ['zh', '我想退货,另外运费谁出', ['我想退货', '运费谁出']],
])('%s: what "%s" asks', (language, text, parts) => {
  expect(askingParts(text, language)).toEqual(parts)
})
