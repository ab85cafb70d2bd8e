// What is wrong with the guard's rules, and which reply would be kept back by one: told to the writer before a release.
import type { GuardHit, Language } from '../../core/conversation/words.ts'
import type { Content, LanguageContent, Problem, ProblemKind } from '../content.ts'
import { openGuard, type Guard } from './guard.ts'
import { readPattern } from './pattern.ts'
import type { GuardLine, GuardRule } from './rules.ts'

/** A Wednesday: tests of rules read "by Friday" from here, on every day the same. */
const CHECKED_AT = Date.UTC(2030, 0, 2, 10)

/** Problems of the rules themselves, of their tests, and of replies that they hit. */
export function checkGuard(content: Content): Problem[] {
  return content.languages.flatMap(page => {
    const guard = openGuard([{ languages: [page], problems: [] }], 'UTC')
    const rules = page.guard?.rules ?? []
    return [
      ...rules.flatMap(checkRule),
      ...rules.flatMap(rule => checkTests(guard, page.language, rule)),
      ...(page.guard?.misses ?? []).flatMap(line => hitsOf(guard, line.text, page.language, 'agent').map(hit => problem(line, 'rule-test', `${hit.rule} hits "${hit.text}"`))),
      ...checkReplies(guard, page),
    ]
  })
}

function checkRule(rule: GuardRule): Problem[] {
  const at = { file: rule.file, line: rule.line }
  if (rule.line === 0) return [problem(at, 'bad-rule', `there is no "## rule ${rule.name}"`)]
  const missing = [
    ...(rule.label === null ? ['label'] : []), ...(rule.deed === null ? ['do'] : []), ...(rule.instead.length === 0 ? ['say instead'] : []),
    ...(rule.lines.length === 0 ? ['lines'] : []), ...(rule.hits.length === 0 ? ['tests that hit'] : []), ...(rule.misses.length === 0 ? ['tests that miss'] : []),
  ]
  return [
    ...missing.map(what => problem(at, 'bad-rule', `${rule.name} has no ${what}`)),
    ...[...rule.lines, ...rule.unless].flatMap(line => {
      const items = readPattern(line.text)
      return 'refused' in items ? [problem(line, 'bad-pattern', `${rule.name}: ${items.refused}`)] : []
    }),
  ]
}

function checkTests(guard: Guard, language: Language, rule: GuardRule): Problem[] {
  const by = rule.by === 'bot' ? 'bot' : 'agent'
  const isHit = (line: GuardLine) => hitsOf(guard, line.text, language, by).some(hit => hit.rule === rule.name)
  return [
    ...rule.hits.filter(line => !isHit(line)).map(line => problem(line, 'rule-test', `${rule.name} misses "${line.text}"`)),
    ...rule.misses.filter(isHit).map(line => problem(line, 'rule-test', `${rule.name} hits "${line.text}"`)),
    // Words offered in place of others must be words that may be said.
    ...rule.instead.flatMap(text => hitsOf(guard, text, language, by).map(hit => problem(rule, 'rule-test', `${hit.rule} hits the safer wording "${text}"`))),
  ]
}

function checkReplies(guard: Guard, { language, replies }: LanguageContent): Problem[] {
  return replies.flatMap(({ key, variants }) => variants.flatMap(variant => hitsOf(guard, plainTemplate(variant.template), language, 'bot').map(hit => ({
    ...problem(variant, 'guarded-words', `${key}: "${hit.text}" is for the rule ${hit.rule}`), severity: hit.deed === 'block' ? 'error' as const : 'warning' as const,
  }))))
}

/** A template as it might read: each value something harmless of its kind, each branch by itself. */
function plainTemplate(template: string) {
  return template
    .replace(/\{\{\s*money\b[^}]*\}\}/g, '£5').replace(/\{\{\s*date\b[^}]*\}\}/g, '1 March').replace(/\{\{\s*duration\b[^}]*\}\}/g, '5 minutes')
    .replace(/\{\{\s*else\b[^}]*\}\}/g, '\n').replace(/\{\{[#/][^}]*\}\}/g, '').replace(/\{\{[^}]*\}\}/g, 'x')
}

function hitsOf(guard: Guard, text: string, language: Language, by: 'agent' | 'bot'): GuardHit[] {
  return guard(text, { language, by, now: CHECKED_AT }).hits
}

function problem(at: { file: string; line: number }, kind: ProblemKind, message: string): Problem {
  return { file: at.file, line: at.line, severity: 'error', kind, message }
}
