// The content of the bot: every utterance it learns from and every word it says, by language.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Language, MoodLevel } from '../core/conversation/words.ts'
import { gatherGuard, isGuardSection, type GuardContent } from './guard/rules.ts'
import { readPage, type Line, type Problem, type Section, type Variant } from './content-page.ts'

export type { Line, Problem, ProblemKind } from './content-page.ts'

export interface Content {
  languages: LanguageContent[]
  /** What could not be read. {@link import('./content-check.ts').checkContent} adds what does not fit together. */
  problems: Problem[]
}

export interface LanguageContent {
  language: Language
  intents: IntentContent[]
  replies: ReplyContent[]
  offTopic: Line[]
  offTopicTests: Line[]
  mood: MoodLine[]
  moodTests: MoodLine[]
  /** What may not go out. A release stored before there were rules has none. */
  guard?: GuardContent
}

export interface IntentContent {
  intent: string
  /** What a "did you mean" button says. */
  label: string | null
  utterances: Line[]
  /** Held out: scored, never trained. */
  tests: Line[]
  file: string
  line: number
}

interface ReplyContent {
  key: string
  variants: Variant[]
  file: string
  line: number
}

interface MoodLine extends Line { level: MoodLevel }

/** Reads a content folder: one folder a language (its BCP-47 tag), one page a topic. Pages and languages come in alphabetical order. */
export function loadContent(dir: string): Content {
  const problems: Problem[] = []
  const languages = folders(dir)
    .filter(name => isLanguageTag(name) || tell(problems, name))
    .map(language => loadLanguage(dir, language, problems))
  return { languages, problems }
}

/** A folder's pages given as text, by language and file name: for content that does not lie in a folder. */
export function contentOf(pages: Record<Language, Record<string, string>>): Content {
  const problems: Problem[] = []
  const languages = Object.entries(pages).map(([language, files]) => {
    const sections = Object.entries(files).flatMap(([file, markdown]) => sectionsOf(`${language}/${file}`, markdown, problems))
    return gather(language, sections)
  })
  return { languages, problems }
}

/**
 * What serving needs of content: replies, labels and rules, without the lines it was trained and judged on, which are most of it. A copy throughout: a
 * piece of a page's text would hold the whole page.
 */
export function withoutLines({ languages, problems }: Content): Content {
  const slim = languages.map(content => ({
    ...content, intents: content.intents.map(intent => ({ ...intent, utterances: [], tests: [] })), offTopic: [], offTopicTests: [], mood: [], moodTests: [],
  }))
  return JSON.parse(JSON.stringify({ languages: slim, problems })) as Content
}

function loadLanguage(dir: string, language: Language, problems: Problem[]): LanguageContent {
  const files = readdirSync(join(dir, language)).filter(name => name.endsWith('.md')).sort()
  const sections = files.flatMap(file => sectionsOf(`${language}/${file}`, readFileSync(join(dir, language, file), 'utf8'), problems))
  return gather(language, sections)
}

function sectionsOf(file: string, markdown: string, problems: Problem[]): Section[] {
  const page = readPage(file, markdown)
  problems.push(...page.problems)
  return page.sections
}

function gather(language: Language, sections: Section[]): LanguageContent {
  const intents = new Map<string, IntentContent>()
  const replies = new Map<string, ReplyContent>()
  const content: LanguageContent = { language, intents: [], replies: [], offTopic: [], offTopicTests: [], mood: [], moodTests: [] }
  const guard: GuardContent = { rules: [], misses: [] }
  for (const section of sections) {
    if (section.kind === 'intent') addIntent(intents, section)
    else if (section.kind === 'test') intentNamed(intents, section.name, section.lines[0]).tests.push(...section.lines)
    else if (section.kind === 'off-topic') content.offTopic.push(...section.lines)
    else if (section.kind === 'off-topic-test') content.offTopicTests.push(...section.lines)
    else if (section.kind === 'mood') content.mood.push(...section.lines.map(line => ({ ...line, level: section.level })))
    else if (section.kind === 'mood-test') content.moodTests.push(...section.lines.map(line => ({ ...line, level: section.level })))
    else if (section.kind === 'reply') addReply(replies, section)
    else if (isGuardSection(section)) gatherGuard(guard, section)
  }
  return { ...content, intents: [...intents.values()], replies: [...replies.values()], guard }
}

function addIntent(intents: Map<string, IntentContent>, section: Extract<Section, { kind: 'intent' }>) {
  const intent = intentNamed(intents, section.name, section)
  intent.label ??= section.label
  intent.utterances.push(...section.lines)
}

function intentNamed(intents: Map<string, IntentContent>, name: string, at: { file: string; line: number } | undefined) {
  const known = intents.get(name)
  if (known) return known
  const made: IntentContent = { intent: name, label: null, utterances: [], tests: [], file: at?.file ?? '', line: at?.line ?? 0 }
  intents.set(name, made)
  return made
}

function addReply(replies: Map<string, ReplyContent>, section: Extract<Section, { kind: 'reply' }>) {
  const known = replies.get(section.key)
  if (known) known.variants.push(...section.variants)
  else replies.set(section.key, { key: section.key, variants: section.variants, file: section.file, line: section.line })
}

function folders(dir: string) {
  return readdirSync(dir, { withFileTypes: true }).filter(entry => entry.isDirectory()).map(entry => entry.name).sort()
}

function isLanguageTag(name: string) {
  return /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/.test(name)
}

function tell(problems: Problem[], name: string) {
  problems.push({ file: name, line: 0, severity: 'error', kind: 'no-language', message: `the folder "${name}" is not named after a language` })
  return false
}
