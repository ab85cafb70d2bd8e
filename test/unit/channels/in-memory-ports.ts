// The rest of the app as the channels see it, kept in memory: for tests of what a channel alone promises.
import { fakeClock } from '../../../core/clock.ts'
import type { Attachment, Conversation, Message } from '../../../core/conversation/index.ts'
import { CallerError } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { ChannelPorts, Incoming } from '../../../bot/channels/channel.ts'
import type { Novelty } from '../../../bot/channels/news.ts'

interface Kept {
  conversation: Conversation
  messages: Message[]
  uploads: Map<string, { contentType: string; name: string; bytes: Buffer }>
  listeners: Set<(novelty: Novelty) => void>
}

/** Opens the ports. `answer` is called for every message that came in, and may `say` something. */
export function openInMemoryPorts(answer: (say: (text: string, more?: Partial<Message>) => Message, incoming: Incoming) => void = () => {}) {
  const clock = fakeClock()
  const kept = new Map<string, Kept>()
  const received: Incoming[] = []
  const seen: { conversationId: string; upTo: Parameters<ChannelPorts['seen']>[1] }[] = []
  const counts = { reads: 0, typing: 0, begins: 0 }
  const byExternalId = (externalId: string) => [...kept.values()].find(({ conversation }) => conversation.externalId === externalId) ?? null

  const open = (from: Omit<Incoming, 'text' | 'attachments'>): Kept => {
    const known = byExternalId(from.conversation)
    if (known) return known
    const conversation: Conversation = {
      id: newId(), channel: from.channel, channelAccount: from.channelAccount, externalId: from.conversation, shopperId: newId(), shopperName: from.shopper.name,
      customerId: from.shopper.customerId, state: 'bot', agentId: null, language: 'en', script: 'none', version: 0, lastSeq: 0, dialog: null, mood: null,
      createdAt: clock.now(), address: from.address,
    }
    const opened: Kept = { conversation, messages: [], uploads: new Map(), listeners: new Set() }
    kept.set(conversation.id, opened)
    return opened
  }

  const add = ({ conversation, messages, listeners }: Kept, message: Partial<Message>, isTold = true): Message => {
    const added: Message = {
      conversationId: conversation.id, seq: messages.length + 1, id: newId(), speaker: 'bot', kind: 'text', agentId: null, replyKey: null, createdAt: clock.now(),
      text: '', choices: [], attachments: [], understanding: null, event: null, delivery: null, ...message,
    }
    messages.push(added)
    if (isTold) for (const listener of listeners) [{ known: { messages: [added], conversation } }, { upTo: added.seq }].forEach(listener)
    return added
  }

  const take = (incoming: Incoming) => {
    received.push(incoming)
    const one = open(incoming)
    const first = one.messages.find((message) => message.externalId === incoming.externalId)
    if (first) return { one, seq: null, id: first.id, before: one.messages.length }
    const { seq, id } = add(one, { speaker: 'shopper', text: incoming.text, attachments: incoming.attachments, externalId: incoming.externalId })
    const before = one.messages.length
    answer((text, more) => add(one, { text, ...more }), incoming)
    return { one, seq, id, before }
  }

  const change = (externalId: string, how: (message: Message) => void): boolean => {
    const message = [...kept.values()].flatMap((one) => one.messages).find((one) => one.externalId === externalId)
    if (message) how(message)
    return message !== undefined
  }

  const ports: ChannelPorts = {
    async receive(incoming) {
      const { one, seq, id } = take(incoming)
      return { conversationId: one.conversation.id, seq, id }
    },
    async receiveAndWait(incoming) {
      const { one, before } = take(incoming)
      return { conversationId: one.conversation.id, replies: one.messages.slice(before) }
    },
    edit: async (known, text) => change(known.externalId, (message) => { message.text = text }),
    takeBack: async (known) => change(known.externalId, (message) => { message.deletedAt = clock.now() }),
    async begin(incoming) {
      counts.begins += 1
      const isNew = byExternalId(incoming.conversation) === null
      const one = open(incoming)
      if (isNew) add(one, { text: 'Welcome' })
      return { conversationId: one.conversation.id }
    },
    async storeUpload(conversationId, { name, bytes }): Promise<Attachment> {
      if (bytes.subarray(1, 4).toString('latin1') !== 'PNG') throw new CallerError(415, 'FileKind', 'Send a picture.')
      const id = newId()
      kept.get(conversationId)!.uploads.set(id, { contentType: 'image/png', name, bytes })
      return { id, contentType: 'image/png', name, size: bytes.length }
    },
    readUpload: async (conversationId, id) => kept.get(conversationId)?.uploads.get(id) ?? null,
    conversation: async (id) => kept.get(id)?.conversation ?? null,
    conversationByExternalId: async (_channel, _account, externalId) => byExternalId(externalId)?.conversation ?? null,
    async visibleMessages(conversationId, afterSeq, limit = 200) {
      counts.reads += 1
      return kept.get(conversationId)!.messages.filter((message) => message.seq > afterSeq && message.kind !== 'note').slice(0, limit)
    },
    onNews(conversationId, listener) {
      const { listeners } = kept.get(conversationId)!
      listeners.add(listener)
      return () => { listeners.delete(listener) }
    },
    typing() { counts.typing += 1 },
    async seen(conversationId, upTo) { seen.push({ conversationId, upTo }) },
    onAgentTyping: () => () => {},
    agentName: async (id) => (id === 'lee' ? 'Lee' : null),
    now: () => clock.now(),
  }
  return {
    ports, clock, received, seen, counts, kept,
    say: (externalId: string, text: string, more: Partial<Message> = {}) => add(byExternalId(externalId)!, { text, ...more }),
    /** The same in another process, whose hint was lost. */
    sayUnheard: (externalId: string, text: string) => add(byExternalId(externalId)!, { text }, false),
    /** The hint of another process. */
    hint: (externalId: string, upTo: number) => { for (const listener of byExternalId(externalId)!.listeners) listener({ upTo }) },
    listenersOf: (externalId: string) => byExternalId(externalId)!.listeners.size,
  }
}
