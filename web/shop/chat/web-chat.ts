// The package exports modules that share the page's React; this script carries everything it needs.
import webChatUrl from '../../../node_modules/botframework-webchat/dist/webchat-minimal.js?url'

/** One activity as Web Chat's store carries it; only what this page reads. */
export interface ChatActivity {
  type: string
  id?: string
  from: { id?: string; name?: string; role?: string }
  channelData?: { speaker?: string; clientActivityID?: string }
  attachments?: { contentType: string; contentUrl?: string; thumbnailUrl?: string }[]
}

type ChatAction = { type: string; payload?: { activity?: ChatActivity; text?: string; method?: string } }

export interface ChatStore {
  dispatch(action: ChatAction): unknown
}

/** Direct Line's connection; `token` and `conversationId` are what it holds now, after its own renewals. */
export interface DirectLine {
  connectionStatus$: { subscribe(next: (status: number) => void): { unsubscribe(): void } }
  token: string
  conversationId: string
  postActivity(activity: object): { subscribe(next: () => void, failed: () => void): unknown }
  end(): void
}

/** The part of Web Chat's script that this page uses. */
export interface WebChat {
  createDirectLine(options: { token: string; domain: string; conversationStartProperties: { locale: string }; conversationId?: string }): DirectLine
  createStore(initial: object, ...middleware: ((store: ChatStore) => (next: (action: ChatAction) => unknown) => (action: ChatAction) => unknown)[]): ChatStore
  renderWebChat(props: object, element: HTMLElement): void
}

let loading: Promise<WebChat> | undefined

/** Loads Web Chat's script, once, when somebody opens the chat: it is larger than the whole page. Fails when it cannot be fetched; then the next call tries again. */
export function loadWebChat(): Promise<WebChat> {
  loading ??= fetchScript().catch((error: unknown) => {
    loading = undefined
    throw error
  })
  return loading
}

function fetchScript(): Promise<WebChat> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script')
    script.src = webChatUrl
    script.async = true
    script.onload = () => {
      const { WebChat } = window as { WebChat?: WebChat }
      if (WebChat) resolve(WebChat)
      else reject(new Error('the script of Web Chat brought nothing'))
    }
    script.onerror = () => {
      script.remove()
      reject(new Error('the script of Web Chat cannot be fetched'))
    }
    document.head.append(script)
  })
}
