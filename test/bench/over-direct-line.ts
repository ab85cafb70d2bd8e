import { once } from 'node:events'
import { randomUUID } from 'node:crypto'
import type { Shopper } from './contender.ts'

const patienceMs = 20_000

interface Seen { activities?: { id: string; type: string; from: { role: string } }[] }

/** Opens a chat as a page does: token, conversation, socket. What the bot says arrives on the socket. */
export async function openDirectLineShopper(url: string, secret: string): Promise<Shopper> {
  const { token, userId } = await ask<{ token: string; userId: string }>(`${url}/v3/directline/tokens/generate`, secret, { user: {} })
  const { conversationId, streamUrl } = await ask<{ conversationId: string; streamUrl: string }>(`${url}/v3/directline/conversations`, token, {})
  const socket = new WebSocket(streamUrl)
  let lastReply = 0
  let onReply = () => {}
  socket.addEventListener('message', ({ data }) => {
    const { activities = [] } = JSON.parse(String(data) || '{}') as Seen
    for (const { id, type, from } of activities) if (type === 'message' && from.role === 'bot') lastReply = seqOf(id)
    onReply()
  })
  await once(socket, 'open')
  const says = async (text: string) => {
    const activity = { type: 'message', text, from: { id: userId }, channelData: { clientActivityID: randomUUID() } }
    const { id } = await ask<{ id: string }>(`${url}/v3/directline/conversations/${conversationId}/activities`, token, activity)
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => { reject(new Error(`no reply within ${patienceMs / 1000} s to “${text}”`)) }, patienceMs)
      onReply = () => {
        if (lastReply <= seqOf(id)) return
        clearTimeout(late)
        resolve()
      }
      onReply()
    })
  }
  return { says, leave: () => { socket.close() } }
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
