import type { Db } from '../db/db.ts'
import type { DialogState } from './dialog-words.ts'
import { seal } from './personal.ts'
import { conversationColumns, conversationOf, messageColumns, messageOf, readPersonal, unreadable, type ConversationRow, type MessageRow } from './rows.ts'
import type { Attachment, Choice, ConversationState, Language, Mood, Script, Speaker } from './words.ts'

/** Everything between one shopper and us on one channel. */
export interface Conversation {
  id: string
  channel: string
  channelAccount: string
  externalId: string
  shopperId: string
  shopperName: string | null
  customerId: string | null
  state: ConversationState
  agentId: string | null
  language: Language | null
  script: Script
  /** Rises with every turn and every change of owner: the fence of a turn. */
  version: number
  lastSeq: number
  dialog: DialogState | null
  mood: MoodCurve | null
  createdAt: number
  /** What the channel needs to reach the shopper again; plain JSON, known to the channel alone. */
  address: unknown
  /** What is stored of the dialog or the address cannot be read: here it is as if there were none. */
  isUnreadable?: boolean
}

/** Mood of the whole conversation, rising and falling. */
export interface MoodCurve {
  /** Level of the last message. */
  level: Mood['level']
  /** Smoothed score, 0 … 1. */
  score: number
  /** Change of the smoothed score over the last messages; above 0 it is getting worse. */
  slope: number
  points: { seq: number; score: number; level: Mood['level']; evidence: string[] }[]
}

/** One line in a conversation. */
export interface Message {
  conversationId: string
  seq: number
  id: string
  speaker: Speaker
  kind: 'text' | 'note' | 'event'
  agentId: string | null
  replyKey: string | null
  createdAt: number
  text: string
  choices: Choice[]
  attachments: Attachment[]
  /** Of a shopper's message: intent, confidence, mood — filled by its turn. */
  understanding: MessageUnderstanding | null
  /** Event name and data when `kind` is `event`. */
  event: { name: string; data?: unknown } | null
  /** The channel's id of a shopper's message: Web Chat knows its own words by it. */
  externalId?: string
  /** Null for what a shopper wrote. */
  delivery: 'queued' | 'sent' | 'dead' | 'cancelled' | null
  /** Of a whisper: the agent it is for. */
  to?: string
  /** When the shopper changed or took back these words in their app, and what stood there before. */
  editedAt?: number
  deletedAt?: number
  history?: { text: string; at: number }[]
  /** What is stored of the words cannot be read: `text` is the mark for that. */
  isUnreadable?: boolean
}

export interface MessageUnderstanding {
  intent: string | null
  confidence: number
  mood: Mood['level']
  moodScore: number
  release: string
}

/** The conversation, or null. */
export async function conversationById(db: Db, id: string): Promise<Conversation | null> {
  const { rows } = await db.query<ConversationRow>(`select ${conversationColumns} from conversation where id = $1`, [id])
  return rows[0] ? conversationOf(rows[0]) : null
}

/** The conversation that a channel knows by `externalId`, or null. */
export async function conversationByExternalId(db: Db, channel: string, account: string, externalId: string): Promise<Conversation | null> {
  const { rows } = await db.query<ConversationRow>(
    `select ${conversationColumns} from conversation where channel = $1 and channel_account = $2 and external_id = $3`, [channel, account, externalId])
  return rows[0] ? conversationOf(rows[0]) : null
}

/** The last `seq` of each of these conversations, by id: whether anything was said since one looked. */
export async function lastSeqs(db: Db, ids: string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const { rows } = await db.query<{ id: string; last_seq: number }>('select id, last_seq from conversation where id = any($1::uuid[])', [ids])
  return new Map(rows.map((row) => [row.id, row.last_seq]))
}

/** Locks the conversation's row until the transaction ends; null when there is none. */
export async function lockConversation(tx: Db, id: string): Promise<Conversation | null> {
  const { rows } = await tx.query<ConversationRow>(`select ${conversationColumns} from conversation where id = $1 for update`, [id])
  return rows[0] ? conversationOf(rows[0]) : null
}

/** Changes the owner's state, only from one of `from`; raises the version, so that a turn under way is computed again. False when the state was another. */
export async function moveConversation(
  tx: Db, id: string, move: { from: ConversationState[]; to: ConversationState; agentId: string | null; now: number },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update conversation set state = $3, agent_id = $4, version = version + 1, updated_at = $5, xid = pg_current_xact_id()
     where id = $1 and state = any($2)`,
    [id, move.from, move.to, move.agentId, new Date(move.now)])
  return rowCount === 1
}

/** The conversations of the same shopper (or signed-in customer), newest first, without this one. */
export async function pastConversations(db: Db, id: string, limit = 10): Promise<{ id: string; channel: string; state: ConversationState; createdAt: number }[]> {
  const { rows } = await db.query<{ id: string; channel: string; state: ConversationState; created_at: Date }>(
    `select p.id, p.channel, p.state, p.created_at from conversation c
     join conversation p on p.id <> c.id and (p.shopper_id = c.shopper_id or (c.customer_id is not null and p.customer_id = c.customer_id))
     where c.id = $1 order by p.created_at desc limit $2`, [id, limit])
  return rows.map((row) => ({ id: row.id, channel: row.channel, state: row.state, createdAt: row.created_at.getTime() }))
}

/** The conversation's messages in order, from after `afterSeq` (or the `limit` before `beforeSeq`). */
export async function transcript(db: Db, conversationId: string, page: { afterSeq?: number; beforeSeq?: number; limit?: number } = {}): Promise<Message[]> {
  const { rows } = await db.query<MessageRow>(
    `select * from (
       select ${messageColumns} from message m left join outbox o on o.conversation_id = m.conversation_id and o.seq = m.seq
       where m.conversation_id = $1 and m.seq > $2 and m.seq < $3
       order by ${page.beforeSeq === undefined ? 'm.seq' : 'm.seq desc'} limit $4) page order by seq`,
    [conversationId, page.afterSeq ?? 0, page.beforeSeq ?? 2147483647, page.limit ?? 500])
  return rows.map(messageOf)
}

/**
 * From now on whoever follows messages by cursor hears of this conversation; of what was said before, of what stands from `fromSeq` on. In the caller's
 * transaction: the conversation's row is locked with the first statement, so that the second one sees every message there is.
 */
export async function bringToDesk(tx: Db, id: string, fromSeq: number): Promise<void> {
  const { rowCount } = await tx.query('update conversation set at_desk = true where id = $1 and not at_desk', [id])
  if (rowCount === 0) return
  await tx.query('update message set at_desk = true, xid = case when seq >= $2 then pg_current_xact_id() else xid end where conversation_id = $1', [id, fromSeq])
}

/**
 * Messages of conversations that have been at a desk, written after the cursor `(xid, conversation, seq)`, in that order, at most `limit`. The cursor passes only what
 * no running transaction can still get before, so that a late commit is never skipped; what lies beyond is told as well, at once, and told again: an open transaction
 * anywhere on the server, even of another database, must not hold news back. Of conversations that `pick` leaves out only the places are read, from the index.
 */
export async function messagesChangedSince(
  db: Db, cursor: MessageCursor, limit: number, pick?: (conversationIds: string[]) => Promise<ReadonlySet<string>>,
): Promise<{ messages: Message[]; cursor: MessageCursor; hasMore: boolean }> {
  const size = pick ? Math.max(limit, pageOfPlaces) : limit
  const { places: page, settled } = await placesAfter(db, cursor, 'asc', size)
  const picked = pick && (await pick([...new Set(page.map((place) => place.conversationId))]))
  const isWanted = (place: Place) => picked?.has(place.conversationId) ?? true
  // What is told at a time has its limit, what is passed over another.
  const tooMany = page.filter(isWanted)[limit]
  const places = tooMany ? page.slice(0, page.indexOf(tooMany)) : page
  const isFull = tooMany !== undefined || page.length === size
  const [last, end] = [places.findLast((place) => place.isSettled), places.at(-1)]
  // More lies beyond an open transaction than one page: the newest is told too, what lies between when that one has ended.
  const newest = isFull && end?.isSettled === false ? (await placesAfter(db, end, 'desc', limit)).places.toReversed() : []
  const others = pick && newest.length > 0 ? await pick([...new Set(newest.map((place) => place.conversationId))]) : null
  const messages = await messagesAt(db, [...places.filter(isWanted), ...newest.filter((place) => others?.has(place.conversationId) ?? true)])
  // All below `settled` has been seen: a conversation that comes to the desk later is not told from its beginning.
  const next = isFull ? last : { xid: settled, conversationId: '00000000-0000-0000-0000-000000000000', seq: 0 }
  return { messages, cursor: next ? { xid: next.xid, conversationId: next.conversationId, seq: next.seq } : cursor, hasMore: isFull && last !== undefined }
}

/** A place costs a few bytes of an index. */
const pageOfPlaces = 2_000

type Place = MessageCursor & { isSettled: boolean }

/** `settled`: whatever has a smaller transaction id has ended. */
async function placesAfter(db: Db, { xid, conversationId, seq }: MessageCursor, order: 'asc' | 'desc', most: number): Promise<{ places: Place[]; settled: string }> {
  const { rows } = await db.query<{ settled: string; xid: string | null; conversation_id: string; seq: number; is_settled: boolean }>(
    `select s.settled::text as settled, m.xid::text as xid, m.conversation_id, m.seq, m.xid < s.settled as is_settled
     from (select pg_snapshot_xmin(pg_current_snapshot()) as settled) s left join lateral (
       select xid, conversation_id, seq from message where at_desk and (xid, conversation_id, seq) > ($1::xid8, $2::uuid, $3::int)
       order by xid ${order}, conversation_id ${order}, seq ${order} limit $4) m on true
     order by m.xid ${order}, m.conversation_id ${order}, m.seq ${order}`, [xid, conversationId, seq, most])
  const places = rows.flatMap((row) => (row.xid === null ? [] : { xid: row.xid, conversationId: row.conversation_id, seq: row.seq, isSettled: row.is_settled }))
  return { places, settled: rows[0]!.settled }
}

export interface MessageCursor {
  /** A 64-bit number as text. */
  xid: string
  conversationId: string
  seq: number
}

/** Who spoke in the last lines, newest first, and by which reply; no words are read. */
export async function lastSpoken(db: Db, conversationId: string, limit: number): Promise<Pick<Message, 'speaker' | 'replyKey'>[]> {
  const { rows } = await db.query<{ speaker: Speaker; reply_key: string | null }>(
    'select speaker, reply_key from message where conversation_id = $1 order by seq desc limit $2', [conversationId, limit])
  return rows.map((row) => ({ speaker: row.speaker, replyKey: row.reply_key }))
}

/** When the shopper wrote last, or null. */
export async function lastShopperMessageAt(db: Db, conversationId: string): Promise<number | null> {
  const { rows } = await db.query<{ created_at: Date }>(
    `select created_at from message where conversation_id = $1 and speaker = 'shopper' order by seq desc limit 1`, [conversationId])
  return rows[0]?.created_at.getTime() ?? null
}

/** Single lines of conversations, in the order in which they are named. */
export async function messagesAt(db: Db, places: { conversationId: string; seq: number }[]): Promise<Message[]> {
  if (places.length === 0) return []
  const { rows } = await db.query<MessageRow>(
    `select ${messageColumns} from unnest($1::uuid[], $2::int[]) with ordinality as p (conversation_id, seq, place)
     join message m on m.conversation_id = p.conversation_id and m.seq = p.seq
     left join outbox o on o.conversation_id = m.conversation_id and o.seq = m.seq order by p.place`, [places.map((one) => one.conversationId), places.map((one) => one.seq)])
  return rows.map(messageOf)
}

/** What was said in each of these conversations, notes included: the last 300 lines, in order. */
export async function wordsOf(db: Db, ids: string[]): Promise<Map<string, { seq: number; text: string }[]>> {
  const { rows } = await db.query<{ conversation_id: string; seq: number; personal: unknown }>(
    `select m.conversation_id, m.seq, m.personal from unnest($1::uuid[]) as c (id)
     cross join lateral (select conversation_id, seq, personal from message where conversation_id = c.id and kind <> 'event' order by seq desc limit 300) m order by m.conversation_id, m.seq`, [ids])
  const byId = new Map<string, { seq: number; text: string }[]>()
  for (const row of rows) {
    const lines = byId.get(row.conversation_id) ?? []
    lines.push({ seq: row.seq, text: (readPersonal(row.personal) ?? unreadable).text })
    byId.set(row.conversation_id, lines)
  }
  return byId
}

/** The shop's customer id of a shopper, when a page has signed them in. */
export async function customerOfShopper(db: Db, shopperId: string): Promise<string | null> {
  const { rows } = await db.query<{ customer_id: string | null }>(
    `select coalesce((select c.customer_id from conversation c where c.shopper_id = s.id and c.customer_id is not null order by c.created_at desc limit 1), s.customer_id) as customer_id
     from shopper s where s.id = $1`, [shopperId])
  return rows[0]?.customer_id ?? null
}

/** How many lines the shopper has written after `afterSeq`. */
export async function countOfShopper(db: Db, conversationId: string, afterSeq: number): Promise<number> {
  const { rows } = await db.query<{ count: string }>(`select count(*) as count from message where conversation_id = $1 and seq > $2 and speaker = 'shopper'`, [conversationId, afterSeq])
  return Number(rows[0]!.count)
}

/** Saves the dialog state outside a turn's commit, in a transaction that holds the conversation. */
export async function saveDialog(tx: Db, id: string, state: DialogState): Promise<void> {
  await tx.query('update conversation set personal_dialog = $2, version = version + 1 where id = $1', [id, seal(state)])
}
