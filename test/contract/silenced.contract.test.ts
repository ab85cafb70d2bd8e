import { afterEach, beforeEach, expect, test } from 'vitest'
import { OtherSystemError } from '../../core/errors.ts'
import { transcript } from '../../core/conversation/index.ts'
import { listAgents, type Actor } from '../../handoff/index.ts'
import { openTestApp, settle, type TestApp } from '../app.ts'
import { ana } from '../cast.ts'
import { eachDatabase } from '../databases.ts'

eachDatabase(() => {
  let stage: TestApp
  let lee: Actor
  beforeEach(async () => {
    stage = await openTestApp()
    lee = (await listAgents(stage.app.db)).find(({ name }) => name === 'Lee')!
    await stage.app.handoff.heartbeat(lee)
  })
  afterEach(async () => { await stage.close() })

  let messages = 0
  const says = async (text: string) => {
    messages += 1
    const { conversationId } = await stage.app.ports.receive({
      channel: 'test', channelAccount: 'shop', conversation: 'ana', externalId: `silenced-${messages}`, address: {}, locale: 'en', text, attachments: [],
      shopper: { externalId: 'ana', name: 'Ana', customerId: ana.customerId },
    })
    await settle(stage)
    return conversationId
  }

  test('bot words that were on their way when a person took over, and did not arrive, are not sent again: the person is not talked over', async () => {
    const id = await says('let me talk to a human')
    const { send } = stage.channel
    stage.channel.send = async () => {
      stage.channel.send = send
      await stage.app.handoff.claim(id, lee)
      throw new OtherSystemError('the channel is busy')
    }
    await says('how much is shipping?')
    stage.clock.advance(60_000)
    await stage.app.handoff.heartbeat(lee)
    await settle(stage)
    expect(stage.channel.heard.map(({ message }) => message.replyKey)).toEqual(['handoff.waiting', 'handoff.accepted'])
    const bot = (await transcript(stage.app.db, id)).filter(({ replyKey }) => replyKey !== null && !replyKey.startsWith('handoff.'))
    expect(bot.map(({ replyKey, delivery }) => [replyKey, delivery])).toEqual([['shipping.cost', 'cancelled']])
  })
})
