// How good a release is: its models on the held-out tests, and a few lines to see that a loaded copy still says the same.
import { setImmediate as nextTick } from 'node:timers/promises'
import type { Language } from '../core/conversation/words.ts'
import { classify, OFF_TOPIC } from './classifier/index.ts'
import type { Content, LanguageContent } from './content.ts'
import { readMood } from './mood.ts'
import type { Ear } from './understand.ts'

export interface Scorecard {
  languages: LanguageScore[]
  /** What the models said when they were trained: a copy that says something else is not served. */
  smoke: SmokeLine[]
}

interface LanguageScore {
  language: Language
  intents: number
  tests: number
  /** Share of the tests whose best intent is right. */
  accuracy: number
  /** The same, with a rejected line counted as wrong. */
  accuracyAfterReject: number
  /** Share of the off-topic tests that were rejected; null without such tests. */
  offTopicRejected: number | null
  /** Share of the mood tests whose level is right, and right within one level; null without such tests. */
  mood: { right: number; near: number } | null
  perIntent: { intent: string; right: number; tests: number }[]
}

interface SmokeLine { language: Language; text: string; intent: string; confidence: number }

/** Scores the models on the content's tests, with a look at the event loop between lines. */
export async function scoreContent(content: Content, ears: Map<Language, Ear>): Promise<Scorecard> {
  const languages: LanguageScore[] = []
  for (const language of content.languages) {
    const ear = ears.get(language.language)
    if (ear) languages.push(await scoreLanguage(language, ear))
  }
  return { languages, smoke: content.languages.flatMap(language => smokeOf(language, ears.get(language.language))) }
}

/** Whether the models still say what they said when they were trained. */
export function passesSmoke(scorecard: Scorecard, ears: Map<Language, Ear>) {
  return scorecard.smoke.every(({ language, text, intent, confidence }) => {
    const [best] = classifyWith(ears.get(language), text)?.scores ?? []
    return best !== undefined && best.intent === intent && Math.abs(best.confidence - confidence) < SMOKE_DRIFT
  })
}

const SMOKE_LINES = 24
const SMOKE_DRIFT = 0.01
const LINES_A_TICK = 50
const LEVELS = ['calm', 'annoyed', 'angry', 'furious']

async function scoreLanguage(content: LanguageContent, ear: Ear): Promise<LanguageScore> {
  const perIntent: LanguageScore['perIntent'] = []
  let right = 0
  let rightAndAccepted = 0
  const pause = pauser()
  for (const { intent, tests } of content.intents) {
    let hits = 0
    for (const { text } of tests) {
      await pause()
      const { scores, accepted } = classify(ear.model, text)
      if (scores[0]?.intent !== intent) continue
      hits += 1
      if (accepted) rightAndAccepted += 1
    }
    right += hits
    perIntent.push({ intent, right: hits, tests: tests.length })
  }
  const tests = perIntent.reduce((sum, one) => sum + one.tests, 0)
  return {
    language: content.language, intents: content.intents.length, tests, perIntent,
    accuracy: share(right, tests), accuracyAfterReject: share(rightAndAccepted, tests),
    offTopicRejected: offTopicRejected(content, ear), mood: await scoreMood(content, ear, pause),
  }
}

function offTopicRejected({ offTopicTests }: LanguageContent, ear: Ear) {
  if (offTopicTests.length === 0) return null
  const rejected = offTopicTests.filter(({ text }) => {
    const { scores, accepted } = classify(ear.model, text)
    return !accepted || scores[0]?.intent === OFF_TOPIC
  })
  return share(rejected.length, offTopicTests.length)
}

async function scoreMood({ language, moodTests }: LanguageContent, ear: Ear, pause: () => Promise<void>) {
  if (moodTests.length === 0) return null
  let right = 0
  let near = 0
  for (const { text, level } of moodTests) {
    await pause()
    const distance = Math.abs(LEVELS.indexOf(readMood(text, { language, model: ear.mood }).level) - LEVELS.indexOf(level))
    if (distance === 0) right += 1
    if (distance <= 1) near += 1
  }
  return { right: share(right, moodTests.length), near: share(near, moodTests.length) }
}

/** One test of each of some intents, spread over all of them. */
function smokeOf({ language, intents }: LanguageContent, ear: Ear | undefined): SmokeLine[] {
  const lines = intents.flatMap(({ tests }) => tests.slice(0, 1))
  const step = Math.max(1, Math.ceil(lines.length / SMOKE_LINES))
  return lines.filter((_, at) => at % step === 0).flatMap(({ text }) => {
    const [best] = classifyWith(ear, text)?.scores ?? []
    return best ? [{ language, text, ...best }] : []
  })
}

function classifyWith(ear: Ear | undefined, text: string) {
  return ear ? classify(ear.model, text) : null
}

function pauser() {
  let count = 0
  return async () => {
    count += 1
    if (count % LINES_A_TICK === 0) await nextTick()
  }
}

function share(part: number, whole: number) {
  return whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 10_000
}
