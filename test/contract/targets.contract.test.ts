import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { newId } from '../../core/ids.ts'
import { ana, bo } from '../cast.ts'
import { eachDatabase } from '../databases.ts'
import { hmac } from '../outside-desk.ts'
import { count, openDesk, says } from './desk.ts'
import { codeOf, key, minute, openWebhookDesk, type WebhookDesk } from './webhook-desk.ts'

eachDatabase((_name, open) => {
  let db: OpenedDatabase
  let stage: WebhookDesk
  beforeAll(async () => { db = await open() })
  beforeEach(async () => { stage = await openWebhookDesk(db) })
  afterEach(() => stage.close())

  describe('a handoff with a webhook as the desk', () => {
    test('waits in our queue, though nobody is at our own desk, and is posted there, signed', async () => {
      const { id, handoffId } = await stage.offered()
      expect((await stage.desk.stateOf(id))[0]).toBe('waiting')
      expect((await stage.desk.room.snapshot({ team: 'shop' })).entries).toMatchObject([{ conversationId: id, status: 'waiting' }])
      expect(stage.other.calls).toHaveLength(1)
      const { method, path, headers, body } = stage.other.calls[0]!
      expect([method, path, headers['content-type'], headers['x-baton-key-id'], headers['x-baton-handoff']]).toEqual(['POST', '/hook', 'application/json', 'shared', handoffId])
      expect(headers['x-baton-delivery']).toMatch(/^[0-9a-f-]{36}$/)
      expect(headers['x-baton-timestamp']).toBe(String(stage.desk.clock.now() / 1000))
      expect(headers['x-baton-signature']).toBe(`sha256=${hmac(key.secret, `${stage.desk.clock.now() / 1000}.${body.toString()}`)}`)
      expect(JSON.parse(body.toString())).toMatchObject({ context: { Reason: 'asked', Card: { handoffId } }, channelData: { handoffId, conversationId: id } })
    })

    test('is followed by everything said since, in order, without the bot’s words about waiting and without notes', async () => {
      const { id } = await stage.offered()
      await says(stage.desk, id, 'it is order 1001')
      await db.transaction((tx) => stage.desk.room.tellPlace(tx, id))
      await stage.desk.room.note(id, await stage.colleague(), { text: 'for us only', key: newId() })
      await says(stage.desk, id, 'hello?')
      await stage.desk.room.runTargets()
      expect(stage.heard()).toEqual(['handoff.initiate', 'it is order 1001', 'hello?'])
      await stage.desk.room.runTargets()
      expect(stage.other.calls).toHaveLength(3)
    })

    test('is told again after 503, when the other desk says so, with the same delivery id; what comes behind waits', async () => {
      stage.other.next({ status: 503, headers: { 'retry-after': '20' } })
      const { id } = await stage.offered()
      await says(stage.desk, id, 'hello?')
      await stage.desk.room.runTargets()
      stage.desk.clock.advance(19_000)
      await stage.desk.room.runTargets()
      expect(stage.other.calls).toHaveLength(1)
      stage.desk.clock.advance(1_001)
      await stage.desk.room.runTargets()
      expect(stage.heard()).toEqual(['handoff.initiate', 'handoff.initiate', 'hello?'])
      const [first, again] = stage.told()
      expect(again!.headers['x-baton-delivery']).toBe(first!.headers['x-baton-delivery'])
      expect(again!.headers['x-baton-signature']).not.toBe(first!.headers['x-baton-signature'])
      expect(stage.counted).toEqual(['put-off', 'sent', 'sent'])
    })

    test.each([429, 500, 502])('is told again after %i and after a call that broke off', async (status) => {
      stage.other.next({ status }, { status: 200, hangsUp: true })
      await stage.offered()
      for (let second = 0; second < 8; second++) {
        stage.desk.clock.advance(1_000)
        await stage.desk.room.runTargets()
      }
      expect(stage.heard()).toEqual(['handoff.initiate', 'handoff.initiate', 'handoff.initiate'])
      expect(stage.counted).toEqual(['put-off', 'put-off', 'sent'])
    })

    test.each([400, 401, 404, 302])('is never told again after %i: the log says so, and it is our own desk’s', async (status) => {
      stage.other.next({ status, headers: status === 302 ? { location: 'http://127.0.0.1:1/' } : {} })
      const { id, handoffId } = await stage.offered()
      stage.desk.clock.advance(minute)
      await stage.desk.room.runTargets()
      expect(stage.other.calls).toHaveLength(1)
      expect(stage.counted).toEqual(['dead', 'fell-back'])
      expect(stage.logged).toEqual([expect.stringContaining('cannot be told')])
      expect(await stage.linkState(handoffId)).toBe('fallen-back')
      expect(await stage.desk.said(id)).toEqual(['handoff.waiting', expect.stringContaining('did not take the call')])
      expect((await stage.desk.stateOf(id))[0]).toBe('waiting')
    })

    test('comes back when the other desk is unreachable for three minutes; nobody there either, the shopper is asked for a message', async () => {
      await stage.other.close()
      const { id, handoffId } = await stage.offered()
      for (let passed = 0; passed < 4 * minute; passed += 5_000) {
        stage.desk.clock.advance(5_000)
        await stage.desk.room.runTargets()
      }
      expect(await stage.linkState(handoffId)).toBe('fallen-back')
      expect(await count(db, `select count(*) from target_call where state = 'dead'`)).toBe(1)
      await stage.desk.room.sweep(stage.desk.clock.now())
      expect((await stage.desk.stateOf(id))[0]).toBe('bot')
      expect(await stage.desk.said(id)).toEqual(['handoff.waiting', expect.stringContaining('could not be reached'), 'handoff.status', 'handoff.nobody-there'])
    })

    test('is not counted on for a minute after that: who asks then, and nobody else is there, leaves a message at once', async () => {
      stage.other.next({ status: 401 })
      await stage.offered()
      await stage.desk.room.runTargets()
      expect(await stage.desk.ask(await stage.desk.chat())).toMatchObject({ result: 'nobody-there' })
      stage.desk.clock.advance(minute + 1)
      await stage.desk.room.runTargets()
      expect(await stage.desk.ask(await stage.desk.chat())).toMatchObject({ result: 'waiting' })
    })

    test('is told once by two processes', async () => {
      const second = openDesk(db, stage.options)
      for (let made = 0; made < 10; made++) await stage.desk.waiting()
      await Promise.all([stage.desk.room.runTargets(), second.room.runTargets(), stage.desk.room.runTargets(), second.room.runTargets()])
      await stage.desk.room.runTargets()
      const ids = stage.told().map(({ headers }) => headers['x-baton-delivery'])
      expect(ids).toHaveLength(10)
      expect(new Set(ids).size).toBe(10)
      await second.room.close()
    })

    test('that a process died over is told by another when its lease has run out', async () => {
      await stage.desk.waiting()
      const { rows } = await db.query<{ id: string }>(`update target_call set lease_by = 'gone', lease_until = $1, attempts = 1 returning id`, [new Date(stage.desk.clock.now() + 30_000)])
      await stage.desk.room.runTargets()
      expect(stage.other.calls).toEqual([])
      stage.desk.clock.advance(30_001)
      await stage.desk.room.runTargets()
      expect(stage.told().map(({ headers }) => headers['x-baton-delivery'])).toEqual([rows[0]!.id])
    })

    test('is told at once when something happens in the conversation, without waiting for the next look', async () => {
      const id = await stage.desk.waiting()
      stage.desk.room.nudgeTargets(id)
      await stage.desk.room.close()
      expect(stage.heard()).toEqual(['handoff.initiate'])
    })

    test('not taken in time is our own desk’s alone, and the other desk hears that', async () => {
      const { id, handoffId } = await stage.offered()
      stage.desk.clock.advance(9 * minute)
      await stage.desk.room.runTargets()
      await stage.desk.room.sweep(stage.desk.clock.now())
      expect((await stage.desk.stateOf(id))[0]).toBe('waiting')
      stage.desk.clock.advance(minute)
      await stage.desk.room.runTargets()
      expect(stage.heard()).toEqual(['handoff.initiate', 'handoff.status failed not-accepted'])
      expect(codeOf(await stage.post('status', handoffId, { state: 'accepted', agent: { name: 'Jo' } }))).toEqual([409, 'not-possible'])
      await stage.desk.room.sweep(stage.desk.clock.now())
      expect((await stage.desk.said(id)).at(-1)).toBe('handoff.nobody-there')
    })

    test('that an agent of ours takes first is over there', async () => {
      const { id, handoffId } = await stage.offered()
      const mei = await stage.colleague()
      expect(await stage.desk.room.claim(id, mei)).toMatchObject({ agentId: mei.id })
      await stage.desk.room.runTargets()
      expect(stage.heard()).toEqual(['handoff.initiate', 'handoff.status completed taken-by-desk'])
      const late = await stage.post('status', handoffId, { state: 'accepted', agent: { name: 'Jo' } })
      expect(codeOf(late)).toEqual([409, 'already-claimed'])
      expect(late.body).toMatchObject({ error: { by: { name: 'Mei' } } })
      expect(await stage.desk.stateOf(id)).toEqual(['human', mei.id])
    })

    test('whose shopper leaves the queue is over there', async () => {
      const { id } = await stage.offered()
      await db.transaction((tx) => stage.desk.room.leaveQueue(tx, id, 'leave'))
      await stage.desk.room.runTargets()
      await stage.desk.room.runTargets()
      expect(stage.heard()).toEqual(['handoff.initiate', 'handoff.status completed left-queue'])
    })

    test('comes back when no outside desk is set any more', async () => {
      const { id } = await stage.accepted()
      const plain = openDesk(db, {})
      await plain.room.runTargets()
      expect(await plain.stateOf(id)).toEqual(['waiting', null])
      expect((await plain.said(id)).slice(-2)).toEqual(['handoff.agent-gone', expect.stringContaining('not set any more')])
      await plain.room.close()
    })
  })

  test('two shoppers at the outside desk are two conversations there', async () => {
    const [first, second] = [await stage.desk.chat('hello', ana), await stage.desk.chat('hi', bo)]
    await stage.desk.ask(first)
    await stage.desk.ask(second)
    await stage.desk.room.runTargets()
    await says(stage.desk, first, 'from Ana')
    await says(stage.desk, second, 'from Bo')
    await stage.desk.room.runTargets()
    const byHandoff = Map.groupBy(stage.told(), ({ headers }) => headers['x-baton-handoff'])
    const talks = [...byHandoff.values()].map((calls) => calls.map(({ activity }) => activity.text ?? 'initiate').join(', '))
    expect(talks.toSorted()).toEqual(['initiate, from Ana', 'initiate, from Bo'])
  })
})
