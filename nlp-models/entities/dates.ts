// Dates in both languages, told as ISO days: 「后天」「上周三」, "next Tuesday", "12 March", 2025-03-12.
import { comingWeekday, dayFrom, dayOfMonth, inWeek, isoOf, nearestDay, pastWeekday, type Day } from './calendar.ts'
import { CHINESE_NUMBER, NUMBER_WORD, numberOf } from './numbers.ts'
import type { Found } from '../reading.ts'
import { matches } from '../matches.ts'

/** Dates in the text, seen from `today`. A date that does not exist is none. */
export function findDates(plain: string, today: Day): Found<'date'>[] {
  const read: { start: number; end: number; day: Day | null }[] = []
  for (const rule of RULES) {
    for (const match of matches(plain, rule.pattern)) {
      const [start, end] = [match.index, match.index + match[0].length]
      // Rules stand from the most to the least exact: what an earlier one read, the 30th of February too, is not read again.
      if (!read.some(other => start < other.end && other.start < end)) read.push({ start, end, day: rule.read(match, today) })
    }
  }
  return read.flatMap(({ start, end, day }) => (day === null ? [] : [{ entity: 'date' as const, start, end, value: isoOf(day) }]))
}

interface Rule { pattern: RegExp; read(match: RegExpExecArray, today: Day): Day | null }

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const MONTH = '(january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\\.?'
const LONG_WEEKDAY = '(monday|tuesday|wednesday|thursday|friday|saturday|sunday)'
const SHORT_WEEKDAY = '(mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)'
const DAY = '(\\d{1,2})(?:st|nd|rd|th)?'
const START = '(?<![a-z0-9])'
const END = '(?![a-z0-9])'
const COUNT = `(\\d{1,3}|${NUMBER_WORD}|an?|a couple of|a few)`
const CHINESE_DAY = `(\\d{1,2}|[一二三四五六七八九十]{1,3})`

const RELATIVE: Record<string, number> = {
  'the day after tomorrow': 2, 'day after tomorrow': 2, 'the day before yesterday': -2, 'day before yesterday': -2,
  today: 0, tonight: 0, 'this morning': 0, 'this afternoon': 0, 'this evening': 0, tomorrow: 1, tmrw: 1, tomorow: 1, tommorow: 1, tommorrow: 1, yesterday: -1, yesterdays: -1, 'last night': -1,
}
const CHINESE_RELATIVE: Record<string, number> = {
  大后天: 3, 大前天: -3, 后天: 2, 前天: -2, 明天: 1, 明日: 1, 明早: 1, 明晚: 1, 昨天: -1, 昨日: -1, 昨晚: -1, 今天: 0, 今日: 0, 今晚: 0, 今早: 0, 前晚: -2,
}

const RULES: Rule[] = [
  rule('(?<!\\d)(20\\d{2})[-/.](\\d{1,2})[-/.](\\d{1,2})(?!\\d)', ([, year, month, day]) => dayFrom(Number(year), Number(month), Number(day))),
  rule(`(20\\d{2})年(\\d{1,2})月(\\d{1,2})[日号]?`, ([, year, month, day]) => dayFrom(Number(year), Number(month), Number(day))),
  rule(`(下个?月|上个?月|这个?月|本月)${CHINESE_DAY}[日号]`, ([, which, day], today) => dayOfMonth(today, CHINESE_MONTH[which![0]!]!, numberOf(day!) ?? 0)),
  rule(`(?<![个\\d])${CHINESE_DAY}月(?:份)?${CHINESE_DAY}[日号]?`, ([, month, day], today) => nearestDay(today, numberOf(month!) ?? 0, numberOf(day!) ?? 0)),
  rule(`${START}${DAY} (?:of )?${MONTH},? (20\\d{2})${END}`, ([, day, month, year]) => dayFrom(Number(year), monthOf(month!), Number(day))),
  rule(`${START}${MONTH} (?:the )?${DAY},? (20\\d{2})${END}`, ([, month, day, year]) => dayFrom(Number(year), monthOf(month!), Number(day))),
  rule(`${START}(?:the )?${DAY} ?(?:of )?${MONTH}${END}`, ([, day, month], today) => nearestDay(today, monthOf(month!), Number(day))),
  rule(`${START}${MONTH} (?:the )?${DAY}${END}(?! ?(?:am|pm|[£$€]|:\\d))`, ([, month, day], today) => nearestDay(today, monthOf(month!), Number(day))),
  rule('(?<![\\d/.])(\\d{1,2})[/.-](\\d{1,2})[/.-](20\\d{2}|\\d{2})(?![\\d/.])', ([, first, second, year]) => slashed(Number(first), Number(second), Number(year))),
  rule('(?<![\\d/.-])(\\d{1,2})/(\\d{1,2})(?![\\d/.-])', ([, first, second], today) => slashedNear(today, Number(first), Number(second))),
  rule(`${START}(${byLength(RELATIVE)})${END}`, ([, words], today) => today + RELATIVE[words!]!),
  rule(`(${byLength(CHINESE_RELATIVE)})`, ([, words], today) => today + CHINESE_RELATIVE[words!]!),
  rule(`(下下|上上|下|上|这|本)?个?(?:周|星期|礼拜)([一二三四五六日天])`, ([, which, weekday], today) => chineseWeekday(today, which, '一二三四五六日天'.indexOf(weekday!) % 7 + (weekday === '天' ? 6 : 0))),
  rule(`${START}(last|this past|past|next|this|this coming|coming|on) (?:week )?(?:${LONG_WEEKDAY}|${SHORT_WEEKDAY})(?: (?:just gone|last week|next week))?${END}`, ([words, which, long, short], today) => englishWeekday(today, words!, which!, (long ?? short)!)),
  rule(`${START}(?:${LONG_WEEKDAY}|${SHORT_WEEKDAY}(?= (?:last|next) week)) (last|next) week${END}`, ([, long, short, which], today) => inWeek(today, which === 'last' ? -1 : 1, weekdayIn((long ?? short)!))),
  rule(`${START}${LONG_WEEKDAY}s?${END}`, ([, weekday], today) => comingWeekday(today, weekdayIn(weekday!))),
  rule(`${START}${COUNT} (day|week)s? (?:ago|back|earlier)${END}`, ([, count, unit], today) => today - countOf(count!) * (unit === 'week' ? 7 : 1)),
  rule(`${START}(?:in|within) ${COUNT} (day|week)s?(?: time)?${END}`, ([, count, unit], today) => today + countOf(count!) * (unit === 'week' ? 7 : 1)),
  rule(`(\\d{1,3}|${CHINESE_NUMBER})(天|个?星期|周|个?礼拜)(前|之前|以前|后|之后|以后)`, ([, count, unit, side], today) => chineseDistance(today, numberOf(count!), unit!, side!)),
  rule(`${START}(?:on )?the (\\d{1,2})(?:st|nd|rd|th)${END}`, ([, day], today) => dayNearMonth(today, Number(day))),
  rule(`(?<![\\d个三五六七八九十])${CHINESE_DAY}[号日](?!店|码|线|楼|楼|柜|门|快递)`, ([, day], today) => dayNearMonth(today, numberOf(day!) ?? 0)),
]

const CHINESE_MONTH: Record<string, number> = { 下: 1, 上: -1, 这: 0, 本: 0 }

function rule(pattern: string, read: Rule['read']): Rule {
  return { pattern: new RegExp(pattern, 'g'), read }
}

function byLength(words: Record<string, number>) {
  return Object.keys(words).sort((a, b) => b.length - a.length).join('|')
}

function monthOf(name: string) {
  return MONTHS.indexOf(name.slice(0, 3)) + 1
}

function weekdayIn(name: string) {
  return WEEKDAYS.indexOf(name.slice(0, 3))
}

/** Day first, as most of the world writes; month first only where the other reading is none. */
function slashed(first: number, second: number, year: number): Day | null {
  const full = year < 100 ? 2000 + year : year
  return dayFrom(full, second, first) ?? dayFrom(full, first, second)
}

function slashedNear(today: Day, first: number, second: number): Day | null {
  return nearestDay(today, second, first) ?? nearestDay(today, first, second)
}

function englishWeekday(today: Day, words: string, which: string, name: string): Day {
  const weekday = weekdayIn(name)
  if (words.endsWith('last week') || words.endsWith('just gone')) return inWeek(today, -1, weekday)
  if (words.endsWith('next week') || which === 'next') return inWeek(today, 1, weekday)
  if (which === 'last' || which.endsWith('past')) return pastWeekday(today, weekday)
  return comingWeekday(today, weekday)
}

function chineseWeekday(today: Day, which: string | undefined, weekday: number): Day {
  if (which === undefined) return comingWeekday(today, weekday)
  const weeks = { 下下: 2, 上上: -2, 下: 1, 上: -1, 这: 0, 本: 0 }[which] ?? 0
  return inWeek(today, weeks, weekday)
}

function chineseDistance(today: Day, count: number | null, unit: string, side: string): Day | null {
  if (count === null || count > 999) return null
  const days = count * (unit === '天' ? 1 : 7)
  return side.includes('前') ? today - days : today + days
}

function countOf(words: string) {
  if (words.startsWith('a couple')) return 2
  return words.startsWith('a few') ? 3 : numberOf(words) ?? 1
}

/** "the 12th": of the month that brings it nearest. */
function dayNearMonth(today: Day, day: number): Day | null {
  const days = [-1, 0, 1].map(months => dayOfMonth(today, months, day)).filter(candidate => candidate !== null)
  return days.toSorted((a, b) => Math.abs(a - today) - Math.abs(b - today))[0] ?? null
}
