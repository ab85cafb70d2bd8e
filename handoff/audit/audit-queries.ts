import type { Db } from '../../core/db/db.ts'
import { newId } from '../../core/ids.ts'

export interface AuditRow {
  agentId: string | null
  deed: string
  conversationId: string | null
  handoffId: string | null
  /** Ids and our own names only. */
  detail?: Record<string, string | number | boolean | null>
  /** Of a deed that must be done once. */
  key?: string
  /** Whose auditors may read it, where neither handoff nor agent tells. */
  team?: string
  now: number
}

/** Records a deed in its own transaction; false when a deed of the same key has been done before. The row belongs to the team of the handoff, else of the agent. */
export async function insertAudit(tx: Db, row: AuditRow): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into audit (id, at, agent_id, deed, conversation_id, handoff_id, detail, deed_key, team)
     values ($1, $2, $3::uuid, $4, $5, $6::uuid, $7, $8,
       coalesce($9, (select h.team from handoff h where h.id = $6::uuid), (select a.team from agent a where a.id = $3::uuid)))
     on conflict (deed_key) do nothing`,
    [newId(row.now), new Date(row.now), row.agentId, row.deed, row.conversationId, row.handoffId, row.detail ? JSON.stringify(row.detail) : null, row.key ?? null, row.team ?? null])
  return rowCount === 1
}

/** Records several deeds of teams that are known, in one statement. */
export async function insertAudits(tx: Db, rows: (Omit<AuditRow, 'detail' | 'key' | 'team'> & { team: string })[]): Promise<void> {
  await tx.query(
    `insert into audit (id, at, agent_id, deed, conversation_id, handoff_id, team)
     select * from unnest($1::uuid[], $2::timestamptz[], $3::uuid[], $4::text[], $5::uuid[], $6::uuid[], $7::text[])`,
    [rows.map((row) => newId(row.now)), rows.map((row) => new Date(row.now)), rows.map((row) => row.agentId), rows.map((row) => row.deed),
      rows.map((row) => row.conversationId), rows.map((row) => row.handoffId), rows.map((row) => row.team)])
}

/** Names of those who did the deeds of these keys, by key. */
export async function agentsOfDeeds(db: Db, keys: string[]): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map()
  const { rows } = await db.query<{ deed_key: string; name: string }>('select d.deed_key, a.name from audit d join agent a on a.id = d.agent_id where d.deed_key = any($1::uuid[])', [keys])
  return new Map(rows.map((row) => [row.deed_key, row.name]))
}

/** Records that somebody read a conversation, once in ten minutes: a console reads again whenever it is told to look. */
export async function insertRead(db: Db, read: { agentId: string; conversationId: string; now: number }): Promise<void> {
  await db.query(
    `insert into audit (id, at, agent_id, deed, conversation_id, handoff_id, team)
     select $1, $2, $3, 'read', h.conversation_id, h.id, h.team from handoff h where h.conversation_id = $4 and not exists (
       select 1 from audit a where a.conversation_id = $4 and a.agent_id = $3 and a.deed = 'read' and a.at > $5)
     order by h.requested_at desc, h.id desc limit 1`,
    [newId(read.now), new Date(read.now), read.agentId, read.conversationId, new Date(read.now - 600_000)])
}

/** A row of the record as it is read. */
export interface Recorded {
  id: string
  at: number
  agent: { id: string; name: string } | null
  deed: string
  conversationId: string | null
  handoffId: string | null
  detail: AuditRow['detail'] | null
  sealNo: number | null
}

/** What a reader of the record looks for. Null: anything. */
export interface AuditFilter {
  team: string
  before: string | null
  agentId: string | null
  deed: string | null
  conversationId: string | null
  from: number | null
  until: number | null
}

/** The team's part of the record, newest first; rows of no team are everybody's. */
export async function auditPage(db: Db, filter: AuditFilter, limit: number): Promise<Recorded[]> {
  const { rows } = await db.query<PageRow>(
    `select r.id, r.at, r.agent_id, a.name as agent_name, r.deed, r.conversation_id, r.handoff_id, r.detail, r.seal_no
     from audit r left join agent a on a.id = r.agent_id
     where (r.team = $1 or r.team is null) and ($2::uuid is null or r.id < $2) and ($3::uuid is null or r.agent_id = $3) and ($4::text is null or r.deed = $4)
       and ($5::uuid is null or r.conversation_id = $5) and ($6::timestamptz is null or r.at >= $6) and ($7::timestamptz is null or r.at < $7)
     order by r.id desc limit $8`,
    [filter.team, filter.before, filter.agentId, filter.deed, filter.conversationId, dateOrNull(filter.from), dateOrNull(filter.until), limit])
  return rows.map((row) => ({
    id: row.id, at: row.at.getTime(), agent: row.agent_id === null ? null : { id: row.agent_id, name: row.agent_name ?? '' }, deed: row.deed,
    conversationId: row.conversation_id, handoffId: row.handoff_id, detail: row.detail, sealNo: row.seal_no === null ? null : Number(row.seal_no),
  }))
}

// The chain. Every column as text, in the database's own words: nothing is lost on the way to the hash.

/** A row as it is hashed. `detail` is jsonb's own text, which has one order of keys and one way to write a number. */
export interface ChainRow {
  id: string
  at: string
  agent_id: string | null
  deed: string
  conversation_id: string | null
  handoff_id: string | null
  team: string | null
  detail: string | null
  deed_key: string | null
}

/** A row with its place in the chain. */
export interface SealedRow extends ChainRow {
  seal_no: string
  prev_hash: string | null
  hash: string | null
}

const chainColumns = `id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, agent_id, deed, conversation_id, handoff_id, team, detail::text as detail, deed_key`

/** The chain's end: how many rows are sealed, and the last one's hash. */
export interface ChainHead {
  sealed: number
  hash: string
}

/** The chain's end, locked until the transaction ends; null while another replica holds it. */
export async function lockChainHead(tx: Db): Promise<ChainHead | null> {
  const { rows } = await tx.query<{ sealed: string; hash: string }>('select sealed, hash from audit_chain where id = 1 for update skip locked')
  return rows[0] ? { sealed: Number(rows[0].sealed), hash: rows[0].hash } : null
}

/** The chain's end. */
export async function chainHead(db: Db): Promise<ChainHead> {
  const { rows } = await db.query<{ sealed: string; hash: string }>('select sealed, hash from audit_chain where id = 1')
  return rows[0] ? { sealed: Number(rows[0].sealed), hash: rows[0].hash } : { sealed: 0, hash: '' }
}

/** Moves the chain's end. */
export async function saveChainHead(tx: Db, head: ChainHead): Promise<void> {
  await tx.query('update audit_chain set sealed = $1, hash = $2 where id = 1', [head.sealed, head.hash])
}

/** How many rows are not in the chain yet. */
export async function countUnsealed(db: Db): Promise<number> {
  const { rows } = await db.query<{ open: string }>('select count(*) as open from audit where seal_no is null')
  return Number(rows[0]!.open)
}

/** True when a row waits for its seal. */
export async function hasUnsealed(db: Db): Promise<boolean> {
  const { rowCount } = await db.query('select 1 from audit where seal_no is null limit 1', [])
  return rowCount > 0
}

/** The oldest rows that are not in the chain yet. */
export async function unsealedRows(tx: Db, limit: number): Promise<ChainRow[]> {
  const { rows } = await tx.query<ChainRow>(`select ${chainColumns} from audit where seal_no is null order by audit.at, audit.id limit $1`, [limit])
  return rows
}

/** Writes seals; false when a row had one already. */
export async function saveSeals(tx: Db, seals: { id: string; sealNo: number; prevHash: string; hash: string }[]): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update audit set seal_no = s.seal_no, prev_hash = s.prev_hash, hash = s.hash
     from unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[]) as s (id, seal_no, prev_hash, hash) where audit.id = s.id and audit.seal_no is null`,
    [seals.map((one) => one.id), seals.map((one) => one.sealNo), seals.map((one) => one.prevHash), seals.map((one) => one.hash)])
  return rowCount === seals.length
}

/** Rows of the chain after a place in it, in order. */
export async function sealedRows(db: Db, after: number, limit: number): Promise<SealedRow[]> {
  const { rows } = await db.query<SealedRow>(`select seal_no, prev_hash, hash, ${chainColumns} from audit where seal_no > $1 order by audit.seal_no limit $2`, [after, limit])
  return rows
}

interface PageRow {
  id: string
  at: Date
  agent_id: string | null
  agent_name: string | null
  deed: string
  conversation_id: string | null
  handoff_id: string | null
  detail: AuditRow['detail'] | null
  seal_no: string | null
}

function dateOrNull(at: number | null): Date | null {
  return at === null ? null : new Date(at)
}
