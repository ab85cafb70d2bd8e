// By when something is promised: a day, or a time from now, in both languages. The finder of dates knows days; here are the times people give.
import { dayOf, inWeek, type Day } from '../entities/calendar.ts'
import { findDates } from '../entities/dates.ts'
import { CHINESE_NUMBER, NUMBER_WORD, numberOf } from '../entities/numbers.ts'
import type { Span } from './secrets.ts'
import { matches } from '../matches.ts'

/** A time ahead; `dueAt` is the last moment at which the promise is kept. */
export interface Deadline extends Span { dueAt: number }

/** Times from now on that the text names, each at the end of its day unless hours were said. Days past are none: nobody promises them. */
export function findDeadlines(plain: string, now: number, timeZone: string): Deadline[] {
  const today = dayOf(now, timeZone)
  const days = findDates(plain, today).flatMap(({ start, end, value }) => {
    const day = Math.round(Date.parse(`${value}T00:00:00Z`) / DAY_MS)
    return day < today ? [] : [{ start, end, dueAt: endOfDay(day, timeZone) }]
  })
  const spans = RULES.flatMap(rule => matches(plain, rule.pattern).flatMap(match => {
    const dueAt = rule.read(match, { now, today, timeZone })
    return dueAt === null ? [] : [{ start: match.index, end: match.index + match[0].length, dueAt }]
  }))
  // 「3天内」 says more than a day named inside it, and of two readings of one place the longer is meant.
  return [...spans, ...days].toSorted((a, b) => (b.end - b.start) - (a.end - a.start))
    .reduce<Deadline[]>((kept, one) => (kept.some(other => one.start < other.end && other.start < one.end) ? kept : [...kept, one]), [])
    .toSorted((a, b) => a.start - b.start)
}

const DAY_MS = 86_400_000

/** The first millisecond of the next day in a time zone: found by asking how far the zone is off, twice for the days when it changes. */
function endOfDay(day: Day, timeZone: string): number {
  const midnight = (day + 1) * DAY_MS
  const first = midnight - offsetAt(midnight, timeZone)
  return midnight - offsetAt(first, timeZone)
}

const formats = new Map<string, Intl.DateTimeFormat>()

function offsetAt(at: number, timeZone: string): number {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', { timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' })
  formats.set(timeZone, format)
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  return Date.UTC(part['year']!, part['month']! - 1, part['day'], part['hour'], part['minute'], part['second']) - Math.floor(at / 1000) * 1000
}

interface Seen { now: number; today: Day; timeZone: string }
interface Rule { pattern: RegExp; read(match: RegExpExecArray, seen: Seen): number | null }

const ONE = `(?:\\d{1,3}(?:\\.\\d)?|${NUMBER_WORD}|an?|half an?|a couple of|a few|the next few|the)`
const COUNT = `(${ONE}(?: ?(?:-|–|to|or) ?${ONE})?(?: (?:or so|more))?)`
const CHINESE_ONE = `(?:\\d{1,3}|${CHINESE_NUMBER}|几|半)`
const CHINESE_COUNT = `(${CHINESE_ONE}(?: ?(?:-|~|–|到|至|或|、) ?${CHINESE_ONE})?)`
const UNIT = '(minutes?|mins?|hours?|hrs?|h|(?:working|business|week) ?days?|days?|weeks?|months?)'
const CHINESE_UNIT = '(分钟|小时|钟头|个小时|个钟头|个?工作日|个?自然日|天|日|周|个?星期|个?礼拜|个?月)'

const RULES: Rule[] = [
  { pattern: new RegExp(`(?<![a-z0-9])(?:within|in|inside|in under|in less than|in no more than|no later than|over) (?:the next |about |around |at most |roughly |just )?${COUNT}[ -]?${UNIT}(?![a-z0-9])`, 'g'), read: ([, count, unit], seen) => later(countOf(count!), unit!, seen) },
  { pattern: new RegExp(`(?<![a-z0-9])(?:by|before|until|till|at) (?:the )?(?:(?:end of (?:the |this |our )?(?:business )?day|close of (?:business|play))(?: today)?|eod|cob|midnight)(?![a-z])`, 'g'), read: (_, { today, timeZone }) => endOfDay(today, timeZone) },
  { pattern: /(?<![a-z0-9])(?:by|before|until|till|at)? ?(?:the )?(?:end of (?:the |this )?week|this week)(?![a-z])/g, read: (_, { today, timeZone }) => endOfDay(inWeek(today, 0, 6), timeZone) },
  { pattern: /(?<![a-z0-9])(?:(?:by|before) (?:the )?end of )?next week(?![a-z])/g, read: (_, { today, timeZone }) => endOfDay(inWeek(today, 1, 6), timeZone) },
  { pattern: /(?<![a-z0-9])(?:by )?(?:the )?end of (?:the |this )?month(?![a-z])/g, read: (_, { today, timeZone }) => endOfDay(endOfMonth(today), timeZone) },
  { pattern: new RegExp(`${CHINESE_COUNT} ?${CHINESE_UNIT}(?:之内|以内|内|之后|以后|后|左右|上下)`, 'g'), read: ([, count, unit], seen) => later(countOf(count!), unit!, seen) },
  { pattern: /(?:今天|今日|当天|今晚)(?:之?内|下班前|下班之前|之前|以前|前|晚些时候|晚上)?|下班(?:之)?前|24点前/g, read: (_, { today, timeZone }) => endOfDay(today, timeZone) },
  { pattern: /(?:本周|这周|这个?星期|这个?礼拜)(?:之?内|末|结束前|末前)|周末(?:之)?前/g, read: (_, { today, timeZone }) => endOfDay(inWeek(today, 0, 6), timeZone) },
  { pattern: /下(?:个)?(?:周|星期|礼拜)(?:之?内|末)?(?![一二三四五六日天])/g, read: (_, { today, timeZone }) => endOfDay(inWeek(today, 1, 6), timeZone) },
  { pattern: /(?:本月|这个?月|月)(?:底|末)(?:之?前)?|(?:本月|这个?月)(?:之?内)/g, read: (_, { today, timeZone }) => endOfDay(endOfMonth(today), timeZone) },
]

/** "3-5 days" is kept on the fifth. */
function countOf(words: string): number {
  const last = words.trim().split(/ ?(?:-|~|–|到|至|或|、| to | or (?!so)) ?/).at(-1)!.replace(/ (?:or so|more)$/, '').trim()
  if (/^半|^half/.test(last)) return 0.5
  if (/few|几/.test(last)) return 3
  if (/couple/.test(last)) return 2
  if (last === 'the') return 1
  return /^\d+\.\d$/.test(last) ? Number(last) : numberOf(last) ?? 1
}

function later(count: number, unit: string, { now, today, timeZone }: Seen): number {
  if (/^min|分钟/.test(unit)) return now + count * 60_000
  if (/^h|小时|钟头/.test(unit)) return now + count * 3_600_000
  if (/working|business|week ?day|工作日/.test(unit)) return endOfDay(workingDay(today, Math.ceil(count)), timeZone)
  const days = /^month|月/.test(unit) ? 30 : /^week|周|星期|礼拜/.test(unit) ? 7 : 1
  return endOfDay(today + Math.ceil(count * days), timeZone)
}

/** Saturdays and Sundays do not count; holidays are not known here. */
function workingDay(today: Day, count: number): Day {
  let day = today
  for (let left = count; left > 0; day += 1) if ((day + 1 + 3) % 7 < 5) left -= 1
  return day
}

function endOfMonth(today: Day): Day {
  const date = new Date(today * DAY_MS)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0) / DAY_MS
}
