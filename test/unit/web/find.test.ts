import { describe, expect, test } from 'vitest'
import { choicesOf, filtered, filtersFrom, noFilters } from '../../../web/console/lists/filters.ts'
import { pressingOf } from '../../../web/console/board/pressing.ts'
import { markedParts } from '../../../web/console/search/marked-parts.ts'
import { emptyForm, isEmptyForm, paramsOf } from '../../../web/console/search/search-form.ts'
import { placeOf } from '../../../web/console/use-place.ts'
import { entry, lee, mei } from './entry.ts'

const ids = (entries: { handoffId: string }[]) => entries.map(({ handoffId }) => handoffId)

describe('filters of the lists', () => {
  const entries = [
    entry('a', { tags: ['vip', 'late'] }), entry('b', { language: 'zh', reason: 'complaint', priority: 'high' }), entry('c', { queueId: 'returns', status: 'accepted', agent: mei }), entry('d', { status: 'accepted', agent: lee }),
  ]
  test.each([
    [{}, ['a', 'b', 'c', 'd']], [{ tag: 'vip' }, ['a']], [{ language: 'zh' }, ['b']], [{ reason: 'complaint', priority: 'high' }, ['b']], [{ reason: 'complaint', priority: 'low' }, []],
    [{ queueId: 'returns' }, ['c']], [{ agentId: 'lee' }, ['d']],
  ])('%o', (chosen, left) => {
    expect(ids(filtered(entries, { ...noFilters, ...chosen }))).toEqual(left)
  })

  test('offer what there is, once and in order', () => {
    expect(choicesOf(entries, 'tag')).toEqual(['late', 'vip'])
    expect(choicesOf(entries, 'agentId')).toEqual(['lee', 'mei'])
  })

  test.each([[null, noFilters], ['{"tag":"vip","agentId":3}', { ...noFilters, tag: 'vip' }], ['[', noFilters], ['null', noFilters]])('kept as %s', (text, filters) => {
    expect(filtersFrom(text)).toEqual(filters)
  })
})

describe('the search', () => {
  test('asks for what is filled in, and for whole days with the last one in it', () => {
    const params = paramsOf({ ...emptyForm, words: ' kettle ', from: '2026-03-28', to: '2026-03-29' }, 'next')
    expect([...params.keys()].toSorted()).toEqual(['cursor', 'from', 'to', 'words'])
    expect(params.get('words')).toBe('kettle')
    expect(Number(params.get('from'))).toBe(new Date(2026, 2, 28).getTime())
    expect(Number(params.get('to'))).toBe(new Date(2026, 2, 30).getTime())
  })

  test('is empty when only blanks stand in it', () => {
    expect(isEmptyForm({ ...emptyForm, shopper: '  ' })).toBe(true)
    expect(isEmptyForm({ ...emptyForm, tag: 'vip' })).toBe(false)
  })

  test.each([
    ['my Kettle is broken', 'kettle', ['my ', '*Kettle', ' is broken']], ['水壶坏了', '水壶', ['*水壶', '坏了']], ['a+b costs (5)', '(5) a+b', ['*a+b', ' costs ', '*(5)']], ['nothing', '', ['nothing']], ['nothing', 'x', ['nothing']],
  ])('marks in %j where %j stands', (text, words, parts) => {
    expect(markedParts(text, words).map((part) => `${part.isFound ? '*' : ''}${part.text}`)).toEqual(parts)
  })
})

test('what needs a lead stands by how bad it is, then by how long it has waited', () => {
  const clock = { kind: 'next', dueAt: 5, warnAt: 3, isBreached: true, isPaused: false, alertsLeads: false } as const
  const accepted = { status: 'accepted', agent: mei } as const
  const pressing = pressingOf([
    entry('well'), entry('alerted', { alertCount: 1 }), entry('returned', { isReturned: true }), entry('late', { ...accepted, sla: clock, unansweredSince: 4 }), entry('later', { ...accepted, sla: clock, unansweredSince: 2 }),
    entry('broken', { ...accepted, promise: { id: 'p', dueAt: 1, state: 'broken' } }), entry('overdue', { respondBy: 9 }), entry('mine', { ...accepted, priority: 'urgent' }),
  ], 10)
  expect(pressing.map(({ entry: { handoffId }, why }) => `${handoffId} ${why}`)).toEqual(['later breached', 'late breached', 'broken broken', 'overdue overdue', 'returned returned', 'alerted alerted'])
})

test.each([['/desk', { kind: 'talks', id: null }], ['/desk/board', { kind: 'board' }], ['/desk/settings/sla', { kind: 'settings', page: 'sla' }], ['/desk/conversations/a%20b', { kind: 'talks', id: 'a b' }], ['/desk/conversations/%', { kind: 'talks', id: null }], ['/desk/else', { kind: 'talks', id: null }]])('the address %s', (path, place) => {
  expect(placeOf(path)).toEqual(place)
})
