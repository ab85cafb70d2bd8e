import type { Bus } from '../../core/bus.ts'
import type { Clock } from '../../core/clock.ts'
import { sleep } from '../../core/clock.ts'
import { crashPoint } from '../../core/crash-point.ts'
import type { Database, Db } from '../../core/db/db.ts'
import {
  conversationByExternalId, conversationById, editMessage, messageIn, takeBackMessage, leaseSends, markSent, openConversation, readUpload, recordAllIncoming, seqOfExternalId, storeUpload, transcript,
  type Message,
} from '../../core/conversation/index.ts'
import { lanesOn, together } from '../../core/together.ts'
import { agentTypingOf, type Handoff } from '../../handoff/index.ts'
import { leaseMs } from '../turn/deliver.ts'
import type { Mouth } from '../turn/say.ts'
import type { Turns } from '../turn/turns.ts'
import type { ChannelPorts, Incoming } from './channel.ts'
import type { News } from './news.ts'

export interface ReceivePorts {
  db: Database
  /** Hints of what agents do. */
  bus: Pick<Bus, 'onHint'>
  news: News
  clock: Clock
  worker: string
  turns: Turns
  mouth: Mouth
  handoff: Pick<Handoff, 'agentName' | 'hintConsoles' | 'shopperSaw' | 'shopperTyping'>
  /** Language for a locale that a channel told, or null when we have no content in it. */
  languageFor(locale: string | null | undefined): string | null
  welcome(language: string | null): { key: string; data?: Record<string, string> }
}

/** Gives the channels what they need of the rest: they only verify and hand on. */
export function openChannelPorts(ports: ReceivePorts): ChannelPorts {
  const { db, bus, news, clock } = ports
  // Messages of different conversations that come at the same time are stored by one statement.
  const store = together((many: Parameters<typeof recordAllIncoming>[1]) => recordAllIncoming(db, many), {
    keyOf: ({ incoming }) => [incoming.channel, incoming.channelAccount, incoming.conversation].join('\n'), lanes: lanesOn(db), gathers: true,
  })
  const record = async (incoming: Incoming) => {
    crashPoint('after-receive')
    const recorded = await store({ incoming: { ...incoming, language: ports.languageFor(incoming.locale) }, now: clock.now() })
    crashPoint('after-inbox-commit')
    return recorded
  }
  const changed = async (change: (tx: Db) => Promise<string | null>): Promise<boolean> => {
    const conversationId = await db.transaction(change)
    if (conversationId === null) return false
    news.tell(conversationId)
    ports.handoff.hintConsoles(conversationId)
    return true
  }
  const visibleMessages: ChannelPorts['visibleMessages'] = async (conversationId, afterSeq, limit = 200) => {
    // One statement tells what is there and what still waits: asked apart, a word sent in between would be skipped by the watermark.
    const page = await transcript(db, conversationId, { afterSeq, limit })
    const waiting = page.findIndex((message) => message.delivery === 'queued' && message.kind !== 'note')
    const shown = page.slice(0, waiting === -1 ? undefined : waiting).filter(isVisible)
    // A full page of notes is not the end.
    return shown.length === 0 && waiting === -1 && page.length === limit ? visibleMessages(conversationId, page.at(-1)!.seq, limit) : shown
  }
  return {
    async receive(incoming) {
      const recorded = await record(incoming)
      const { conversation, seq, messageId, due } = recorded
      const message = messageIn(recorded, incoming)
      news.tell(conversation.id, message ? { messages: [message], conversation } : undefined)
      if (seq !== null) ports.turns.start(conversation.id, due)
      return { conversationId: conversation.id, seq, id: messageId }
    },
    async receiveAndWait(incoming, waitMs) {
      const { conversation, seq } = await record(incoming)
      const { id } = conversation
      // The same activity again: its first answer may have been lost on the way, so it is given again.
      if (seq === null) return { conversationId: id, replies: await repliesTo(db, id, incoming) }
      ports.turns.hold(id)
      await Promise.race([ports.turns.run(id), sleep(waitMs)])
      const replies = await takeUnsent(ports, id)
      ports.turns.letGo(id)
      return { conversationId: id, replies }
    },
    edit: (known, text) => changed((tx) => editMessage(tx, known, text, clock.now())),
    takeBack: (known) => changed((tx) => takeBackMessage(tx, known, clock.now())),
    async begin(incoming) {
      const { conversation, isNew } = await openConversation(db, { ...incoming, language: ports.languageFor(incoming.locale), script: TRADITIONAL.test(incoming.locale ?? '') ? 'Hant' : 'none' }, clock.now())
      if (isNew) {
        await ports.mouth.say(db, conversation.id, { reply: ports.welcome(conversation.language) })
        ports.turns.deliver(conversation.id)
      }
      return { conversationId: conversation.id }
    },
    storeUpload: (conversationId, file) => storeUpload(db, conversationId, file, clock.now()),
    readUpload: (conversationId, id) => readUpload(db, conversationId, id),
    conversation: (id) => conversationById(db, id),
    conversationByExternalId: (channel, account, externalId) => conversationByExternalId(db, channel, account, externalId),
    visibleMessages,
    onNews: news.on,
    // A hint, not a message: when the database does not answer there is none.
    typing: (conversationId) => { void ports.handoff.shopperTyping(conversationId).catch(() => {}) },
    async seen(conversationId, upTo) {
      const seq = 'seq' in upTo ? upTo.seq : await seqOfExternalId(db, conversationId, upTo.externalId)
      if (seq !== null) await ports.handoff.shopperSaw(conversationId, seq)
    },
    onAgentTyping: (conversationId, listener) => bus.onHint(agentTypingOf(conversationId), listener),
    agentName: (agentId) => ports.handoff.agentName(agentId),
    now: () => clock.now(),
  }
}

// Pages in traditional Chinese name the script, or a place where it is written.
const TRADITIONAL = /^zh-(?:hant|tw|hk|mo)(?![a-z])/i

function isVisible(message: Message): boolean {
  return message.kind !== 'note' && (message.speaker === 'shopper' || message.delivery === 'sent')
}

async function takeUnsent(ports: ReceivePorts, conversationId: string): Promise<Message[]> {
  const { db, clock, worker } = ports
  const leased = await leaseSends(db, conversationId, { by: worker, ms: leaseMs, now: clock.now(), limit: 50 })
  if (leased.length === 0) return []
  const seqs = new Set(leased.map((one) => one.seq))
  const messages = await transcript(db, conversationId, { afterSeq: leased[0]!.seq - 1 })
  const byAgents = new Set(messages.filter((message) => message.speaker === 'agent').map((message) => message.seq))
  await markSent(db, leased.map(({ seq }) => ({ conversationId, seq, externalId: null, isAtDesk: byAgents.has(seq) })), worker, clock.now())
  return messages.filter((message) => seqs.has(message.seq) && message.kind === 'text')
}

async function repliesTo(db: Database, conversationId: string, incoming: Incoming): Promise<Message[]> {
  const messages = await transcript(db, conversationId, {})
  const asked = messages.findLastIndex((message) => message.speaker === 'shopper' && message.text === incoming.text)
  const rest = messages.slice(asked + 1)
  const next = rest.findIndex((message) => message.speaker === 'shopper')
  return rest.slice(0, next === -1 ? undefined : next).filter((message) => message.delivery === 'sent' && message.kind === 'text')
}
