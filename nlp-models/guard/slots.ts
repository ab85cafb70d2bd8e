// The values a rule's line may stand for, found once in a text and only when a line asks for them.
import { findAmounts } from '../entities/amounts.ts'
import { findNumbers } from '../entities/contacts.ts'
import { CHINESE_NUMBER, NUMBER_WORD } from '../entities/numbers.ts'
import { findDeadlines } from './deadlines.ts'
import type { SlotName } from './pattern.ts'
import { findCards, findIdentities, type Span } from './secrets.ts'
import type { Words } from './tokens.ts'
import { matches } from '../matches.ts'

/** Tokens before which a value that begins at a token may end. */
export type SlotFinder = (slot: SlotName, token: number) => number[]

export interface Values {
  at: SlotFinder
  amounts: { start: number; end: number; minor: number }[]
  deadlines: { start: number; end: number; dueAt: number }[]
}

export interface SlotContext {
  now: number
  timeZone: string
  /** Phones and e-mails that may be said. */
  known: string[]
}

/** Looks for values in a text; each kind at its first use. */
export function openValues(words: Words, context: SlotContext): Values {
  const { plain } = words.reading
  const allowed = new Set(context.known.map(sameness))
  const isKnown = (span: Span) => allowed.has(sameness(plain.slice(span.start, span.end)))
  const amounts = once(() => inWindows(plain, findAmounts).map(({ start, end, value }) => ({ start, end, minor: Number(value) })))
  const deadlines = once(() => inWindows(plain, part => findDeadlines(part, context.now, context.timeZone)))
  const contacts = once(() => inWindows(plain, part => findNumbers(part, { orderNumber: [], trackingNumber: [] })).filter(span => !isKnown(span)))
  const find: Record<SlotName, () => Span[]> = {
    amount: amounts, date: deadlines,
    percent: () => spans(plain, PERCENT), number: () => spans(plain, NUMBER), link: () => spans(plain, LINK),
    phone: () => contacts().filter(({ entity }) => entity === 'phone'), email: () => contacts().filter(({ entity }) => entity === 'email'),
    handle: () => spans(plain, HANDLE).filter(span => !isKnown(span)),
    contact: () => [...contacts(), ...find.handle(), ...find.link()],
    card: () => inWindows(plain, findCards), id: () => inWindows(plain, findIdentities),
  }
  const places = new Map<SlotName, Map<number, number[]>>()
  const at: SlotFinder = (slot, token) => {
    let known = places.get(slot)
    if (!known) places.set(slot, known = byToken(words, find[slot]()))
    return known.get(token) ?? []
  }
  return { at, get amounts() { return amounts() }, get deadlines() { return deadlines() } }
}

const PERCENT = new RegExp(`(?<![\\d.])\\d{1,3}(?:\\.\\d{1,2})? ?(?:%|percent|per cent)|百分之(?:\\d{1,3}|${CHINESE_NUMBER})|(?:\\d(?:\\.\\d)?|[一二三四五六七八九]{1,2}) ?折|(?<![a-z])half price(?![a-z])|半价`, 'g')
const NUMBER = new RegExp(`(?<![a-z0-9])\\d{1,20}(?:[.,]\\d{1,9}){0,4}(?![a-z])|(?<![a-z0-9])(?:${NUMBER_WORD})(?![a-z0-9])|${CHINESE_NUMBER}`, 'g')
const LINK = /(?:https?:\/\/|(?<![a-z0-9])www\.)[^\s\p{Script=Han}]{1,300}|(?<![a-z0-9@.-])[a-z0-9-]{1,60}\.(?:com|net|org|cn|shop|store|top|cc|me|link|ly|io|co|uk|de|tv|info)(?:\/[^\s\p{Script=Han}]{0,300})?(?![a-z0-9])/gu
/** A name in another messenger: letters and digits or an underscore among them, or a number of five to eleven digits. */
const HANDLE = /(?<![a-z0-9_@.-])@?(?=[a-z0-9_-]{0,29}[\d_])(?=[\d_-]{0,29}[a-z])[a-z0-9][a-z0-9_-]{3,29}(?![a-z0-9_-])|(?<![a-z0-9])@[a-z][a-z0-9_]{2,29}|(?<![\d.])[1-9]\d{4,10}(?![\d.])/g

function spans(plain: string, pattern: RegExp): Span[] {
  return matches(plain, pattern).map(match => ({ start: match.index, end: match.index + match[0].length }))
}

/** Windows in which the finders made for a shopper's message read a long text: their cost is that of a message, times the number of windows. */
const WINDOW = 500
/** What a finder sees to the left of a value, and the length of a value that is always seen whole. */
const MARGIN = 45

function inWindows<T extends Span>(plain: string, find: (part: string) => T[]): T[] {
  const found: T[] = []
  for (let at = 0; ; at += WINDOW - 2 * MARGIN) {
    const isLast = at + WINDOW >= plain.length
    // Each place belongs to one window: the one that shows what stands around it.
    const own = find(plain.slice(at, at + WINDOW)).filter(({ start }) => (at === 0 || start >= MARGIN) && (isLast || start < WINDOW - MARGIN))
    found.push(...own.map(one => ({ ...one, start: one.start + at, end: one.end + at })))
    if (isLast) return found
  }
}

function byToken({ tokens }: Words, values: Span[]): Map<number, number[]> {
  const first = new Map<number, number>()
  for (let at = tokens.length - 1; at >= 0; at -= 1) first.set(tokens[at]!.start, at)
  const places = new Map<number, number[]>()
  for (const { start, end } of values) {
    const from = first.get(start)
    if (from === undefined) continue
    let to = from + 1
    while (to < tokens.length && tokens[to]!.start < end) to += 1
    places.set(from, [...places.get(from) ?? [], to])
  }
  return places
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => (made ??= { value: make() }).value
}

function sameness(text: string) {
  const plain = text.trim().toLowerCase()
  return plain.includes('@') || /[a-z]/.test(plain) ? plain : plain.replace(/\D/g, '').slice(-9)
}
