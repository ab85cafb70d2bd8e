import type { WebSocket } from 'ws'
import type { Conversation, Message } from '../../../core/conversation/index.ts'
import { newId } from '../../../core/ids.ts'
import type { Novelty } from '../news.ts'
import { activitiesOf, typingActivity, type ActivityOut } from './activity.ts'
import type { Line } from './line.ts'

/** One open page, and how far it has been told. */
export interface Viewer {
  socket: WebSocket
  seq: number
  base: string
  user: string
  isAlive: boolean
}

/** The pages that have one conversation open. They share one read per news. */
export interface Room {
  conversation: Conversation
  readAt: number
  /** The last message that anybody spoke of: until every page has been shown that much, news make a read. */
  toldUpTo: number
  viewers: Set<Viewer>
  isStale: boolean
  isReading: boolean
  typing: NodeJS.Timeout | null
  /** Stops listening for news; called when the last page has left. */
  leave(): void
}

const pageSize = 200
const fewAtOnce = 20
// A reader this far behind is cut off: it comes back and resumes by its watermark.
const behindLimit = 1024 * 1024
// The language of a conversation is read again after so long, not with every message.
const rereadMs = 30_000

/** Takes news. What follows at once on what every page has been shown is shown from memory, and what they have all been shown is not read again. */
export function hear(line: Line, room: Room, { known, upTo }: Novelty): void {
  if (known) return showKnown(line, room, known)
  if (upTo !== undefined) {
    room.toldUpTo = Math.max(room.toldUpTo, upTo)
    if (seenByAll(room) >= room.toldUpTo) return
  }
  look(line, room)
}

/** There may be something new: reads it and shows it to every page. News that comes while a read is under way makes one more read, not one each. */
export function look(line: Line, room: Room): void {
  room.isStale = true
  if (!room.isReading) void readWhileStale(line, room)
}

/** Shows on every page that the bot types, while the conversation is the bot's. */
export async function showTyping(line: Line, room: Room): Promise<void> {
  room.typing = null
  const { ports } = line
  // A hint, not a message: when the database does not answer there is none.
  const conversation = await ports.conversation(room.conversation.id).catch(() => null)
  if (conversation?.state !== 'bot') return
  for (const viewer of room.viewers) {
    send(viewer, [typingActivity(line.viewOf(conversation, viewer), { seq: viewer.seq, now: ports.now(), id: newId(ports.now()) })])
  }
}

/** Shows on every page that the agent in charge types. */
export async function showAgentTyping(line: Line, room: Room, agentId: string): Promise<void> {
  await line.learnAgents([{ agentId }]).catch(() => {})
  for (const viewer of room.viewers) {
    send(viewer, [typingActivity(line.viewOf(room.conversation, viewer), { seq: viewer.seq, now: line.ports.now(), id: newId(line.ports.now()), agentId })])
  }
}

export function stopTyping(room: Room): void {
  if (room.typing) clearTimeout(room.typing)
  room.typing = null
}

async function readWhileStale(line: Line, room: Room): Promise<void> {
  room.isReading = true
  try {
    while (room.isStale && room.viewers.size > 0) {
      room.isStale = false
      await showNews(line, room)
    }
  } catch {
    // The database did not answer: the pages are let go, come back by themselves and resume by their watermark.
    for (const viewer of room.viewers) viewer.socket.close(1011, 'try again')
  } finally {
    room.isReading = false
  }
}

/** Messages that are at hand. What is not shown here is read, when the news come without them. */
function showKnown(line: Line, room: Room, { messages, conversation }: NonNullable<Novelty['known']>): void {
  // A read under way may find them or not: it is done once more.
  if (room.isReading) return
  const isNext = messages.every((message, index) => [...room.viewers].every((viewer) => message.seq === viewer.seq + 1 + index))
  // An agent may have a name that is not known here yet.
  const isPlain = messages.every(({ speaker }) => speaker === 'shopper' || speaker === 'bot')
  if (!isNext || !isPlain) return
  if (messages.some(({ speaker }) => speaker === 'bot')) {
    stopTyping(room)
    room.conversation = conversation
    room.readAt = line.ports.now()
  }
  show(line, room, messages)
}

async function showNews(line: Line, room: Room): Promise<void> {
  const messages = await line.ports.visibleMessages(room.conversation.id, seenByAll(room), pageSize)
  if (messages.length === 0) return
  // Notes are left out of a page, so that a short one need not be the last; a reader who is up to date costs one read only.
  if (messages.length > fewAtOnce) room.isStale = true
  if (messages.some((message) => message.speaker !== 'shopper')) {
    stopTyping(room)
    await reread(line, room)
  }
  await line.learnAgents(messages)
  show(line, room, messages)
}

function show(line: Line, room: Room, messages: Message[]): void {
  for (const viewer of room.viewers) {
    const unseen = messages.filter((message) => message.seq > viewer.seq)
    if (unseen.length === 0) continue
    viewer.seq = unseen.at(-1)!.seq
    send(viewer, activitiesOf(unseen, line.viewOf(room.conversation, viewer)))
  }
}

async function reread(line: Line, room: Room): Promise<void> {
  const now = line.ports.now()
  if (room.conversation.language !== null && now - room.readAt < rereadMs) return
  room.readAt = now
  room.conversation = (await line.ports.conversation(room.conversation.id)) ?? room.conversation
}

/** How far every page has been told. */
function seenByAll(room: Room): number {
  return Math.min(...[...room.viewers].map((viewer) => viewer.seq))
}

function send(viewer: Viewer, activities: ActivityOut[]): void {
  if (viewer.socket.readyState !== viewer.socket.OPEN) return
  if (viewer.socket.bufferedAmount > behindLimit) return viewer.socket.terminate()
  viewer.socket.send(JSON.stringify({ activities, watermark: String(viewer.seq) }))
}
