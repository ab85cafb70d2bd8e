// What does not fit together in content: told to the writer by file and line before anything is trained.
import type { Content, IntentContent, LanguageContent, Line, Problem, ProblemKind } from './content.ts'
import { checkGuard } from './guard/check-guard.ts'
import { compileTemplate } from './render.ts'

/** Everything wrong with the content, errors and warnings; an empty list means it may be released. */
export function checkContent(content: Content): Problem[] {
  const problems = [
    ...content.problems,
    ...content.languages.flatMap(language => [
      ...checkIntents(language),
      ...checkDuplicates(language),
      ...checkNearDuplicates(language),
      ...checkReplies(language),
    ]),
    ...checkLanguageGaps(content),
    ...checkGuard(content),
  ]
  return problems.sort((a, b) => compare(a.file, b.file) || a.line - b.line)
}

/** The same line typed twice looks the same here: case, spaces and punctuation do not count. */
function sameness(text: string) {
  const letters = text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
  return letters === '' ? text.trim() : letters
}

interface Place { intent: string; isTest: boolean; line: Line }

function checkIntents({ intents }: LanguageContent): Problem[] {
  return intents.flatMap(intent => [
    ...(intent.utterances.length === 0 ? [problem(intent, 'no-tests', `${intent.intent} has no utterances`)] : []),
    ...(intent.tests.length === 0 ? [problem(intent, 'no-tests', `${intent.intent} has no tests`)] : []),
    ...(intent.label === null ? [problem(intent, 'no-label', `${intent.intent} has no label`)] : []),
  ])
}

function checkDuplicates(language: LanguageContent): Problem[] {
  const seen = new Map<string, Place>()
  const problems: Problem[] = []
  for (const place of placesOf(language)) {
    const key = sameness(place.line.text)
    const before = seen.get(key)
    if (before) problems.push(problem(place.line, 'duplicate', `"${place.line.text}" stands already in ${describe(before)}`))
    else seen.set(key, place)
  }
  return problems
}

function describe({ intent, isTest, line }: Place) {
  return `${isTest ? 'the tests of ' : ''}${intent} (${line.file}:${line.line})`
}

function placesOf({ intents, offTopic, offTopicTests }: LanguageContent): Place[] {
  return [
    ...intents.flatMap(({ intent, utterances }) => utterances.map(line => ({ intent, isTest: false, line }))),
    ...offTopic.map(line => ({ intent: 'off-topic', isTest: false, line })),
    ...intents.flatMap(({ intent, tests }) => tests.map(line => ({ intent, isTest: true, line }))),
    ...offTopicTests.map(line => ({ intent: 'off-topic', isTest: true, line })),
  ]
}

/** Of all letter triples (in Chinese, pairs) of two lines, the share they have in common above which they say the same. */
const NEAR = 0.85

/**
 * Lines of two intents, or a test and an utterance, that differ in next to nothing. Prefix filtering keeps this near linear: two sets that share
 * 85 % share one of their few rarest members.
 */
function checkNearDuplicates(language: LanguageContent): Problem[] {
  const places = placesOf(language).map(place => ({ place, grams: gramsOf(sameness(place.line.text)) })).filter(({ grams }) => grams.size >= 8)
  const counts = new Map<string, number>()
  for (const { grams } of places) for (const gram of grams) counts.set(gram, (counts.get(gram) ?? 0) + 1)
  const index = new Map<string, number[]>()
  const problems: Problem[] = []
  for (const [at, { place, grams }] of places.entries()) {
    const rare = [...grams].sort((a, b) => counts.get(a)! - counts.get(b)!).slice(0, grams.size - Math.ceil(NEAR * grams.size) + 1)
    const candidates = new Set(rare.flatMap(gram => index.get(gram) ?? []))
    const near = [...candidates].map(other => places[other]!).find(other => isNear(place, grams, other))
    if (near) problems.push({ ...problem(place.line, 'near-duplicate', `"${place.line.text}" is nearly "${near.place.line.text}" in ${describe(near.place)}`), severity: 'warning' })
    for (const gram of rare) {
      const list = index.get(gram)
      if (list) list.push(at)
      else index.set(gram, [at])
    }
  }
  return problems
}

function isNear(place: Place, grams: Set<string>, other: { place: Place; grams: Set<string> }) {
  if (place.intent === other.place.intent && place.isTest === other.place.isTest) return false
  if (sameness(place.line.text) === sameness(other.place.line.text)) return false
  if (Math.min(grams.size, other.grams.size) < NEAR * Math.max(grams.size, other.grams.size)) return false
  let shared = 0
  for (const gram of grams) if (other.grams.has(gram)) shared += 1
  return shared / (grams.size + other.grams.size - shared) >= NEAR
}

function gramsOf(text: string) {
  const grams = new Set<string>()
  const length = /\p{Script=Han}/u.test(text) ? 2 : 3
  for (let at = 0; at + length <= text.length; at += 1) grams.add(text.slice(at, at + length))
  return grams
}

function checkReplies({ replies }: LanguageContent): Problem[] {
  return replies.flatMap(reply => [
    ...(reply.variants.length === 0 ? [problem(reply, 'empty-reply', `${reply.key} has no words`)] : []),
    ...reply.variants.flatMap(variant => {
      const made = compileTemplate(variant.template)
      return 'refused' in made ? [problem(variant, 'bad-template', `${reply.key}: ${made.refused}`)] : []
    }),
  ])
}

/** An intent, a reply or off-topic lines in one language only: a shopper of the other would get less. */
function checkLanguageGaps({ languages }: Content): Problem[] {
  return languages.flatMap(language => languages.filter(other => other !== language).flatMap(other => [
    ...missing(language.intents, other.intents, intent => intent.intent).map(intent => gap(intent, intent.intent, other)),
    ...missing(language.replies, other.replies, reply => reply.key).map(reply => gap(reply, reply.key, other)),
    ...missing(language.guard?.rules ?? [], other.guard?.rules ?? [], rule => rule.name).map(rule => gap(rule, `the rule ${rule.name}`, other)),
  ]))
}

function missing<T>(here: T[], there: T[], nameOf: (item: T) => string) {
  const known = new Set(there.map(nameOf))
  return here.filter(item => !known.has(nameOf(item)))
}

function gap(at: { file: string; line: number }, name: string, other: LanguageContent) {
  return problem(at, 'language-gap', `${name} is missing in ${other.language}`)
}

function problem(at: Pick<IntentContent, 'file' | 'line'>, kind: ProblemKind, message: string): Problem {
  return { file: at.file, line: at.line, severity: 'error', kind, message }
}

function compare(a: string, b: string) {
  return a < b ? -1 : a > b ? 1 : 0
}
