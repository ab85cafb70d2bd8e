import { describe, expect, test } from 'vitest'
import type { AgentOnDesk, Queue, QueueEntry, Snapshot } from '../../../handoff/contract.ts'
import { alertSettingsFrom } from '../../../web/console/alerts/alert-settings.ts'
import { conditionsOf, newAlerts } from '../../../web/console/alerts/conditions.ts'
import { deskOf } from '../../../web/console/desk-state.ts'
import { entry, lee, mei } from './entry.ts'

type Me = Parameters<typeof conditionsOf>[1]['me']
const me: Me = { id: 'mei', role: 'agent', skills: ['payment'], languages: ['en', 'zh'], isAway: false }
const queue = (id: string, given: Partial<Queue> = {}): Queue => ({ id, skill: id, language: 'any', waiting: 0, longestWaitSince: null, ...given })
const queues = [queue('payment'), queue('returns'), queue('pushed', { skill: 'payment', assignment: 'push' })]
const clock = { kind: 'first', dueAt: 90, warnAt: 70, isBreached: false, isPaused: false, alertsLeads: false } as const
const offer = { id: 'o', agentId: 'mei', agent: mei, expiresAt: 50 }
const accepted = { status: 'accepted', agent: mei, acceptedAt: 5 } as const

const lapsed = (id: string): AgentOnDesk => ({ id, name: id, role: 'agent', languages: [], skills: [], capacity: 4, load: 0, isOnline: true, isAway: true, awayBecause: 'lapsed' })

function heard(entries: QueueEntry[], given: { me?: Partial<Me>; now?: number; desk?: Partial<Snapshot>; mentions?: Parameters<typeof conditionsOf>[1]['mentions'] } = {}) {
  const desk = deskOf({ cursor: '1', queues, entries, leftMessages: [], agents: [], ...given.desk })
  return conditionsOf(desk, { me: { ...me, ...given.me }, mentions: given.mentions ?? [], now: given.now ?? 10 }).map(({ kind, key }) => `${kind} ${key.split(':')[1]}`)
}

describe('who is alerted', () => {
  const cases: [string, QueueEntry[], Parameters<typeof heard>[1], string[]][] = [
    ['somebody waits for my skill', [entry('a')], {}, ['waiting a']],
    ['not for a skill that I do not have', [entry('a', { queueId: 'returns' })], {}, []],
    ['without skills of my own, for every queue', [entry('a', { queueId: 'returns' })], { me: { skills: [] } }, ['waiting a']],
    ['not in a language that I do not speak', [entry('a', { language: 'fr' })], {}, []],
    ['after an alert, in any language', [entry('a', { language: 'fr', alertCount: 1 })], {}, ['again a']],
    ['widened to my skill', [entry('a', { queueId: 'returns', alertCount: 2, widenedTo: ['payment'] })], {}, ['again a']],
    ['somebody came back to my queue', [entry('a', { isReturned: true })], {}, ['returned a']],
    ['a pushed line only when it is offered to me', [entry('a', { queueId: 'pushed' }), entry('b', { queueId: 'pushed', offer })], {}, ['offer b']],
    ['or when nobody took it', [entry('a', { queueId: 'pushed', alertCount: 1 })], {}, ['again a']],
    ['not while it is offered to somebody else', [entry('a', { offer: { ...offer, agentId: 'lee', agent: lee } })], {}, []],
    ['an offer that has ended is none', [entry('a', { offer })], { now: 50 }, ['waiting a']],
    ['nobody who is away', [entry('a')], { me: { isAway: true } }, []],
    ['I was set away', [], { desk: { agents: [lapsed('mei')] } }, ['set-away mei']],
    ['a colleague was set away: nobody but leads', [], { desk: { agents: [lapsed('omar')] } }, []],
    ['leads hear that an agent was set away', [], { me: { role: 'lead' }, desk: { agents: [lapsed('omar'), { ...lapsed('zoe'), awayBecause: null }] } }, ['agent-away omar']],
    ['nobody who only looks', [entry('a')], { me: { role: 'auditor' } }, []],
    ['my shopper has written', [entry('a', { ...accepted, unansweredSince: 8, unread: 1 })], {}, ['wrote a']],
    ['not when I have seen it', [entry('a', { ...accepted, unansweredSince: 8, unread: 0 })], {}, []],
    ['not when a colleague\'s shopper has written', [entry('a', { ...accepted, agent: lee, unansweredSince: 8, unread: 1 })], {}, []],
    ['my clock is near its end', [entry('a', { ...accepted, sla: clock })], { now: 70 }, ['sla-soon a']],
    ['not before', [entry('a', { ...accepted, sla: clock })], { now: 69 }, []],
    ['not while it stands still', [entry('a', { ...accepted, sla: { ...clock, isPaused: true } })], { now: 80 }, []],
    ['not a colleague\'s clock', [entry('a', { ...accepted, agent: lee, sla: clock })], { now: 70 }, []],
    ['but a lead\'s', [entry('a', { ...accepted, agent: lee, sla: clock })], { now: 70, me: { role: 'lead' } }, ['sla-soon a']],
    ['my clock has run out', [entry('a', { ...accepted, sla: { ...clock, isBreached: true } })], { now: 95 }, ['sla-late a']],
    ['a lead when the target says so', [entry('a', { ...accepted, agent: lee, sla: { ...clock, isBreached: true, alertsLeads: true } })], { now: 95, me: { role: 'lead' } }, ['sla-late a']],
    ['else not', [entry('a', { ...accepted, agent: lee, sla: { ...clock, isBreached: true } })], { now: 95, me: { role: 'lead' } }, []],
  ]
  test.each(cases)('%s', (_what, entries, given, said) => {
    expect(heard(entries, given)).toEqual(said)
  })

  test('what stands on the board of agents goes before what was known at sign-in', () => {
    const own = { id: 'mei', name: 'Mei', role: 'agent', languages: ['en'], skills: ['returns'], capacity: 4, load: 0, isOnline: true, isAway: false } as const satisfies AgentOnDesk | object
    expect(heard([entry('a', { queueId: 'returns' }), entry('b')], { desk: { agents: [{ ...own, languages: ['en'], skills: ['returns'] }] } })).toEqual(['waiting a'])
  })

  test('a note that names me, and a message left', () => {
    const mentions = [{ id: 'm', conversationId: 'c', seq: 3, by: lee, text: '@Mei', at: 1, seenAt: null }]
    const left = { id: 'l', conversationId: 'c', queueId: 'payment', language: 'en', text: '', contact: null, shopper: { id: 's', name: 'Ana' }, createdAt: 1, doneAt: null, doneBy: null }
    expect(heard([], { mentions, desk: { leftMessages: [left] } })).toEqual(['mention m', 'left l'])
  })
})

describe('what is new', () => {
  const alerts = (entries: QueueEntry[]) => conditionsOf(deskOf({ cursor: '1', queues, entries, leftMessages: [], agents: [] }), { me, mentions: [], now: 10 })
  const keys = (entries: QueueEntry[]) => new Set(alerts(entries).map(({ key }) => key))
  const kinds = (before: QueueEntry[], after: QueueEntry[]) => newAlerts(keys(before), alerts(after)).map(({ kind }) => kind)

  test.each<[string, QueueEntry[], QueueEntry[], string[]]>([
    ['the same twice is heard once', [entry('a')], [entry('a', { mood: 'angry' })], []],
    ['each time nobody took it', [entry('a', { alertCount: 1 })], [entry('a', { alertCount: 2 })], ['again']],
    ['a second message of the same shopper', [entry('a', { ...accepted, unansweredSince: 8, unread: 1 })], [entry('a', { ...accepted, unansweredSince: 8, unread: 2 })], ['wrote']],
    ['nothing when it is read', [entry('a', { ...accepted, unansweredSince: 8, unread: 2 })], [entry('a', { ...accepted, unansweredSince: 8, unread: 0 })], []],
    ['taken and given back', [entry('a', accepted)], [entry('a', { isReturned: true })], ['returned']],
    ['the most pressing first', [], [entry('b'), entry('a', { offer })], ['offer', 'waiting', 'waiting']],
  ])('%s', (_what, before, after, said) => {
    expect(kinds(before, after)).toEqual(said)
  })
})

test.each([
  [null, { isMuted: false, volume: 60, isNotifying: false }], ['{"isMuted":true,"volume":10}', { isMuted: true, volume: 10, isNotifying: false }],
  ['no JSON', { isMuted: false, volume: 60, isNotifying: false }], ['{"volume":900}', { isMuted: false, volume: 60, isNotifying: false }], ['null', { isMuted: false, volume: 60, isNotifying: false }],
])('alert settings kept as %s', (text, settings) => {
  expect(alertSettingsFrom(text)).toEqual(settings)
})
