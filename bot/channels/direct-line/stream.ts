import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Conversation } from '../../../core/conversation/index.ts'
import { CallerError } from '../../../core/errors.ts'
import { baseUrlOf, isAllowedOrigin } from './access.ts'
import { watermarkOf } from './body.ts'
import type { Line } from './line.ts'
import { hear, look, showAgentTyping, showTyping, stopTyping, type Room, type Viewer } from './room.ts'
import type { Ticket } from './tokens.ts'

export const streamPath = /^\/v3\/directline\/conversations\/[\w-]{1,64}\/stream$/

const frameLimit = 64 * 1024
const keepAliveMs = 15_000
const typingAfterMs = 700
const viewersPerConversation = 10
const goodbyeMs = 500

/** The WebSocket streams: every open page sees what is new, in order, from its watermark on. */
export function openStreams(line: Line) {
  const { ports } = line
  const server = new WebSocketServer({ noServer: true, maxPayload: frameLimit, perMessageDeflate: false })
  const rooms = new Map<string, Room>()
  const keepAlive = setInterval(() => { for (const room of rooms.values()) for (const viewer of room.viewers) keep(viewer) }, keepAliveMs)
  keepAlive.unref()

  const roomFor = (conversation: Conversation): Room => {
    const room = rooms.get(conversation.id) ?? openRoom(line, conversation, () => { rooms.delete(conversation.id) })
    rooms.set(conversation.id, room)
    return room
  }

  return {
    /** Takes an upgrade; throws CallerError before anything is opened when Origin, ticket or watermark are not right. */
    async take(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
      const { ticket, seq, base } = await admit(line, request)
      const room = rooms.get(ticket.conversationId)
      if (room && room.viewers.size >= viewersPerConversation) throw new CallerError(429, 'TooManyStreams', 'Close another page of this chat first.')
      const conversation = room?.conversation ?? (await ports.conversation(ticket.conversationId))
      if (!conversation) throw new CallerError(404, 'NotFound', 'There is no such conversation.')
      server.handleUpgrade(request, socket, head, (opened) => {
        const viewer: Viewer = { socket: opened, seq, base, user: ticket.grant.user, isAlive: true }
        join(line, roomFor(conversation), viewer, ticket.until - ports.now())
      })
    },

    /** A shopper's message has come: shows that the bot types when its answer takes a moment. */
    onReceived(conversationId: string): void {
      const room = rooms.get(conversationId)
      if (room && !room.typing) room.typing = setTimeout(() => void showTyping(line, room), typingAfterMs)
    },

    async close(): Promise<void> {
      clearInterval(keepAlive)
      for (const room of rooms.values()) {
        for (const viewer of room.viewers) viewer.socket.close(1001)
        room.leave()
      }
      // A page that does not answer the goodbye must not hold up the stop.
      const late = setTimeout(() => { for (const socket of server.clients) socket.terminate() }, goodbyeMs)
      await new Promise<void>((resolve) => { server.close(() => resolve()) })
      clearTimeout(late)
    },
  }
}

async function admit(line: Line, request: IncomingMessage): Promise<{ ticket: Ticket; seq: number; base: string }> {
  const url = new URL(request.url ?? '/', 'http://localhost')
  const { origin, host } = request.headers
  if (origin !== undefined && !isAllowedOrigin(line.config, origin, host)) throw new CallerError(403, 'OriginNotAllowed', 'This page may not use the chat.')
  const ticket = await line.tokens.verifyTicket(url.searchParams.get('t') ?? '', line.ports.now())
  const { conversation, origin: madeFor } = ticket.grant
  if (url.pathname.split('/')[4] !== conversation) throw new CallerError(403, 'OtherConversation', 'This address belongs to another conversation.')
  if (origin !== undefined && madeFor !== null && origin !== madeFor) throw new CallerError(403, 'OriginMismatch', 'This address was made for another page.')
  return { ticket, seq: watermarkOf(url.searchParams), base: baseUrlOf(line.config, request.headers, madeFor) }
}

function openRoom(line: Line, conversation: Conversation, onEmpty: () => void): Room {
  const room: Room = {
    conversation, readAt: line.ports.now(), toldUpTo: conversation.lastSeq, viewers: new Set(), isStale: false, isReading: false, typing: null,
    leave() {
      stop()
      stopAgentTyping()
      stopTyping(room)
      onEmpty()
    },
  }
  const stop = line.ports.onNews(conversation.id, (novelty) => { hear(line, room, novelty) })
  const stopAgentTyping = line.ports.onAgentTyping(conversation.id, (agentId) => { void showAgentTyping(line, room, agentId) })
  return room
}

function join(line: Line, room: Room, viewer: Viewer, msLeft: number): void {
  room.viewers.add(viewer)
  const end = setTimeout(() => { viewer.socket.close(1000, 'token ended') }, Math.max(0, msLeft))
  end.unref()
  listen(viewer.socket, {
    pong: () => { viewer.isAlive = true },
    close: () => {
      clearTimeout(end)
      room.viewers.delete(viewer)
      if (room.viewers.size === 0) room.leave()
    },
  })
  look(line, room)
}

function listen(socket: WebSocket, on: { pong(): void; close(): void }): void {
  socket.on('pong', on.pong)
  socket.on('close', on.close)
  socket.on('error', () => { socket.terminate() })
}

// An empty frame keeps proxies from closing an idle stream; a page that answers no ping is gone.
function keep(viewer: Viewer): void {
  if (!viewer.isAlive) return viewer.socket.terminate()
  viewer.isAlive = false
  viewer.socket.send('')
  viewer.socket.ping()
}
