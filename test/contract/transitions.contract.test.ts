// Every cell of the state table is done by a real deed, with everything that goes with it. The table itself is test/unit/handoff/state.test.ts.
import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import type { ConversationState } from '../../core/conversation/index.ts'
import type { Actor } from '../../handoff/index.ts'
import { transitions, type ConversationEvent } from '../../handoff/state.ts'
import { eachDatabase } from '../databases.ts'
import { cardFor, count, openStaffedDesk, says, type Desk } from './desk.ts'

const minute = 60_000

eachDatabase((_name, open) => {
  let db: OpenedDatabase
  let desk: Desk
  let mei: Actor
  let omar: Actor
  let id: string
  beforeAll(async () => { db = await open() })
  beforeEach(async () => { ({ desk, mei, omar } = await openStaffedDesk(db)) })

  const ending = { disposition: 'solved', note: '', next: 'closed' } as const
  const soon = () => desk.clock.now() + 10 * minute
  const inTx = <T>(work: Parameters<OpenedDatabase['transaction']>[0]) => db.transaction(work) as Promise<T>

  // How a conversation of Mei's comes into each state.
  const begin: Record<ConversationState, () => Promise<void>> = {
    bot: async () => {
      await begin.human()
      await desk.room.handBack(id, mei, { word: '' })
    },
    waiting: async () => { id = await desk.waiting() },
    human: async () => {
      await begin.waiting()
      await desk.room.claim(id, mei)
    },
    'wrap-up': async () => {
      await begin.human()
      await desk.room.finish(id, mei)
    },
    snoozed: async () => {
      await begin.human()
      await desk.room.snooze(id, mei, { until: soon(), note: '' })
    },
    closed: async () => {
      await begin.human()
      await desk.room.complete(id, mei, ending)
    },
  }

  const toOmar = () => desk.room.reassignToAgent(id, omar, { agentId: omar.id, note: '' })
  const toQueue = () => desk.room.reassignToQueue(id, omar, { queueId: 'payment', note: '' })
  const request = () => inTx((tx) => desk.room.request(tx, id, cardFor()))
  const takeOver = () => desk.room.takeOver(id, omar)
  const complete = () => desk.room.complete(id, mei, ending)
  const toBot = () => desk.room.complete(id, mei, { ...ending, next: 'bot' })
  const close = () => desk.room.closeConversation(id, omar, { disposition: 'answered', note: '' })

  const deeds: Record<ConversationState, Partial<Record<ConversationEvent, () => Promise<unknown>>>> = {
    bot: { request, 'take-over': takeOver, close },
    waiting: {
      claim: () => desk.room.claim(id, omar), 'take-over': takeOver, assign: toOmar, transfer: toQueue, close,
      solve: () => inTx((tx) => desk.room.leaveQueue(tx, id, 'solve')), leave: () => inTx((tx) => desk.room.leaveQueue(tx, id, 'leave')),
      'give-up': () => desk.pass(170_000),
    },
    human: {
      'take-over': takeOver, assign: () => desk.room.transferToAgent(id, mei, { agentId: omar.id, note: '' }), transfer: () => desk.room.transferToQueue(id, mei, { queueId: 'payment', note: '' }),
      vanish: () => desk.pass(46_000, omar), 'hand-back': () => desk.room.handBack(id, mei, { word: '' }), finish: () => desk.room.finish(id, mei), complete, 'return-to-bot': toBot,
      snooze: () => desk.room.snooze(id, mei, { until: soon(), note: '' }),
    },
    'wrap-up': { complete, 'return-to-bot': toBot, reopen: () => desk.room.reopen(id, mei), 'take-over': takeOver },
    snoozed: {
      wake: () => desk.room.wakeUp(id, mei), 'wake-to-queue': () => desk.pass(10 * minute, omar), 'take-over': takeOver, assign: toOmar, transfer: toQueue, complete, 'return-to-bot': toBot,
    },
    closed: { reopen: () => says(desk, id, 'one more thing'), request, 'take-over': takeOver },
  }

  const cells = (Object.keys(transitions) as ConversationState[]).flatMap((from) => (Object.keys(transitions[from]) as ConversationEvent[]).map((event) => [from, event, transitions[from][event]!] as const))

  test('no event of the table is without a deed, and no deed without its event', () => {
    const done = Object.entries(deeds).map(([from, row]) => [from, Object.keys(row).toSorted()])
    expect(done).toEqual(Object.entries(transitions).map(([from, row]) => [from, Object.keys(row).toSorted()]))
  })

  test.each(cells)('%s, %s → %s', async (from, event, to) => {
    await begin[from]()
    expect((await desk.stateOf(id))[0]).toBe(from)
    const { cursor } = await desk.room.snapshot(mei)
    await deeds[from][event]!()
    const [state, agentId] = await desk.stateOf(id)
    expect(state).toBe(to)

    // The handoff, its one open assignment and the owner tell the same.
    const isHeld = to === 'human' || to === 'wrap-up' || to === 'snoozed'
    expect(agentId !== null).toBe(isHeld)
    expect(await count(db, `select count(*) from assignment a join handoff h on h.id = a.handoff_id where h.conversation_id = $1 and a.ended_at is null`, [id])).toBe(to === 'human' || to === 'wrap-up' ? 1 : 0)
    const { rows } = await db.query<{ status: string; agent_id: string | null; snoozed: boolean; wrap: boolean }>(
      `select status, agent_id, snoozed_until is not null as snoozed, wrap_up_until is not null as wrap from handoff where conversation_id = $1 and status in ('waiting', 'accepted')`, [id])
    expect(rows).toEqual(to === 'bot' || to === 'closed' ? [] : [{ status: to === 'waiting' ? 'waiting' : 'accepted', agent_id: agentId, snoozed: to === 'snoozed', wrap: to === 'wrap-up' }])

    // Who follows the desk is told; a shopper's message is told by the turn that reads it.
    if (event === 'reopen' && from === 'closed') return
    const changes = await desk.room.changesSince(mei, cursor)
    expect(changes === 'bad-cursor' ? [] : changes.entries.map((entry) => entry.conversationId)).toContain(id)
    if (event !== 'request' && event !== 'solve' && event !== 'leave') expect(await count(db, 'select count(*) from audit where conversation_id = $1', [id])).toBeGreaterThan(0)
  })
})
