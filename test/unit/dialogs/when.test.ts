import { describe, expect, test } from 'vitest'
import { wantedTime } from '../../../dialogs/handoff/when.ts'

// Tuesday 10 March 2026, 10:30 in Berlin.
const now = Date.parse('2026-03-10T09:30:00Z')
const berlin = (text: string) => Date.parse(`${text}+01:00`)
const wanted = (text: string, date: string | null = null) => wantedTime({ text, date, now, timeZone: 'Europe/Berlin' })
const today = (from: string, to: string) => ({ from: berlin(`2026-03-10T${from}:00`), to: berlin(`2026-03-10T${to}:00`) })
const tomorrow = (from: string, to: string) => ({ from: berlin(`2026-03-11T${from}:00`), to: berlin(`2026-03-11T${to}:00`) })

describe('the time at which somebody wants to be called', () => {
  test.each<[string, string | null, ReturnType<typeof wanted>]>([
    ['as soon as possible', null, 'soon'],
    ['right away please', null, 'soon'],
    ['call-soon', null, 'soon'],
    ['越快越好', null, 'soon'],
    ['between 2 and 4', null, today('14:00', '16:00')],
    ['between 2 and 4 pm tomorrow', '2026-03-11', tomorrow('14:00', '16:00')],
    ['from 11 to 1pm', null, today('11:00', '13:00')],
    ['8-10 pm', null, today('20:00', '22:00')],
    ['10:00 - 12:00', null, today('10:30', '12:00')],
    ['14:30 to 15:15', null, today('14:30', '15:15')],
    ['after 3', null, today('15:00', '18:00')],
    ["I'll be free after four", null, today('16:00', '18:00')],
    ['before noon', null, today('10:30', '12:00')],
    ['at 3pm', null, today('15:00', '16:00')],
    ['around 11', null, today('11:00', '12:00')],
    ['tomorrow morning', '2026-03-11', tomorrow('09:00', '12:00')],
    ['this afternoon', '2026-03-10', today('13:00', '18:00')],
    ['any time after lunch', null, today('13:00', '18:00')],
    ['at 8 in the evening', null, today('20:00', '21:00')],
    ['tonight', '2026-03-10', today('18:00', '21:00')],
    ['tomorrow', '2026-03-11', tomorrow('09:00', '18:00')],
    ['下午三点以后', null, today('15:00', '18:00')],
    ['明天下午两点到四点', '2026-03-11', tomorrow('14:00', '16:00')],
    ['晚上八点后', null, today('20:00', '22:00')],
    ['明天上午', '2026-03-11', tomorrow('09:00', '12:00')],
    ['明天十点', '2026-03-11', tomorrow('10:00', '11:00')],
    ['三点半', null, today('15:30', '16:30')],
    ['中午', null, today('12:00', '14:00')],
  ])('“%s” (%s) is read', (text, date, expected) => {
    expect(wanted(text, date)).toEqual(expected)
  })

  test('that has passed today is meant tomorrow', () => {
    expect(wanted('at 8 am')).toEqual(tomorrow('08:00', '09:00'))
    expect(wanted('9:00')).toEqual(tomorrow('09:00', '10:00'))
  })

  test('of a day that is past is none', () => {
    expect(wanted('at 3pm', '2026-03-01')).toBeNull()
  })

  test.each(['07700 900123', '+49 30 5550148', 'call me at 07700 900123', 'my number is 555-0148', 'please call me back', 'about order 1001', 'yes', ''])('“%s” names no time', (text) => {
    expect(wanted(text)).toBeNull()
  })

  test('is by the clock of the shop, on days on which clocks change too', () => {
    expect(wantedTime({ text: 'at 3pm', date: '2026-03-29', now, timeZone: 'Europe/Berlin' })).toEqual({ from: Date.parse('2026-03-29T13:00:00Z'), to: Date.parse('2026-03-29T14:00:00Z') })
    expect(wantedTime({ text: 'at 3pm', date: null, now, timeZone: 'Asia/Shanghai' })).toEqual({ from: Date.parse('2026-03-11T07:00:00Z'), to: Date.parse('2026-03-11T08:00:00Z') })
  })
})
