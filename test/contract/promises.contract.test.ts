import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { newId } from '../../core/ids.ts'
import type { GuardPromise } from '../../core/conversation/index.ts'
import type { Actor } from '../../handoff/index.ts'
import { eachDatabase } from '../databases.ts'
import { ask, browserOf } from './desk-browser.ts'
import { count, openDesk, openStaffedDesk, type Desk } from './desk.ts'

const minute = 60_000
const hour = 60 * minute

eachDatabase((_name, open) => {
  let db: OpenedDatabase
  let desk: Desk
  let mei: Actor
  let omar: Actor
  let id: string
  beforeAll(async () => { db = await open() })
  beforeEach(async () => {
    ({ desk, mei, omar } = await openStaffedDesk(db))
    id = await desk.waiting()
    await desk.room.claim(id, mei)
  })

  const pass = (ms: number) => desk.pass(ms, mei, omar)
  const promise = async (inMs: number, text = 'The refund is on your card by noon.') => {
    expect(await desk.room.makePromise(id, mei, { kind: 'refund', text, dueAt: desk.clock.now() + inMs, key: newId() })).toBe('done')
    const { card } = (await desk.room.openConversation(mei, id, 'en'))!
    return card.promises.findLast((one) => one.text === text)!.id!
  }
  const stateOf = async (promiseId: string) => (await desk.room.openConversation(mei, id, 'en'))!.card.promises.find((one) => one.id === promiseId)
  const lineOf = async () => (await desk.room.openConversation(mei, id, 'en'))!.entry
  const openTasks = async () => (await desk.room.snapshot(mei)).leftMessages.filter((one) => one.doneAt === null).map((one) => one.id).toSorted()
  const tasks = async () => (await desk.room.snapshot(mei)).leftMessages.map(({ kind, text, conversationId }) => [kind, text, conversationId])

  test('a promise stands on the card and on the line, with who made it', async () => {
    const one = await promise(2 * hour)
    expect(await stateOf(one)).toMatchObject({ kind: 'refund', state: 'open', isDueSoon: false, by: 'Mei', dueAt: desk.clock.now() + 2 * hour })
    expect((await lineOf()).promise).toEqual({ id: one, dueAt: desk.clock.now() + 2 * hour, state: 'open' })
    expect(await desk.said(id)).not.toContain('The refund is on your card by noon.')
  })

  test('the same press of a button twice makes one', async () => {
    const key = newId()
    for (let times = 0; times < 2; times++) await desk.room.makePromise(id, mei, { kind: 'other', text: 'we will see', dueAt: desk.clock.now() + hour, key })
    expect(await count(db, 'select count(*) from promise')).toBe(1)
  })

  test('found in an agent’s words is kept with them, in one transaction; without a time it is due in a day', async () => {
    const dueAt = desk.clock.now() + 3 * hour
    const found: GuardPromise[] = [{ text: 'Your refund comes by noon.', kind: 'date', dueAt }, { text: 'You get a voucher.', kind: 'guarantee' }]
    const listening = openDesk(db, { guard: () => ({ hits: [], promises: found }) })
    const key = newId()
    for (let times = 0; times < 2; times++) await listening.room.reply(id, mei, { text: 'Your refund comes by noon. You get a voucher.', attachments: [], key })
    const { card } = (await desk.room.openConversation(mei, id, 'en'))!
    expect(card.promises).toMatchObject([
      { text: 'Your refund comes by noon.', kind: 'refund', by: 'Mei', dueAt }, { text: 'You get a voucher.', kind: 'compensation', dueAt: desk.clock.now() + 24 * hour },
    ])
  })

  test('is chased half an hour before its time, and marked when that has passed', async () => {
    const one = await promise(2 * hour)
    await pass(90 * minute - 1)
    expect((await lineOf()).promise).toMatchObject({ state: 'open' })
    await pass(1)
    expect((await lineOf()).promise).toMatchObject({ state: 'due-soon' })
    expect(await tasks()).toEqual([]) // It is in its agent's hand: the line says so.
    await pass(30 * minute)
    expect(await stateOf(one)).toMatchObject({ state: 'broken' })
    expect((await lineOf()).promise).toMatchObject({ state: 'broken' })
    expect((await desk.said(id)).at(-1)).toBe('talk.promise-broken')
    expect(await tasks()).toEqual([['promise', expect.stringMatching(/Mei promised.*time has passed.*refund/), id]])
    expect(await count(db, `select count(*) from audit where deed in ('promise-warned', 'promise-broken')`)).toBe(2)
  })

  test('a short one is chased when half its time is over', async () => {
    await promise(10 * minute)
    await pass(5 * minute)
    expect((await lineOf()).promise).toMatchObject({ state: 'due-soon' })
  })

  test('of a conversation that nobody has in hand any more becomes a task before it breaks', async () => {
    await promise(2 * hour)
    await desk.room.complete(id, mei, { disposition: 'follow-up', note: '', next: 'closed' })
    await pass(90 * minute)
    expect(await tasks()).toEqual([['promise', expect.stringContaining('due soon'), id]])
  })

  test('kept in time is never chased; kept after it broke is kept late', async () => {
    const one = await promise(2 * hour)
    expect(await desk.room.keepPromise(one, omar)).toMatchObject({ promise: { state: 'kept', endedAt: desk.clock.now() } })
    await pass(3 * hour)
    expect(await stateOf(one)).toMatchObject({ state: 'kept' })
    expect((await lineOf()).promise).toBeNull()
    const late = await promise(hour, 'A second one.')
    await pass(hour)
    expect(await desk.room.keepPromise(late, mei)).toMatchObject({ promise: { state: 'kept-late' } })
    expect(await desk.room.keepPromise(late, mei)).toEqual({ no: 'not-possible', why: 'ended' })
  })

  test('kept after it became a task: the task is ticked off, by whoever kept it', async () => {
    const one = await promise(2 * hour)
    await pass(2 * hour)
    expect(await tasks()).toHaveLength(1)
    const { cursor } = await desk.room.snapshot(mei)
    await desk.room.keepPromise(one, omar)
    const { leftMessages } = await desk.room.snapshot(mei)
    expect(leftMessages).toMatchObject([{ id: one, doneBy: { name: 'Omar' }, doneAt: desk.clock.now() }])
    expect(await desk.room.changesSince(mei, cursor)).toMatchObject({ leftMessages, entries: [{ conversationId: id, promise: null }] })
  })

  test('moved or dropped, its task has nothing more to ask for; moved, it comes up again', async () => {
    const [moved, dropped] = [await promise(hour), await promise(hour, 'A voucher.')]
    await pass(hour)
    expect(await openTasks()).toEqual([moved, dropped].toSorted())
    await desk.room.putOffPromise(moved, mei, { dueAt: desk.clock.now() + hour, why: 'agreed' })
    await desk.room.dropPromise(dropped, mei, { why: 'not wanted' })
    expect(await openTasks()).toEqual([])
    await pass(hour)
    expect(await openTasks()).toEqual([moved])
  })

  test('is kept when its task is ticked off, in time or late', async () => {
    const [inTime, late] = [await promise(2 * hour), await promise(hour, 'A voucher.')]
    await desk.room.complete(id, mei, { disposition: 'follow-up', note: '', next: 'closed' })
    await pass(110 * minute)
    expect(await openTasks()).toEqual([inTime, late].toSorted())
    const omars = await browserOf(db, omar.id, desk.clock.now())
    for (const one of [inTime, late]) for (let times = 0; times < 2; times++) expect((await ask(desk, 'POST', `/api/desk/left-messages/${one}/done`, { browser: omars })).status).toBe(200)
    expect([(await stateOf(inTime))!.state, (await stateOf(late))!.state]).toEqual(['kept', 'kept-late'])
    await pass(hour)
    expect([(await stateOf(inTime))!.state, await openTasks()]).toEqual(['kept', []])
    expect(await count(db, `select count(*) from audit where deed = 'promise-kept' and agent_id = $1`, [omar.id])).toBe(2)
  })

  test('is still to be kept by who takes its task up', async () => {
    const one = await promise(hour)
    await desk.room.complete(id, mei, { disposition: 'follow-up', note: '', next: 'closed' })
    await pass(hour)
    const omars = await browserOf(db, omar.id, desk.clock.now())
    expect((await ask(desk, 'POST', `/api/desk/left-messages/${one}/take-up`, { browser: omars })).status).toBe(200)
    expect([(await stateOf(one))!.state, await openTasks(), await desk.stateOf(id)]).toEqual(['broken', [], ['human', omar.id]])
  })

  test('moved is chased at its new time', async () => {
    const one = await promise(hour)
    await pass(50 * minute)
    expect(await desk.room.putOffPromise(one, mei, { dueAt: desk.clock.now() + 4 * hour, why: 'agreed with the shopper' })).toMatchObject({ promise: { state: 'open', moved: 1, isDueSoon: false } })
    expect((await desk.said(id)).at(-1)).toBe('agreed with the shopper')
    await pass(hour)
    expect(await stateOf(one)).toMatchObject({ state: 'open', isDueSoon: false })
    await pass(3 * hour)
    expect(await stateOf(one)).toMatchObject({ state: 'broken' })
    expect(await desk.room.putOffPromise(one, mei, { dueAt: desk.clock.now(), why: '' })).toEqual({ no: 'not-possible', why: 'in-the-past' })
  })

  test('dropped falls away, with the reason as a note', async () => {
    const one = await promise(hour)
    expect(await desk.room.dropPromise(one, mei, { why: 'the shopper does not want it' })).toMatchObject({ promise: { state: 'dropped' } })
    await pass(2 * hour)
    expect(await stateOf(one)).toMatchObject({ state: 'dropped' })
    expect((await desk.said(id)).at(-1)).toBe('the shopper does not want it')
  })

  test('another team’s does not exist', async () => {
    const one = await promise(hour)
    await db.query(`insert into team (id, name) values ('other-shop', 'Other') on conflict do nothing`)
    const stranger = await desk.hire('Stranger', { team: 'other-shop' })
    expect(await desk.room.keepPromise(one, stranger)).toEqual({ no: 'not-found' })
    expect(await desk.room.makePromise(id, stranger, { kind: 'other', text: 'x', dueAt: desk.clock.now() + hour, key: newId() })).toEqual({ no: 'not-found' })
  })

  test('breaks once, though two processes look at the same moment', async () => {
    await promise(hour)
    desk.clock.advance(hour)
    for (const actor of [mei, omar]) await desk.room.heartbeat(actor)
    await Promise.all([desk.room.sweep(desk.clock.now()), desk.room.sweep(desk.clock.now())])
    expect(await tasks()).toHaveLength(1)
  })
})
