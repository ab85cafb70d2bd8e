import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { newId } from '../../core/ids.ts'
import { transcript } from '../../core/conversation/index.ts'
import type { Actor } from '../../handoff/index.ts'
import { eachDatabase } from '../databases.ts'
import { count, openStaffedDesk, type Desk } from './desk.ts'

eachDatabase((_name, open) => {
  let db: OpenedDatabase
  let desk: Desk
  let mei: Actor
  let omar: Actor
  let lee: Actor
  let id: string
  beforeAll(async () => { db = await open() })
  beforeEach(async () => {
    ({ desk, mei, omar } = await openStaffedDesk(db))
    lee = await desk.hire('Lee', { role: 'lead' })
    await desk.room.heartbeat(lee)
    id = await desk.waiting()
    await desk.room.claim(id, mei)
  })

  const lineOf = async () => (await desk.room.openConversation(mei, id, 'en'))!.entry
  const whispers = async () => (await desk.room.openConversation(mei, id, 'en'))!.messages.filter((message) => message.kind === 'note').map(({ text, agent, to }) => [agent?.name, to?.name, text])
  const queued = () => count(db, 'select count(*) from outbox where conversation_id = $1', [id])

  describe('asking a colleague', () => {
    test('whispers to them and back, and the shopper gets nothing of it', async () => {
      const before = await queued()
      expect(await desk.room.consult(id, mei, { agentId: omar.id, text: 'May I refund this?', key: newId() })).toBe('asked')
      expect(await lineOf()).toMatchObject({ agent: { name: 'Mei' }, consulted: [{ id: omar.id, name: 'Omar' }] })
      expect(await desk.room.answerConsultation(id, omar, { text: 'Yes, up to 50.', key: newId() })).toBe('answered')
      expect(await lineOf()).toMatchObject({ agent: { name: 'Mei' }, consulted: [] })
      expect(await whispers()).toEqual([['Mei', 'Omar', 'May I refund this?'], ['Omar', 'Mei', 'Yes, up to 50.']])
      expect(await queued()).toBe(before)
    })

    test('and their answer, each sent twice, are said once', async () => {
      const [asked, answered] = [newId(), newId()]
      for (let times = 0; times < 2; times++) expect(await desk.room.consult(id, mei, { agentId: omar.id, text: 'May I?', key: asked })).toBe('asked')
      for (let times = 0; times < 2; times++) expect(await desk.room.answerConsultation(id, omar, { text: 'Yes.', key: answered })).toBe('answered')
      expect(await whispers()).toHaveLength(2)
    })

    test('is for who is in charge, and of somebody who is there', async () => {
      expect(await desk.room.consult(id, omar, { agentId: lee.id, text: '?', key: newId() })).toEqual({ no: 'not-yours', by: { id: mei.id, name: 'Mei' } })
      expect(await desk.room.consult(id, mei, { agentId: mei.id, text: '?', key: newId() })).toEqual({ no: 'no-such-target' })
      const away = await desk.hire('Away')
      expect(await desk.room.consult(id, mei, { agentId: away.id, text: '?', key: newId() })).toEqual({ no: 'no-such-target' })
      const stranger = await desk.hire('Stranger', )
      expect(await desk.room.answerConsultation(id, stranger, { text: '!', key: newId() })).toEqual({ no: 'not-possible', why: 'not-asked' })
    })

    test('that nobody answered ends with the talk', async () => {
      await desk.room.consult(id, mei, { agentId: omar.id, text: 'May I?', key: newId() })
      await desk.room.complete(id, mei, { disposition: 'answered', note: '', next: 'closed' })
      expect(await lineOf()).toMatchObject({ consulted: [] })
      expect(await desk.room.answerConsultation(id, omar, { text: 'Yes.', key: newId() })).toEqual({ no: 'not-possible', why: 'not-asked' })
    })
  })

  describe('a lead who reads along', () => {
    test('is shown to the agent, or not, and is on record either way', async () => {
      await desk.room.watch(id, lee, { isShown: true })
      expect(await lineOf()).toMatchObject({ watchers: [{ name: 'Lee' }], agent: { name: 'Mei' } })
      await desk.room.watch(id, lee, { isShown: false })
      expect(await lineOf()).toMatchObject({ watchers: [] })
      await desk.room.unwatch(id, lee)
      expect(await desk.room.unwatch(id, lee)).toBe('done')
      expect(await count(db, `select count(*) from audit where agent_id = $1 and deed in ('watch', 'unwatch')`, [lee.id])).toBe(4)
    })

    test('whispers to the agent alone', async () => {
      expect(await desk.room.note(id, lee, { text: 'Offer a voucher.', key: newId(), to: mei.id })).toBe('said')
      expect(await whispers()).toEqual([['Lee', 'Mei', 'Offer a voucher.']])
      expect(await desk.room.note(id, lee, { text: '?', key: newId(), to: newId() })).toEqual({ no: 'no-such-target' })
    })

    test('watches no more when the talk is over', async () => {
      await desk.room.watch(id, lee, { isShown: true })
      await desk.room.handBack(id, mei, { word: '' })
      expect(await lineOf()).toMatchObject({ watchers: [] })
      expect(await desk.room.watch(id, lee, { isShown: true })).toEqual({ no: 'not-possible', why: 'ended' })
    })
  })

  describe('a lead who decides', () => {
    test('gives a conversation to another agent: out of the queue, or out of somebody’s hand', async () => {
      const waiting = await desk.waiting()
      expect(await desk.room.reassignToAgent(waiting, lee, { agentId: omar.id, note: 'yours' })).toBe('done')
      expect(await desk.stateOf(waiting)).toEqual(['human', omar.id])
      expect((await desk.said(waiting)).slice(-3)).toEqual(['yours', 'handoff.status', 'handoff.accepted'])
      expect(await desk.room.reassignToAgent(id, lee, { agentId: omar.id, note: '' })).toBe('done')
      expect(await desk.stateOf(id)).toEqual(['human', omar.id])
      expect(await desk.room.reassignToAgent(id, lee, { agentId: omar.id, note: '' })).toEqual({ no: 'not-possible', why: 'state' })
      expect(await count(db, `select count(*) from audit where agent_id = $1 and deed = 'reassign'`, [lee.id])).toBe(2)
    })

    test('respects room and presence', async () => {
      await db.query('update agent set capacity = 0 where id = $1', [omar.id])
      expect(await desk.room.reassignToAgent(id, lee, { agentId: omar.id, note: '' })).toEqual({ no: 'agent-full', capacity: 0 })
      const away = await desk.hire('Away')
      expect(await desk.room.reassignToAgent(id, lee, { agentId: away.id, note: '' })).toEqual({ no: 'no-such-target' })
      expect(await desk.stateOf(id)).toEqual(['human', mei.id])
    })

    test('puts it into another queue, by name or by skill', async () => {
      expect(await desk.room.reassignToQueue(id, lee, { queueId: 'payment', note: '' })).toBe('done')
      expect(await desk.stateOf(id)).toEqual(['waiting', null])
      expect(await lineOf()).toMatchObject({ status: 'waiting', queueId: 'payment', agent: null })
      expect(await desk.room.reassignToQueue(id, lee, { skill: 'complaint', note: '' })).toBe('done')
      expect(await lineOf()).toMatchObject({ queueId: 'complaint' })
      expect(await desk.room.reassignToQueue(id, lee, { skill: 'juggling', note: '' })).toEqual({ no: 'no-such-target' })
    })

    test('closes what nobody needs to take, without a word to a spammer', async () => {
      const [spam, answered] = [await desk.waiting(), await desk.waiting()]
      expect(await desk.room.closeConversation(spam, omar, { disposition: 'spam', note: '' })).toBe('done')
      expect(await desk.stateOf(spam)).toEqual(['closed', null])
      expect((await desk.said(spam)).at(-1)).toBe('handoff.status')
      expect(await desk.room.closeConversation(answered, omar, { disposition: 'answered', note: 'by phone' })).toBe('done')
      expect((await desk.said(answered)).slice(-3)).toEqual(['by phone', 'handoff.status', 'handoff.closed'])
      expect(await desk.room.closeConversation(id, omar, { disposition: 'spam', note: '' })).toEqual({ no: 'not-yours', by: { id: mei.id, name: 'Mei' } })
    })
  })

  // Who is in charge after each deed: only claim, transfer, reassign and take-over change it.
  describe('who is in charge', () => {
    const key = () => newId()
    const later = () => desk.clock.now() + 60_000
    const deeds: [string, () => Promise<unknown>, 'Mei' | 'Omar' | 'Lee' | 'nobody'][] = [
      ['a claim by another', () => desk.room.claim(id, omar), 'Mei'],
      ['a reply of its agent', () => desk.room.reply(id, mei, { text: 'hello', attachments: [], key: key() }), 'Mei'],
      ['a reply of another', () => desk.room.reply(id, omar, { text: 'hello', attachments: [], key: key() }), 'Mei'],
      ['a note of another', () => desk.room.note(id, omar, { text: 'hm', key: key() }), 'Mei'],
      ['a whisper of a lead', () => desk.room.note(id, lee, { text: 'hm', key: key(), to: mei.id }), 'Mei'],
      ['a question to a colleague', () => desk.room.consult(id, mei, { agentId: omar.id, text: 'hm?', key: key() }), 'Mei'],
      ['a lead who watches', () => desk.room.watch(id, lee, { isShown: true }), 'Mei'],
      ['a promise of another', () => desk.room.makePromise(id, omar, { kind: 'other', text: 'we will', dueAt: later(), key: key() }), 'Mei'],
      ['putting off', () => desk.room.snooze(id, mei, { until: later(), note: '' }), 'Mei'],
      ['finishing', () => desk.room.finish(id, mei), 'Mei'],
      ['a transfer to a colleague', () => desk.room.transferToAgent(id, mei, { agentId: omar.id, note: '' }), 'Omar'],
      ['a transfer by another', () => desk.room.transferToAgent(id, omar, { agentId: omar.id, note: '' }), 'Mei'],
      ['a transfer to a queue', () => desk.room.transferToQueue(id, mei, { queueId: 'payment', note: '' }), 'nobody'],
      ['reassigning', () => desk.room.reassignToAgent(id, lee, { agentId: omar.id, note: '' }), 'Omar'],
      ['a take-over', () => desk.room.takeOver(id, lee), 'Lee'],
      ['handing back', () => desk.room.handBack(id, mei, { word: '' }), 'nobody'],
      ['completing', () => desk.room.complete(id, mei, { disposition: 'solved', note: '', next: 'closed' }), 'nobody'],
    ]
    test.each(deeds)('after %s', async (what, deed, name) => {
      await deed()
      const [, agentId] = await desk.stateOf(id)
      expect([mei, omar, lee].find((one) => one.id === agentId)?.name ?? 'nobody').toBe(name)
      expect(await count(db, 'select count(*) from assignment where ended_at is null')).toBe(name === 'nobody' || what === 'putting off' ? 0 : 1)
    })
  })

  describe('a reply that comes too late', () => {
    test('is refused with the name of who has it now, never sent, and kept as a draft', async () => {
      await desk.room.takeOver(id, lee)
      const before = await queued()
      expect(await desk.room.reply(id, mei, { text: 'I was just about to say', attachments: [], key: newId() })).toEqual({ no: 'not-yours', by: { id: lee.id, name: 'Lee' } })
      expect(await queued()).toBe(before)
      expect((await transcript(db, id)).some(({ text }) => text.includes('just about'))).toBe(false)
      expect(await desk.room.draftOf(mei, id)).toMatchObject({ text: 'I was just about to say', refused: { by: { name: 'Lee' } } })
      expect(await desk.room.draftOf(lee, id)).toBeNull()
    })

    test('but had been said before is only told again', async () => {
      const key = newId()
      await desk.room.reply(id, mei, { text: 'in time', attachments: [], key })
      await desk.room.takeOver(id, lee)
      expect(await desk.room.reply(id, mei, { text: 'in time', attachments: [], key })).toBe('said')
      expect(await desk.room.draftOf(mei, id)).toBeNull()
      expect((await transcript(db, id)).filter(({ text }) => text === 'in time')).toHaveLength(1)
    })

    test('of an agent who vanished is kept too', async () => {
      desk.clock.advance(50_000)
      await desk.room.heartbeat(omar)
      await desk.room.sweep(desk.clock.now())
      await desk.room.heartbeat(mei)
      expect(await desk.room.reply(id, mei, { text: 'back again', attachments: [], key: newId() })).toEqual({ no: 'not-yours', by: null })
      expect(await desk.room.draftOf(mei, id)).toMatchObject({ text: 'back again', refused: { by: null } })
    })

    test('is thrown away with the next one that goes out', async () => {
      await desk.room.takeOver(id, lee)
      await desk.room.reply(id, mei, { text: 'too late', attachments: [], key: newId() })
      await desk.room.takeOver(id, mei)
      await desk.room.reply(id, mei, { text: 'in time', attachments: [], key: newId() })
      expect(await desk.room.draftOf(mei, id)).toBeNull()
    })
  })
})
