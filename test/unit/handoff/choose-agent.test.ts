import { describe, expect, test } from 'vitest'
import { chooseAgent, levelOf, nextAlertMs, widened } from '../../../handoff/queue/choose-agent.ts'
import type { Need, PresentAgent } from '../../../handoff/queue/choose-agent.ts'

const agent = (id: string, given: Partial<PresentAgent> = {}): PresentAgent => ({
  id, name: id, team: 'shop', role: 'agent', languages: ['en'], skills: ['payment'], levels: {}, free: 2, held: {}, idleSince: 100, ...given,
})
const need = (given: Partial<Need> = {}): Need => ({
  team: 'shop', queueId: 'payment', skill: 'payment', widenedTo: [], alertCount: 0, language: 'en', level: 1, mostPerAgent: null, lastAgentId: null, passedBy: [], ...given,
})
const chosen = (wanted: Need, present: PresentAgent[]) => chooseAgent(wanted, present)?.agent.id ?? null

describe('who is asked next', () => {
  test.each<[string, Need, PresentAgent[], string | null]>([
    ['nobody is there', need(), [], null],
    ['the longest idle', need(), [agent('b', { idleSince: 5 }), agent('a', { idleSince: 9 })], 'b'],
    ['of two idle as long, the one with more room', need(), [agent('a', { free: 1 }), agent('b', { free: 3 })], 'b'],
    ['nobody who is full', need(), [agent('a', { free: 0 })], null],
    ['nobody of another team', need(), [agent('a', { team: 'other' })], null],
    ['nobody without the skill', need(), [agent('a', { skills: ['shipping'] })], null],
    ['who has every skill', need(), [agent('a', { skills: [] })], 'a'],
    ['nobody who does not speak the language', need({ language: 'zh' }), [agent('a')], null],
    ['who speaks any language', need({ language: 'zh' }), [agent('a', { languages: [] })], 'a'],
    ['somebody without the language, after an alert, when nobody speaks it', need({ language: 'zh', alertCount: 1 }), [agent('a')], 'a'],
    ['who speaks the language, after an alert, though full', need({ language: 'zh', alertCount: 1 }), [agent('a'), agent('b', { languages: ['zh'], free: 0 })], null],
    ['somebody of a skill that was alerted', need({ widenedTo: ['shipping'], alertCount: 1 }), [agent('a', { skills: ['shipping'] })], 'a'],
    ['last time’s agent, though others are idle longer', need({ lastAgentId: 'b' }), [agent('a', { idleSince: 1 }), agent('b', { idleSince: 99 })], 'b'],
    ['not last time’s agent who is full', need({ lastAgentId: 'b' }), [agent('a'), agent('b', { free: 0 })], 'a'],
    ['last time’s agent, though below the level', need({ lastAgentId: 'b', level: 3 }), [agent('a', { levels: { payment: 3 } }), agent('b', { levels: { payment: 1 } })], 'b'],
    ['who is of the level', need({ level: 3 }), [agent('a', { levels: { payment: 1 }, idleSince: 1 }), agent('b', { levels: { payment: 3 } })], 'b'],
    ['nobody below the level while somebody of it is there, though full', need({ level: 3 }), [agent('a'), agent('b', { levels: { payment: 3 }, free: 0 })], null],
    ['somebody below the level when nobody of it is there', need({ level: 3 }), [agent('a', { levels: { payment: 1 } })], 'a'],
    ['somebody below the level after an alert', need({ level: 3, alertCount: 1 }), [agent('a'), agent('b', { levels: { payment: 3 }, free: 0 })], 'a'],
    ['who has not let it pass', need({ passedBy: ['a'] }), [agent('a', { idleSince: 1 }), agent('b')], 'b'],
    ['nobody who has as many of the queue as one should', need({ mostPerAgent: 1 }), [agent('a', { held: { payment: 1 } })], null],
  ])('%s', (_who, wanted, present, id) => {
    expect(chosen(wanted, present)).toBe(id)
  })

  test('when everybody has let it pass it goes round again', () => {
    const present = [agent('a', { idleSince: 1 }), agent('b')]
    expect(chooseAgent(need({ passedBy: ['a', 'b'] }), present)).toMatchObject({ agent: { id: 'a' }, isNewRound: true })
    expect(chooseAgent(need({ passedBy: ['b'] }), present)).toMatchObject({ agent: { id: 'a' }, isNewRound: false })
  })

  test('a level that nobody has set is middle, a lead’s senior; of several skills the best counts', () => {
    const of = { skill: 'payment', widenedTo: [] as string[] }
    expect(levelOf({ role: 'agent', skills: [], levels: {} }, of)).toBe(2)
    expect(levelOf({ role: 'lead', skills: [], levels: {} }, of)).toBe(3)
    expect(levelOf({ role: 'agent', skills: ['payment', 'shipping'], levels: { payment: 1, shipping: 3 } }, of)).toBe(1)
    expect(levelOf({ role: 'agent', skills: ['payment', 'shipping'], levels: { payment: 1, shipping: 3 } }, { ...of, widenedTo: ['shipping'] })).toBe(3)
  })
})

describe('alerts', () => {
  test('widen by one skill each time, then to everybody', () => {
    const line = { widenTo: ['after-sale', 'in-sale'], allSkills: ['after-sale', 'complaint', 'in-sale', 'pre-sale'] }
    expect([1, 2, 3, 9].map((count) => widened(count, line).length)).toEqual([1, 2, 4, 4])
    expect(widened(1, line)).toEqual(['after-sale'])
  })

  test('come after a minute, then twice as long each time, at most every ten minutes', () => {
    expect([0, 1, 2, 3, 4, 20].map((count) => nextAlertMs(60_000, count) / 60_000)).toEqual([1, 2, 4, 8, 10, 10])
  })
})
