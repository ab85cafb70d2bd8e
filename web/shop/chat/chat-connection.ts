import type { Shopper } from '../shopper.ts'
import { forgetSession, isKept, keepSession, openSession } from './chat-session.ts'
import type { ChatSession } from './chat-session.ts'
import { loadWebChat } from './web-chat.ts'
import type { ChatActivity, ChatStore, DirectLine, WebChat } from './web-chat.ts'

/** How the chat stands. `ended`: its token ran out while the machine slept. */
export type ChatState =
  | { kind: 'opening' }
  | { kind: 'open'; webChat: WebChat; directLine: DirectLine; store: ChatStore; userId: string }
  | { kind: 'unreachable' }
  | { kind: 'ended' }

export interface ChatConnection {
  /** Says it as the shopper, as soon as the conversation is open. */
  say(text: string): void
  /** Tells that the shopper has read up to this activity. */
  saw(activityId: string): void
  close(): void
}

interface Listener {
  /** Words that wait for an open conversation; those of a connection that failed wait for the next. */
  unsaid: string[]
  onState(state: ChatState): void
  onIncoming(activity: ChatActivity): void
}

// The name that Bot Framework's channels give it, too.
const readReceipt = 'application/vnd.microsoft.readReceipt'

// Direct Line's names for its states are numbers.
const expiredToken = 3
const failedToConnect = 4

/** Connects to the bot: the conversation of this browser if there is one, else a new one. Tells `listener` what becomes of it. */
export function connectChat(shopper: Shopper, listener: Listener): ChatConnection {
  const { unsaid } = listener
  const life = { isClosed: false, isConnected: false, store: null as ChatStore | null, saw: (_activityId: string) => {}, end: () => {} }
  const flush = () => {
    while (life.isConnected && life.store && unsaid.length > 0) life.store.dispatch({ type: 'WEB_CHAT/SEND_MESSAGE', payload: { text: unsaid.shift()!, method: 'code' } })
  }
  listener.onState({ kind: 'opening' })
  Promise.all([loadWebChat(), openSession(shopper)]).then(([webChat, session]) => {
    if (life.isClosed) return
    const directLine = directLineOf(webChat, session)
    life.store = storeOf(webChat, {
      onConnected: () => {
        life.isConnected = true
        // Web Chat takes messages only after its own reducers have seen the connection.
        queueMicrotask(flush)
      },
      onIncoming: (activity) => listener.onIncoming(activity),
    })
    life.saw = (id) => {
      // A receipt that is lost comes with the next one.
      directLine.postActivity({ type: 'event', name: readReceipt, value: { lastReadMessageId: id }, from: { id: session.userId } }).subscribe(() => {}, () => {})
    }
    life.end = follow(directLine, session, listener)
    listener.onState({ kind: 'open', webChat, directLine, store: life.store, userId: session.userId })
  }, () => {
    if (!life.isClosed) listener.onState({ kind: 'unreachable' })
  })
  return {
    say: (text) => {
      unsaid.push(text)
      flush()
    },
    saw: (activityId) => { life.saw(activityId) },
    close: () => {
      life.isClosed = true
      life.end()
    },
  }
}

function directLineOf(webChat: WebChat, session: ChatSession): DirectLine {
  const domain = `${location.origin}/v3/directline`
  // Without a watermark the whole conversation comes again: after a reload the shopper sees what was said.
  // The bot says welcome in the page's language.
  const conversationStartProperties = { locale: document.documentElement.lang }
  return webChat.createDirectLine({ token: session.token, domain, conversationStartProperties, ...(session.isResumed && { conversationId: session.conversationId }) })
}

function storeOf(webChat: WebChat, told: { onConnected(): void; onIncoming(activity: ChatActivity): void }): ChatStore {
  return webChat.createStore({}, () => (next) => (action) => {
    if (action.type === 'DIRECT_LINE/INCOMING_ACTIVITY') showPictures(action.payload?.activity)
    const result = next(action)
    if (action.type === 'DIRECT_LINE/CONNECT_FULFILLED') told.onConnected()
    if (action.type === 'DIRECT_LINE/INCOMING_ACTIVITY' && action.payload?.activity) told.onIncoming(action.payload.activity)
    return result
  })
}

// Web Chat shows the shopper's own picture only when it has a thumbnail, else a link to a file.
function showPictures(activity: ChatActivity | undefined): void {
  for (const file of activity?.attachments ?? []) {
    if (file.contentType.startsWith('image/') && file.contentUrl) file.thumbnailUrl ??= file.contentUrl
  }
}

const keepEveryMs = 30_000

// Direct Line renews its token by itself every 15 minutes; what is kept for a reload follows it.
function follow(directLine: DirectLine, session: ChatSession, listener: Listener): () => void {
  const now = () => ({ ...session, token: directLine.token, conversationId: directLine.conversationId || session.conversationId })
  keepSession(now())
  const timer = setInterval(() => {
    if (isKept(now())) keepSession(now())
  }, keepEveryMs)
  const statuses = directLine.connectionStatus$.subscribe((status) => {
    if (status === failedToConnect) listener.onState({ kind: 'unreachable' })
    if (status !== expiredToken) return
    if (isKept(now())) forgetSession()
    listener.onState({ kind: 'ended' })
  })
  return () => {
    clearInterval(timer)
    statuses.unsubscribe()
    directLine.end()
  }
}
