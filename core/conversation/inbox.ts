import type { Db } from '../db/db.ts'
import { newId, sha256 } from '../ids.ts'
import { seal, storable } from './personal.ts'
import { conversationColumns, conversationOf, type Conversation, type ConversationRow, type MessageUnderstanding, type MoodCurve } from './store.ts'
import type { DialogState } from './dialog-words.ts'
import type { Attachment, Language, Script } from './words.ts'
import { outgoingJson, type Say } from './outbox.ts'

/** A shopper's message as a channel handed it on. */
export interface IncomingMessage {
  channel: string
  channelAccount: string
  /** The channel's id of the conversation. */
  conversation: string
  /** The channel's id of the message: the same message delivered twice has the same. */
  externalId: string
  shopper: { externalId: string; name: string | null; customerId: string | null }
  text: string
  attachments: Attachment[]
  /** Language of the page or app: taken for a conversation that has none yet. */
  language?: Language | null
  address: unknown
}

export interface Recorded {
  conversation: Conversation
  /** Null when the message was there before. */
  seq: number | null
  messageId: string
  /** The turn of this message, when no earlier one is undone: it may run without another read. */
  due: DueTurn | null
}

/**
 * Stores a shopper's message and its inbox row, unique by channel account and external id, in one statement: once this resolves, the message
 * cannot be lost. Opens the conversation with its first message; a closed one comes back to the bot.
 */
export async function recordIncoming(db: Db, incoming: IncomingMessage, now: number): Promise<Recorded> {
  const messageId = newId(now)
  const at = new Date(now)
  const shopperId = shopperIdOf(incoming)
  const { rows } = await db.query<ConversationRow & { recorded_seq: number | null; is_first: boolean }>(
    `with shopper as (
       insert into shopper (id, channel, channel_account, external_id, customer_id, created_at, personal)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing
     ), conv as (
       insert into conversation (id, channel, channel_account, external_id, shopper_id, customer_id, created_at, updated_at, personal, language, last_seq)
       values ($8, $2, $3, $9, $1, $5, $6, $6, $10, $14, 1)
       on conflict (channel, channel_account, external_id) do update set
         last_seq = conversation.last_seq + 1, language = coalesce(conversation.language, excluded.language), updated_at = excluded.updated_at, xid = pg_current_xact_id(),
         personal = excluded.personal, customer_id = coalesce(excluded.customer_id, conversation.customer_id),
         state = case when conversation.state = 'closed' then 'bot' else conversation.state end,
         agent_id = case when conversation.state = 'closed' then null else conversation.agent_id end,
         version = conversation.version + case when conversation.state = 'closed' then 1 else 0 end
       returning *
     ), received as (
       insert into inbox (conversation_id, seq, channel, channel_account, external_id, received_at, next_at)
       select id, last_seq, $2, $3, $11, $6, $6 from conv on conflict do nothing returning conversation_id, seq
     ), line as (
       insert into message (conversation_id, seq, id, speaker, created_at, personal)
       select conversation_id, seq, $12, 'shopper', $6, $13 from received
     )
     select ${conversationColumns}, (select seq from received) as recorded_seq,
       not exists (select 1 from inbox i where i.conversation_id = conv.id and i.state = 'new') as is_first from conv`,
    [shopperId, incoming.channel, incoming.channelAccount, incoming.shopper.externalId, incoming.shopper.customerId, at,
      seal({ name: incoming.shopper.name }), newId(now), incoming.conversation,
      seal({ shopperName: incoming.shopper.name, address: incoming.address }), incoming.externalId, messageId,
      seal({ text: incoming.text, attachments: incoming.attachments, externalId: incoming.externalId }), incoming.language ?? null])
  const row = rows[0]!
  const conversation = conversationOf(row)
  // The statement's snapshot does not see its own insert: what it saw undone came before.
  const due = row.recorded_seq === null || !row.is_first ? null
    : { conversation, seq: row.recorded_seq, messageId, attempts: 0, text: storable(incoming.text), attachments: incoming.attachments, receivedAt: now, hasMore: false }
  return { conversation, seq: row.recorded_seq, messageId, due }
}

/** Opens a conversation that has no message yet (the chat was opened). `isNew` is false when it was there. */
export async function openConversation(db: Db, begin: Omit<IncomingMessage, 'text' | 'attachments' | 'externalId'>, now: number): Promise<{ conversation: Conversation; isNew: boolean }> {
  const at = new Date(now)
  const { rows } = await db.query<ConversationRow & { is_new: boolean }>(
    `with shopper as (
       insert into shopper (id, channel, channel_account, external_id, customer_id, created_at, personal)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing
     )
     insert into conversation (id, channel, channel_account, external_id, shopper_id, customer_id, created_at, updated_at, personal, language)
     values ($8, $2, $3, $9, $1, $5, $6, $6, $10, $11)
     on conflict (channel, channel_account, external_id) do update set updated_at = excluded.updated_at, personal = excluded.personal,
       language = coalesce(conversation.language, excluded.language), customer_id = coalesce(excluded.customer_id, conversation.customer_id)
     returning ${conversationColumns}, (xmax = 0) as is_new`,
    [shopperIdOf(begin), begin.channel, begin.channelAccount, begin.shopper.externalId, begin.shopper.customerId, at, seal({ name: begin.shopper.name }),
      newId(now), begin.conversation, seal({ shopperName: begin.shopper.name, address: begin.address }), begin.language ?? null])
  return { conversation: conversationOf(rows[0]!), isNew: rows[0]!.is_new }
}

// The id follows from who it is, so that no look-up precedes the insert.
function shopperIdOf(incoming: Pick<IncomingMessage, 'channel' | 'channelAccount' | 'shopper'>): string {
  const hash = sha256([incoming.channel, incoming.channelAccount, incoming.shopper.externalId].join('\n'))
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}

/** The first message of a conversation whose turn has not been committed, with how often it was tried. */
export interface DueTurn {
  conversation: Conversation
  seq: number
  messageId: string
  attempts: number
  text: string
  attachments: Attachment[]
  receivedAt: number
  /** Others of the conversation wait behind it. */
  hasMore: boolean
}

/** Reads the conversation's next turn, or null when none is due. Reads only: the fence is the version at commit. */
export async function nextTurn(db: Db, conversationId: string): Promise<DueTurn | null> {
  const { rows } = await db.query<ConversationRow & { turn_seq: number; message_id: string; attempts: number; message_personal: { text: string; attachments?: Attachment[] }; received_at: Date; has_more: boolean }>(
    `select c.*, i.seq as turn_seq, exists (select 1 from inbox n where n.conversation_id = i.conversation_id and n.seq > i.seq and n.state = 'new') as has_more, i.attempts, i.received_at, m.id as message_id, m.personal as message_personal
     from inbox i join conversation c on c.id = i.conversation_id join message m on m.conversation_id = i.conversation_id and m.seq = i.seq
     where i.conversation_id = $1 and i.state = 'new' order by i.seq limit 1`, [conversationId])
  const row = rows[0]
  if (!row) return null
  const { text, attachments } = row.message_personal
  return {
    conversation: conversationOf(row), seq: row.turn_seq, messageId: row.message_id, attempts: row.attempts,
    text, attachments: attachments ?? [], receivedAt: row.received_at.getTime(), hasMore: row.has_more,
  }
}

/** Everything a turn leaves behind, apart from handoffs and shop writes, which join the same transaction. */
export interface TurnEnd {
  conversationId: string
  /** The version the turn was computed from. */
  version: number
  seq: number
  dialog: DialogState | null
  mood: MoodCurve | null
  language: Language | null
  script: Script
  understanding: MessageUnderstanding | null
  says: Say[]
  /** Who leases the new outbox rows, so that the process that ran the turn delivers them at once; null leaves them to anyone. */
  leaseBy: string | null
  leaseMs: number
  now: number
  /** The words travel in the acknowledgement: marked as sent in the same statement. */
  inAck?: boolean
}

/**
 * Commits a turn in one statement: dialog state, mood, the words and their outbox rows, and the inbox mark. Null when the conversation has moved on
 * since `version` (another process ran it, or a person took over): nothing is changed then, and the turn is computed again.
 */
export async function commitTurn(tx: Db, end: TurnEnd): Promise<{ firstSeq: number; isLeased: boolean } | null> {
  const at = new Date(end.now)
  const { rows } = await tx.query<{ base: number; leased: boolean }>(
    `with moved as (
       update conversation set version = version + 1, last_seq = last_seq + $4, personal_dialog = $5, personal_mood = $6, language = $7, script = $8,
         updated_at = $9, xid = pg_current_xact_id()
       where id = $1 and version = $2
         and exists (select 1 from inbox i where i.conversation_id = $1 and i.seq = $3 and i.state = 'new')
         and not exists (select 1 from inbox i where i.conversation_id = $1 and i.seq < $3 and i.state = 'new')
       returning id, last_seq - $4 as base, not exists (select 1 from outbox o where o.conversation_id = $1 and o.state = 'queued') as is_clear
     ), marked as (
       update inbox set state = 'done' from moved where inbox.conversation_id = moved.id and inbox.seq = $3
     ), understood as (
       update message set understanding = $10, xid = pg_current_xact_id() from moved
       where message.conversation_id = moved.id and message.seq = $3 and $10::jsonb is not null
     ), line as (
       select moved.id as conversation_id, moved.base + r.position as seq, r.* from moved, jsonb_to_recordset($11::jsonb)
         as r (position int, message_id uuid, speaker text, kind text, agent_id uuid, reply_key text, personal jsonb, is_notice boolean, is_sent boolean)
     ), said as (
       insert into message (conversation_id, seq, id, speaker, kind, agent_id, reply_key, created_at, personal)
       select conversation_id, seq, message_id, speaker, kind, agent_id, reply_key, $9, personal from line
     ), queued as (
       insert into outbox (conversation_id, seq, state, is_notice, next_at, lease_until, lease_by, sent_at, attempts)
       select line.conversation_id, line.seq, case when $14 then 'sent' else 'queued' end, line.is_notice, $9,
         case when moved.is_clear and not $14 then $12::timestamptz end, case when moved.is_clear and not $14 then $13::text end,
         case when $14 then $9::timestamptz end, case when moved.is_clear and $13::text is not null then 1 else 0 end
       from line, moved where line.is_sent
     )
     select base, is_clear as leased from moved`,
    [end.conversationId, end.version, end.seq, end.says.length, sealOrNull(end.dialog), sealOrNull(end.mood), end.language, end.script, at,
      end.understanding ? JSON.stringify(end.understanding) : null, outgoingJson(end.says), end.leaseBy ? new Date(end.now + end.leaseMs) : null, end.leaseBy, end.inAck ?? false])
  const row = rows[0]
  return row ? { firstSeq: row.base + 1, isLeased: row.leased && end.leaseBy !== null } : null
}

/** Puts a failed turn off; after `deadAfter` attempts it is marked dead and true is returned: somebody must look. */
export async function putOffTurn(db: Db, conversationId: string, seq: number, retry: { at: number; deadAfter: number }): Promise<boolean> {
  const { rows } = await db.query<{ state: string }>(
    `update inbox set attempts = attempts + 1, next_at = $3, state = case when attempts + 1 >= $4 then 'dead' else state end
     where conversation_id = $1 and seq = $2 and state = 'new' returning state`,
    [conversationId, seq, new Date(retry.at), retry.deadAfter])
  return rows[0]?.state === 'dead'
}

/** Conversations with a turn that has been due since before `before`: whoever ran it is gone. */
export async function conversationsWithOverdueTurns(db: Db, before: number, limit = 100): Promise<string[]> {
  const { rows } = await db.query<{ conversation_id: string }>(
    `select conversation_id from inbox where state = 'new' and next_at < $1 order by next_at limit $2`, [new Date(before), limit])
  return [...new Set(rows.map((row) => row.conversation_id))]
}

function sealOrNull(value: unknown): string | null {
  return value === null ? null : seal(value)
}
