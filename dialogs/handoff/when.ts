// When somebody wants to be called: "tomorrow between 2 and 4", "after lunch", 「明天下午三点以后」. Pure; what cannot be read is null.
import { dayAt, dayOf, instantAt, type Day } from '../../core/time-zone.ts'

/** From when until when a call is wanted. */
export interface Window {
  from: number
  to: number
}

export interface Asked {
  text: string
  /** A day that the recogniser found, `2026-03-11`. */
  date: string | null
  now: number
  timeZone: string
}

/** The time that the words name, at the clock of the shop; `soon` for "at once"; null when they name none. What has passed today is meant tomorrow. */
export function wantedTime({ text, date, now, timeZone }: Asked): Window | 'soon' | null {
  const said = text.normalize('NFKC').toLowerCase().replaceAll(PHONE, (digits) => (digits.replace(/\D/g, '').length < 6 || CLOCKS.test(digits) ? digits : ' '))
  const hours = hoursIn(said)
  if (!hours && date === null) return SOON.test(said) ? 'soon' : null
  const today = dayAt(timeZone, now)
  const day = date === null ? today : dayOf(date) ?? today
  const window = (on: Day): Window => {
    const { from, to } = hours ?? wholeDay
    return { from: instantAt(timeZone, on, from, 'first'), to: instantAt(timeZone, on, to, 'last') }
  }
  const wanted = window(day)
  if (wanted.to > now) return { from: Math.max(wanted.from, now), to: wanted.to }
  return day === today ? window(today + 1) : null
}

// A phone number is no time of day.
const PHONE = /\+?\d[\d\s().-]{5,}\d/g
const CLOCKS = /^\d{1,2}[:.]\d{2}\s*[-–]\s*\d{1,2}[:.]\d{2}$/

interface Hours {
  from: number
  to: number
}

const [hour, evening] = [60, 21 * 60]
const wholeDay: Hours = { from: 9 * hour, to: 18 * hour }

const SOON = /\b(?:as soon as (?:possible|you can)|asap|right away|at once|immediately|now|any ?time|whenever)\b|call-soon|马上|立刻|现在|尽快|越快越好|随时|都可以|都行/

const PARTS: [RegExp, Hours][] = [
  [/\b(?:noon|lunch ?time|midday|over lunch)\b|中午/, { from: 12 * hour, to: 14 * hour }],
  [/\bmornings?\b|call-morning|早上|上午|早晨|早/, { from: 9 * hour, to: 12 * hour }],
  [/\bafter lunch\b|\bafternoons?\b|call-afternoon|下午/, { from: 13 * hour, to: 18 * hour }],
  [/\b(?:evenings?|tonight|after work)\b|晚上|傍晚|下班后|今晚|明晚/, { from: 18 * hour, to: evening }],
]

function hoursIn(said: string): Hours | null {
  const part = PARTS.find(([pattern]) => pattern.test(said))
  return clockIn(said, part?.[1] ?? null) ?? part?.[1] ?? null
}

const NUMBERS: Record<string, number> = { 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 十: 10, 十一: 11, 十二: 12 }
const ENGLISH: Record<string, number> = { one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12, noon: 12 }

const EN = `(\\d{1,2}|${Object.keys(ENGLISH).join('|')})(?:[:.](\\d{2}))? ?(am|pm|a\\.m\\.|p\\.m\\.|o'?clock|h\\b)?`
const ZH = `(\\d{1,2}|十[一二]|[一二两三四五六七八九十])(?:[:点時时](半|\\d{2})?分?)`
const GLUE = '(?: ?(?:and|to|until|till|-|–|—|~) ?)'
const RANGE = new RegExp(`(?<![\\d+.-])${EN}${GLUE}${EN}(?![\\d-])`)
const ZH_RANGE = new RegExp(`(?<!\\d)${ZH}(?:到|至|-|–|~|—)(?:[上下]午|晚上|中午)?${ZH}`)
const AFTER = new RegExp(`\\b(?:after|from|past|later than) ${EN}`)
const BEFORE = new RegExp(`\\b(?:before|until|till|by) ${EN}`)
const ZH_AFTER = new RegExp(`${ZH}(?:钟)?(?:以后|之后|过后|后)`)
const ZH_BEFORE = new RegExp(`${ZH}(?:钟)?(?:以前|之前|前)`)
// Alone a number may be anything: an hour says so by a colon, by am or pm, or by "at".
const AT = new RegExp(`\\b(?:at|around|about) ${EN}(?! ?(?:days?|weeks?|minutes?|orders?))|(?<![\\d.-])(\\d{1,2})[:.](\\d{2})(?!\\d)|(?<![\\d.-])(\\d{1,2}) ?(am|pm)\\b`)
const ZH_AT = new RegExp(ZH)

/** The hours that a clock time names, within the part of the day when one is named ("at 8 in the evening"). */
function clockIn(said: string, part: Hours | null): Hours | null {
  const range = RANGE.exec(said)
  const second = range && timeOf(range[4], range[5], range[6], part)
  if (range && second !== null) {
    // "8 to 10 pm" is evening, "11 to 1 pm" begins before noon.
    const first = [range[3] ?? range[6], range[3]].map((half) => timeOf(range[1], range[2], half, part)).find((begin) => begin !== null && begin < second)
    if (typeof first === 'number') return { from: first, to: second }
  }
  const chinese = ZH_RANGE.exec(said)
  const [begin, end] = [timeOf(chinese?.[1], chinese?.[2], undefined, part), timeOf(chinese?.[3], chinese?.[4], undefined, part)]
  if (begin !== null && end !== null && begin < end) return { from: begin, to: end }
  return oneIn(said, part)
}

function oneIn(said: string, part: Hours | null): Hours | null {
  const after = timeAt(AFTER.exec(said), part) ?? timeAt(ZH_AFTER.exec(said), part)
  if (after !== null) return { from: after, to: Math.max(part && part.to > after ? part.to : 18 * hour, after + 2 * hour) }
  const before = timeAt(BEFORE.exec(said), part) ?? timeAt(ZH_BEFORE.exec(said), part)
  if (before !== null) return { from: part && part.from < before ? part.from : Math.min(9 * hour, before - hour), to: before }
  const at = AT.exec(said)
  const when = at ? timeOf(at[1] ?? at[4] ?? at[6], at[2] ?? at[5], at[3] ?? at[7], part) : timeAt(ZH_AT.exec(said), part)
  return when === null ? null : { from: when, to: when + hour }
}

function timeAt(match: RegExpExecArray | null, part: Hours | null): number | null {
  return match && timeOf(match[1], match[2], match[3], part)
}

/** Minutes after midnight; null for what is no time of day. Between one and seven nobody wants a call in the night. */
function timeOf(hours: string | undefined, minutes: string | undefined, half: string | undefined, part: Hours | null): number | null {
  if (hours === undefined) return null
  const said = NUMBERS[hours] ?? ENGLISH[hours] ?? Number(hours)
  const minute = minutes === '半' ? 30 : Number(minutes ?? 0)
  if (!(said >= 0 && said <= 23) || !(minute < 60)) return null
  return onTheClock(said, half?.startsWith('a') ? 'morning' : half?.startsWith('p') ? 'late' : null, part) * hour + minute
}

function onTheClock(said: number, half: 'morning' | 'late' | null, part: Hours | null): number {
  if (half === 'morning') return said === 12 ? 0 : said
  const isLate = half === 'late' || (part ? part.from >= 12 * hour : said < 8)
  return said > 0 && said < 12 && isLate ? said + 12 : said
}
