import type { Db } from '../db/db.ts'
import type { DialogState } from './dialog-words.ts'
import { seal } from './personal.ts'
import { lineColumns, outgoingRows, saidSql, type Say } from './said.ts'
import type { MessageUnderstanding, MoodCurve } from './store.ts'
import type { Language, Script } from './words.ts'

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

/** What the commit of a turn came to: where its words stand, and whether this process may send them at once. */
export interface TurnCommitted {
  firstSeq: number
  isLeased: boolean
}

/** Commits one turn: {@link commitTurns}. */
export async function commitTurn(tx: Db, end: TurnEnd): Promise<TurnCommitted | null> {
  return (await commitTurns(tx, [end]))[0]!
}

/**
 * Commits turns of different conversations in one statement: dialog state, mood, the words and their outbox rows, and the inbox mark. Null for one
 * whose conversation has moved on since `version` (another process ran it, or a person took over): nothing is changed then, and the turn is computed again.
 */
export async function commitTurns(tx: Db, ends: TurnEnd[]): Promise<(TurnCommitted | null)[]> {
  const { rows } = await tx.query<{ id: string; base: number; is_clear: boolean }>(commitSql, [seal(ends.map(inputOf))])
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ends.map((end) => {
    const row = byId.get(end.conversationId)
    return row ? { firstSeq: row.base + 1, isLeased: row.is_clear && end.leaseBy !== null } : null
  })
}

function inputOf(end: TurnEnd): unknown {
  return {
    id: end.conversationId, version: end.version, seq: end.seq, says: end.says.length, dialog: end.dialog, mood: end.mood, language: end.language,
    script: end.script, at: new Date(end.now).toISOString(), understanding: end.understanding, lines: outgoingRows(end.says),
    lease_until: end.leaseBy ? new Date(end.now + end.leaseMs).toISOString() : null, lease_by: end.leaseBy, in_ack: end.inAck ?? false,
  }
}

// Each row is found by its own key (`lateral`, with a lock or a limit, is never turned into a join over whole tables), in the order of the ids, so that two
// batches of two processes do not wait for one another.
const commitSql = `with input as materialized (
    select * from jsonb_to_recordset($1::jsonb) as r (id uuid, version int, seq int, says int, dialog jsonb, mood jsonb, language text, script text, at timestamptz,
      understanding jsonb, lines jsonb, lease_until timestamptz, lease_by text, in_ack boolean) order by id
  ), held as materialized (
    select i.*, o.seq is null as is_clear from input i
      cross join lateral (select id from conversation c where c.id = i.id and c.version = i.version for update) c
      cross join lateral (select n.seq from inbox n where n.conversation_id = i.id and n.state = 'new' order by n.seq limit 1) first
      left join lateral (select q.seq from outbox q where q.conversation_id = i.id and q.state = 'queued' limit 1) o on true
    where first.seq = i.seq
  ), moved as (
    update conversation c set version = c.version + 1, last_seq = c.last_seq + i.says, personal_dialog = i.dialog, personal_mood = i.mood, language = i.language,
      script = i.script, updated_at = i.at, xid = pg_current_xact_id()
    from held i where c.id = i.id and c.version = i.version
    returning c.id, i.seq, c.last_seq - i.says as base, c.at_desk, i.at, i.understanding, i.lines, i.lease_until, i.lease_by, i.in_ack, i.is_clear
  ), marked as (
    update inbox set state = 'done' from moved where inbox.conversation_id = moved.id and inbox.seq = moved.seq
  ), understood as (
    update message set understanding = moved.understanding, xid = case when message.at_desk then pg_current_xact_id() else message.xid end from moved
    where message.conversation_id = moved.id and message.seq = moved.seq and moved.understanding is not null
  ), line as (
    select moved.id as conversation_id, moved.base + r.position as seq, moved.at, moved.at_desk, moved.in_ack, case when moved.is_clear then moved.lease_until end as lease_until,
      case when moved.is_clear then moved.lease_by end as lease_by, r.*
    from moved, jsonb_to_recordset(moved.lines) as r (${lineColumns})
  ), ${saidSql}
  select id, base, is_clear from moved`
