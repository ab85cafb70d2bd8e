import { Agent, request } from 'node:http'
import { randomUUID } from 'node:crypto'
import { activityFor, openConnectorSink } from '../connector-sink.ts'
import type { Shopper } from './contender.ts'

const patienceMs = 20_000

/** A connector of Bot Framework: posts what shoppers say to a bot, and is posted the replies. */
export interface LoadConnector {
  shopperAt(botUrl: string): Shopper
  close(): Promise<void>
}

/** Opens the connector in this process; all bots that are compared speak to the same. */
export async function openLoadConnector(): Promise<LoadConnector> {
  const agent = new Agent({ keepAlive: true })
  const waiting = new Map<string, () => void>()
  const sink = await openConnectorSink(({ replyToId }) => {
    waiting.get(replyToId ?? '')?.()
    sink.posted.length = 0 // only the moment counts
  })

  const says = async (botUrl: string, conversation: string, text: string) => {
    const id = randomUUID()
    const replied = new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => { reject(new Error(`no reply within ${patienceMs / 1000} s to “${text}”`)) }, patienceMs)
      waiting.set(id, () => {
        clearTimeout(late)
        waiting.delete(id)
        resolve()
      })
    })
    await Promise.all([replied, post(agent, `${botUrl}/api/messages`, JSON.stringify(activityFor(sink, { conversation, id, text })))])
  }
  return {
    shopperAt(botUrl) {
      const conversation = randomUUID()
      return { says: (text) => says(botUrl, conversation, text), leave() {} }
    },
    async close() {
      agent.destroy()
      await sink.close()
    },
  }
}

// node:http is the lightest client at hand: what it takes of the machine, the bots do not get.
function post(agent: Agent, url: string, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, method: 'POST', headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } }, (response) => {
      response.resume().once('end', () => {
        if (response.statusCode! < 300) resolve()
        else reject(new Error(`${response.statusCode} of ${url}`))
      })
    })
    // A connection that had been idle may be closed just as it is used again; the server has not read the request then (Node, http.ClientRequest.reusedSocket).
    sent.once('error', (error: NodeJS.ErrnoException) => {
      if (sent.reusedSocket && error.code === 'ECONNRESET') post(agent, url, body).then(resolve, reject)
      else reject(error)
    })
    sent.end(body)
  })
}
