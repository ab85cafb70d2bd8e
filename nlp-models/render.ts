// Turns a writer's template into words. The only file that knows Handlebars, and it gives it little room (DESIGN §5):
// strings only, small, shallow, our helpers only, nothing that can reach code.
import Handlebars from 'handlebars'
import type { ReplyData, ReplyValue } from '../core/conversation/words.ts'
import { dateWords, durationWords, listWords, moneyWords, numberWords, plainWords, timeWords, type DateStyle, type Locale } from './format.ts'

/** A 10 MB template runs Node out of memory; no reply needs more than this. */
const LONGEST_TEMPLATE = 16_384
const DEEPEST_NESTING = 8
/** `each` in `each` in `each` over the same list grows by the power. */
const DEEPEST_LOOP = 2
const LONGEST_LIST = 50
/** Longer than any channel's longest message. */
const LONGEST_TEXT = 16_384

export interface Template {
  /** Never throws for values of any shape. */
  run(data: ReplyData, locale: Locale): string
  /** Names the words cannot do without: said outside of every `if` and `each`. */
  needs: string[]
}

/** Compiles a template, or says in the writer's words why it is refused. */
export function compileTemplate(template: string): Template | { refused: string } {
  if (typeof template !== 'string') return { refused: 'a template is text' }
  if (template.length > LONGEST_TEMPLATE) return { refused: `a template has at most ${LONGEST_TEMPLATE} characters` }
  let program: hbs.AST.Program
  try {
    program = Handlebars.parse(template)
  } catch (error) {
    return { refused: firstLine(error) }
  }
  const look: Look = { refused: null, needs: new Set(), calls: new Set() }
  readProgram(look, program, { depth: 0, loops: 0, isSure: true })
  if (look.refused !== null) return { refused: look.refused }
  const compiled = barWith(look.calls).compile<ReplyData>(template, { noEscape: true, knownHelpersOnly: true, knownHelpers: KNOWN_HELPERS, preventIndent: true })
  const run = (data: ReplyData, locale: Locale) =>
    compiled(plainData(data) as ReplyData, { data: { locale } }).replace(/\n{3,}/g, '\n\n').trim().slice(0, LONGEST_TEXT)
  return { run, needs: [...look.needs] }
}

interface Look { refused: string | null; needs: Set<string>; calls: Set<string> }
interface Place { depth: number; loops: number; isSure: boolean }

const BLOCKS = ['if', 'unless', 'each', 'with']

/** Our helpers: `{{date due}}`, `{{money total currency}}`, `{{plural count "parcel" "parcels"}}` … Each takes what it is given and never throws. */
const HELPERS: Record<string, (locale: Locale, values: unknown[], named: Record<string, unknown>) => unknown> = {
  date: (locale, [value], { style }) => dateWords(value, locale, dateStyle(style)),
  time: (locale, [value]) => timeWords(value, locale),
  money: (locale, [amount, currency]) => moneyWords(amount, currency, locale),
  number: (locale, [value]) => numberWords(value, locale),
  duration: (locale, [minutes]) => durationWords(minutes, locale),
  list: (locale, [items, field], { kind }) => listWords(pluck(items, field), locale, kind === 'or' ? 'or' : 'and'),
  plural: (locale, [count, one, many]) => `${numberWords(count, locale)} ${plainWords(Number(count) === 1 ? one : many)}`,
  count: (_locale, [items]) => (Array.isArray(items) ? items.length : 0),
  default: (_locale, [value, other]) => (isMissing(value) ? other : value),
  eq: (_locale, [left, right]) => left === right,
  ne: (_locale, [left, right]) => left !== right,
  gt: (_locale, [left, right]) => Number(left) > Number(right),
  lt: (_locale, [left, right]) => Number(left) < Number(right),
  and: (_locale, values) => values.every(isTrue),
  or: (_locale, values) => values.some(isTrue),
  not: (_locale, [value]) => !isTrue(value),
}

const KNOWN_HELPERS = {
  ...Object.fromEntries([...Object.keys(HELPERS), ...BLOCKS].map(name => [name, true])),
  lookup: false, log: false, helperMissing: false, blockHelperMissing: false,
} as unknown as KnownHelpers

const bars = new Map<string, typeof Handlebars>()

/** A Handlebars that has these blocks and helpers and no others: it wraps all it has anew each time a template is run, and keeps them with the template. */
function barWith(calls: Set<string>): typeof Handlebars {
  const names = [...calls].toSorted()
  const known = bars.get(names.join())
  if (known) return known
  const bar = Handlebars.create()
  for (const name of Object.keys(bar.helpers)) if (!calls.has(name)) bar.unregisterHelper(name)
  for (const name of names) if (Object.hasOwn(HELPERS, name)) bar.registerHelper(name, asHelper(name, HELPERS[name]!))
  bars.set(names.join(), bar)
  return bar
}

function asHelper(name: string, helper: (typeof HELPERS)[string]): Handlebars.HelperDelegate {
  return function (this: Record<string, unknown>, ...given: unknown[]) {
    const options = given.pop() as Handlebars.HelperOptions
    // `{{number}}` alone is the dialog's value of that name, not our helper.
    if (given.length === 0) return this?.[name]
    return helper((options.data as { locale: Locale }).locale, given, (options.hash ?? {}) as Record<string, unknown>)
  }
}

function readProgram(look: Look, program: hbs.AST.Program | undefined, place: Place) {
  for (const statement of program?.body ?? []) {
    if (look.refused !== null) return
    readStatement(look, statement, place)
  }
}

function readStatement(look: Look, statement: hbs.AST.Statement, place: Place) {
  switch (statement.type) {
    case 'ContentStatement':
    case 'CommentStatement':
      return
    case 'MustacheStatement':
      return readMustache(look, statement as hbs.AST.MustacheStatement, place)
    case 'BlockStatement':
      return readBlock(look, statement as hbs.AST.BlockStatement, place)
    default:
      refuse(look, `${statement.type.replace(/Statement$/, '')} is not allowed in a reply`)
  }
}

function readMustache(look: Look, mustache: hbs.AST.MustacheStatement, place: Place) {
  if (!mustache.escaped) return refuse(look, 'three braces and {{& }} are not allowed: two braces are enough, nothing is escaped')
  readCall(look, mustache, place)
}

function readBlock(look: Look, block: hbs.AST.BlockStatement, place: Place) {
  const name = nameOf(block.path)
  if (!BLOCKS.includes(name)) return refuse(look, `"#${name}" is not a block: there are ${BLOCKS.join(', ')}`)
  look.calls.add(name)
  // Handlebars makes the one of the other.
  if (name === 'unless') look.calls.add('if')
  if (block.params.length !== 1) return refuse(look, `"#${name}" takes one value`)
  const inside = { depth: place.depth + 1, loops: place.loops + (name === 'each' ? 1 : 0), isSure: false }
  if (inside.depth > DEEPEST_NESTING) return refuse(look, `blocks stand at most ${DEEPEST_NESTING} deep`)
  if (inside.loops > DEEPEST_LOOP) return refuse(look, `"each" stands at most ${DEEPEST_LOOP} deep`)
  for (const param of block.params) readExpression(look, param, { ...place, isSure: false })
  readProgram(look, block.program, inside)
  readProgram(look, block.inverse, { ...inside, depth: isElseIf(block) ? place.depth : inside.depth })
}

/** `{{else if}}` is a block in the other's else: a chain is as deep as its first link. */
function isElseIf(block: hbs.AST.BlockStatement) {
  return (block.inverse as (hbs.AST.Program & { chained?: boolean }) | undefined)?.chained === true
}

function readCall(look: Look, call: hbs.AST.MustacheStatement | hbs.AST.SubExpression, place: Place) {
  const name = nameOf(call.path)
  const pairs = (call.hash as hbs.AST.Hash | undefined)?.pairs ?? []
  if (call.path.type !== 'PathExpression') return refuse(look, 'a value is named without quotes')
  if (Object.hasOwn(HELPERS, name)) look.calls.add(name)
  const isCall = call.type === 'SubExpression' || call.params.length > 0 || pairs.length > 0
  if (!isCall) return readExpression(look, call.path, place)
  if (!Object.hasOwn(HELPERS, name)) return refuse(look, `there is no helper "${name}": there are ${Object.keys(HELPERS).join(', ')}`)
  if (call.params.length === 0) return refuse(look, `"${name}" needs a value`)
  if (place.depth > DEEPEST_NESTING) return refuse(look, `calls stand at most ${DEEPEST_NESTING} deep`)
  const inside = { ...place, depth: place.depth + 1, isSure: place.isSure && name !== 'default' }
  for (const value of [...call.params, ...pairs.map(pair => pair.value)]) readExpression(look, value, inside)
}

function readExpression(look: Look, expression: hbs.AST.Expression, place: Place): void {
  if (look.refused !== null || expression.type.endsWith('Literal')) return
  if (expression.type === 'SubExpression') return readCall(look, expression as hbs.AST.SubExpression, place)
  if (expression.type !== 'PathExpression') return refuse(look, `${expression.type} is not allowed in a reply`)
  const path = expression as hbs.AST.PathExpression
  const bad = path.parts.find(part => typeof part !== 'string' || !isSafeName(part))
  if (bad !== undefined) return refuse(look, `"${path.original}" is not a name of a value`)
  if (path.data && !['index', 'first', 'last', 'key'].includes(String(path.parts[0]))) return refuse(look, `"${path.original}" is not known`)
  const first = path.parts[0]
  if (place.isSure && first !== undefined && !path.data) look.needs.add(String(first))
}

/** Letters and digits, and no name that every object carries: those lead to code. */
function isSafeName(part: string) {
  return /^[A-Za-z][A-Za-z0-9_-]*$|^\d{1,3}$/.test(part) && !(part in Object.prototype)
}

function nameOf(path: hbs.AST.Expression) {
  return path.type === 'PathExpression' ? (path as hbs.AST.PathExpression).original : path.type
}

function refuse(look: Look, why: string) {
  look.refused ??= why
}

/** A copy without prototypes, cut to size: all a template can reach is what the dialog said. */
function plainData(value: ReplyValue, depth = 0): ReplyValue {
  if (typeof value === 'string') return value.slice(0, LONGEST_TEXT)
  if (value === null || typeof value !== 'object') return typeof value === 'function' ? null : value
  if (depth > DEEPEST_NESTING) return null
  if (Array.isArray(value)) return value.slice(0, LONGEST_LIST).map(item => plainData(item, depth + 1))
  const copy = Object.create(null) as { [name: string]: ReplyValue }
  for (const name of Object.keys(value)) copy[name] = plainData(value[name], depth + 1)
  // Said by itself an object is nothing; without this, text cannot be made of it and the reply fails.
  Object.defineProperty(copy, Symbol.toPrimitive, { value: () => '' })
  return copy
}

function pluck(items: unknown, field: unknown): unknown {
  if (!Array.isArray(items) || typeof field !== 'string') return items
  return items.map(item => (item !== null && typeof item === 'object' && Object.hasOwn(item, field) ? (item as Record<string, unknown>)[field] : item))
}

function isMissing(value: unknown) {
  return value === undefined || value === null || value === ''
}

/** As `{{#if}}` sees it: an empty list is false. */
function isTrue(value: unknown) {
  return Array.isArray(value) ? value.length > 0 : Boolean(value)
}

function dateStyle(style: unknown): DateStyle {
  return style === 'weekday' || style === 'long' ? style : 'day'
}

function firstLine(error: unknown) {
  const [line = '', ...rest] = String((error as Error).message).split('\n')
  return [line.replace(/:$/, ''), rest[0] ?? ''].join(': ').slice(0, 200)
}
