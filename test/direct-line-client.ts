// The real botframework-directlinejs, run in Node: it is given the two things a browser has and Node has not.
import { DirectLine } from 'botframework-directlinejs'

/** XMLHttpRequest as rxjs 5 uses it, over fetch. */
class FetchedRequest {
  readyState = 0
  status = 0
  response: unknown = null
  responseText = ''
  responseType = ''
  timeout = 0
  onreadystatechange: ((event: unknown) => void) | null = null
  ontimeout: ((event: unknown) => void) | null = null
  readonly upload = {}
  private request = { method: 'GET', url: '', headers: {} as Record<string, string> }
  private answerHeaders = new Headers()
  private readonly abortion = new AbortController()

  open(method: string, url: string): void { this.request = { method, url, headers: {} } }
  setRequestHeader(name: string, value: string): void { this.request.headers[name] = value }
  getResponseHeader(name: string): string | null { return this.answerHeaders.get(name) }
  abort(): void { this.abortion.abort() }

  send(body?: string | FormData): void {
    const { method, url, headers } = this.request
    fetch(url, { method, headers, signal: this.abortion.signal, ...(body === undefined ? {} : { body }) })
      .then(async (answer) => {
        this.status = answer.status
        this.answerHeaders = answer.headers
        this.response = this.responseType === 'arraybuffer' ? await answer.arrayBuffer() : readable(await answer.text())
      }, () => { this.status = 0 })
      .finally(() => {
        if (this.abortion.signal.aborted) return
        this.readyState = 4
        this.onreadystatechange?.({})
      })
  }
}

function readable(text: string): unknown {
  return text === '' ? null : JSON.parse(text)
}

/** Opens the client as a page would; end it when done. `userId` is for clients with the secret: a token names its user itself. */
export function openDirectLineClient(options: ConstructorParameters<typeof DirectLine>[0] & { userId?: string }) {
  Object.assign(globalThis, { XMLHttpRequest: FetchedRequest })
  const client = new DirectLine(options)
  if (options.userId) client.setUserId(options.userId)
  const activities: { type: string; id: string; text?: string; from: { id: string; name: string; role: string }; channelData: { clientActivityID?: string } }[] = []
  const subscription = client.activity$.subscribe((activity) => { activities.push(activity as never) })
  return {
    client, activities,
    /** Posts a message as Web Chat does; resolves with its id. */
    post: (activity: Record<string, unknown>) => new Promise<string>((resolve, reject) => { client.postActivity(activity as never).subscribe(resolve, reject) }),
    /** Waits until an activity is there that fits. */
    async sees(fits: (activity: (typeof activities)[number]) => boolean, ms = 60_000) {
      for (const end = Date.now() + ms; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 20))) {
        const found = activities.find(fits)
        if (found) return found
      }
      throw new Error(`not seen within ${ms} ms; seen: ${JSON.stringify(activities.map(({ type, text }) => text ?? type))}`)
    },
    end() {
      subscription.unsubscribe()
      client.end()
    },
  }
}
