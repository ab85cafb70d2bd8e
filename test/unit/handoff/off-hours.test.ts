import { describe, expect, test } from 'vitest'
import type { HandoffReason } from '../../../core/conversation/index.ts'
import { ReasonClass, type OffHoursRule, type WhoSpeaks } from '../../../handoff/contract.ts'
import { effectiveOffHours, reasonClassOf, shippedOffHours, whoSpeaks } from '../../../handoff/hours/off-hours.ts'

const reasons: HandoffReason[] = ['asked', 'missed', 'agitated', 'complaint', 'high-risk', 'policy', 'return-review', 'bot-failure', 'agent-takeover']
const states = [[true, true], [true, false], [false, true], [false, false]] as const
const message = 'leave-a-message'

describe('who speaks when a person is asked for', () => {
  // The whole table as it is shipped: reason × (open and somebody there · open and nobody · closed and somebody · closed and nobody).
  test.each<[HandoffReason, WhoSpeaks, WhoSpeaks, WhoSpeaks, WhoSpeaks]>([
    ['asked', 'person', message, 'both', 'both'],
    ['agent-takeover', 'person', message, 'both', 'both'],
    ['agitated', 'person', message, 'person', message],
    ['high-risk', 'person', message, 'person', message],
    ['complaint', 'person', message, 'person', message],
    ['policy', 'person', message, message, message],
    ['return-review', 'person', message, message, message],
    ['missed', 'person', message, message, message],
    ['bot-failure', 'person', message, message, message],
  ])('for %s: %s · %s · %s · %s', (reason, ...expected) => {
    const speakers = states.map(([isOpen, isSomebodyThere]) => whoSpeaks([], { queueId: 'payment', reason, isOpen, isSomebodyThere }))
    expect(speakers).toEqual(expected)
  })

  test('the shipped table has every cell once, but those in which a person speaks anyway', () => {
    const cells = shippedOffHours.map((rule) => `${rule.isOpen} ${rule.isSomebodyThere} ${rule.reasonClass}`)
    expect(new Set(cells).size).toBe(cells.length)
    expect(cells).toHaveLength(3 * ReasonClass.options.length)
    expect(new Set(reasons.map(reasonClassOf))).toEqual(new Set(ReasonClass.options))
  })

  const rule = (queueId: string | null, reasonClass: ReasonClass, speaks: WhoSpeaks, [isOpen, isSomebodyThere] = [false, false]): OffHoursRule =>
    ({ queueId, isOpen, isSomebodyThere, reasonClass, speaks })

  // Every combination of what leads have set, for every reason, state and value: the queue's own cell, else the team's, else the shipped one.
  test.each(ReasonClass.options.flatMap((reasonClass) => states.slice(1).flatMap((state) => (['bot', message, 'both', 'person'] as const).map((speaks) => [reasonClass, state, speaks] as const))))(
    'a cell for %s in state %s set to %s outweighs what is shipped, and a queue’s own outweighs the team’s', (reasonClass, state, speaks) => {
      const reason = reasons.find((one) => reasonClassOf(one) === reasonClass)!
      const other: WhoSpeaks = speaks === 'bot' ? 'both' : 'bot'
      const ask = { queueId: 'payment', reason, isOpen: state[0], isSomebodyThere: state[1] }
      const shipped = whoSpeaks([], ask)
      expect(whoSpeaks([rule(null, reasonClass, speaks, [...state])], ask)).toBe(speaks)
      expect(whoSpeaks([rule(null, reasonClass, other, [...state]), rule('payment', reasonClass, speaks, [...state])], ask)).toBe(speaks)
      expect(whoSpeaks([rule('payment', reasonClass, speaks, [...state]), rule(null, reasonClass, other, [...state])], ask)).toBe(speaks)
      expect(whoSpeaks([rule('complaint', reasonClass, other, [...state])], ask)).toBe(shipped)
    })

  test('while the desk is open and somebody is there no setting keeps a person away', () => {
    const rules = ReasonClass.options.map((reasonClass) => rule(null, reasonClass, 'bot', [true, true]))
    for (const reason of reasons) expect(whoSpeaks(rules, { queueId: 'payment', reason, isOpen: true, isSomebodyThere: true })).toBe('person')
  })

  test('the screen shows the whole table, with what leads have set in place of what is shipped', () => {
    const shown = effectiveOffHours([rule(null, 'asked', 'bot'), rule('payment', 'asked', message)])
    expect(shown).toHaveLength(shippedOffHours.length + 1)
    expect(shown.filter((one) => !one.isOpen && !one.isSomebodyThere && one.reasonClass === 'asked').map((one) => [one.queueId, one.speaks])).toEqual([[null, 'bot'], ['payment', message]])
  })
})
