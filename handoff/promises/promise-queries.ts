import { seal, unseal } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import type { PromiseKind, PromiseLine } from '../contract.ts'

export interface NewPromise {
  id: string
  handoffId: string
  conversationId: string
  team: string
  agentId: string
  kind: PromiseKind
  text: string
  dueAt: number
  shopperName: string | null
  now: number
}

export interface PromiseRow extends PromiseLine {
  team: string
  queueId: string
  language: string
  shopperId: string
}

/** Stores a promise. */
export async function insertPromise(tx: Db, one: NewPromise): Promise<void> {
  await tx.query(
    `insert into promise (id, handoff_id, conversation_id, team, agent_id, kind, due_at, made_at, personal) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [one.id, one.handoffId, one.conversationId, one.team, one.agentId, one.kind, new Date(one.dueAt), new Date(one.now), seal({ text: one.text, shopperName: one.shopperName })])
}

/** A promise, locked until the transaction ends; null when the team has none of this id (`team` null: any team). */
export async function lockPromise(tx: Db, id: string, team: string | null): Promise<PromiseRow | null> {
  const { rows } = await tx.query<PromiseDbRow>(`${selectPromise} where p.id = $1 and ($2::text is null or p.team = $2) for update of p`, [id, team])
  return rows[0] ? promiseFrom(rows[0]) : null
}

/** Promises of a team that are not ended, the next due first, at most 200. */
export async function openPromisesOfTeam(db: Db, team: string): Promise<PromiseRow[]> {
  const { rows } = await db.query<PromiseDbRow>(`${selectPromise} where p.team = $1 and p.state in ('open', 'broken') order by p.due_at, p.id limit 200`, [team])
  return rows.map(promiseFrom)
}

/** The same of one agent. */
export async function openPromisesOfAgent(db: Db, agentId: string, team: string): Promise<PromiseRow[]> {
  const { rows } = await db.query<PromiseDbRow>(
    `${selectPromise} where p.agent_id = $1 and p.team = $2 and p.state in ('open', 'broken') order by p.due_at, p.id limit 200`, [agentId, team])
  return rows.map(promiseFrom)
}

/** Every promise of a conversation, the next due first, at most 50. */
export async function promisesOfConversation(db: Db, conversationId: string, team: string): Promise<PromiseRow[]> {
  const { rows } = await db.query<PromiseDbRow>(`${selectPromise} where p.conversation_id = $1 and p.team = $2 order by p.due_at, p.id limit 50`, [conversationId, team])
  return rows.map(promiseFrom)
}

/** Ends a promise. */
export async function endPromise(tx: Db, id: string, state: 'kept' | 'kept-late' | 'dropped', now: number): Promise<void> {
  await tx.query('update promise set state = $2, ended_at = $3 where id = $1', [id, state, new Date(now)])
}

/** Gives a promise another time: it is open again. */
export async function movePromise(tx: Db, id: string, dueAt: number): Promise<void> {
  await tx.query(`update promise set due_at = $2, state = 'open', warned_at = null, moved = moved + 1 where id = $1`, [id, new Date(dueAt)])
}

/** Its agent has been reminded. */
export async function markWarned(tx: Db, id: string, now: number): Promise<void> {
  await tx.query('update promise set warned_at = $2 where id = $1', [id, new Date(now)])
}

/** Its time has passed. */
export async function markBroken(tx: Db, id: string, now: number): Promise<void> {
  await tx.query(`update promise set state = 'broken', warned_at = coalesce(warned_at, $2) where id = $1`, [id, new Date(now)])
}

/** What everybody may see of a promise. */
export function lineOf(row: PromiseRow): PromiseLine {
  const { id, conversationId, handoffId, kind, text, dueAt, state, by, madeAt, isDueSoon, moved, endedAt, shopper } = row
  return { id, conversationId, handoffId, kind, text, dueAt, state, by, madeAt, isDueSoon, moved, endedAt, shopper }
}

const selectPromise = `select p.id, p.conversation_id, p.handoff_id, p.team, p.agent_id, a.name as agent_name, p.kind, p.due_at, p.state, p.made_at, p.warned_at, p.moved,
  p.ended_at, p.personal, h.shopper_id, h.queue_id, h.language from promise p join agent a on a.id = p.agent_id join handoff h on h.id = p.handoff_id`

interface PromiseDbRow {
  id: string
  conversation_id: string
  handoff_id: string
  team: string
  agent_id: string
  agent_name: string
  kind: PromiseKind
  due_at: Date
  state: PromiseLine['state']
  made_at: Date
  warned_at: Date | null
  moved: number
  ended_at: Date | null
  personal: unknown
  shopper_id: string
  queue_id: string
  language: string
}

function promiseFrom(row: PromiseDbRow): PromiseRow {
  const { text, shopperName } = unseal<{ text: string; shopperName: string | null }>(row.personal)
  return {
    id: row.id, conversationId: row.conversation_id, handoffId: row.handoff_id, team: row.team, kind: row.kind, text, dueAt: row.due_at.getTime(), state: row.state,
    by: { id: row.agent_id, name: row.agent_name }, madeAt: row.made_at.getTime(), isDueSoon: row.state === 'open' && row.warned_at !== null, moved: row.moved,
    endedAt: row.ended_at?.getTime() ?? null, shopper: { id: row.shopper_id, name: shopperName }, shopperId: row.shopper_id, queueId: row.queue_id, language: row.language,
  }
}
