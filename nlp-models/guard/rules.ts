// The guard's rules as editors write them: `## rule promise.date`, its fields, one phrase a line; `## unless …` takes back, `## test rule …` proves.
import type { GuardDeed, GuardPromise } from '../../core/conversation/words.ts'

export interface GuardLine { text: string; file: string; line: number }

export interface GuardRule {
  name: string
  label: string | null
  deed: GuardDeed | null
  /** Whose texts it reads. */
  by: 'agent' | 'bot' | 'both'
  /** A hit is a promise of this kind. */
  promise: GuardPromise['kind'] | null
  instead: string[]
  lines: GuardLine[]
  /** A hit that touches one of these is none. */
  unless: GuardLine[]
  hits: GuardLine[]
  misses: GuardLine[]
  file: string
  /** 0 when only tests or exceptions of that name exist. */
  line: number
}

export interface GuardContent {
  rules: GuardRule[]
  /** Sentences that no rule may hit. */
  misses: GuardLine[]
}

export type GuardSection =
  | { kind: 'rule'; name: string; label: string | null; deed: GuardDeed | null; by: GuardRule['by']; promise: GuardRule['promise']; instead: string[]; lines: GuardLine[]; file: string; line: number }
  | { kind: 'unless'; name: string; lines: GuardLine[]; file: string }
  | { kind: 'rule-test'; name: string | null; part: 'hits' | 'misses'; hits: GuardLine[]; misses: GuardLine[]; file: string }

/** Whether a section of a page is the guard's. */
export function isGuardSection<S extends { kind: string }>(section: S): section is S & GuardSection {
  return section.kind === 'rule' || section.kind === 'unless' || section.kind === 'rule-test'
}

/** The section a heading opens, or null when it is none of the guard's. */
export function guardSection(file: string, words: string[], line: number): GuardSection | null {
  const [word, name, ...rest] = words
  if (word === 'test' && name === 'rule') return rest.length === 0 || (rest.length === 1 && isName(rest[0]!)) ? { kind: 'rule-test', name: rest[0] ?? null, part: 'misses', hits: [], misses: [], file } : null
  if (name === undefined || rest.length > 0 || !isName(name)) return null
  if (word === 'rule') return { kind: 'rule', name, label: null, deed: null, by: 'both', promise: null, instead: [], lines: [], file, line }
  return word === 'unless' ? { kind: 'unless', name, lines: [], file } : null
}

function isName(name: string) {
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(name)
}

/** Reads `label: …`, `do: …`, `hits:` and the like. False when the line is no field of this section; a sentence when its value is not one. */
export function readGuardField(section: GuardSection, line: string): boolean | string {
  const [, name, given = ''] = /^([a-z ]{2,12}):\s*(.*)$/.exec(line) ?? []
  const value = given.trim()
  if (section.kind === 'rule-test' && (name === 'hits' || name === 'misses') && value === '') return set(() => { section.part = name })
  if (section.kind !== 'rule' || name === undefined || value === '') return false
  switch (name) {
    case 'label': return set(() => { section.label = value })
    case 'say instead': return set(() => { section.instead.push(value) })
    case 'do': return isOneOf(DEEDS, value) ? set(() => { section.deed = value }) : `"do" is ${DEEDS.join(', ')}`
    case 'for': return isOneOf(WRITERS, value) ? set(() => { section.by = value }) : `"for" is ${WRITERS.join(', ')}`
    case 'promise': return isOneOf(PROMISES, value) ? set(() => { section.promise = value }) : `"promise" is ${PROMISES.join(', ')}`
    default: return false
  }
}

const DEEDS = ['warn', 'reason', 'block'] as const
const WRITERS = ['agent', 'bot', 'both'] as const
const PROMISES = ['amount', 'date', 'guarantee'] as const

function isOneOf<T extends string>(known: readonly T[], value: string): value is T {
  return (known as readonly string[]).includes(value)
}

function set(change: () => void): true {
  change()
  return true
}

/** Puts a list line where it belongs. */
export function addGuardLine(section: GuardSection, line: GuardLine): void {
  if (section.kind === 'rule-test') section[section.part].push(line)
  else section.lines.push(line)
}

/** Adds a section to what a language knows. A rule may be spread over sections and pages. */
export function gatherGuard(content: GuardContent, section: GuardSection): void {
  if (section.kind === 'rule-test' && section.name === null) return void content.misses.push(...section.misses, ...section.hits)
  const rule = ruleNamed(content, section.name!, section.file)
  if (section.kind === 'unless') rule.unless.push(...section.lines)
  else if (section.kind === 'rule-test') {
    rule.hits.push(...section.hits)
    rule.misses.push(...section.misses)
  } else {
    const { label, deed, by, promise, file, line } = section
    if (rule.line === 0) Object.assign(rule, { label, deed, by, promise, file, line })
    rule.instead.push(...section.instead)
    rule.lines.push(...section.lines)
  }
}

function ruleNamed(content: GuardContent, name: string, file: string): GuardRule {
  const known = content.rules.find(rule => rule.name === name)
  if (known) return known
  const made: GuardRule = { name, label: null, deed: null, by: 'both', promise: null, instead: [], lines: [], unless: [], hits: [], misses: [], file, line: 0 }
  content.rules.push(made)
  return made
}
