import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Conversation } from '../../../core/conversation/index.ts'
import { CallerError } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import { baseUrlOf, isAllowedOrigin } from './access.ts'
import { activitiesOf, typingActivity, type ActivityOut } from './activity.ts'
import { watermarkOf } from './body.ts'
import type { Line } from './line.ts'

export const streamPath = /^\/v3\/directline\/conversations\/[\w-]{1,64}\/stream$/

const frameLimit = 64 * 1024
const pageSize = 200
const fewAtOnce = 20
const keepAliveMs = 15_000
const typingAfterMs = 700
const viewersPerConversation = 10
// A reader this far behind is cut off: it comes back and resumes by its watermark.
const behindLimit = 1024 * 1024
// The language of a conversation is read again after so long, not with every message.
const rereadMs = 30_000

/** One open socket, and how far it has been told. */
interface Viewer {
  socket: WebSocket
  seq: number
  base: string
  user: string
  isAlive: boolean
}

interface Room {
  conversation: Conversation
  readAt: number
  viewers: Set<Viewer>
  isStale: boolean
  isReading: boolean
  typing: NodeJS.Timeout | null
  leave(): void
}

/** The WebSocket streams: every open page sees what is new, in order, from its watermark on. All pages of a conversation share one read per news. */
export function openStreams(line: Line) {
  const { ports } = line
  const server = new WebSocketServer({ noServer: true, maxPayload: frameLimit, perMessageDeflate: false })
  const rooms = new Map<string, Room>()
  const keepAlive = setInterval(() => { for (const room of rooms.values()) for (const viewer of room.viewers) keep(viewer) }, keepAliveMs)
  keepAlive.unref()

  return {
    /** Takes an upgrade; throws CallerError before anything is opened when Origin, ticket or watermark are not right. */
    async take(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
      const url = new URL(request.url ?? '/', 'http://localhost')
      const { origin, host } = request.headers
      if (origin !== undefined && !isAllowedOrigin(line.config, origin, host)) throw new CallerError(403, 'OriginNotAllowed', 'This page may not use the chat.')
      const ticket = await line.tokens.verifyTicket(url.searchParams.get('t') ?? '', ports.now())
      if (url.pathname.split('/')[4] !== ticket.grant.conversation) throw new CallerError(403, 'OtherConversation', 'This address belongs to another conversation.')
      if (origin !== undefined && ticket.grant.origin !== null && origin !== ticket.grant.origin) throw new CallerError(403, 'OriginMismatch', 'This address was made for another page.')
      const seq = watermarkOf(url.searchParams)
      const base = baseUrlOf(line.config, request.headers, ticket.grant.origin)
      const room = rooms.get(ticket.conversationId)
      if (room && room.viewers.size >= viewersPerConversation) throw new CallerError(429, 'TooManyStreams', 'Close another page of this chat first.')
      const conversation = room?.conversation ?? (await ports.conversation(ticket.conversationId))
      if (!conversation) throw new CallerError(404, 'NotFound', 'There is no such conversation.')
      server.handleUpgrade(request, socket, head, (opened) => {
        join(conversation, { socket: opened, seq, base, user: ticket.grant.user, isAlive: true }, ticket.until - ports.now())
      })
    },

    /** A shopper's message has come: shows that the bot types when its answer takes a moment. */
    onReceived(conversationId: string): void {
      const room = rooms.get(conversationId)
      if (!room || room.typing) return
      room.typing = setTimeout(() => void showTyping(room), typingAfterMs)
    },

    async close(): Promise<void> {
      clearInterval(keepAlive)
      for (const room of [...rooms.values()]) {
        for (const viewer of room.viewers) viewer.socket.close(1001)
        room.leave()
      }
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }

  function openRoom(conversation: Conversation): Room {
    const stop = ports.onNews(conversation.id, () => look(room))
    const room: Room = {
      conversation, readAt: ports.now(), viewers: new Set(), isStale: false, isReading: false, typing: null,
      leave() {
        stop()
        stopTyping(room)
        rooms.delete(conversation.id)
      },
    }
    rooms.set(conversation.id, room)
    return room
  }

  function join(conversation: Conversation, viewer: Viewer, msLeft: number): void {
    const room = rooms.get(conversation.id) ?? openRoom(conversation)
    room.viewers.add(viewer)
    const end = setTimeout(() => viewer.socket.close(1000, 'token ended'), Math.max(0, msLeft))
    end.unref()
    viewer.socket.on('pong', () => { viewer.isAlive = true })
    viewer.socket.on('error', () => viewer.socket.terminate())
    viewer.socket.on('close', () => {
      clearTimeout(end)
      room.viewers.delete(viewer)
      if (room.viewers.size === 0) room.leave()
    })
    look(room)
  }

  // News that comes while a read is under way makes one more read, not one each.
  function look(room: Room): void {
    room.isStale = true
    if (!room.isReading) void readWhileStale(room)
  }

  async function readWhileStale(room: Room): Promise<void> {
    room.isReading = true
    try {
      while (room.isStale && room.viewers.size > 0) {
        room.isStale = false
        await showNews(room)
      }
    } catch {
      // The database did not answer: the pages are let go, come back by themselves and resume by their watermark.
      for (const viewer of room.viewers) viewer.socket.close(1011, 'try again')
    } finally {
      room.isReading = false
    }
  }

  async function showNews(room: Room): Promise<void> {
    const after = Math.min(...[...room.viewers].map((viewer) => viewer.seq))
    const messages = await ports.visibleMessages(room.conversation.id, after, pageSize)
    if (messages.length === 0) return
    // Notes are left out of a page, so that a short one need not be the last; a reader who is up to date costs one read only.
    if (messages.length > fewAtOnce) room.isStale = true
    if (messages.some((message) => message.speaker !== 'shopper')) {
      stopTyping(room)
      await reread(room)
    }
    await line.learnAgents(messages)
    for (const viewer of room.viewers) {
      const unseen = messages.filter((message) => message.seq > viewer.seq)
      if (unseen.length === 0) continue
      viewer.seq = unseen.at(-1)!.seq
      send(viewer, activitiesOf(unseen, line.viewOf(room.conversation, viewer)))
    }
  }

  async function reread(room: Room): Promise<void> {
    const now = ports.now()
    if (room.conversation.language !== null && now - room.readAt < rereadMs) return
    room.readAt = now
    room.conversation = (await ports.conversation(room.conversation.id)) ?? room.conversation
  }

  async function showTyping(room: Room): Promise<void> {
    room.typing = null
    const conversation = await ports.conversation(room.conversation.id).catch(() => null)
    if (conversation?.state !== 'bot') return
    for (const viewer of room.viewers) {
      send(viewer, [typingActivity(line.viewOf(conversation, viewer), { seq: viewer.seq, now: ports.now(), id: newId(ports.now()) })])
    }
  }
}

function stopTyping(room: Room): void {
  if (room.typing) clearTimeout(room.typing)
  room.typing = null
}

function send(viewer: Viewer, activities: ActivityOut[]): void {
  if (viewer.socket.readyState !== viewer.socket.OPEN) return
  if (viewer.socket.bufferedAmount > behindLimit) return viewer.socket.terminate()
  viewer.socket.send(JSON.stringify({ activities, watermark: String(viewer.seq) }))
}

// An empty frame keeps proxies from closing an idle stream; a page that answers no ping is gone.
function keep(viewer: Viewer): void {
  if (!viewer.isAlive) return viewer.socket.terminate()
  viewer.isAlive = false
  viewer.socket.send('')
  viewer.socket.ping()
}
