import { describe, expect, test } from 'vitest'
import type { ConversationState } from '../../../core/conversation/index.ts'
import { after, moveBy, transitions } from '../../../handoff/state.ts'
import type { ConversationEvent } from '../../../handoff/state.ts'

const states: ConversationState[] = ['bot', 'waiting', 'human', 'wrap-up', 'snoozed', 'closed']

// The whole table: a dash cannot happen. Columns in the order of `states`.
const table: Record<ConversationEvent, (ConversationState | '-')[]> = {
  //                bot        waiting    human      wrap-up    snoozed    closed
  'request':       ['waiting', '-',       '-',       '-',       '-',       'waiting'],
  'claim':         ['-',       'human',   '-',       '-',       '-',       '-'],
  'take-over':     ['human',   'human',   'human',   'human',   'human',   'human'],
  'assign':        ['-',       'human',   'human',   '-',       'human',   '-'],
  'transfer':      ['-',       'waiting', 'waiting', '-',       'waiting', '-'],
  'vanish':        ['-',       '-',       'waiting', '-',       '-',       '-'],
  'solve':         ['-',       'bot',     '-',       '-',       '-',       '-'],
  'leave':         ['-',       'bot',     '-',       '-',       '-',       '-'],
  'give-up':       ['-',       'bot',     '-',       '-',       '-',       '-'],
  'hand-back':     ['-',       '-',       'bot',     '-',       '-',       '-'],
  'finish':        ['-',       '-',       'wrap-up', '-',       '-',       '-'],
  'complete':      ['-',       '-',       'closed',  'closed',  'closed',  '-'],
  'return-to-bot': ['-',       '-',       'bot',     'bot',     'bot',     '-'],
  'snooze':        ['-',       '-',       'snoozed', '-',       '-',       '-'],
  'wake':          ['-',       '-',       '-',       '-',       'human',   '-'],
  'wake-to-queue': ['-',       '-',       '-',       '-',       'waiting', '-'],
  'reopen':        ['-',       '-',       '-',       'human',   '-',       'bot'],
  'close':         ['closed',  'closed',  '-',       '-',       '-',       '-'],
}

const cells = Object.entries(table).flatMap(([event, row]) => row.map((to, index) => ({ from: states[index]!, event: event as ConversationEvent, to: to === '-' ? null : to })))

describe('the state of a conversation', () => {
  test.each(cells)('$event in $from leads to $to', ({ from, event, to }) => {
    expect(after(from, event)).toBe(to)
  })

  test('has no transition beside this table', () => {
    expect(Object.keys(transitions).toSorted()).toEqual(states.toSorted())
    const events = new Set(Object.values(transitions).flatMap((row) => Object.keys(row)))
    expect([...events].toSorted()).toEqual(Object.keys(table).toSorted())
  })

  test('an event as a move names every state it starts from', () => {
    expect(moveBy('claim')).toEqual({ from: ['waiting'], to: 'human' })
    expect(moveBy('complete')).toEqual({ from: ['human', 'wrap-up', 'snoozed'], to: 'closed' })
  })

  test('an event that leads to two places is no single move', () => {
    expect(() => moveBy('reopen')).toThrow(/one state/)
  })
})
