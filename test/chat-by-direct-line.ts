import { randomUUID } from 'node:crypto'
import { untilDone } from './patience.ts'

/** A shopper on the Direct Line endpoint, as patient as Web Chat: what is not acknowledged is sent again under the same id. */
export interface DirectLineChat {
  conversationId: string
  /** Posts a message until it is acknowledged. */
  says(text: string): Promise<void>
  /** All activities so far, by watermark, as a page would have gathered them. */
  reads(): Promise<Activity[]>
  /** Ids of the messages that were acknowledged. */
  acknowledged: string[]
}

interface Activity {
  id: string
  type: string
  text?: string
  from: { id: string; role?: string; name?: string }
  channelData?: { clientActivityID?: string }
  suggestedActions?: { actions: { title: string; value: string }[] }
}

/** Opens a chat at `url()` (asked each time: the server may come back elsewhere), signed in as a demo customer when one is named. */
export async function openDirectLineChat(url: () => string, customerId?: string): Promise<DirectLineChat> {
  const customer = customerId ? (await ask<{ assertion: string }>(`${url()}/api/shop/demo-sign-in`, { body: { customerId } })).assertion : undefined
  const { token, userId: user } = await ask<{ token: string; userId: string }>(`${url()}/v3/directline/tokens/generate`, { body: { user: {}, ...(customer ? { customer } : {}) } })
  const { conversationId } = await ask<{ conversationId: string }>(`${url()}/v3/directline/conversations`, { token, body: {} })
  const at = () => `${url()}/v3/directline/conversations/${conversationId}/activities`
  const read: Activity[] = []
  const acknowledged: string[] = []
  let watermark = ''
  return {
    conversationId, acknowledged,
    async says(text) {
      const clientActivityID = randomUUID()
      const body = { type: 'message', text, from: { id: user }, channelData: { clientActivityID } }
      await untilDone(() => ask(at(), { token, body }))
      acknowledged.push(clientActivityID)
    },
    async reads() {
      const page = await untilDone(() => ask<{ activities: Activity[]; watermark: string }>(`${at()}?watermark=${watermark}`, { token }))
      read.push(...page.activities)
      watermark = page.watermark
      return read
    },
  }
}

async function ask<T>(url: string, { token, body }: { token?: string; body?: unknown }): Promise<T> {
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) }
  const answer = await fetch(url, { method: body === undefined ? 'GET' : 'POST', headers, signal: AbortSignal.timeout(8000), ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  const text = await answer.text()
  if (!answer.ok) throw Object.assign(new Error(`${answer.status} of ${url}: ${text}`), { status: answer.status })
  return JSON.parse(text) as T
}
