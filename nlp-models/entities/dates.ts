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
      if (!read.some(other => start < other.end && other.start < end)) read.push({ start, end, day: rule.read(match, today, isTold(plain, start, end)) })
    }
  }
  return read.flatMap(({ start, end, day }) => (day === null ? [] : [{ entity: 'date' as const, start, end, value: isoOf(day) }]))
}

interface Rule {
  pattern: RegExp
  /** `isPast`: what stands around it tells what has happened. */
  read(match: RegExpExecArray, today: Day, isPast: boolean): Day | null
}

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
  rule(`(?<![个\\d])${CHINESE_DAY}月(?:份)?${CHINESE_DAY}[日号]?`, ([, month, day], today, isPast) => nearestDay(today, numberOf(month!) ?? 0, numberOf(day!) ?? 0, isPast)),
  rule(`${START}${DAY} (?:of )?${MONTH},? (20\\d{2})${END}`, ([, day, month, year]) => dayFrom(Number(year), monthOf(month!), Number(day))),
  rule(`${START}${MONTH} (?:the )?${DAY},? (20\\d{2})${END}`, ([, month, day, year]) => dayFrom(Number(year), monthOf(month!), Number(day))),
  rule(`${START}(?:the )?${DAY} ?(?:of )?${MONTH}${END}`, ([, day, month], today, isPast) => nearestDay(today, monthOf(month!), Number(day), isPast)),
  rule(`${START}${MONTH} (?:the )?${DAY}${END}(?! ?(?:am|pm|[£$€]|:\\d))`, ([, month, day], today, isPast) => nearestDay(today, monthOf(month!), Number(day), isPast)),
  rule('(?<![\\d/.])(\\d{1,2})[/.-](\\d{1,2})[/.-](20\\d{2}|\\d{2})(?![\\d/.])', ([, first, second, year]) => slashed(Number(first), Number(second), Number(year))),
  rule('(?<![\\d/.-])(\\d{1,2})/(\\d{1,2})(?![\\d/.-])', ([, first, second], today, isPast) => slashedNear(today, Number(first), Number(second), isPast)),
  rule(`${START}(${byLength(RELATIVE)})${END}`, ([, words], today) => today + RELATIVE[words!]!),
  rule(`(${byLength(CHINESE_RELATIVE)})`, ([, words], today) => today + CHINESE_RELATIVE[words!]!),
  rule(`(下下|上上|下|上|这|本)?个?(?:周|星期|礼拜)([一二三四五六日天])`, ([, which, weekday], today, isPast) => chineseWeekday(today, which ?? (isPast ? '前' : undefined), '一二三四五六日天'.indexOf(weekday!) % 7 + (weekday === '天' ? 6 : 0))),
  rule(`${START}(last|this past|past|next|this|this coming|coming|on) (?:week )?(?:${LONG_WEEKDAY}|${SHORT_WEEKDAY})(?: (?:just gone|last week|next week))?${END}`, ([words, which, long, short], today, isPast) => englishWeekday(today, words!, isPast && which === 'on' ? 'past' : which!, (long ?? short)!)),
  rule(`${START}(?:${LONG_WEEKDAY}|${SHORT_WEEKDAY}(?= (?:last|next) week)) (last|next) week${END}`, ([, long, short, which], today) => inWeek(today, which === 'last' ? -1 : 1, weekdayIn((long ?? short)!))),
  rule(`${START}${LONG_WEEKDAY}s?${END}`, ([, weekday], today, isPast) => (isPast ? pastWeekday : comingWeekday)(today, weekdayIn(weekday!))),
  rule(`${START}(?:(last|this past|this|this coming|next|the) )?weekend${END}`, ([, which = 'this'], today) => inWeek(today, which.endsWith('past') || which === 'last' ? -1 : which === 'next' ? 1 : 0, 5)),
  rule('(下下|上上|下|上|这|本)?个?周末', ([, which], today, isPast) => inWeek(today, WEEKS[which ?? (isPast ? '上' : '本')]!, 5)),
  rule(`${START}${COUNT} (day|week|month)s? (?:ago|back|earlier)${END}`, ([, count, unit], today) => away(today, -countOf(count!), unit!)),
  rule(`${START}(?:in|within) ${COUNT} (day|week|month)s?(?: time)?${END}`, ([, count, unit], today) => away(today, countOf(count!), unit!)),
  rule(`(\\d{1,3}|${CHINESE_NUMBER})(天|个?星期|周|个?礼拜|个月)(前|之前|以前|后|之后|以后)`, ([, count, unit, side], today) => chineseDistance(today, numberOf(count!), unit!, side!)),
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

function slashedNear(today: Day, first: number, second: number, isPast: boolean): Day | null {
  return nearestDay(today, second, first, isPast) ?? nearestDay(today, first, second, isPast)
}

function englishWeekday(today: Day, words: string, which: string, name: string): Day {
  const weekday = weekdayIn(name)
  if (words.endsWith('last week') || words.endsWith('just gone')) return inWeek(today, -1, weekday)
  if (words.endsWith('next week') || which === 'next') return inWeek(today, 1, weekday)
  if (which === 'last' || which.endsWith('past')) return pastWeekday(today, weekday)
  return comingWeekday(today, weekday)
}

const WEEKS: Record<string, number> = { 下下: 2, 上上: -2, 下: 1, 上: -1, 这: 0, 本: 0 }

function chineseWeekday(today: Day, which: string | undefined, weekday: number): Day {
  if (which === undefined) return comingWeekday(today, weekday)
  return which === '前' ? pastWeekday(today, weekday) : inWeek(today, WEEKS[which]!, weekday)
}

function chineseDistance(today: Day, count: number | null, unit: string, side: string): Day | null {
  if (count === null || count > 999) return null
  return away(today, side.includes('前') ? -count : count, unit === '天' ? 'day' : unit === '个月' ? 'month' : 'week')
}

/** So many days, weeks or months from a day; a month that is too short ends with its last day. */
function away(today: Day, count: number, unit: string): Day {
  if (unit !== 'month') return today + count * (unit === 'week' ? 7 : 1)
  const day = new Date(today * 86_400_000).getUTCDate()
  return [day, 30, 29, 28].map(one => (one <= day ? dayOfMonth(today, count, one) : null)).find(one => one !== null)!
}

/** "Ordered it on Monday", 「3月5号的订单」: what was done lies behind; "will it come by Monday" and 「周三能收到吗」 do not say that. */
function isTold(plain: string, start: number, end: number): boolean {
  return TOLD_BEFORE.test(plain.slice(Math.max(0, start - 48), start)) || TOLD_BEHIND.test(plain.slice(end, end + 12))
}

const TOLD_BEFORE = /(?<![a-z])(?:bought|ordered|paid|purchased|placed|received|got|arrived|came|returned|sent|posted|charged|since)(?: (?!by |before |until |till |for |will |would |and |but |so |coming )[a-z0-9'-]+){0,5} $/
const TOLD_BEHIND = /^(?:[那的]|早上|上午|下午|晚上|中午|我|就|刚|在你?们?[家店]){0,3}(?:买|下单|下的|订的|订购|拍的|收到|付[的了款]|寄[的了]|退[的了]|订单|单子)/

function countOf(words: string) {
  if (words.startsWith('a couple')) return 2
  return words.startsWith('a few') ? 3 : numberOf(words) ?? 1
}

/** "the 12th": of the month that brings it nearest. */
function dayNearMonth(today: Day, day: number): Day | null {
  const days = [-1, 0, 1].map(months => dayOfMonth(today, months, day)).filter(candidate => candidate !== null)
  return days.toSorted((a, b) => Math.abs(a - today) - Math.abs(b - today))[0] ?? null
}
