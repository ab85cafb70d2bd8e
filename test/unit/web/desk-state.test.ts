import { describe, expect, test } from 'vitest'
import type { Changes, DeskMessage, OpenConversation, QueueEntry, Snapshot } from '../../../handoff/contract.ts'
import { deskOf, mineOf, placeOf, waitingOf, withChanges, withFresh, withMessages } from '../../../web/console/desk-state.ts'

const mei = { id: 'mei', name: 'Mei' }
const lee = { id: 'lee', name: 'Lee' }

function entry(handoffId: string, given: Partial<QueueEntry> = {}): QueueEntry {
  return {
    handoffId, conversationId: `of-${handoffId}`, status: 'waiting', reason: 'asked', priority: 'normal', queueId: 'payment', topic: 'payment', channel: 'direct-line',
    language: 'en', shopper: { id: 's', name: 'Ana' }, mood: 'calm', preview: '', requestedAt: 0, waitingSince: 0, respondBy: null, acceptedAt: null, agent: null,
    unansweredSince: null, isReturned: false, completedAt: null, disposition: null, ...given,
  }
}

function snapshot(entries: QueueEntry[], cursor = '1'): Snapshot {
  return { cursor, entries, queues: [], leftMessages: [], agents: [] }
}

function changes(entries: QueueEntry[], given: Partial<Changes> = {}): Changes {
  return { cursor: '2', entries, queues: [], leftMessages: [], agents: [], messages: [], hasMore: false, ...given }
}

const accepted = { status: 'accepted', agent: mei, acceptedAt: 5 } as const

describe('a desk after changes equals a fresh load', () => {
  const before = [entry('a'), entry('b', { priority: 'high' }), entry('c', accepted)]
  const cases: [string, QueueEntry[], QueueEntry[]][] = [
    ['somebody new waits', [entry('d', { priority: 'urgent' })], [...before, entry('d', { priority: 'urgent' })]],
    ['a conversation is taken', [entry('a', accepted)], [entry('a', accepted), before[1]!, before[2]!]],
    ['a conversation is taken by a colleague', [entry('a', { ...accepted, agent: lee })], [entry('a', { ...accepted, agent: lee }), before[1]!, before[2]!]],
    ['a conversation is completed', [entry('c', { ...accepted, status: 'completed' })], [before[0]!, before[1]!]],
    ['a shopper leaves the queue', [entry('b', { status: 'cancelled' })], [before[0]!, before[2]!]],
    ['an agent vanishes', [entry('c', { isReturned: true })], [before[0]!, before[1]!, entry('c', { isReturned: true })]],
    ['the priority rises', [entry('a', { priority: 'urgent' })], [entry('a', { priority: 'urgent' }), before[1]!, before[2]!]],
    ['the same change comes twice', [entry('a', accepted), entry('a', accepted)], [entry('a', accepted), before[1]!, before[2]!]],
  ]
  test.each(cases)('%s', (_what, changed, fresh) => {
    expect(withChanges(deskOf(snapshot(before)), changes(changed))).toEqual(deskOf(snapshot(fresh, '2')))
  })

  test('boards come whole: who signed out is gone', () => {
    const agent = { ...mei, role: 'agent', languages: [], skills: [], capacity: 4, load: 0, isOnline: true, isAway: false } as const
    const desk = deskOf({ ...snapshot([]), agents: [{ ...agent, languages: [], skills: [] }] })
    expect(desk.agents).toHaveLength(1)
    expect(withChanges(desk, changes([])).agents).toEqual([])
  })
})

describe('order', () => {
  test('the queue stands by who came back, then priority, then the earliest deadline, then the longest wait', () => {
    const desk = deskOf(snapshot([
      entry('late', { waitingSince: 9 }), entry('due', { waitingSince: 3, dueAt: 0 }), entry('early', { waitingSince: 1 }), entry('back', { waitingSince: 5, isReturned: true }), entry('urgent', { waitingSince: 10, priority: 'urgent' }),
    ]))
    expect(waitingOf(desk).map(({ handoffId }) => handoffId)).toEqual(['back', 'urgent', 'due', 'early', 'late'])
    expect(placeOf(desk, desk.entries[2]!)).toBe(3)
  })

  test('a place counts only those in the same queue', () => {
    const desk = deskOf(snapshot([entry('a', { waitingSince: 1, queueId: 'returns' }), entry('b', { waitingSince: 2 })]))
    expect(placeOf(desk, desk.entries[1]!)).toBe(1)
  })

  test('of mine, who waits for an answer longest stands first; a colleague\'s are not mine', () => {
    const desk = deskOf(snapshot([
      entry('answered', accepted), entry('new', { ...accepted, unansweredSince: 8 }), entry('old', { ...accepted, unansweredSince: 3 }), entry('hers', { ...accepted, agent: lee }), entry('waits'),
    ]))
    expect(mineOf(desk, 'mei').map(({ handoffId }) => handoffId)).toEqual(['old', 'new', 'answered'])
  })
})

describe('a conversation read again', () => {
  const message = (seq: number, text = `m${seq}`): DeskMessage => ({
    conversationId: 'of-a', seq, id: String(seq), speaker: 'shopper', kind: 'text', text, agent: null, attachments: [], choices: [], delivery: null, createdAt: seq,
  })
  const read = (seqs: number[], hasOlder: boolean): OpenConversation => ({
    entry: entry('a'), state: 'waiting', hasOlder, messages: seqs.map((seq) => message(seq)), card: {} as OpenConversation['card'],
  })
  const seqs = ({ messages }: OpenConversation) => messages.map(({ seq }) => seq)

  test('earlier pages stay above the fresh end', () => {
    const again = withFresh(read([1, 2, 3, 4], false), read([3, 4, 5], true))
    expect(seqs(again)).toEqual([1, 2, 3, 4, 5])
    expect(again.hasOlder).toBe(false)
  })

  test('with a gap between, only what is whole is shown', () => {
    const again = withFresh(read([1, 2], false), read([8, 9], true))
    expect(seqs(again)).toEqual([8, 9])
    expect(again.hasOlder).toBe(true)
  })

  test('new messages go to their place by number, and replace themselves', () => {
    const after = withMessages(read([1, 3], false), [message(2), message(3, 'with its delivery')])
    expect(seqs(after)).toEqual([1, 2, 3])
    expect(after.messages[2]!.text).toBe('with its delivery')
  })
})
