import { describe, expect, test } from 'vitest'
import type { Changes, DeskMessage, OpenConversation, QueueEntry, Snapshot } from '../../../handoff/contract.ts'
import { deskOf, groupsOf, leastHead, loadOf, mineOf, offersTo, pageAfter, placeOf, waitingCount, waitingOf, withChanges, withFresh, withMessages, withPage } from '../../../web/console/desk-state.ts'
import { entry, lee, mei } from './entry.ts'

function snapshot(entries: QueueEntry[], cursor = '1'): Snapshot {
  return { cursor, entries, queues: [], leftMessages: [], agents: [] }
}

function changes(entries: QueueEntry[], given: Partial<Changes> = {}): Changes {
  return { cursor: '2', entries, queues: [], leftMessages: [], agents: [], messages: [], hasMore: false, ...given }
}

const accepted = { status: 'accepted', agent: mei, acceptedAt: 5 } as const
const clock = { kind: 'next', dueAt: 90, warnAt: 70, isBreached: false, isPaused: false, alertsLeads: false } as const
const offer = { id: 'o', agentId: 'lee', agent: lee, expiresAt: 50 }

// What can come to a line in somebody's hands, and to one that waits; each as the feed tells it.
const lived: [string, Partial<QueueEntry>][] = [
  ['it is put off', { snoozedUntil: 80 }], ['it comes back from being put off', { snoozedUntil: null }], ['its talk is over, the wrap-up is due', { wrapUpUntil: 60 }], ['it is opened again', { wrapUpUntil: null }],
  ['a colleague is asked', { consulted: [lee] }], ['the colleague has answered', { consulted: [] }], ['a lead reads along', { watchers: [lee] }], ['the lead stops reading along', { watchers: [] }],
  ['something is promised', { promise: { id: 'p', dueAt: 70, state: 'open' } }], ['a promise is due soon', { promise: { id: 'p', dueAt: 70, state: 'due-soon' } }],
  ['a promise is broken', { promise: { id: 'p', dueAt: 70, state: 'broken' } }], ['a promise is kept', { promise: null }],
  ['the shopper has written', { unansweredSince: 9, unread: 2, sla: clock }], ['it is answered', { unansweredSince: null, sla: null }], ['it is read', { unread: 0 }],
  ['its clock warns', { sla: { ...clock, warnAt: 5 } }], ['its clock has run out', { sla: { ...clock, isBreached: true, alertsLeads: true } }], ['its clock stands still', { sla: { ...clock, isPaused: true } }],
  ['tags are put on', { tags: ['vip'] }], ['it gets a class', { complaintClass: 'logistics' }], ['it goes to a colleague', { agent: lee }], ['it goes back to the queue', { status: 'waiting', agent: null, isReturned: true }],
]
const waited: [string, Partial<QueueEntry>][] = [
  ['it is offered', { offer }], ['an offer has ended', { offer: null }], ['it is offered to the next', { offer: { ...offer, id: 'o2', agentId: 'mei', agent: mei } }],
  ['the desk alerts again and widens', { alertCount: 2, alertedAt: 9, widenedTo: ['payment'] }], ['it moves to another queue', { queueId: 'returns' }], ['its deadline moves', { dueAt: 3 }], ['it needs a senior', { level: 3 }],
]

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
    ['one line is told twice, the later last', [entry('a', accepted), entry('a', { ...accepted, status: 'completed' })], [before[1]!, before[2]!]],
    ...lived.map(([what, given]): [string, QueueEntry[], QueueEntry[]] => [what, [entry('c', { ...accepted, ...given })], [before[0]!, before[1]!, entry('c', { ...accepted, ...given })]]),
    ...waited.map(([what, given]): [string, QueueEntry[], QueueEntry[]] => [what, [entry('a', given)], [entry('a', given), before[1]!, before[2]!]]),
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

describe('mine', () => {
  const desk = deskOf(snapshot([
    entry('new', { ...accepted, unansweredSince: 8 }), entry('answered', accepted), entry('old', { ...accepted, unansweredSince: 3 }),
    entry('later', { ...accepted, snoozedUntil: 90 }), entry('soon', { ...accepted, snoozedUntil: 20 }), entry('over', { ...accepted, wrapUpUntil: 30 }),
    entry('hers', { ...accepted, agent: lee, consulted: [mei] }), entry('seen', { ...accepted, agent: lee, watchers: [mei] }), entry('waits', { watchers: [mei] }), entry('else', { ...accepted, agent: lee }),
  ]))
  const ids = (entries: QueueEntry[]) => entries.map(({ handoffId }) => handoffId)

  test('falls into groups by what it asks of the agent', () => {
    const { inHand, wrapUp, snoozed, asked, watched } = groupsOf(desk, 'mei')
    expect([inHand, wrapUp, snoozed, asked, watched].map(ids)).toEqual([['old', 'new', 'answered'], ['over'], ['soon', 'later'], ['hers'], ['seen', 'waits']])
  })

  test('takes room in hand and in wrap-up, not while put off', () => {
    expect(loadOf(desk, 'mei')).toBe(4)
  })

  test('offers stand until they end, the first to end first', () => {
    const offered = (id: string, agent: typeof mei, expiresAt: number) => entry(id, { offer: { id, agentId: agent.id, agent, expiresAt } })
    const offers = deskOf(snapshot([offered('late', mei, 40), offered('hers', lee, 30), offered('soon', mei, 30), offered('ended', mei, 10), { ...offered('taken', mei, 40), status: 'accepted' }]))
    expect(ids(offersTo(offers, 'mei', 10))).toEqual(['soon', 'late'])
  })
})

describe('a queue longer than what a snapshot brings', () => {
  const line = (place: number, given: Partial<QueueEntry> = {}) => entry(String(place).padStart(4, '0'), { waitingSince: place, ...given })
  const head = Array.from({ length: 200 }, (_, place) => line(place, place === 7 ? { queueId: 'returns' } : {}))
  const queue = (id: string, waiting: number, isMore = false) => ({ id, skill: id, language: 'any', waiting, isMore, longestWaitSince: 0 })
  const queues = [queue('payment', 260), queue('returns', 1)]
  const desk = deskOf({ ...snapshot(head), queues })

  test('says how many there are, and where to read on', () => {
    expect(waitingCount(desk)).toEqual({ count: 261, isMore: false })
    expect(waitingCount(desk, 'returns')).toEqual({ count: 1, isMore: false })
    expect(Object.keys(desk.edges)).toEqual(['payment'])
    expect(pageAfter(desk, 'payment')).toBe('0199')
    expect(waitingCount(deskOf({ ...snapshot(head), queues: [queue('payment', 1000, true)] })).isMore).toBe(true)
  })

  test('a new line at the far end is not shown before those between are known', () => {
    const after = withChanges(desk, changes([line(900)], { queues }))
    expect(waitingOf(after).at(-1)!.handoffId).toBe('0199')
    const read = withPage(after, 'payment', { entries: [line(200), line(201)], next: 'more' }, new Set())
    expect(waitingOf(read, 'payment').at(-1)!.handoffId).toBe('0201')
    const whole = withPage(read, 'payment', { entries: [line(202), line(900)], next: null }, new Set())
    expect(waitingOf(whole).slice(-2).map(({ handoffId }) => handoffId)).toEqual(['0202', '0900'])
    expect(whole.edges).toEqual({})
  })

  test('a page never brings back what was taken while it was read', () => {
    const after = withChanges(desk, changes([{ ...line(200), status: 'completed' }], { queues }))
    const read = withPage(after, 'payment', { entries: [line(200), line(201)], next: null }, new Set(['0200']))
    expect(waitingOf(read).at(-1)!.handoffId).toBe('0201')
    expect(waitingOf(read).some(({ handoffId }) => handoffId === '0200')).toBe(false)
  })

  test('what is known already is newer than the page', () => {
    const after = withChanges(desk, changes([line(200, { priority: 'urgent' })], { queues }))
    const read = withPage(after, 'payment', { entries: [line(200)], next: null }, new Set())
    expect(waitingOf(read)[0]!.handoffId).toBe('0200')
  })

  test('a short queue is known whole, whatever the count says meanwhile', () => {
    expect(leastHead).toBeGreaterThan(1)
    const short = deskOf({ ...snapshot([line(1)]), queues: [queue('payment', 5)] })
    expect(waitingCount(short)).toEqual({ count: 1, isMore: false })
    expect(short.edges).toEqual({})
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
