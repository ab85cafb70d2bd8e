import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Commerce } from '../../commerce/index.ts'
import { storeOutcomes, transcript } from '../../core/conversation/index.ts'
import { listAgents, type Actor } from '../../handoff/index.ts'
import { openTestApp, settle, type TestApp } from '../app.ts'
import { ana } from '../cast.ts'
import { eachDatabase } from '../databases.ts'
import { count } from './desk.ts'

type Answering = 'well' | 'not at all' | 'with errors'

/** `hasForgotten`: nobody at the shop knows how to reach anybody. */
interface Trouble { is: Answering; asked: number; hasForgotten: boolean }

eachDatabase(() => {
  let stage: TestApp
  let shop: Trouble
  let lee: Actor

  let who: string
  const shoppers = ['ana', 'bea', 'cal', 'dot', 'eve', 'fay', 'gil', 'hal', 'ivy', 'jon', 'kay', 'lou', 'mia', 'ned', 'oli', 'pam', 'quy', 'roy']
  beforeAll(async () => {
    stage = await openTestApp({}, { TURN_TIMEOUT_MS: '300' })
    shop = { is: 'well', asked: 0, hasForgotten: false }
    trouble(stage.app.shop, shop)
    lee = (await listAgents(stage.app.db)).find(({ name }) => name === 'Lee')!
  })
  afterAll(async () => { await stage.close() })
  // Every test has a shopper of its own, and nobody is at the desk until somebody comes.
  beforeEach(async () => {
    who = shoppers.shift()!
    Object.assign(shop, { is: 'well', asked: 0, hasForgotten: false })
    stage.clock.advance(60_000)
    await settle(stage)
  })

  let messages = 0
  const says = async (text: string) => {
    stage.clock.advance(1000)
    messages += 1
    const { conversationId } = await stage.app.ports.receive({
      channel: 'test', channelAccount: 'shop', conversation: who, externalId: `m-${messages}`, address: {}, locale: 'en', text, attachments: [],
      shopper: { externalId: who, name: who, customerId: ana.customerId },
    })
    await settle(stage)
    return conversationId
  }
  const pass = async (ms: number) => {
    stage.clock.advance(ms)
    await stage.app.handoff.heartbeat(lee)
    await settle(stage)
  }
  const heard = () => stage.channel.heard.filter(({ to }) => to === who).map(({ message }) => message.replyKey)
  const leftBy = async (id: string) => (await stage.app.handoff.snapshot(lee)).leftMessages.filter(({ conversationId }) => conversationId === id)
  const inbox = async (state: string) => count(stage.app.db, 'select count(*) from inbox where state = $1 and conversation_id = (select id from conversation where external_id = $2)', [state, who])

  test('a turn that fails once is tried again, and the shopper never knows', async () => {
    await stage.app.handoff.heartbeat(lee)
    shop.is = 'with errors'
    await says('where is my parcel 1001?')
    expect(heard()).toEqual([])
    shop.is = 'well'
    await pass(3000)
    expect(heard()).toEqual(['shipping.on-the-way'])
    expect([await inbox('new'), await inbox('dead')]).toEqual([0, 0])
  })

  test('one that fails for good is told once and handed over, with the shopper’s words on the card', async () => {
    await stage.app.handoff.heartbeat(lee)
    shop.is = 'with errors'
    const id = await says('where is my parcel 1001?')
    for (let tries = 0; tries < 4; tries++) await pass(3000)
    expect(heard()).toEqual(['handoff.bot-failure', 'handoff.waiting'])
    expect(await inbox('dead')).toBe(1)
    const found = (await stage.app.handoff.openConversation(lee, id, 'en'))!
    expect(found).toMatchObject({ state: 'waiting', entry: { reason: 'bot-failure', priority: 'high', preview: 'where is my parcel 1001?' }, card: { orders: [] } })
  })

  test('one that is too slow is not waited for: handed over at once, without another try', async () => {
    await stage.app.handoff.heartbeat(lee)
    shop.is = 'not at all'
    await says('where is my parcel 1001?')
    expect(heard()).toEqual(['handoff.bot-failure', 'handoff.waiting'])
    const { asked } = shop
    await pass(10_000)
    expect(shop.asked).toBe(asked)
    expect(heard()).toHaveLength(2)
  })

  test('while the shopper waits already, further failures are not told again', async () => {
    await stage.app.handoff.heartbeat(lee)
    shop.is = 'not at all'
    await says('where is my parcel 1001?')
    await says('where is my parcel 1002?')
    expect(heard()).toEqual(['handoff.bot-failure', 'handoff.waiting'])
    expect(await inbox('new')).toBe(0)
  })

  test('while a person is in charge the shopper hears nothing of it, and the person sees the message', async () => {
    await stage.app.handoff.heartbeat(lee)
    const id = await says('let me talk to a human')
    await stage.app.handoff.claim(id, lee)
    await settle(stage)
    const before = heard().length
    const { understand } = stage.app.nlp
    // Not even the reading of a message works.
    stage.app.nlp.understand = () => { throw new Error('the model is broken') }
    try {
      await says('are you there?')
      for (let tries = 0; tries < 4; tries++) await pass(3000)
    } finally {
      stage.app.nlp.understand = understand
    }
    expect(heard()).toHaveLength(before)
    expect((await stage.app.handoff.openConversation(lee, id, 'en'))!.entry.unansweredSince).not.toBeNull()
    expect((await transcript(stage.app.db, id)).at(-1)).toMatchObject({ speaker: 'shopper', text: 'are you there?' })
  })

  test('when nobody is there what was written is the message, and it goes to where the shopper is known to be reached', async () => {
    shop.is = 'not at all'
    const id = await says('where is my parcel 1001?')
    expect(heard()).toEqual(['handoff.bot-failure', 'handoff.nobody-left'])
    expect(await leftBy(id)).toMatchObject([{ text: 'where is my parcel 1001?', contact: 'ana.silva@example.com' }])
  })

  test('where nobody knows how to reach them, the next words are added to the task though the bot is still broken', async () => {
    shop.is = 'not at all'
    shop.hasForgotten = true
    const id = await says('where is my parcel 1001?')
    expect(heard()).toEqual(['handoff.bot-failure', 'handoff.nobody-noted'])
    const { understand } = stage.app.nlp
    stage.app.nlp.understand = () => { throw new Error('the model is broken') }
    try {
      await says('please call me about 1001')
      for (let tries = 0; tries < 4; tries++) {
        stage.clock.advance(3000)
        await settle(stage)
      }
    } finally {
      stage.app.nlp.understand = understand
    }
    expect(heard().at(-1)).toBe('handoff.failure-noted')
    expect((await leftBy(id)).map(({ text }) => text)).toEqual(['where is my parcel 1001?\nplease call me about 1001'])
  })

  test('when nobody is there and the shopper writes no more, it is a task all the same', async () => {
    shop.is = 'not at all'
    shop.hasForgotten = true
    const id = await says('where is my parcel 1001?')
    expect(await leftBy(id)).toMatchObject([{ conversationId: id, kind: 'message', text: 'where is my parcel 1001?', contact: null }])
  })

  describe('when not even a person can be asked for', () => {
    const breaking = async (parts: Record<string, (...asked: never[]) => unknown>, work: () => Promise<void>) => {
      const { handoff, mouth } = stage.app
      const rooms: Record<string, Record<string, unknown>> = { request: handoff as never, leaveMessage: handoff as never, say: mouth as never }
      const whole = Object.keys(parts).map((name) => [name, rooms[name]![name]] as const)
      for (const name of Object.keys(parts)) rooms[name]![name] = parts[name]
      try {
        await work()
      } finally {
        for (const [name, part] of whole) rooms[name]![name] = part
      }
    }
    const fails = async () => { throw new Error('the desk is broken') }
    const tries = async (times: number) => {
      for (let time = 0; time < times; time++) await pass(70_000)
    }
    const dead = async (end: string) => Number(new RegExp(`baton_turns_dead_total\\{end="${end}"\\} (\\d+)`).exec(await stage.app.metrics.text())?.[1] ?? 0)

    test.each<{ what: string; broken: Record<string, () => Promise<never>>; heard: string[]; tasks: string[]; end: string }>([
      { what: 'it is tried some times more, then the shopper is told once and a task is left', broken: { request: fails }, heard: ['handoff.bot-failure'], tasks: ['where is my parcel 1001?'], end: 'task' },
      { what: 'nor a task left, the shopper is told once', broken: { request: fails, leaveMessage: fails }, heard: ['handoff.bot-failure'], tasks: [], end: 'told' },
      { what: 'nor a word said, it ends all the same, and the operator hears of it', broken: { request: fails, leaveMessage: fails, say: fails }, heard: [], tasks: [], end: 'silent' },
    ])('$what', async ({ broken, heard: words, tasks, end }) => {
      await stage.app.handoff.heartbeat(lee)
      shop.is = 'with errors'
      const before = await dead(end)
      let id = ''
      await breaking(broken, async () => {
        id = await says('where is my parcel 1001?')
        await tries(3)
        expect([await inbox('new'), await inbox('dead')]).toEqual([1, 0])
        await tries(5)
      })
      expect([await inbox('new'), await inbox('dead')]).toEqual([0, 1])
      expect(heard()).toEqual(words)
      expect((await leftBy(id)).map(({ text }) => text)).toEqual(tasks)
      expect(await dead(end)).toBe(before + 1)
      shop.is = 'well'
      await says('where is my parcel 1001?')
      expect(heard()).toEqual([...words, 'shipping.on-the-way'])
    })

    test('for a while only, the person comes as soon as one can be asked for', async () => {
      await stage.app.handoff.heartbeat(lee)
      shop.is = 'with errors'
      const before = await dead('person')
      await breaking({ request: fails }, async () => {
        await says('where is my parcel 1001?')
        await tries(3)
      })
      expect(heard()).toEqual([])
      await tries(1)
      expect(heard()).toEqual(['handoff.bot-failure', 'handoff.waiting'])
      expect(await dead('person')).toBe(before + 1)
    })
  })

  describe('a write to the shop without a clear answer', () => {
    let apply: Commerce['apply']
    beforeEach(() => { apply = stage.app.shop.apply })
    afterEach(() => { stage.app.shop.apply = apply })
    const cancels = async (id: string) => {
      stage.app.shop.apply = async () => { throw new Error('the line broke') }
      const write = { kind: 'cancel-order', orderId: 'o-1', reason: 'changed my mind' } as const
      await stage.app.db.transaction((tx) => storeOutcomes(tx, { conversationId: id, seq: 1, now: stage.clock.now() }, [{ write, done: 'order.cancelled', refused: 'order.cancel-refused', unclear: 'write.unclear' }]))
      await settle(stage)
    }
    const cardOf = async (id: string) => (await stage.app.handoff.openConversation(lee, id, 'en'))!.card

    test('is a task when nobody is there, also when a person was asked for in vain a moment before', async () => {
      const id = await says('let me talk to a human')
      expect(await leftBy(id)).toEqual([])
      await cancels(id)
      expect(await leftBy(id)).toMatchObject([{ conversationId: id }])
      expect((await cardOf(id)).draft).toMatchObject({ unclearWrite: { kind: 'cancel-order' } })
    })

    test('stands on the card of who waits already, and of who has their person', async () => {
      await stage.app.handoff.heartbeat(lee)
      const id = await says('let me talk to a human')
      await cancels(id)
      expect((await cardOf(id)).draft).toMatchObject({ unclearWrite: { kind: 'cancel-order' } })
      await stage.app.db.query('delete from outcome where conversation_id = $1', [id])
      await stage.app.handoff.claim(id, lee)
      await stage.app.db.query('update handoff set personal_card = personal_card - $1::text where conversation_id = $2', ['draft', id])
      await cancels(id)
      expect((await cardOf(id)).draft).toMatchObject({ unclearWrite: { kind: 'cancel-order' } })
    })
  })
})

/** Puts a rim before the shop that a test can break. */
function trouble(commerce: Commerce, how: Trouble): void {
  const shop = commerce as unknown as Record<string, (...asked: unknown[]) => unknown>
  const customerById = shop['customerById']!
  shop['customerById'] = async (...asked) => {
    if (how.hasForgotten) throw new Error('the shop does not answer')
    return customerById(...asked)
  }
  for (const name of ['ordersOfCustomer', 'orderByNumber', 'parcelsOf']) {
    const answer = shop[name]!
    shop[name] = async (...asked) => {
      how.asked += 1
      if (how.is === 'with errors') throw new Error('the shop does not answer')
      return how.is === 'not at all' ? new Promise(() => {}) : answer(...asked)
    }
  }
}
