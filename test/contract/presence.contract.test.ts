import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { newId } from '../../core/ids.ts'
import type { Actor } from '../../handoff/index.ts'
import { eachDatabase } from '../databases.ts'
import { openStaffedDesk, type Desk } from './desk.ts'

eachDatabase((_name, open) => {
  let db: OpenedDatabase
  let desk: Desk
  let mei: Actor
  let omar: Actor
  beforeAll(async () => { db = await open() })
  beforeEach(async () => { ({ desk, mei, omar } = await openStaffedDesk(db)) })
  const reply = (conversationId: string, actor: Actor, text = 'I can see your parcel.', key = newId()) => desk.room.reply(conversationId, actor, { text, attachments: [], key })

  describe('an agent whose console dies', () => {
    const pass = async (ms: number) => {
      desk.clock.advance(ms)
      await desk.room.heartbeat(omar)
    }

    test('has 45 seconds to come back', async () => {
      const id = await desk.waiting()
      await desk.room.claim(id, mei)
      await pass(44_000)
      expect(await desk.room.sweep(desk.clock.now())).toEqual({ returned: 0, givenUp: 0 })
      await desk.room.heartbeat(mei)
      await pass(44_000)
      expect(await desk.room.sweep(desk.clock.now())).toEqual({ returned: 0, givenUp: 0 })
      expect(await desk.stateOf(id)).toEqual(['human', mei.id])
    })

    test('gives the conversation back to the head of the queue, at its first waiting time; the shopper is told once', async () => {
      const id = await desk.waiting()
      const requestedAt = desk.clock.now()
      await desk.room.claim(id, mei)
      await pass(1000)
      const later = await desk.waiting()
      await pass(44_001)
      expect((await desk.room.sweep(desk.clock.now())).returned).toBe(1)
      expect((await desk.room.sweep(desk.clock.now())).returned).toBe(0)
      const { entries } = await desk.room.snapshot(omar)
      expect(entries).toMatchObject([{ conversationId: id, isReturned: true, waitingSince: requestedAt, agent: null }, { conversationId: later }])
      expect((await desk.said(id)).slice(-2)).toEqual([expect.stringContaining('The console of Mei'), 'handoff.agent-gone'])

      await desk.room.heartbeat(mei)
      expect(await reply(id, mei)).toEqual({ no: 'not-yours', by: null })
      await desk.room.claim(id, mei)
      await pass(46_000)
      await desk.room.sweep(desk.clock.now())
      expect((await desk.said(id)).filter((text) => text === 'handoff.agent-gone')).toHaveLength(1)
    })

    test('is noticed once by two replicas that look at the same moment', async () => {
      const id = await desk.waiting()
      await desk.room.claim(id, mei)
      await pass(46_000)
      const both = await Promise.all([desk.room.sweep(desk.clock.now()), desk.room.sweep(desk.clock.now())])
      expect(both.reduce((sum, { returned }) => sum + returned, 0)).toBe(1)
      expect((await desk.said(id)).filter((text) => text === 'handoff.agent-gone')).toHaveLength(1)
    })

    test('as the last one there: the shopper is asked for a message, and a task is left for the desk', async () => {
      const id = await desk.waiting()
      await desk.room.claim(id, mei)
      desk.clock.advance(170_000)
      expect(await desk.room.sweep(desk.clock.now())).toEqual({ returned: 1, givenUp: 1 })
      expect(await desk.stateOf(id)).toEqual(['bot', null])
      expect((await desk.said(id)).at(-1)).toBe('handoff.nobody-there')
      expect((await desk.room.snapshot(mei)).leftMessages).toMatchObject([{ conversationId: id, text: 'let me talk to a human', contact: null }])
    })
  })
})
