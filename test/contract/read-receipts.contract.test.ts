// How far a shopper has read, from the channel's event to the agent's transcript. Never a turn.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { QueueEntry } from '../../handoff/contract.ts'
import { listAgents, type Actor } from '../../handoff/index.ts'
import { newId } from '../../core/ids.ts'
import { openTestApp, settle, type TestApp } from '../app.ts'
import { eachDatabase } from '../databases.ts'
import { count } from './desk.ts'

eachDatabase(() => {
  let stage: TestApp
  let lee: Actor
  let id: string
  let who: string
  let messages = 0
  beforeAll(async () => {
    stage = await openTestApp()
    lee = (await listAgents(stage.app.db)).find(({ name }) => name === 'Lee')!
  })
  afterAll(async () => { await stage.close() })
  beforeEach(async () => {
    who = newId()
    await stage.app.handoff.heartbeat(lee)
  })

  const says = async (text: string) => {
    messages += 1
    stage.clock.advance(1000)
    id = (await stage.app.ports.receive({
      channel: 'test', channelAccount: 'shop', conversation: who, externalId: `${who}:m-${messages}`, address: {}, locale: 'en', text, attachments: [], shopper: { externalId: who, name: 'Bo', customerId: null },
    })).conversationId
    await settle(stage)
  }
  const reply = async (text: string) => {
    await stage.app.handoff.reply(id, lee, { text, attachments: [], key: newId() })
    await settle(stage)
    return (await stage.app.handoff.openConversation(lee, id, 'en'))!.messages.find((message) => message.text === text)!.seq
  }
  const entry = async () => QueueEntry.parse((await stage.app.handoff.openConversation(lee, id, 'en'))!.entry)
  const withLee = async () => {
    await says('let me talk to a human')
    await stage.app.handoff.claim(id, lee)
    await settle(stage)
  }

  test('stands on the line of the desk, with its time, fresh and by the feed alike', async () => {
    await withLee()
    const seq = await reply('Here is your parcel.')
    const { cursor } = await stage.app.handoff.snapshot(lee)
    expect((await entry()).seen).toBeNull()
    stage.clock.advance(5000)
    await stage.app.ports.seen(id, { seq })
    const seen = { seq, at: stage.clock.now() }
    expect((await entry()).seen).toEqual(seen)
    expect((await stage.app.handoff.snapshot(lee)).entries.find((one) => one.conversationId === id)!.seen).toEqual(seen)
    // What the feed tells is the whole line as a fresh load shows it.
    expect(await stage.app.handoff.changesSince(lee, cursor)).toMatchObject({ entries: (await stage.app.handoff.snapshot(lee)).entries.filter((one) => one.conversationId === id) })
  })

  test('never goes back, and never before what is said', async () => {
    await withLee()
    const first = await reply('One moment.')
    const second = await reply('Here it is.')
    await stage.app.ports.seen(id, { seq: second })
    const { at } = (await entry()).seen!
    stage.clock.advance(5000)
    await stage.app.ports.seen(id, { seq: first })
    await stage.app.ports.seen(id, { seq: 999_999 })
    expect((await entry()).seen).toEqual({ seq: second, at })
    const third = await reply('And here is more.')
    await stage.app.ports.seen(id, { seq: third })
    expect((await entry()).seen).toMatchObject({ seq: third })
  })

  test('is known by the channel’s own id of our words or of the shopper’s; by an unknown one not', async () => {
    await withLee()
    const seq = await reply('Here is your parcel.')
    const { rows } = await stage.app.db.query<{ external_id: string }>(`update outbox set external_id = 'teams-17' where conversation_id = $1 and seq = $2 returning external_id`, [id, seq])
    await stage.app.ports.seen(id, { externalId: 'nobody-knows' })
    expect((await entry()).seen).toBeNull()
    await stage.app.ports.seen(id, { externalId: `m-${messages}` })
    expect((await entry()).seen).toMatchObject({ seq: 1 })
    await stage.app.ports.seen(id, { externalId: rows[0]!.external_id })
    expect((await entry()).seen).toMatchObject({ seq })
  })

  test('makes no turn and no line, and nothing is kept of who has asked for nobody', async () => {
    await says('how much is shipping?')
    const heard = stage.channel.heard.length
    const before = await count(stage.app.db, 'select version + last_seq as count from conversation where id = $1', [id])
    await stage.app.ports.seen(id, { seq: 1 })
    await settle(stage)
    expect(stage.channel.heard).toHaveLength(heard)
    expect(await count(stage.app.db, 'select version + last_seq as count from conversation where id = $1', [id])).toBe(before)
    expect(await count(stage.app.db, 'select count(*) from shopper_seen where conversation_id = $1', [id])).toBe(0)
  })
})
