import { randomUUID } from 'node:crypto'
import { putDemoOrder } from '../../commerce/index.ts'
import { listAgents, type Actor } from '../../handoff/index.ts'
import type { Incoming } from '../../bot/channels/channel.ts'
import type { Attachment, Conversation } from '../../core/conversation/index.ts'
import { settle, type TestApp } from '../app.ts'
import { pixel, shoppers, type Shopper } from '../cast.ts'
import { putRowsBack, releaseTables } from '../kept-rows.ts'
import { setShop } from './shop-rim.ts'
import type { Got } from './match.ts'
import { orderFromWords } from './story-order.ts'
import { actorNamed, keepPresent } from './acting.ts'
import { timesGiven } from './times.ts'

export { actorNamed, passes } from './acting.ts'

/** The data of each reply that was rendered, by its key and words. */
export type Ear = Map<string, Got['data']>

/** The stage of one play: the real app with an emptied database, the shoppers of the play and the agents at their desks. */
export interface Stage {
  test: TestApp
  actors: Map<string, Actor>
  /** Agents whose consoles are open. */
  present: Set<string>
  signedIn: Set<string>
  /** The last message of each shopper, to be sent again. */
  last: Map<string, Incoming>
  /** Who spoke last: `Bot:` speaks to them. */
  speaker: string
  /** What has been heard and not yet been looked at. */
  heard(): Got[]
}

/** Empties every table a play may have touched, fills the shop again and opens the curtain. */
export async function setStage(test: TestApp, ear: Ear): Promise<Stage> {
  const { app, channel } = test
  test.clock.reset()
  await putRowsBack(app.db, 'started', releaseTables)
  app.handoff.forgetSettings()
  setShop(app.shop, false)
  channel.heard.length = 0
  const agents = await listAgents(app.db)
  let looked = 0
  const heard = () => {
    const fresh = channel.heard.slice(looked)
    looked = channel.heard.length
    return fresh.map(({ to, message }): Got => ({
      to, speaker: message.speaker as Got['speaker'], text: message.text, key: message.replyKey, data: message.replyKey ? ear.get(`${message.replyKey}\n${message.text}`) ?? null : null,
    }))
  }
  return { test, actors: new Map(agents.map((agent) => [agent.name, agent])), present: new Set(), signedIn: new Set(), last: new Map(), speaker: '', heard }
}

/** Makes something true before the play begins. */
export async function given(stage: Stage, text: string): Promise<void> {
  const [, who, what] = /^(\S+) (?:is|are) (.+)$/.exec(text) ?? []
  if (text.startsWith('order ')) return putDemoOrder(stage.test.app.db, orderFromWords(text, stage.test.clock.now()))
  if (what === 'signed in') return void stage.signedIn.add(shopperNamed(who!).name)
  if (what === 'online') return comeOnline(stage, who!)
  if (await timesGiven(stage, text)) return
  if (text === 'it is night') return stage.test.clock.advance(16 * 3_600_000)
  throw new Error(`nobody knows how to make it true that ${text}`)
}

/** The agent's console is open and says so. */
export async function comeOnline(stage: Stage, name: string): Promise<void> {
  stage.present.add(name)
  await stage.test.app.handoff.heartbeat(actorNamed(stage, name))
}

/** A shopper's message arrives by the channel, and everything that follows from it happens. */
export async function says(stage: Stage, who: string, message: { text: string; photo?: boolean }): Promise<void> {
  const attachments = message.photo ? [await uploadPhoto(stage, who)] : []
  const incoming = { ...addressOf(stage, who), externalId: randomUUID(), text: message.text, attachments }
  stage.last.set(who, incoming)
  await arrives(stage, who, incoming)
}

/** The channel delivers the shopper's last message a second time. */
export async function sendsAgain(stage: Stage, who: string): Promise<void> {
  await arrives(stage, who, stage.last.get(who)!)
}

/** The shopper opens the chat without a word. */
export async function opens(stage: Stage, who: string): Promise<void> {
  stage.speaker = who
  await stage.test.app.ports.begin({ ...addressOf(stage, who), externalId: `${who}-opens` })
  await settle(stage.test)
}

async function arrives(stage: Stage, who: string, incoming: Incoming): Promise<void> {
  stage.speaker = who
  // A second between two messages, as people need at least.
  stage.test.clock.advance(1000)
  await keepPresent(stage)
  await stage.test.app.ports.receive(incoming)
  await settle(stage.test)
}

async function uploadPhoto(stage: Stage, who: string): Promise<Attachment> {
  const { conversationId } = await stage.test.app.ports.begin({ ...addressOf(stage, who), externalId: `${who}-opens` })
  return stage.test.app.ports.storeUpload(conversationId, { name: 'photo.png', contentType: 'image/png', bytes: pixel })
}

function addressOf(stage: Stage, who: string): Omit<Incoming, 'externalId' | 'text' | 'attachments'> {
  const { customerId, language } = shopperNamed(who)
  return {
    channel: stage.test.channel.name, channelAccount: 'shop', conversation: who, address: {}, locale: language,
    shopper: { externalId: who, name: who, customerId: stage.signedIn.has(who) ? customerId : null },
  }
}

function shopperNamed(name: string): Shopper {
  const shopper = shoppers.find((one) => one.name === name)
  if (!shopper) throw new Error(`no shopper is called ${name}`)
  return shopper
}

/** The conversation of a shopper in this play. */
export async function conversationOf(stage: Stage, who: string): Promise<Conversation> {
  const conversation = await stage.test.app.ports.conversationByExternalId(stage.test.channel.name, 'shop', who)
  if (!conversation) throw new Error(`${who} has not written yet`)
  return conversation
}
