import type { Message } from '../core/conversation/index.ts'
import type { Channel } from '../bot/channels/channel.ts'

/** A word that has reached a shopper. */
interface Heard {
  /** The conversation as the channel knows it. */
  to: string
  message: Message
}

export interface FakeChannel extends Channel {
  /** Everything that was sent, in order. */
  heard: Heard[]
}

/** A channel at the rim of a test: takes whatever is sent and keeps it. */
export function openFakeChannel(name = 'test'): FakeChannel {
  const heard: Heard[] = []
  return {
    name, heard, routes: [],
    manners: { ackWithinMs: 5000, replyInAck: 'never', buttons: true, media: true, longestText: 4000, freeTextWindowMs: null, sendTimeoutMs: 4000, readsEvents: false },
    async send({ conversation, message }) {
      heard.push({ to: conversation.externalId, message })
      return `sent-${heard.length}`
    },
  }
}
