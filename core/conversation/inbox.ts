import type { Db } from '../db/db.ts'
import { newId, sha256 } from '../ids.ts'
import { seal, storable } from './personal.ts'
import { conversationColumns, conversationOf, readPersonal, unreadable, type ConversationRow, type PersonalMessage } from './rows.ts'
import type { Conversation, Message } from './store.ts'
import type { Attachment, Language, Script } from './words.ts'

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
  at: number
  /** The turn of this message, when no earlier one is undone: it may run without another read. */
  due: DueTurn | null
}

/** Stores one message: {@link recordAllIncoming}. */
export async function recordIncoming(db: Db, incoming: IncomingMessage, now: number): Promise<Recorded> {
  return (await recordAllIncoming(db, [{ incoming, now }]))[0]!
}

/**
 * Stores shoppers' messages and their inbox rows, unique by channel account and external id, in one statement: once this resolves, they cannot be
 * lost. Opens a conversation with its first message; a closed one comes back to the bot. No two may be of one conversation. Answers in the order given.
 */
export async function recordAllIncoming(db: Db, many: { incoming: IncomingMessage; now: number }[]): Promise<Recorded[]> {
  const input = many.map(({ incoming, now }, position) => ({
    position, shopper_id: shopperIdOf(incoming), channel: incoming.channel, channel_account: incoming.channelAccount,
    shopper_external_id: storable(incoming.shopper.externalId), customer_id: incoming.shopper.customerId, at: new Date(now).toISOString(),
    shopper_personal: { name: incoming.shopper.name }, id: newId(now), external_id: incoming.conversation,
    personal: { shopperName: incoming.shopper.name, address: incoming.address }, message_external_id: incoming.externalId, message_id: newId(now),
    message_personal: { text: incoming.text, attachments: incoming.attachments, externalId: incoming.externalId }, language: incoming.language ?? null,
  }))
  const { rows } = await db.query<RecordedRow>(recordSql, [seal(input)])
  const byPosition = new Map(rows.map((row) => [row.position, row]))
  return many.map(({ incoming, now }, position) => recordedOf(byPosition.get(position)!, incoming, { messageId: input[position]!.message_id, now }))
}

/** What was recorded, as a message of its conversation; null when it was there before. */
export function messageIn({ conversation, seq, messageId, at }: Recorded, incoming: IncomingMessage): Message | null {
  if (seq === null) return null
  return {
    conversationId: conversation.id, seq, id: messageId, speaker: 'shopper', kind: 'text', agentId: null, replyKey: null, createdAt: at, text: storable(incoming.text), choices: [],
    attachments: incoming.attachments, understanding: null, event: null, delivery: null, externalId: storable(incoming.externalId),
  }
}

type RecordedRow = ConversationRow & { position: number; recorded_seq: number | null; is_first: boolean }

// Rows are locked in the order of their names, so that two batches of two processes do not wait for one another.
const recordSql = `with input as (
    select * from jsonb_to_recordset($1::jsonb) as r (position int, shopper_id uuid, channel text, channel_account text, shopper_external_id text, customer_id text,
      at timestamptz, shopper_personal jsonb, id uuid, external_id text, personal jsonb, message_external_id text, message_id uuid, message_personal jsonb, language text)
  ), shopper as (
    insert into shopper (id, channel, channel_account, external_id, customer_id, created_at, personal)
    select shopper_id, channel, channel_account, shopper_external_id, customer_id, at, shopper_personal from input order by shopper_id on conflict do nothing
  ), conv as (
    insert into conversation (id, channel, channel_account, external_id, shopper_id, customer_id, created_at, updated_at, personal, language, last_seq)
    select id, channel, channel_account, external_id, shopper_id, customer_id, at, at, personal, language, 1 from input order by channel, channel_account, external_id
    on conflict (channel, channel_account, external_id) do update set
      last_seq = conversation.last_seq + 1, language = coalesce(conversation.language, excluded.language), updated_at = excluded.updated_at, xid = pg_current_xact_id(),
      personal = excluded.personal, customer_id = coalesce(excluded.customer_id, conversation.customer_id),
      state = case when conversation.state = 'closed' then 'bot' else conversation.state end,
      agent_id = case when conversation.state = 'closed' then null else conversation.agent_id end,
      version = conversation.version + case when conversation.state = 'closed' then 1 else 0 end
    returning *
  ), line as (
    select conv.id as conversation_id, conv.last_seq as seq, input.position, input.channel, input.channel_account, input.message_external_id, input.message_id,
      input.message_personal, input.at, conv.at_desk
    from conv join input on input.channel = conv.channel and input.channel_account = conv.channel_account and input.external_id = conv.external_id
  ), received as (
    insert into inbox (conversation_id, seq, channel, channel_account, external_id, received_at, next_at)
    select conversation_id, seq, channel, channel_account, message_external_id, at, at from line on conflict do nothing returning conversation_id, seq
  ), said as (
    insert into message (conversation_id, seq, id, speaker, created_at, personal, at_desk)
    select line.conversation_id, line.seq, line.message_id, 'shopper', line.at, line.message_personal, line.at_desk from received join line using (conversation_id, seq)
  )
  select ${columnsOf('conv')}, line.position, received.seq as recorded_seq,
    (select true from inbox i where i.conversation_id = conv.id and i.state = 'new' limit 1) is null as is_first
  from conv join line on line.conversation_id = conv.id left join received on received.conversation_id = conv.id`

function recordedOf(row: RecordedRow, incoming: IncomingMessage, { messageId, now }: { messageId: string; now: number }): Recorded {
  const conversation = conversationOf(row)
  // The statement's snapshot does not see its own insert: what it saw undone came before.
  const due = row.recorded_seq === null || !row.is_first || conversation.isUnreadable ? null
    : { conversation, seq: row.recorded_seq, messageId, attempts: 0, text: storable(incoming.text), attachments: incoming.attachments, receivedAt: now, hasMore: false }
  return { conversation, seq: row.recorded_seq, messageId, at: now, due }
}

function columnsOf(table: string): string {
  return conversationColumns.split(', ').map((column) => `${table}.${column}`).join(', ')
}

/** Opens a conversation that has no message yet (the chat was opened); `script` is the page's, until the shopper writes. `isNew` is false when it was there. */
export async function openConversation(db: Db, begin: Omit<IncomingMessage, 'text' | 'attachments' | 'externalId'> & { script?: Script }, now: number): Promise<{ conversation: Conversation; isNew: boolean }> {
  const at = new Date(now)
  const { rows } = await db.query<ConversationRow & { is_new: boolean }>(
    `with shopper as (
       insert into shopper (id, channel, channel_account, external_id, customer_id, created_at, personal)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing
     )
     insert into conversation (id, channel, channel_account, external_id, shopper_id, customer_id, created_at, updated_at, personal, language, script)
     values ($8, $2, $3, $9, $1, $5, $6, $6, $10, $11, $12)
     on conflict (channel, channel_account, external_id) do update set updated_at = excluded.updated_at, personal = excluded.personal,
       language = coalesce(conversation.language, excluded.language), customer_id = coalesce(excluded.customer_id, conversation.customer_id)
     returning ${conversationColumns}, (xmax = 0) as is_new`,
    [shopperIdOf(begin), begin.channel, begin.channelAccount, begin.shopper.externalId, begin.shopper.customerId, at, seal({ name: begin.shopper.name }),
      newId(now), begin.conversation, seal({ shopperName: begin.shopper.name, address: begin.address }), begin.language ?? null, begin.script ?? 'none'])
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
  /** No shopper wrote it: the desk wants the bot to go on with `text`, an intent or the shopper's own earlier words. */
  isPrompt?: 'intent' | 'words'
}

/** A turn is due and cannot be read. `due` is what of it can: enough to end it. */
export class UnreadableTurn extends Error {
  readonly due: DueTurn

  constructor(due: DueTurn, options?: ErrorOptions) {
    super('what is stored of the turn cannot be read', options)
    this.name = 'UnreadableTurn'
    this.due = due
  }
}

/** Reads the conversation's next turn, or null when none is due. Reads only: the fence is the version at commit. Throws UnreadableTurn when it is there and damaged. */
export async function nextTurn(db: Db, conversationId: string): Promise<DueTurn | null> {
  const row = await nextRow(db, conversationId)
  if (!row) return null
  const personal = readPersonal(row.message_personal)
  const due = dueOf(row, personal ?? unreadable)
  if (personal === null || due.conversation.isUnreadable) throw new UnreadableTurn(due)
  return due
}

type TurnRow = ConversationRow & { turn_seq: number; message_id: string; attempts: number; message_personal: unknown; received_at: Date; has_more: boolean; is_prompt: boolean }

const nextSql = (columns: string) => `select ${columns}, i.seq as turn_seq, exists (select 1 from inbox n where n.conversation_id = i.conversation_id and n.seq > i.seq and n.state = 'new') as has_more,
    i.attempts, i.received_at, m.id as message_id, m.speaker = 'system' as is_prompt
  from inbox i join conversation c on c.id = i.conversation_id join message m on m.conversation_id = i.conversation_id and m.seq = i.seq
  where i.conversation_id = $1 and i.state = 'new' order by i.seq limit 1`

const wholeSql = nextSql(`${columnsOf('c')}, m.personal as message_personal`)
const bareSql = nextSql(columnsOf('c').replaceAll(/c\.(personal\w*)/g, 'null as $1'))

async function nextRow(db: Db, conversationId: string): Promise<TurnRow | undefined> {
  try {
    return (await db.query<TurnRow>(wholeSql, [conversationId])).rows[0]
  } catch (error) {
    if (!isDamage(error)) throw error
    const [bare] = (await db.query<TurnRow>(bareSql, [conversationId])).rows
    throw bare ? new UnreadableTurn(dueOf(bare, unreadable), { cause: error }) : error
  }
}

// Classes 22 (data exception) and XX (internal error, data corrupted) of SQLSTATE: the database is there, and what it holds is not. All else may pass by itself.
function isDamage(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(22|XX)\w{3}$/.test(String(error.code))
}

function dueOf(row: TurnRow, { text, attachments = [], isWords = false }: Pick<PersonalMessage, 'text' | 'attachments' | 'isWords'>): DueTurn {
  return {
    conversation: conversationOf(row), seq: row.turn_seq, messageId: row.message_id, attempts: row.attempts, text, attachments,
    receivedAt: row.received_at.getTime(), hasMore: row.has_more, ...(row.is_prompt ? { isPrompt: isWords ? 'words' : 'intent' } : {}),
  }
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
