import type { Db } from '../../core/db/db.ts'
import type { AgentChange, AgentRecord, Role, SessionLine, Team } from '../contract.ts'

// Teams

/** All teams, by name. */
export async function allTeams(db: Db): Promise<Team[]> {
  const { rows } = await db.query<Team>('select id, name from team order by name, id')
  return rows
}

/** Makes a team; false when there is one of this id. */
export async function insertTeam(db: Db, team: Team): Promise<boolean> {
  const { rowCount } = await db.query('insert into team (id, name) values ($1, $2) on conflict (id) do nothing', [team.id, team.name])
  return rowCount === 1
}

/** True when there is such a team. */
export async function hasTeam(db: Db, id: string): Promise<boolean> {
  const { rowCount } = await db.query('select 1 from team where id = $1', [id])
  return rowCount === 1
}

// People

/** Everybody who may, or once could, sign in; those who may first, by name. Who speaks from an outside desk is none of them. */
export async function agentRecords(db: Db, now: number): Promise<AgentRecord[]> {
  const { rows } = await db.query<RecordRow>(`${selectRecord} where a.outside is null order by (a.disabled_at is not null), a.name, a.id`, [new Date(now)])
  return rows.map(recordOf)
}

/** One of them, or null. */
export async function agentRecord(db: Db, id: string, now: number): Promise<AgentRecord | null> {
  const { rows } = await db.query<RecordRow>(`${selectRecord} where a.id = $2 and a.outside is null`, [new Date(now), id])
  return rows[0] ? recordOf(rows[0]) : null
}

/** Locks a person's row, disabled or not, until the transaction ends: what they are before a change. Null when unknown. */
export async function lockPerson(tx: Db, id: string): Promise<{ role: Role; team: string; isDisabled: boolean } | null> {
  const { rows } = await tx.query<{ role: Role; team: string; is_disabled: boolean }>(
    'select role, team, disabled_at is not null as is_disabled from agent where id = $1 and outside is null for no key update', [id])
  return rows[0] ? { role: rows[0].role, team: rows[0].team, isDisabled: rows[0].is_disabled } : null
}

/** Changes what is given of a person, skills aside; false when the address is somebody else's. */
export async function updatePerson(tx: Db, id: string, change: AgentChange): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update agent set email = coalesce($2, email), name = coalesce($3, name), role = coalesce($4, role), team = coalesce($5, team),
       languages = coalesce($6::text[], languages), capacity = coalesce($7::int, capacity)
     where id = $1 and not exists (select 1 from agent other where other.email = $2 and other.id <> $1)`,
    [id, change.email ?? null, change.name ?? null, change.role ?? null, change.team ?? null, change.languages ?? null, change.capacity ?? null])
  return rowCount === 1
}

/** Locks a person out, or lets them in again. */
export async function saveDisabled(tx: Db, id: string, disabledAt: number | null): Promise<void> {
  await tx.query('update agent set disabled_at = $2 where id = $1', [id, disabledAt === null ? null : new Date(disabledAt)])
}

/** Sets a password by its hash. */
export async function savePassword(tx: Db, id: string, passwordHash: string): Promise<void> {
  await tx.query('update agent set password_hash = $2 where id = $1', [id, passwordHash])
}

/** The hash of somebody's password, or null. */
export async function passwordHashOf(db: Db, id: string): Promise<string | null> {
  const { rows } = await db.query<{ password_hash: string }>('select password_hash from agent where id = $1', [id])
  return rows[0]?.password_hash ?? null
}

// Sessions

/** Somebody's open sessions, newest first. */
export async function openSessions(db: Db, agentId: string, now: number): Promise<Omit<SessionLine, 'isThis'>[]> {
  const { rows } = await db.query<{ id: string; device: string; opened_by: 'password' | 'oidc'; created_at: Date; expires_at: Date }>(
    `select id, device, opened_by, created_at, expires_at from agent_session where agent_id = $1 and ended_at is null and expires_at > $2
     order by created_at desc, id desc limit 200`, [agentId, new Date(now)])
  return rows.map((row) => ({ id: row.id, device: row.device, openedBy: row.opened_by, createdAt: row.created_at.getTime(), expiresAt: row.expires_at.getTime() }))
}

/** Ends one open session of somebody; false when it is none of theirs. */
export async function endOneSession(tx: Db, id: string, agentId: string, now: number): Promise<boolean> {
  const { rowCount } = await tx.query('update agent_session set ended_at = $3 where id = $1 and agent_id = $2 and ended_at is null', [id, agentId, new Date(now)])
  return rowCount === 1
}

/** Ends somebody's sessions, all or all but one; returns how many. */
export async function endSessions(tx: Db, agentId: string, { except, now }: { except: string | null; now: number }): Promise<number> {
  const { rowCount } = await tx.query(
    'update agent_session set ended_at = $2 where agent_id = $1 and ended_at is null and ($3::uuid is null or id <> $3)', [agentId, new Date(now), except])
  return rowCount
}

// Identities at a provider

/** Who bears this identity and may sign in, or null. */
export async function agentIdOfIdentity(db: Db, issuer: string, subject: string): Promise<string | null> {
  const { rows } = await db.query<{ agent_id: string }>('select agent_id from agent_identity where issuer = $1 and subject = $2', [issuer, subject])
  return rows[0]?.agent_id ?? null
}

/** Remembers who bears an identity; one that is known already stays whose it is. */
export async function insertIdentity(tx: Db, one: { issuer: string; subject: string; agentId: string; now: number }): Promise<void> {
  await tx.query('insert into agent_identity (issuer, subject, agent_id, created_at) values ($1, $2, $3, $4) on conflict do nothing', [one.issuer, one.subject, one.agentId, new Date(one.now)])
}

const selectRecord = `select a.id, a.email, a.name, a.role, a.team, a.languages, a.capacity, a.is_away, a.is_demo, a.disabled_at, a.created_at,
  coalesce((select json_agg(json_build_object('skill', k.skill, 'level', coalesce(l.level, 2)) order by k.skill)
    from unnest(a.skills) as k (skill) left join agent_skill l on l.agent_id = a.id and l.skill = k.skill), '[]') as skills,
  (select max(s.created_at) from agent_session s where s.agent_id = a.id) as last_sign_in_at,
  (select count(*) from agent_session s where s.agent_id = a.id and s.ended_at is null and s.expires_at > $1) as open_sessions from agent a`

interface RecordRow {
  id: string
  email: string
  name: string
  role: Role
  team: string
  languages: string[]
  skills: AgentRecord['skills']
  capacity: number
  is_away: boolean
  is_demo: boolean
  disabled_at: Date | null
  created_at: Date
  last_sign_in_at: Date | null
  open_sessions: string
}

function recordOf(row: RecordRow): AgentRecord {
  return {
    id: row.id, email: row.email, name: row.name, role: row.role, team: row.team, languages: row.languages, skills: row.skills, capacity: row.capacity,
    isAway: row.is_away, isDemo: row.is_demo, isDisabled: row.disabled_at !== null, createdAt: row.created_at.getTime(),
    lastSignInAt: row.last_sign_in_at?.getTime() ?? null, openSessions: Number(row.open_sessions),
  }
}
