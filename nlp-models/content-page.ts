// Reads one Markdown page of content: what writers own, turned into values, with problems told by line.
import type { EntityName, MoodLevel } from '../core/conversation/words.ts'
import { addGuardLine, guardSection, isGuardSection, readGuardField, type GuardSection } from './guard/rules.ts'

export interface Problem {
  file: string
  line: number
  /** An error stops a release; a warning is shown to the writer. */
  severity: 'error' | 'warning'
  kind: ProblemKind
  message: string
}

export type ProblemKind =
  | 'unknown-heading' | 'stray-text' | 'unknown-entity' | 'no-language' | 'duplicate' | 'near-duplicate' | 'no-tests'
  | 'no-label' | 'language-gap' | 'bad-template' | 'empty-reply' | 'bad-rule' | 'bad-pattern' | 'rule-test' | 'guarded-words'

/** A value a writer marked in an utterance; offsets are into {@link Line.text}. */
interface Mark { entity: EntityName; start: number; end: number }

export interface Line {
  text: string
  /** Paraphrase group, unique within its language: lines between two blank lines say the same thing. */
  group: string
  marks: Mark[]
  file: string
  line: number
}

export interface Variant { template: string; file: string; line: number }

export type Section =
  | { kind: 'intent'; name: string; label: string | null; lines: Line[]; file: string; line: number }
  | { kind: 'test'; name: string; lines: Line[] }
  | { kind: 'off-topic' | 'off-topic-test'; lines: Line[] }
  | { kind: 'mood' | 'mood-test'; level: MoodLevel; lines: Line[] }
  | { kind: 'reply'; key: string; variants: Variant[]; file: string; line: number }
  | GuardSection

export interface Page { sections: Section[]; problems: Problem[] }

const ENTITY_NAMES: readonly string[] = [
  'order-number', 'tracking-number', 'product', 'size', 'colour', 'quantity', 'amount', 'date', 'phone', 'email', 'category',
] satisfies EntityName[]

export const MOOD_LEVELS: readonly MoodLevel[] = ['calm', 'annoyed', 'angry', 'furious']

/** Reads one page. Never throws: whatever cannot be read becomes a problem with its line. */
export function readPage(file: string, markdown: string): Page {
  const reader: Reader = { file, page: { sections: [], problems: [] }, section: null, group: 0, blankBefore: false, inComment: false }
  const lines = markdown.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  for (const [index, line] of lines.entries()) readLine(reader, line, index + 1)
  return reader.page
}

interface Reader {
  file: string
  page: Page
  section: Section | null
  group: number
  blankBefore: boolean
  inComment: boolean
}

function readLine(reader: Reader, line: string, number: number) {
  if (skipComment(reader, line)) return
  if (line.trim() === '') {
    if (!reader.blankBefore) reader.group += 1
    reader.blankBefore = true
    return
  }
  const wasBlank = reader.blankBefore
  reader.blankBefore = false
  if (line.startsWith('## ')) return openSection(reader, line.slice(3).trim(), number)
  if (line.startsWith('# ')) return
  const item = /^- (.*)$/.exec(line)
  if (item && reader.section) return addItem(reader, reader.section, item[1]!.trim(), number)
  if (/^\s{2,}\S/.test(line) && continueReply(reader.section, line, wasBlank)) return
  if (reader.section && readField(reader, reader.section, line, number)) return
  problem(reader, number, 'stray-text', `"${short(line)}" is neither a heading, a list line nor a label`)
}

function readField(reader: Reader, section: Section, line: string, number: number): boolean {
  if (isGuardSection(section)) {
    const read = readGuardField(section, line)
    if (typeof read === 'string') problem(reader, number, 'bad-rule', read)
    return read !== false
  }
  const label = /^label:\s*(.+)$/.exec(line)
  if (!label || section.kind !== 'intent') return false
  section.label = label[1]!.trim()
  return true
}

function skipComment(reader: Reader, line: string) {
  const starts = line.trimStart().startsWith('<!--')
  if (!starts && !reader.inComment) return false
  reader.inComment = !line.includes('-->')
  return true
}

function openSection(reader: Reader, heading: string, number: number) {
  reader.group += 1
  reader.section = sectionOf(reader.file, heading, number)
  if (reader.section) reader.page.sections.push(reader.section)
  else problem(reader, number, 'unknown-heading', `"## ${short(heading)}" is not a heading this page may have`)
}

function sectionOf(file: string, heading: string, line: number): Section | null {
  const [word, name, ...rest] = heading.split(/\s+/)
  const guard = guardSection(file, heading.split(/\s+/), line)
  if (guard) return guard
  if (word === 'off-topic' && name === undefined) return { kind: 'off-topic', lines: [] }
  if (word === 'test' && name === 'off-topic' && rest.length === 0) return { kind: 'off-topic-test', lines: [] }
  if (word === 'test' && name === 'mood') return moodSection('mood-test', rest)
  if (word === 'mood') return moodSection('mood', name === undefined ? [] : [name, ...rest])
  if (name === undefined || rest.length > 0 || !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(name)) return null
  if (word === 'intent') return { kind: 'intent', name, label: null, lines: [], file, line }
  if (word === 'test') return { kind: 'test', name, lines: [] }
  if (word === 'reply') return { kind: 'reply', key: name, variants: [], file, line }
  return null
}

function moodSection(kind: 'mood' | 'mood-test', words: string[]): Section | null {
  const level = MOOD_LEVELS.find(known => words.length === 1 && known === words[0])
  return level ? { kind, level, lines: [] } : null
}

function addItem(reader: Reader, section: Section, text: string, number: number) {
  const { file } = reader
  if (section.kind === 'reply') {
    section.variants.push({ template: text, file, line: number })
    return
  }
  if (isGuardSection(section)) return addGuardLine(section, { text, file, line: number })
  const { text: plain, marks, unknown } = readMarks(text)
  for (const name of unknown) problem(reader, number, 'unknown-entity', `"${name}" is not an entity`)
  if (plain !== '') section.lines.push({ text: plain, marks, group: `${pageName(file)}:${reader.group}`, file, line: number })
}

/** `order [1001](order-number)` → `order 1001` and where the value stands. */
function readMarks(text: string) {
  const marks: Mark[] = []
  const unknown: string[] = []
  let plain = ''
  let from = 0
  for (const match of text.matchAll(/\[([^[\]]{1,80})\]\(([a-z-]{1,30})\)/g)) {
    plain += text.slice(from, match.index)
    const start = plain.length
    plain += match[1]!
    from = match.index + match[0].length
    if (ENTITY_NAMES.includes(match[2]!)) marks.push({ entity: match[2] as EntityName, start, end: plain.length })
    else unknown.push(match[2]!)
  }
  return { text: plain + text.slice(from), marks, unknown }
}

/** An indented line belongs to the variant above it; a blank line between makes a paragraph. */
function continueReply(section: Section | null, line: string, wasBlank: boolean) {
  const last = section?.kind === 'reply' ? section.variants.at(-1) : undefined
  if (!last) return false
  last.template += (wasBlank ? '\n\n' : '\n') + line.trim()
  return true
}

function problem(reader: Reader, line: number, kind: ProblemKind, message: string) {
  reader.page.problems.push({ file: reader.file, line, severity: 'error', kind, message })
}

function pageName(file: string) {
  return file.slice(file.lastIndexOf('/') + 1).replace(/\.md$/, '')
}

function short(text: string) {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
