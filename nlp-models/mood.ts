// How the shopper feels: calm → annoyed → angry → furious, with the words that say so.
import type { MoodCurve } from '../core/conversation/index.ts'
import type { Language, Mood, MoodEvidence, MoodLevel } from '../core/conversation/words.ts'
import { classify, type ClassifierModel, type Example } from './classifier/index.ts'
import type { LanguageContent } from './content.ts'
import { findSigns, likenessTo, scoreOf, SURE_IRONY, type Sign } from './mood/features.ts'
import { foldText, readText, type Reading } from './reading.ts'
import { matches } from './matches.ts'

export interface MoodInput {
  language: Language
  /** The trained model; without it the signs decide alone. */
  model: ClassifierModel | null
  /** Shopper's earlier messages, newest first. */
  earlier?: string[] | undefined
}

/** Reads the mood of one message: signs in the text and the trained model together; asking the same again counts. Any input, linear time. */
export function readMood(text: string, { language, model, earlier = [] }: MoodInput): Mood {
  const reading = readText(text)
  if (reading.plain.trim() === '') return { level: 'calm', score: 0, evidence: [], hasThreat: false }
  const signs = [...findSigns(text, reading, language), ...findRepetition(reading, earlier)]
  const bySigns = scoreOf(signs)
  const byModel = model ? modelScore(model, reading.plain, signs) : null
  const hasThreat = signs.some(sign => sign.why === 'threat' && sign.weight >= SURE_THREAT)
  const least = hasThreat ? FURIOUS : signs.some(sign => sign.why === 'sarcasm' && sign.weight >= SURE_IRONY) ? ANNOYED : 0
  const heard = Math.max(least, combine(bySigns, byModel, repetitionOf(signs)))
  const score = round(Math.min(heard, mostOf(reading.plain, signs, { bySigns, byModel })))
  const level = levelOf(score)
  const evidence = evidenceOf(text, reading, signs)
  // Who only asks again is not upset for it: where the words themselves sound so, that is told apart.
  const isSeenByModel = evidence.length === 0 ? level !== 'calm' : evidence.every(({ why }) => why === 'repetition') && byModel !== null && onScale(byModel) >= ANNOYED
  if (isSeenByModel && model) evidence.push(loudestPart(text, reading, model))
  return { level, score, evidence, hasThreat }
}

/**
 * "ok", "size?", 「尺码」: so little without any sign is no mood, whatever lines the model knows that begin so; and 「很差」 is not furious for the company it keeps. "I'll take it",
 * without any word that shows it, is at most annoyed, unless the model has hardly a doubt.
 */
function mostOf(plain: string, signs: Sign[], { bySigns, byModel }: { bySigns: number; byModel: number | null }): number {
  const words = plain.match(/\p{Script=Han}|[\p{L}\p{N}']+/gu) ?? []
  const length = words.reduce((sum, word) => sum + (/\p{Script=Han}/u.test(word) ? 2 : 3), 0)
  if (length <= LONGEST_WORD) return bySigns + MORE_OF_A_WORD
  const isSaid = signs.some(sign => sign.why !== 'repetition' && sign.weight >= WEAK)
  // Where every hard word turned out to be none, the company it keeps says nothing either.
  if (!isSaid && signs.some(sign => sign.why === 'harmless')) return ANNOYED - 0.01
  const isUnsaid = !isSaid && (byModel ?? 0) < SURE_OF_FEW
  return length <= LONGEST_FEW && isUnsaid ? Math.max(bySigns, ANGRY - 0.01) : 1
}

/** Two Latin words or three Han characters. */
const LONGEST_WORD = 6
/** Five Latin words or seven Han characters. */
const LONGEST_FEW = 15
/** An expected level this high leaves little room for calm. */
const SURE_OF_FEW = 0.6

/**
 * The examples a mood model is trained on: each line with the signs found in it, so that the model learns what they are worth together. What shoppers
 * ask every day, without a sign of anger, counts as calm: most messages are, and lines written to show a mood alone would not say so.
 */
export function moodExamples({ language, mood, intents }: Pick<LanguageContent, 'language' | 'mood' | 'intents'>): Example[] {
  const sizes = new Map<string, number>()
  for (const { group } of mood) sizes.set(group, (sizes.get(group) ?? 0) + 1)
  const moods = mood.map(({ text, level, group }, at) => {
    const reading = readText(text)
    // A level written down without blank lines is no group of paraphrases: held out as one, nothing of it would be left to train on.
    const own = sizes.get(group)! > LARGEST_GROUP ? `${group}.${at}` : group
    return { text: marked(reading.plain, findSigns(text, reading, language)), label: level, lang: language, group: own }
  })
  return [...moods, ...calmExamples(language, intents)]
}

function calmExamples(language: Language, intents: LanguageContent['intents']): Example[] {
  const lines = intents.filter(({ intent }) => !OFTEN_UPSET.test(intent)).flatMap(({ intent, utterances }) => utterances.map(line => ({ ...line, isOrdinary: ORDINARY.test(intent) })))
  const share = Math.min(1, CALM_LINES / lines.length)
  const spread = lines.filter((_, at) => Math.floor((at + 1) * share) > Math.floor(at * share))
  return spread.flatMap(({ text, group, isOrdinary }) => {
    const reading = readText(text)
    const signs = findSigns(text, reading, language)
    const isCalm = signs.every(({ weight, why }) => weight < WEAK || (isOrdinary && EVERYDAY_SIGNS.has(why)))
    return !isCalm ? [] : [{ text: marked(reading.plain, signs), label: 'calm', lang: language, group: `calm ${group}` }]
  })
}

/** Intents whose lines tell of trouble: no proof of calm. */
const OFTEN_UPSET = /^complaint\.|^handoff\.|delay|lost|damaged|failed|twice|missing|wrong|refund-status|returns\.status/
/** Intents that nobody is upset about: "how long do I have to wait for a repair", 「还没发货吧」. */
const ORDINARY = /^(?:product|faq)\.|^payment\.(?:methods|instalments|invoice|cash|safety|refund-when)|^shipping\.(?:cost|time|abroad|carriers|pick-up|change)|^order\.(?:place|change|confirm|status)|^returns\.(?:policy|warranty|exchange)|greet|goodbye|thanks|how-are-you|yes|help/
const EVERYDAY_SIGNS = new Set<Sign['why']>(['waiting', 'insistence', 'annoyance', 'punctuation', 'stretching'])
// Spread over all intents. However much is written about them, calm weighs the same beside the lines that show a mood.
const CALM_LINES = 12_000
const LARGEST_GROUP = 8

/** The conversation's mood after one more message. It rises faster than it falls: who was furious a minute ago is not calm for one "ok". */
export function nextMoodCurve(curve: MoodCurve | null, mood: Mood, seq: number): MoodCurve {
  const before = curve?.score ?? mood.score
  const share = mood.score >= before ? RISING : FALLING
  const score = round(before + (mood.score - before) * share)
  const point = { seq, score: mood.score, level: mood.level, evidence: mood.evidence.map(({ text }) => text).slice(0, 5) }
  const points = [...(curve?.points ?? []), point].slice(-LONGEST_CURVE)
  return { level: mood.level, score, slope: round(slopeOf(points.slice(-SLOPE_POINTS).map(({ score: one }) => one))), points }
}

const RISING = 0.65
const FALLING = 0.35
const LONGEST_CURVE = 60
const SLOPE_POINTS = 4
const SURE_THREAT = 0.5
/** Scores at which the next level begins. */
const ANNOYED = 0.25
const ANGRY = 0.5
const FURIOUS = 0.75
/** What the model may add to the signs of a message of one word: less than a level. */
const MORE_OF_A_WORD = 0.2
/** Where each level lies on the line from 0 to 1: the middle of its band. */
const MIDDLE: Record<MoodLevel, number> = { calm: 0.08, annoyed: 0.375, angry: 0.625, furious: 0.9 }

function levelOf(score: number): MoodLevel {
  if (score >= FURIOUS) return 'furious'
  if (score >= ANGRY) return 'angry'
  return score >= ANNOYED ? 'annoyed' : 'calm'
}

/** The model has seen the signs already; the signs keep a say because words nobody trained on still count. */
function combine(bySigns: number, byModel: number | null, repetition: number) {
  return byModel === null ? bySigns : 1 - (1 - onScale(MODEL_SHARE * byModel + (1 - MODEL_SHARE) * bySigns)) * (1 - repetition)
}

// Share and cuts were chosen by cross-validation on the mood lines of both languages and the everyday lines beside them.
const MODEL_SHARE = 0.9
const CUTS: [number, number][] = [[0, 0], [0.21, ANNOYED], [0.41, ANGRY], [0.66, FURIOUS], [1, 1]]

/** An expected level shrinks towards the middle: stretched so that the levels begin where they should. */
function onScale(score: number) {
  const at = Math.max(1, CUTS.findIndex(([cut]) => score < cut))
  const [[from, low], [to, high]] = [CUTS[at - 1]!, CUTS[at]!]
  return Math.min(1, Math.max(0, low + ((score - from) / (to - from)) * (high - low)))
}

function modelScore(model: ClassifierModel, plain: string, signs: Sign[]) {
  const { scores } = classify(model, marked(plain, signs))
  return scores.reduce((sum, { intent, confidence }) => sum + confidence * (MIDDLE[intent as MoodLevel] ?? 0), 0)
}

/** Signs as words of their own before the text, since the classifier reads only the start of long messages; words that were turned round ("not angry") are left out of it. */
function marked(plain: string, signs: Sign[]) {
  const own = signs.filter(({ why }) => why !== 'repetition')
  const names = own.filter(sign => !isDoubted(sign) || sign.why === 'harmless').map(({ why }) => `zq${why}`)
  const kept = own.filter(isDoubted).toReversed().reduce((text, { start, end }) => `${text.slice(0, start)} ${text.slice(end)}`, plain)
  return [...names.slice(0, 8), kept].join(' ')
}

function isDoubted({ why, weight }: Pick<Sign, 'why' | 'weight'>) {
  return why !== 'soothing' && weight >= 0 && weight < WEAK
}

const WEAK = 0.1

/** The same question again: the bot did not help, and that is felt. */
function findRepetition(reading: Reading, earlier: string[]): Sign[] {
  // A number or a mark given again is an answer, or a knock at the door.
  if (earlier.length === 0 || wordsOf(reading.plain) < LEAST_WORDS) return []
  const like = likenessTo(reading.plain)
  const again = earlier.slice(0, 5).filter((text) => {
    const before = foldText(text)
    return like(before) >= SAME && !isRefined(reading.plain, before)
  }).length
  return again === 0 ? [] : [{ why: 'repetition', weight: Math.min(0.4, 0.18 * again), start: 0, end: reading.plain.length }]
}

/** "… under 30 dollars", "… to Texas" behind the same words asks for something else; what only presses ("still", 「到底」) does not. */
function isRefined(plain: string, before: string): boolean {
  const news = plain.replace(PRESSING, ' ').match(/\p{Script=Han}|[\p{L}\p{N}]+/gu)?.filter(word => !before.includes(word)) ?? []
  const told = news.reduce((sum, word) => sum + (/\p{Script=Han}/u.test(word) || /\d/.test(word) ? 2 : word.length >= 3 ? 3 : 0), 0)
  return told >= NEWS
}

const PRESSING = /\b(?:please|now|again|already|still|really|just|actually|the|hell|heck|damn|fuck(?:ing)?|bloody|asked|asking|tell|told|hello|repeat|said|answer|so|and)\b|到底|究竟|还是?|呢|啊|呀|吗|嘛|吧|了|啦|请|快点?|赶紧|麻烦|再说?|一遍|我?问|钱|的|亲/g
const NEWS = 3

const SAME = 0.62
/** In Latin letters; a Han character counts for two. */
const LEAST_WORDS = 4

function wordsOf(plain: string) {
  const letters = plain.replace(/https?:\S*|\S+@\S+/g, '').match(/\p{L}/gu) ?? []
  const han = letters.filter(letter => /\p{Script=Han}/u.test(letter)).length
  // Next to a long number a few words only say what it is.
  const isNumber = /\d[\d\s-]{5,}/.test(plain) && letters.length + han < 3 * LEAST_WORDS
  return isNumber ? 0 : letters.length + han
}

function repetitionOf(signs: Sign[]) {
  return signs.find(sign => sign.why === 'repetition')?.weight ?? 0
}

function evidenceOf(text: string, reading: Reading, signs: Sign[]): MoodEvidence[] {
  return signs.filter(({ weight }) => weight >= WEAK).slice(0, 12).map(sign => spanOf(text, reading, sign))
}

/** When only the model sees it: the part of the message that it finds worst. */
function loudestPart(text: string, reading: Reading, model: ClassifierModel): MoodEvidence {
  const parts = matches(reading.plain, /[^.!?;,。;\n]+/g).filter(part => part[0].trim().length > 2).slice(0, 6)
  const scored = parts.map(part => ({ part, score: modelScore(model, part[0], []) })).toSorted((a, b) => b.score - a.score)
  const worst = scored[0]?.part
  const span = worst ? { start: worst.index, end: worst.index + worst[0].length } : { start: 0, end: reading.plain.length }
  return spanOf(text, reading, { why: 'model', ...span })
}

function spanOf(text: string, reading: Reading, { why, ...span }: { why: string; start: number; end: number }): MoodEvidence {
  const start = reading.from[span.start] ?? 0
  const end = reading.until[Math.max(span.start, span.end - 1)] ?? text.length
  return { text: text.slice(start, end).trim(), why, start, end }
}

/** Least squares over the last messages. */
function slopeOf(scores: number[]) {
  if (scores.length < 2) return 0
  const middle = (scores.length - 1) / 2
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length
  const rise = scores.reduce((sum, score, at) => sum + (at - middle) * (score - mean), 0)
  const run = scores.reduce((sum, _, at) => sum + (at - middle) ** 2, 0)
  return rise / run
}

function round(value: number) {
  return Math.round(value * 1000) / 1000
}
