import type { Bus } from '../../core/bus.ts'
import type { Conversation, Message } from '../../core/conversation/index.ts'

/** News that came about in this process. */
interface Known {
  /** In order, each visible now. */
  messages: Message[]
  conversation: Conversation
}

/** What is known of a conversation's news: nothing when something may have changed anywhere in it. */
export interface Novelty {
  known?: Known
  /** How far the news go: who has been shown that much has missed nothing of them. */
  upTo?: number
}

export interface News {
  /** Tells all who show the conversation, in every process, that it has something new; here with the messages themselves, when they are at hand. */
  tell(conversationId: string, known?: Known): void
  /** Calls back on news; first with what is known of them here, and in any case without. Returns the function that stops it. */
  on(conversationId: string, listener: (novelty: Novelty) => void): () => void
}

/** Opens the news: hints of the bus, and between the parts of one process what is in its memory anyway, so that showing it costs no read. */
export function openNews(bus: Bus): News {
  const here = new Map<string, Set<(novelty: Novelty) => void>>()
  return {
    tell(conversationId, known) {
      const last = known?.messages.at(-1)
      if (last) for (const listener of here.get(conversationId) ?? []) listener({ known: known! })
      bus.hint(hintOf(conversationId), last ? String(last.seq) : '')
    },
    on(conversationId, listener) {
      const stop = bus.onHint(hintOf(conversationId), (payload) => { listener(payload === '' ? {} : { upTo: Number(payload) }) })
      const listeners = here.get(conversationId) ?? new Set()
      here.set(conversationId, listeners.add(listener))
      return () => {
        stop()
        listeners.delete(listener)
        if (listeners.size === 0) here.delete(conversationId)
      }
    },
  }
}

function hintOf(conversationId: string): string {
  return `conversation:${conversationId}`
}
