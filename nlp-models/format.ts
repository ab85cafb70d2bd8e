// Dates, money and lists in the words of a language. Pure; a value that cannot be read is said as it is, never an error.

export interface Locale {
  language: string
  timeZone: string
}

export type DateStyle = 'day' | 'weekday' | 'long'

const DATE_STYLES: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  day: { day: 'numeric', month: 'long' },
  weekday: { weekday: 'long', day: 'numeric', month: 'long' },
  long: { day: 'numeric', month: 'long', year: 'numeric' },
}

/** `2025-03-12`, an ISO instant or milliseconds since 1970 → "12 March", 「3月12日」. */
export function dateWords(value: unknown, locale: Locale, style: DateStyle = 'day') {
  const at = instantOf(value)
  if (!at) return plainWords(value)
  const options = { ...DATE_STYLES[style], timeZone: at.isDay ? 'UTC' : locale.timeZone }
  return dateFormat(tagOf(locale.language), options).format(at.ms)
}

/** The time of day of an instant, "14:05". */
export function timeWords(value: unknown, locale: Locale) {
  const at = instantOf(value)
  if (!at) return plainWords(value)
  return dateFormat(tagOf(locale.language), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: locale.timeZone }).format(at.ms)
}

/** An amount in minor units and its currency → "£19.90", 「¥199」. Whole amounts are said without a fraction. */
export function moneyWords(minor: unknown, currency: unknown, locale: Locale) {
  const amount = typeof minor === 'string' && minor.trim() !== '' ? Number(minor) : minor
  if (typeof amount !== 'number' || !Number.isFinite(amount)) return plainWords(minor)
  const code = typeof currency === 'string' && /^[A-Za-z]{3}$/.test(currency) ? currency.toUpperCase() : null
  if (!code) return numberWords(amount / 100, locale)
  const format = moneyFormat(tagOf(locale.language), code)
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}

/** "a, b and c", 「a、b和c」. */
export function listWords(items: unknown, locale: Locale, kind: 'and' | 'or' = 'and') {
  if (!Array.isArray(items)) return plainWords(items)
  const words = items.map(plainWords).filter(word => word !== '')
  return listFormat(tagOf(locale.language), kind === 'or' ? 'disjunction' : 'conjunction').format(words)
}

export function numberWords(value: unknown, locale: Locale) {
  const amount = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof amount === 'number' && Number.isFinite(amount) ? numberFormat(tagOf(locale.language)).format(amount) : plainWords(value)
}

/** Minutes in words a waiting person uses: "5 minutes", "2 hours", 「5分钟」. */
export function durationWords(minutes: unknown, locale: Locale) {
  const amount = typeof minutes === 'string' && minutes.trim() !== '' ? Number(minutes) : minutes
  if (typeof amount !== 'number' || !Number.isFinite(amount)) return plainWords(minutes)
  const [count, unit] = amount >= 2880 ? [amount / 1440, 'day'] : amount >= 120 ? [amount / 60, 'hour'] : [amount, 'minute']
  return unitFormat(tagOf(locale.language), unit as string).format(Math.max(1, Math.round(count as number)))
}

/** What a value looks like when no rule applies: text and numbers as they are, everything else nothing. */
export function plainWords(value: unknown) {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

function instantOf(value: unknown) {
  if (typeof value === 'number') return inRange(value) ? { ms: value, isDay: false } : null
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}/.test(value)) return null
  const ms = Date.parse(value)
  return inRange(ms) ? { ms, isDay: value.length === 10 } : null
}

/** Intl throws outside of what a Date can hold. */
function inRange(ms: number) {
  return Math.abs(ms) <= 8.64e15
}

/** British day-month order for English: unambiguous to every reader of English. */
function tagOf(language: string) {
  if (language === 'en') return 'en-GB'
  return language === 'zh' ? 'zh-CN' : language
}

/** Making an Intl format costs 50 µs and more: each is made once. */
function once<F>(make: (tag: string, options: string) => F) {
  const made = new Map<string, F>()
  return (tag: string, options: string) => {
    const key = `${tag} ${options}`
    const format = made.get(key) ?? make(tag, options)
    made.set(key, format)
    return format
  }
}

const dateFormatOnce = once((tag, options) => new Intl.DateTimeFormat(tag, JSON.parse(options) as Intl.DateTimeFormatOptions))
const numberFormatOnce = once((tag, options) => new Intl.NumberFormat(tag, JSON.parse(options) as Intl.NumberFormatOptions))
const listFormatOnce = once((tag, type) => new Intl.ListFormat(tag, { type: type as 'conjunction' }))

function dateFormat(tag: string, options: Intl.DateTimeFormatOptions) {
  return dateFormatOnce(tag, JSON.stringify(options))
}

function numberFormat(tag: string) {
  return numberFormatOnce(tag, '{}')
}

function moneyFormat(tag: string, currency: string) {
  return numberFormatOnce(tag, JSON.stringify({ style: 'currency', currency, currencyDisplay: 'narrowSymbol', trailingZeroDisplay: 'stripIfInteger' }))
}

function unitFormat(tag: string, unit: string) {
  return numberFormatOnce(tag, JSON.stringify({ style: 'unit', unit, unitDisplay: 'long' }))
}

function listFormat(tag: string, type: string) {
  return listFormatOnce(tag, type)
}
