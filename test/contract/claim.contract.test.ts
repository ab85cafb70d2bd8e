import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { newId } from '../../core/ids.ts'
import { leaseSends, moveConversation, sayNow, transcript } from '../../core/conversation/index.ts'
import type { Actor } from '../../handoff/index.ts'
import { eachDatabase } from '../databases.ts'
import { count, openStaffedDesk, type Desk } from './desk.ts'

eachDatabase((_name, open) => {
  let db: OpenedDatabase
  let desk: Desk
  let mei: Actor
  let omar: Actor
  beforeAll(async () => { db = await open() })
  beforeEach(async () => { ({ desk, mei, omar } = await openStaffedDesk(db)) })
  const reply = (conversationId: string, actor: Actor, text = 'I can see your parcel.', key = newId()) => desk.room.reply(conversationId, actor, { text, attachments: [], key })

  describe('a claim', () => {
    test('gives the conversation to one agent, silences the bot and tells the shopper who is speaking', async () => {
      const id = await desk.waiting()
      await sayNow(db, id, [{ speaker: 'bot', kind: 'text', text: 'one more thing from the bot', isSent: true }], desk.clock.now())
      expect(await desk.room.claim(id, mei)).toMatchObject({ conversationId: id, agentId: mei.id })
      expect(await desk.stateOf(id)).toEqual(['human', mei.id])
      const words = (await transcript(db, id)).filter((message) => message.kind === 'text' && message.speaker === 'bot')
      expect(words.map(({ text, delivery }) => [text, delivery])).toEqual([
        ['handoff.waiting', 'queued'], ['one more thing from the bot', 'cancelled'], ['handoff.accepted', 'queued'],
      ])
      expect(desk.woken).toContain(id)
      expect(desk.hinted).toContain(`desk ${id}`)
    })

    test('by thirty agents at once has one winner; the others learn who it was', async () => {
      const id = await desk.waiting()
      const rivals = await Promise.all(Array.from({ length: 30 }, (_, index) => desk.hire(`Rival ${index}`)))
      const answers = await Promise.all(rivals.map((rival) => desk.room.claim(id, rival)))
      const won = answers.flatMap((answer, index) => ('no' in answer ? [] : [rivals[index]!]))
      expect(won).toHaveLength(1)
      const winner = { id: won[0]!.id, name: won[0]!.name }
      expect(answers.filter((answer) => 'no' in answer)).toEqual(Array.from({ length: 29 }, () => ({ no: 'already-claimed', by: winner })))
      expect(await desk.stateOf(id)).toEqual(['human', winner.id])
      expect(await desk.said(id)).toEqual(['handoff.waiting', 'handoff.status', 'handoff.accepted'])
    })

    test('by one agent on thirty conversations at once stops at capacity four', async () => {
      const ids = []
      for (let made = 0; made < 30; made++) ids.push(await desk.waiting())
      const answers = await Promise.all(ids.map((id) => desk.room.claim(id, mei)))
      expect(answers.filter((answer) => !('no' in answer))).toHaveLength(4)
      expect(answers.filter((answer) => 'no' in answer)).toEqual(Array.from({ length: 26 }, () => ({ no: 'agent-full', capacity: 4 })))
      const { agents } = await desk.room.snapshot(mei)
      expect(agents.find((agent) => agent.id === mei.id)?.load).toBe(4)
    })

    test('pressed twice by the winner is one claim', async () => {
      const id = await desk.waiting()
      const [first, again] = await Promise.all([desk.room.claim(id, mei), desk.room.claim(id, mei)])
      expect(again).toEqual(first)
      expect(await count(db, 'select count(*) from assignment where agent_id = $1', [mei.id])).toBe(1)
    })

    test('of what does not wait any more is refused', async () => {
      const id = await desk.waiting()
      await db.transaction((tx) => desk.room.leaveQueue(tx, id, 'leave'))
      expect(await desk.room.claim(id, mei)).toEqual({ no: 'not-waiting' })
      expect(await desk.room.claim(newId(), mei)).toEqual({ no: 'not-found' })
    })

    test('of another team’s conversation finds nothing', async () => {
      const id = await desk.waiting()
      const stranger = await desk.hire('Stranger', { team: 'other-shop' })
      expect(await desk.room.claim(id, stranger)).toEqual({ no: 'not-found' })
      expect(await desk.room.takeOver(id, stranger)).toEqual({ no: 'not-found' })
      expect(await reply(id, stranger)).toEqual({ no: 'not-found' })
      expect(await desk.room.openConversation(stranger, id, 'en')).toBe(null)
      expect((await desk.room.snapshot(stranger)).entries).toEqual([])
    })
  })

  describe('the person in charge', () => {
    test('answers the shopper; the same press sent twice is said once', async () => {
      const id = await desk.waiting()
      await desk.room.claim(id, mei)
      const key = newId()
      expect(await Promise.all([reply(id, mei, 'Hello Ana', key), reply(id, mei, 'Hello Ana', key)])).toEqual(['said', 'said'])
      expect((await desk.said(id)).filter((text) => text === 'Hello Ana')).toHaveLength(1)
      expect(await leaseSends(db, id, { by: 'test', ms: 1000, now: desk.clock.now() })).not.toEqual([])
    })

    test('has a clock that starts when the shopper writes and stops with the answer', async () => {
      const id = await desk.waiting()
      await desk.room.claim(id, mei)
      await reply(id, mei)
      const lineOf = async () => (await desk.room.snapshot(mei)).entries.find((entry) => entry.conversationId === id)
      expect((await lineOf())?.unansweredSince).toBe(null)
      desk.clock.advance(1000)
      const wroteAt = desk.clock.now()
      await db.transaction((tx) => desk.room.shopperSpoke(tx, id))
      desk.clock.advance(5000)
      await db.transaction((tx) => desk.room.shopperSpoke(tx, id))
      expect((await lineOf())?.unansweredSince).toBe(wroteAt)
      await reply(id, mei)
      expect((await lineOf())?.unansweredSince).toBe(null)
    })

    test('is the only one who answers; a colleague may leave a note', async () => {
      const id = await desk.waiting()
      expect(await reply(id, mei)).toEqual({ no: 'not-yours', by: null })
      await desk.room.claim(id, mei)
      expect(await reply(id, omar)).toEqual({ no: 'not-yours', by: { id: mei.id, name: 'Mei' } })
      expect(await desk.room.note(id, omar, { text: 'she called last week', key: newId() })).toBe('said')
      const noted = (await transcript(db, id)).find((message) => message.kind === 'note')
      expect(noted).toMatchObject({ text: 'she called last week', agentId: omar.id, delivery: null })
    })

    test('hands back to the bot with a word', async () => {
      const id = await desk.waiting()
      await desk.room.claim(id, mei)
      expect(await desk.room.handBack(id, mei, { word: 'parcel found, she wants the return label' })).toBe('done')
      expect(await desk.stateOf(id)).toEqual(['bot', null])
      expect((await desk.said(id)).slice(-3)).toEqual(['parcel found, she wants the return label', 'handoff.status', 'handoff.returned'])
      expect(await reply(id, mei)).toEqual({ no: 'not-yours', by: null })
      expect(await desk.ask(id)).toMatchObject({ result: 'waiting', isNew: true })
    })

    test('completes with a disposition, which frees a place', async () => {
      const [one, two] = [await desk.waiting(), await desk.waiting()]
      const narrow = await desk.hire('Narrow', { capacity: 1 })
      await desk.room.claim(one, narrow)
      expect(await desk.room.claim(two, narrow)).toEqual({ no: 'agent-full', capacity: 1 })
      expect(await desk.room.complete(one, narrow, { disposition: 'solved', note: '', next: 'closed' })).toBe('done')
      expect(await desk.stateOf(one)).toEqual(['closed', null])
      expect(await desk.room.claim(two, narrow)).toMatchObject({ agentId: narrow.id })
      const line = await desk.room.openConversation(narrow, one, 'en')
      expect(line?.entry).toMatchObject({ status: 'completed', disposition: 'solved', agent: { name: 'Narrow' } })
    })

    test('transfers to another queue, at the first waiting time', async () => {
      const id = await desk.waiting()
      const requestedAt = desk.clock.now()
      await desk.room.claim(id, mei)
      desk.clock.advance(10_000)
      expect(await desk.room.transferToQueue(id, mei, { queueId: 'nowhere', note: '' })).toEqual({ no: 'no-such-target' })
      expect(await desk.room.transferToQueue(id, mei, { queueId: 'payment', note: 'a double charge' })).toBe('done')
      const { entries } = await desk.room.snapshot(mei)
      expect(entries).toMatchObject([{ conversationId: id, queueId: 'payment', status: 'waiting', waitingSince: requestedAt, agent: null }])
      expect(await desk.said(id)).toEqual(['handoff.waiting', 'handoff.status', 'handoff.accepted', 'a double charge', 'handoff.waiting'])
      expect(await desk.room.claim(id, omar)).toMatchObject({ agentId: omar.id })
    })

    test('transfers to a colleague who is there and has room', async () => {
      const id = await desk.waiting()
      await desk.room.claim(id, mei)
      const full = await desk.hire('Full', { capacity: 0 })
      await desk.room.heartbeat(full)
      const absent = await desk.hire('Absent')
      const to = (agentId: string) => desk.room.transferToAgent(id, mei, { agentId, note: '' })
      expect(await to(full.id)).toEqual({ no: 'agent-full', capacity: 0 })
      expect(await to(absent.id)).toEqual({ no: 'no-such-target' })
      expect(await to(mei.id)).toEqual({ no: 'no-such-target' })
      expect(await to(omar.id)).toBe('done')
      expect(await desk.stateOf(id)).toEqual(['human', omar.id])
      expect(await reply(id, mei)).toEqual({ no: 'not-yours', by: { id: omar.id, name: 'Omar' } })
      expect(await reply(id, omar)).toBe('said')
    })
  })

  describe('a lead', () => {
    test('takes over from a colleague, from the queue and from the bot', async () => {
      const lee = await desk.hire('Lee', { role: 'lead' })
      const [held, waiting, withBot] = [await desk.waiting(), await desk.waiting(), await desk.chat()]
      await desk.room.claim(held, mei)
      for (const id of [held, waiting, withBot]) {
        expect(await desk.room.takeOver(id, lee)).toMatchObject({ agentId: lee.id })
        expect(await desk.stateOf(id)).toEqual(['human', lee.id])
      }
      expect(await reply(held, mei)).toEqual({ no: 'not-yours', by: { id: lee.id, name: 'Lee' } })
      expect(await count(db, 'select count(*) from assignment where ended_at is null and agent_id = $1', [mei.id])).toBe(0)
    })

    test('and another lead taking over at the same moment leave one owner', async () => {
      const id = await desk.chat()
      const [lee, ida] = [await desk.hire('Lee', { role: 'lead' }), await desk.hire('Ida', { role: 'lead' })]
      await Promise.all([desk.room.takeOver(id, lee), desk.room.takeOver(id, ida)])
      const [state, owner] = await desk.stateOf(id)
      expect(state).toBe('human')
      const { rows } = await db.query<{ agent_id: string }>('select agent_id from assignment where ended_at is null')
      expect(rows).toEqual([{ agent_id: owner }])
    })
  })

  test('the owner of a conversation and of its handoff are never two', async () => {
    const id = await desk.waiting()
    await moveConversation(db, id, { from: ['waiting'], to: 'closed', agentId: null, now: desk.clock.now() })
    expect(await desk.room.claim(id, mei)).toEqual({ no: 'not-waiting' })
    expect((await desk.room.snapshot(mei)).entries[0]?.agent).toBe(null)
  })
})
