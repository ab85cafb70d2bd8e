import type { Db } from '../db/db.ts'
import { newId } from '../ids.ts'
import type { DialogState } from './dialog-words.ts'
import { seal } from './personal.ts'
import type { PersonalMessage } from './rows.ts'
import type { Speaker } from './words.ts'

/** One message to be said: rendered already, so that what is stored is what everybody sees. */
export interface Say extends PersonalMessage {
  speaker: Exclude<Speaker, 'shopper'>
  kind: 'text' | 'note' | 'event'
  agentId?: string | null
  replyKey?: string | null
  /** Notices (place in the queue, who is speaking) still go when a claim cancels the bot's unsent words. */
  isNotice?: boolean
  /** False for what only the desk sees: notes and inner events. */
  isSent: boolean
}

/** What is said in one conversation. */
export interface Said {
  conversationId: string
  says: Say[]
  /** Which words were chosen, to be remembered with the dialog; dropped when the dialog has moved on since it was read at `version`. */
  remembers?: { dialog: DialogState; version: number }
}

/** The rows of `says` as {@link lineColumns} names them; positions count from 1. */
export function outgoingRows(says: Say[]): unknown[] {
  return says.map((say, index) => ({
    position: index + 1, message_id: newId(), speaker: say.speaker, kind: say.kind, agent_id: say.agentId ?? null, reply_key: say.replyKey ?? null,
    is_notice: say.isNotice ?? false, is_sent: say.isSent, personal: { text: say.text, choices: say.choices, attachments: say.attachments, event: say.event, to: say.to },
  }))
}

/** Columns of what {@link outgoingRows} gives. */
export const lineColumns = 'position int, message_id uuid, speaker text, kind text, agent_id uuid, reply_key text, personal jsonb, is_notice boolean, is_sent boolean'

/**
 * The words of `line` become messages, and those that are sent rows of the outbox: the one place where anything is said. `line` has, besides
 * {@link lineColumns}, conversation_id, seq, at, at_desk (as its conversation), in_ack (they travel in an acknowledgement), and lease_until and lease_by (null: anybody sends them).
 */
export const saidSql = `said as (
    insert into message (conversation_id, seq, id, speaker, kind, agent_id, reply_key, created_at, personal, at_desk)
    select conversation_id, seq, message_id, speaker, kind, agent_id, reply_key, at, personal, at_desk from line
  ), queued as (
    insert into outbox (conversation_id, seq, state, is_notice, next_at, lease_until, lease_by, sent_at, attempts)
    select conversation_id, seq, case when in_ack then 'sent' else 'queued' end, is_notice, at,
      case when not in_ack then lease_until end, case when not in_ack then lease_by end, case when in_ack then at end, case when lease_by is null then 0 else 1 end
    from line where is_sent
  )`

/** Adds words to a conversation inside the caller's transaction and queues them. Returns the first `seq`. */
export async function sayNow(tx: Db, conversationId: string, says: Say[], now: number): Promise<number> {
  return (await sayInMany(tx, [{ conversationId, says }], now)).get(conversationId)!
}

/** Adds words to several conversations in one statement and queues them; each conversation once, its row locked by the caller when there are several. Returns the first `seq` in each. */
export async function sayInMany(tx: Db, said: Said[], now: number): Promise<Map<string, number>> {
  const input = said.map(({ conversationId, says, remembers }) => ({ id: conversationId, says: says.length, lines: outgoingRows(says), ...remembers }))
  const { rows } = await tx.query<{ id: string; base: number }>(
    `with input as (
       select * from jsonb_to_recordset($1::jsonb) as r (id uuid, says int, lines jsonb, dialog jsonb, version int)
     ), moved as (
       update conversation c set last_seq = c.last_seq + i.says, updated_at = $2, xid = pg_current_xact_id(),
         personal_dialog = case when c.version = i.version then i.dialog else c.personal_dialog end
       from input i where c.id = i.id returning c.id, c.last_seq - i.says as base, c.at_desk, i.lines
     ), line as (
       select moved.id as conversation_id, moved.base + r.position as seq, $2::timestamptz as at, moved.at_desk, false as in_ack, null::timestamptz as lease_until, null::text as lease_by, r.*
       from moved, jsonb_to_recordset(moved.lines) as r (${lineColumns})
     ), ${saidSql}
     select id, base from moved`, [seal(input), new Date(now)])
  return new Map(rows.map((row) => [row.id, row.base + 1]))
}
