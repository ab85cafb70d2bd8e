// What does not fit together in content: told to the writer by file and line before anything is trained.
import type { Content, IntentContent, LanguageContent, Line, Problem, ProblemKind } from './content.ts'
import { checkGuard } from './guard/check-guard.ts'
import { nearDuplicates } from './near-duplicates.ts'
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

/** Lines of two intents, or a test and an utterance, that differ in next to nothing. */
function checkNearDuplicates(language: LanguageContent): Problem[] {
  const places = placesOf(language)
  const pairs = nearDuplicates(places.map(({ intent, isTest, line }) => ({ letters: sameness(line.text), group: `${intent} ${isTest}` })))
  return pairs.map(([later, earlier]): Problem => {
    const [{ line }, before] = [places[later]!, places[earlier]!]
    return { ...problem(line, 'near-duplicate', `"${line.text}" is nearly "${before.line.text}" in ${describe(before)}`), severity: 'warning' }
  })
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
