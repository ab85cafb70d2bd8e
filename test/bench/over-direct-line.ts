import { once } from 'node:events'
import { randomUUID } from 'node:crypto'
import type { Shopper } from './contender.ts'

const patienceMs = 20_000

interface Seen { activities?: { id: string; type: string; text?: string; from: { role: string } }[] }

/** A shopper who also listens when nothing was asked. */
export interface ListeningShopper extends Shopper {
  /** Resolves with the moment (`performance.now()`) at which these words arrived. */
  hears(text: string): Promise<number>
}

/** Opens a chat as a page does: token, conversation, socket. What the bot and agents say arrives on the socket. */
export async function openDirectLineShopper(url: string, secret: string, name?: string): Promise<ListeningShopper> {
  const user = name === undefined ? {} : { name }
  const { token, userId } = await ask<{ token: string; userId: string }>(`${url}/v3/directline/tokens/generate`, secret, { user })
  const { conversationId, streamUrl } = await ask<{ conversationId: string; streamUrl: string }>(`${url}/v3/directline/conversations`, token, {})
  const socket = new WebSocket(streamUrl)
  const heard = new Map<string, number>()
  let lastReply = 0
  let onNews = () => {}
  socket.addEventListener('message', ({ data }) => {
    const at = performance.now()
    const { activities = [] } = JSON.parse(String(data) || '{}') as Seen
    for (const { id, type, text, from } of activities) {
      if (type !== 'message' || from.role !== 'bot') continue
      lastReply = seqOf(id)
      if (text !== undefined) heard.set(text, at)
    }
    onNews()
  })
  await once(socket, 'open')
  const untilThere = <T>(find: () => T | undefined, what: string) => new Promise<T>((resolve, reject) => {
    const late = setTimeout(() => { reject(new Error(`no ${what} within ${patienceMs / 1000} s`)) }, patienceMs)
    onNews = () => {
      const found = find()
      if (found === undefined) return
      clearTimeout(late)
      resolve(found)
    }
    onNews()
  })
  const says = async (text: string) => {
    const activity = { type: 'message', text, from: { id: userId }, channelData: { clientActivityID: randomUUID() } }
    const { id } = await ask<{ id: string }>(`${url}/v3/directline/conversations/${conversationId}/activities`, token, activity)
    await untilThere(() => (lastReply > seqOf(id) ? true : undefined), `reply to “${text}”`)
  }
  return { says, hears: (text) => untilThere(() => heard.get(text), `word “${text}”`), leave: () => { socket.close() } }
}

function seqOf(activityId: string): number {
  return Number(activityId.split('|')[1])
}

async function ask<T>(url: string, bearer: string, body: unknown): Promise<T> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${bearer}` }
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body), signal: AbortSignal.timeout(patienceMs) })
  if (!answer.ok) throw new Error(`${answer.status} of ${url}: ${await answer.text()}`)
  return await answer.json() as T
}
