import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { recordIncoming } from '../../core/conversation/index.ts'
import type { Db, Rows } from '../../core/db/db.ts'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { listAgents, type Actor } from '../../handoff/index.ts'
import { openTestApp, settle, type TestApp } from '../app.ts'
import { eachDatabase } from '../databases.ts'
import { count } from './desk.ts'

eachDatabase(() => {
  let stage: TestApp
  let lee: Actor
  let who: string
  let messages = 0
  const shoppers = ['una', 'vic', 'wes', 'xia', 'yan', 'zoe', 'abe', 'bob']
  beforeAll(async () => {
    stage = await openTestApp()
    lee = (await listAgents(stage.app.db)).find(({ name }) => name === 'Lee')!
  })
  afterAll(async () => { await stage.close() })
  beforeEach(async () => {
    who = shoppers.shift()!
    await pass(60_000)
  })

  const incoming = (from: string, text: string) => ({
    channel: 'test', channelAccount: 'shop', conversation: from, externalId: `u-${messages += 1}`, address: {}, locale: 'en', text, attachments: [],
    shopper: { externalId: from, name: from, customerId: null },
  })
  const pass = async (ms: number) => {
    stage.clock.advance(ms)
    await stage.app.handoff.heartbeat(lee)
    await settle(stage)
  }
  const tries = async (times: number) => {
    for (let time = 0; time < times; time++) await pass(70_000)
  }
  const says = async (text: string, from = who) => {
    const { conversationId } = await stage.app.ports.receive(incoming(from, text))
    await settle(stage)
    return conversationId
  }
  /** Stored, and the process died before its turn. */
  const leaves = async (text: string) => (await recordIncoming(stage.app.db, incoming(who, text), stage.clock.now())).conversation.id
  const spoil = (sql: string, id: string) => stage.app.db.query(sql, [id])
  const heard = (from = who) => stage.channel.heard.filter(({ to }) => to === from).map(({ message }) => message.replyKey)
  const inbox = (id: string, state: string) => count(stage.app.db, 'select count(*) from inbox where conversation_id = $1 and state = $2', [id, state])
  const dead = async (end: string) => Number(new RegExp(`baton_turns_dead_total\\{end="${end}"\\} (\\d+)`).exec(await stage.app.metrics.text())?.[1] ?? 0)
  const cardOf = async (id: string) => (await stage.app.handoff.openConversation(lee, id, 'en'))!
  const handedOver = ['handoff.bot-failure', 'handoff.waiting']

  describe('a turn of which something stored cannot be read', () => {
    test('ends as one that cannot be done: a person is asked for, the shopper told, and nobody else waits for it', async () => {
      const before = await dead('person')
      const id = await leaves('where is my parcel 1001?')
      await spoil(`update message set personal = '"{"' where conversation_id = $1`, id)
      await pass(5_000)
      expect(await inbox(id, 'new')).toBe(1)
      await says('how much is shipping?', 'neighbour')
      expect(heard('neighbour')).toEqual(['shipping.cost'])
      await tries(4)
      expect([await inbox(id, 'new'), await inbox(id, 'dead'), await dead('person')]).toEqual([0, 1, before + 1])
      expect(heard()).toEqual(handedOver)
      const { entry, messages: lines } = await cardOf(id)
      expect(entry).toMatchObject({ reason: 'bot-failure', preview: '\uFFFD' })
      expect(lines.map(({ text }) => text)).toContain('\uFFFD')
    })

    test.each([
      { what: 'dialog', sql: `update conversation set personal_dialog = '"{"' where id = $1` },
      { what: 'address', sql: `update conversation set personal = '7' where id = $1` },
    ])('the $what: the talk begins anew behind it', async ({ sql }) => {
      await says('how much is shipping?')
      const id = await leaves('how can I pay?')
      await spoil(sql, id)
      await tries(4)
      expect([await inbox(id, 'new'), await inbox(id, 'dead')]).toEqual([0, 1])
      await stage.app.handoff.claim(id, lee)
      await stage.app.handoff.handBack(id, lee, { word: 'done' })
      await settle(stage)
      await says('how much is shipping?')
      await tries(2)
      expect([await inbox(id, 'new'), await inbox(id, 'dead')]).toEqual([0, 1])
      expect(heard()).toEqual(expect.arrayContaining(handedOver))
      expect(heard().at(-1)).toBe('shipping.cost')
    })

    test('a message that comes to a damaged talk is taken and told of, not refused', async () => {
      const id = await says('how much is shipping?')
      await spoil(`update conversation set personal_dialog = '5' where id = $1`, id)
      expect(await says('how can I pay?')).toBe(id)
      await tries(4)
      expect(heard().slice(1)).toEqual(handedOver)
    })

    test('a mood is not: it begins anew', async () => {
      const id = await says('how much is shipping?')
      await spoil(`update conversation set personal_mood = '"{"' where id = $1`, id)
      await says('how can I pay?')
      expect(heard()).toEqual(['shipping.cost', 'payment.methods'])
    })
  })

  describe('a turn on a damaged page of the database', () => {
    /** Lets every statement fail that reads what `isDamaged` says, as PostgreSQL fails then. */
    const damaging = async (isDamaged: (text: string) => boolean, id: string, work: () => Promise<void>) => {
      const db = stage.app.db as OpenedDatabase
      const { query, transaction } = db
      const over = (inner: Db): Db['query'] => async <R>(text: string, values: unknown[] = []): Promise<Rows<R>> => {
        if (values.includes(id) && isDamaged(text)) throw Object.assign(new Error('missing chunk number 0 for toast value'), { code: 'XX000' })
        return inner.query<R>(text, values)
      }
      Object.assign(db, { query: over({ query }), transaction: ((deed) => transaction((tx) => deed({ query: over(tx) }))) satisfies OpenedDatabase['transaction'] })
      try {
        await work()
      } finally {
        Object.assign(db, { query, transaction })
      }
    }

    test('that holds the words: a person is asked for without them', async () => {
      const before = await dead('person-without-context')
      const id = await leaves('where is my parcel 1001?')
      await damaging((text) => /\bm\.personal\b/.test(text) && /\b(i|m)\.conversation_id = \$1/.test(text), id, () => tries(4))
      expect([await inbox(id, 'new'), await inbox(id, 'dead'), await dead('person-without-context')]).toEqual([0, 1, before + 1])
      await tries(1)
      expect(heard()).toEqual(handedOver)
    })

    test('that holds the conversation: it ends after six tries, and the operator hears of it', async () => {
      const before = await dead('silent')
      const id = await leaves('where is my parcel 1001?')
      await damaging((text) => /\bpersonal\b/.test(text) && /\bconversation\b/.test(text) && !/null as personal/.test(text), id, async () => {
        await tries(4)
        expect(await inbox(id, 'new')).toBe(1)
        await tries(4)
      })
      expect([await inbox(id, 'new'), await inbox(id, 'dead'), await dead('silent')]).toEqual([0, 1, before + 1])
      await says('how much is shipping?')
      expect(heard()).toEqual(['shipping.cost'])
    })
  })

  test('words of ours that cannot be read never reach a shopper: they are a dead letter', async () => {
    const id = await leaves('how much is shipping?')
    const { send } = stage.channel
    stage.channel.send = async () => { throw new Error('away') }
    await pass(5_000)
    stage.channel.send = send
    await spoil(`update message set personal = '"{"' where conversation_id = $1 and speaker = 'bot'`, id)
    await tries(2)
    expect(heard()).toEqual([])
    expect(await count(stage.app.db, `select count(*) from outbox where conversation_id = $1 and state = 'dead'`, [id])).toBe(1)
  })
})
