import type { Reply, ReplyValue } from '../../core/conversation/index.ts'
import { scriptOf } from '../../nlp-models/normalise.ts'
import type { PlacedLine, PlayData } from './parse-play.ts'

/** What a shopper got to read, with the reply that it was rendered from when the bot said it. */
export interface Got {
  to: string
  speaker: 'bot' | 'agent' | 'system'
  text: string
  key: string | null
  data: Reply['data'] | null
}

/** Why what came is not what the play says, or null when it is. */
export function mismatch(line: PlacedLine, got: Got, to: string): string | null {
  if (line.kind === 'agent-says') return got.speaker === 'agent' && got.text === line.text ? null : 'other words'
  if (line.kind !== 'hears') return 'not a line to hear'
  if (got.speaker !== 'bot' || got.key !== line.key) return 'another reply'
  if ((line.to ?? to) !== got.to) return 'another shopper'
  const wrong = Object.entries(line.data).find(([name, text]) => !isSame(valueAt(got.data ?? {}, name), text))
  if (wrong) return `${wrong[0]} is not ${wrong[1]}`
  return line.writing === null ? null : wrongWriting(line.writing, got.text)
}

/** A line as a play would write it, with the words as they were read. */
export function writtenAs(got: Got): string {
  if (got.speaker === 'agent') return `(agent to ${got.to}): ${got.text}`
  return `Bot to ${got.to}: ${got.key ?? '(no key)'}${dataText(got.data)}   “${got.text.replaceAll('\n', ' ⏎ ')}”`
}

/** What no message of the bot may ever hold: an unfilled template, a broken value, a bare key. */
export function brokenWords({ text, key }: Got): string | null {
  const broken = /\{\{|\}\}|\bundefined\b|\bNaN\b|\[object |\bnull\b|\bInvalid Date\b/.exec(text)
  if (broken) return broken[0]
  if (text.trim() === '') return '(nothing)'
  return key !== null && text.includes(key) ? key : null
}

function dataText(data: Got['data']): string {
  if (!data || Object.keys(data).length === 0) return ''
  const text = Object.entries(data).map(([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`).join(', ')
  return ` { ${text.length > 160 ? `${text.slice(0, 160)}…` : text} }`
}

function valueAt(data: NonNullable<Got['data']>, path: string): ReplyValue {
  return path.split('.').reduce<ReplyValue>((value, name) => (typeof value === 'object' && value !== null ? (value as Record<string, ReplyValue>)[name] : undefined), data)
}

/** Texts are compared as texts; a time also by its day ("12 March") or its minute ("2026-03-12 09:00"), an amount in minor units also as money ("49.90"). */
function isSame(value: ReplyValue, text: string): boolean {
  if (typeof value === 'object' ? JSON.stringify(value) === text : String(value) === text) return true
  if (typeof value === 'number') return (value / 100).toFixed(2) === text || (value > year2001 && (dayOf(value) === text || momentOf(value) === text))
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) && dayOf(Date.parse(value)) === text
}

const year2001 = 1e12 // milliseconds: no amount of a shop is as large

function dayOf(at: number): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'Europe/London' }).format(at)
}

function momentOf(at: number): string {
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone: 'Europe/London' }).format(at)
}

function wrongWriting(writing: NonNullable<Extract<PlacedLine, { kind: 'hears' }>['writing']>, text: string): string | null {
  const hasHan = /\p{Script=Han}/u.test(text)
  switch (writing) {
    case 'English': return hasHan ? 'not in English' : null
    case 'Chinese': return hasHan && scriptOf(text) !== 'Hant' ? null : 'not in simplified Chinese'
    case 'traditional Chinese': return scriptOf(text) === 'Hant' ? null : 'not in traditional Chinese'
  }
}

/** True when everything the play names is so. */
export function holds(actual: Record<string, unknown>, expected: PlayData): boolean {
  return Object.entries(expected).every(([name, text]) => String(actual[name]) === text)
}
