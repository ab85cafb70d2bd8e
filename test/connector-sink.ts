import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a bot posted to a conversation. */
export interface Posted {
  conversation: string
  type: string
  text: string
  replyToId: string | null
}

/** A fake Bot Connector on loopback: takes what the bot posts and keeps it. */
export interface ConnectorSink {
  serviceUrl: string
  posted: Posted[]
  close(): Promise<void>
}

/** Opens the sink; `onPost` hears of each activity as it comes in. */
export async function openConnectorSink(onPost: (posted: Posted) => void = () => {}): Promise<ConnectorSink> {
  const posted: Posted[] = []
  const server = createServer((request, response) => {
    void readJson(request).then((body) => {
      const [, conversation = '', replyToId = null] = /\/v3\/conversations\/([^/]+)\/activities(?:\/([^/?]+))?/.exec(request.url ?? '') ?? []
      const one: Posted = { conversation: decodeURIComponent(conversation), type: body.type ?? '', text: body.text ?? '', replyToId }
      posted.push(one)
      onPost(one)
      // restify, loaded in the same process, changes writeHead so that it returns nothing.
      response.writeHead(201, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ id: `posted-${posted.length}` }))
    }, () => {
      response.writeHead(400)
      response.end()
    })
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  const { port } = server.address() as AddressInfo
  const close = () => new Promise<void>((resolve) => {
    server.closeAllConnections()
    server.close(() => { resolve() })
  })
  return { serviceUrl: `http://127.0.0.1:${port}`, posted, close }
}

async function readJson(request: IncomingMessage): Promise<{ type?: string; text?: string }> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return JSON.parse(Buffer.concat(parts).toString('utf8')) as { type?: string; text?: string }
}

/** An activity as a connector posts it to a bot. */
export function activityFor(sink: Pick<ConnectorSink, 'serviceUrl'>, message: { conversation: string; id: string; text: string }): Record<string, unknown> {
  return {
    type: 'message', id: message.id, channelId: 'emulator', serviceUrl: sink.serviceUrl, timestamp: new Date().toISOString(), text: message.text, locale: 'en-US',
    from: { id: `user-${message.conversation}`, name: 'Ana', role: 'user' }, recipient: { id: 'bot', name: 'Bot', role: 'bot' }, conversation: { id: message.conversation },
  }
}
