// The same as one by one, for several conversations in one statement: who takes many at once pays for one trip. Rows are locked in the order of their ids.
import type { Db } from '../db/db.ts'
import { conversationColumns, conversationOf, type ConversationRow } from './rows.ts'
import type { Conversation } from './store.ts'
import type { ConversationState } from './words.ts'

/** The conversations with these ids, as many as there are. */
export async function conversationsById(db: Db, ids: string[]): Promise<Conversation[]> {
  const { rows } = await db.query<ConversationRow>(`select ${conversationColumns} from conversation where id = any($1::uuid[])`, [ids])
  return rows.map(conversationOf)
}

/** Locks the conversations' rows until the transaction ends; tells the state of each that there is. */
export async function lockConversations(tx: Db, ids: string[]): Promise<Map<string, ConversationState>> {
  const { rows } = await tx.query<{ id: string; state: ConversationState }>('select id, state from conversation where id = any($1::uuid[]) order by id for update', [ids])
  return new Map(rows.map((row) => [row.id, row.state]))
}

/** Gives each conversation to its agent, from one of the states `from`, and cancels the bot's words there that are not on their way; notices still go. The rows are locked by the caller. Returns how many were in such a state. */
export async function giveToAgents(
  tx: Db, given: { id: string; agentId: string }[], move: { from: ConversationState[]; to: ConversationState; now: number },
): Promise<number> {
  const { rowCount } = await tx.query(
    `with one as (select * from unnest($1::uuid[], $2::uuid[]) as g (id, agent_id)),
     moved as (
       update conversation c set state = $4, agent_id = one.agent_id, version = version + 1, updated_at = $5, xid = pg_current_xact_id()
       from one where c.id = one.id and c.state = any($3) returning c.id
     ), silenced as (
       update outbox o set state = 'cancelled' from message m
       where o.conversation_id in (select id from moved) and o.state = 'queued' and not o.is_notice and (o.lease_until is null or o.lease_until < $5)
         and m.conversation_id = o.conversation_id and m.seq = o.seq and m.speaker = 'bot'
     ) select id from moved`,
    [given.map((one) => one.id), given.map((one) => one.agentId), move.from, move.to, new Date(move.now)])
  return rowCount
}
