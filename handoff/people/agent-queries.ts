import type { Db } from '../../core/db/db.ts'
import type { AgentOnDesk, Role } from '../contract.ts'

/** A person who works at the desk. */
export interface Agent {
  id: string
  email: string
  name: string
  role: Role
  team: string
  languages: string[]
  skills: string[]
  capacity: number
  isAway: boolean
  isDemo: boolean
}

export interface NewAgent extends Omit<Agent, 'isAway'> {
  passwordHash: string
}

/** Stores an agent; false when the e-mail address is taken. */
export async function insertAgent(db: Db, agent: NewAgent, now: number): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into agent (id, email, name, password_hash, role, team, languages, skills, capacity, is_demo, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (email) do nothing`,
    [agent.id, agent.email, agent.name, agent.passwordHash, agent.role, agent.team, agent.languages, agent.skills, agent.capacity, agent.isDemo, new Date(now)])
  return rowCount === 1
}

/** How many agents there are at all. */
export async function countAgents(db: Db): Promise<number> {
  const { rows } = await db.query<{ agents: string }>('select count(*) as agents from agent where outside is null')
  return Number(rows[0]!.agents)
}

/** Everybody who may sign in, by name. */
export async function allAgents(db: Db): Promise<Agent[]> {
  const { rows } = await db.query<Agent>(`select ${agentColumns} from agent where disabled_at is null and outside is null order by name, id`)
  return rows
}

/** Locks the demo agents out; returns how many. Their names stay with what they said. */
export async function disableDemoAgents(db: Db, now: number): Promise<number> {
  const { rowCount } = await db.query('update agent set disabled_at = $1 where is_demo and disabled_at is null', [new Date(now)])
  return rowCount
}

/** The agent who may sign in with this address, with the password's hash, or null. */
export async function agentByEmail(db: Db, email: string): Promise<{ agent: Agent; passwordHash: string } | null> {
  const { rows } = await db.query<Agent & { passwordHash: string }>(
    `select ${agentColumns}, password_hash as "passwordHash" from agent where email = $1 and disabled_at is null and outside is null`, [email])
  if (!rows[0]) return null
  const { passwordHash, ...agent } = rows[0]
  return { agent, passwordHash }
}

/** The agent who may sign in under this id, or null. */
export async function agentById(db: Db, id: string): Promise<Agent | null> {
  const { rows } = await db.query<Agent>(`select ${agentColumns} from agent where id = $1 and disabled_at is null and outside is null`, [id])
  return rows[0] ?? null
}

/** Locks the agent's row until the transaction ends: claims of one agent run one after the other. Null when unknown or disabled. */
export async function lockAgent(tx: Db, id: string): Promise<Agent | null> {
  // "no key" is enough to exclude another claim, and lets foreign keys to this agent be written meanwhile.
  const { rows } = await tx.query<Agent>(`select ${agentColumns} from agent where id = $1 and disabled_at is null for no key update`, [id])
  return rows[0] ?? null
}

/** The same for several agents, locked in the order of their ids; those unknown or disabled are missing. */
export async function lockAgents(tx: Db, ids: string[]): Promise<Map<string, Agent>> {
  const { rows } = await tx.query<Agent>(`select ${agentColumns} from agent where id = any($1::uuid[]) and disabled_at is null order by agent.id for no key update`, [ids])
  return new Map(rows.map((agent) => [agent.id, agent]))
}

/** The same without waiting: 'busy' when another deed of the agent is under way. For whoever holds a conversation already: waiting could be for ever. */
export async function lockAgentIfFree(tx: Db, id: string): Promise<Agent | 'busy' | null> {
  const { rows } = await tx.query<Agent>(`select ${agentColumns} from agent where id = $1 and disabled_at is null for no key update skip locked`, [id])
  if (rows[0]) return rows[0]
  const { rowCount } = await tx.query('select 1 from agent where id = $1 and disabled_at is null', [id])
  return rowCount > 0 ? 'busy' : null
}

/** Sets whether the agent takes new conversations; `because`: it is the desk that sets them away. False when it was so. */
export async function saveAway(db: Db, agentId: string, { isAway, because = null, now }: { isAway: boolean; because?: AgentOnDesk['awayBecause']; now: number }): Promise<boolean> {
  const { rowCount } = await db.query(
    'update agent set is_away = $2, away_because = $3, back_since = case when $2 then back_since else $4 end where id = $1 and is_away <> $2', [agentId, isAway, because, new Date(now)])
  return rowCount === 1
}

// Sessions

interface NewSession {
  id: string
  tokenHash: string
  agentId: string
  device: string
  openedBy: 'password' | 'oidc'
  now: number
  expiresAt: number
}

/** Stores a session under its token's hash. */
export async function insertSession(db: Db, session: NewSession): Promise<void> {
  await db.query('insert into agent_session (token_hash, id, agent_id, created_at, expires_at, device, opened_by) values ($1, $2, $3, $4, $5, $6, $7)',
    [session.tokenHash, session.id, session.agentId, new Date(session.now), new Date(session.expiresAt), session.device, session.openedBy])
}

/** Who holds this token now, or null. */
export async function agentOfSession(db: Db, tokenHash: string, now: number): Promise<{ agent: Agent; sessionId: string } | null> {
  const { rows } = await db.query<Agent & { sessionId: string }>(
    `select ${agentColumns}, "sessionId" from agent join (
       select id as "sessionId", agent_id from agent_session where token_hash = $1 and ended_at is null and expires_at > $2
     ) s on s.agent_id = agent.id where disabled_at is null`, [tokenHash, new Date(now)])
  if (!rows[0]) return null
  const { sessionId, ...agent } = rows[0]
  return { agent, sessionId }
}

/** Ends one session; returns how many of the agent's are still open. */
export async function endSession(tx: Db, sessionId: string, agentId: string, now: number): Promise<number> {
  await tx.query('update agent_session set ended_at = $2 where id = $1 and ended_at is null', [sessionId, new Date(now)])
  const { rows } = await tx.query<{ open: string }>(
    'select count(*) as open from agent_session where agent_id = $1 and ended_at is null and expires_at > $2', [agentId, new Date(now)])
  return Number(rows[0]!.open)
}

// Presence

/** Prolongs the agent's lease; true when the agent was not there before. */
export async function saveLease(tx: Db, agentId: string, now: number, leaseUntil: number): Promise<boolean> {
  const { rows } = await tx.query<{ was_there: boolean }>(
    `with before as (select lease_until > $2 as was_there from presence where agent_id = $1)
     insert into presence (agent_id, seen_at, lease_until, online_since) values ($1, $2, $3, $2)
     on conflict (agent_id) do update set seen_at = excluded.seen_at, lease_until = excluded.lease_until, is_shown = true,
       online_since = case when presence.lease_until > $2 then presence.online_since else $2 end
     returning coalesce((select was_there from before), false) as was_there`, [agentId, new Date(now), new Date(leaseUntil)])
  return !rows[0]!.was_there
}

/** Ends the agent's lease now. */
export async function endLease(tx: Db, agentId: string, now: number): Promise<void> {
  await tx.query('update presence set lease_until = $2 where agent_id = $1 and lease_until > $2', [agentId, new Date(now)])
}

/** Whether anybody's lease has run out and still shows. */
export async function hasEndedLeases(db: Db, now: number): Promise<boolean> {
  const { rowCount } = await db.query('select 1 from presence where is_shown and lease_until <= $1 limit 1', [new Date(now)])
  return rowCount > 0
}

/** Teams of agents whose lease has ended since the consoles were told that they are there; each end is given to one caller only. */
export async function takeEndedLeases(tx: Db, now: number): Promise<string[]> {
  const { rows } = await tx.query<{ team: string }>(
    `with ended as (
       update presence set is_shown = false
       where agent_id = any(array(select agent_id from presence where is_shown and lease_until <= $1 for update skip locked)) returning agent_id
     ) select distinct a.team from ended join agent a on a.id = ended.agent_id where a.outside is null`, [new Date(now)])
  return rows.map((row) => row.team)
}

/** True while the agent's console is alive and they may hold this handoff: still of its team, in a role that answers. */
export async function isInCharge(db: Db, agentId: string, handoffId: string, now: number): Promise<boolean> {
  const { rowCount } = await db.query(
    `select 1 from presence p join agent on agent.id = p.agent_id join handoff h on h.id = $2 where p.agent_id = $1 and p.lease_until > $3 and ${mayHold}`,
    [agentId, handoffId, new Date(now)])
  return rowCount > 0
}

/** True while the agent's console is alive. */
export async function isPresent(db: Db, agentId: string, now: number): Promise<boolean> {
  const { rowCount } = await db.query('select 1 from presence where agent_id = $1 and lease_until > $2', [agentId, new Date(now)])
  return rowCount > 0
}

/** How many of the team are there and take new conversations. */
export async function countPresent(db: Db, team: string, now: number): Promise<number> {
  const { rows } = await db.query<{ present: string }>(
    `select count(*) as present from presence p join agent a on a.id = p.agent_id
     where a.team = $1 and a.disabled_at is null and not a.is_away and a.role in ('agent', 'lead', 'admin') and p.lease_until > $2`, [team, new Date(now)])
  return Number(rows[0]!.present)
}

/** Agents who have conversations in hand but no lease, or hold what they may not hold any more; not those of an outside desk, who have no console here. */
export async function vanishedAgents(db: Db, now: number): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select distinct s.agent_id as id from assignment s left join presence p on p.agent_id = s.agent_id
     join agent on agent.id = s.agent_id join handoff h on h.id = s.handoff_id
     where s.ended_at is null and agent.outside is null and (p.lease_until is null or p.lease_until <= $1 or not (${mayHold}))`, [new Date(now)])
  return rows.map((row) => row.id)
}

/** Everybody of the team who can answer, with load and presence. */
export async function agentsOnDesk(db: Db, team: string, now: number): Promise<AgentOnDesk[]> {
  const { rows } = await db.query<AgentOnDesk>(
    `select agent.id, name, role, languages, skills, capacity, is_away as "isAway", away_because as "awayBecause", (select count(*) from assignment s where s.agent_id = agent.id and s.ended_at is null)::int as load,
       (select count(*) from offer o where o.agent_id = agent.id and o.ended_at is null)::int as offered,
       coalesce((select json_object_agg(l.skill, l.level) from agent_skill l where l.agent_id = agent.id and l.skill = any(agent.skills)), '{}') as levels,
       exists (select 1 from presence p where p.agent_id = agent.id and p.lease_until > $2) as "isOnline"
     from agent where team = $1 and disabled_at is null and outside is null and role in ('agent', 'lead', 'admin') order by name, id`, [team, new Date(now)])
  return rows
}

/** The team of somebody who may sign in, or null. */
export async function teamOf(db: Db, agentId: string): Promise<string | null> {
  const { rows } = await db.query<{ team: string }>('select team from agent where id = $1 and disabled_at is null', [agentId])
  return rows[0]?.team ?? null
}

/** Names of agents, by id. */
export async function agentNames(db: Db, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await db.query<{ id: string; name: string }>('select id, name from agent where id = any($1::uuid[])', [ids])
  return new Map(rows.map((row) => [row.id, row.name]))
}

const mayHold = `agent.team = h.team and agent.disabled_at is null and agent.role in ('agent', 'lead', 'admin')`

// Named as in {@link Agent}: a row is one.
const agentColumns = 'agent.id, email, name, role, team, languages, skills, capacity, is_away as "isAway", is_demo as "isDemo"'
