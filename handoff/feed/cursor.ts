import type { MessageCursor } from '../../core/conversation/index.ts'
import { isId } from '../../core/ids.ts'
import { zeroId } from './feed-queries.ts'
import type { FeedCursor } from './feed-queries.ts'
import { feedKeptMs } from '../people/presence.ts'

/** Where a console stands in the two feeds it follows: the desk's changes and the messages. */
export interface DeskCursor {
  feed: FeedCursor
  messages: MessageCursor
  /** When it was issued: the feed is kept for a day. */
  at: number
}

/** The cursor at `xid`, the transaction below which all have ended: a snapshot read after it and continued from it misses nothing. */
export function cursorFrom(xid: string, now: number): DeskCursor {
  return { feed: { xid, id: zeroId }, messages: { xid, conversationId: zeroId, seq: 0 }, at: now }
}

/** The cursor as the console keeps it: opaque text. */
export function writeCursor({ feed, messages, at }: DeskCursor): string {
  return [at, feed.xid, feed.id, messages.xid, messages.conversationId, messages.seq].join('~')
}

/** The cursor in the text, or null when it is none, or too old for the feed to tell. */
export function readCursor(text: string, now: number): DeskCursor | null {
  const [at = '', xid = '', id = '', messageXid = '', conversationId = '', seq = '', ...rest] = text.split('~')
  const areNumbers = [xid, messageXid].every((part) => /^\d{1,19}$/.test(part)) && /^\d{1,15}$/.test(at) && /^\d{1,9}$/.test(seq)
  if (rest.length > 0 || !areNumbers || !isId(id) || !isId(conversationId)) return null
  if (now - Number(at) > feedKeptMs) return null
  return { feed: { xid, id }, messages: { xid: messageXid, conversationId, seq: Number(seq) }, at: Number(at) }
}
