import { csrfOf, hashPassword, hashToken, isSameSecret, newPassword, tokenFromCookies, verifyPassword } from '../../core/auth.ts'
import type { Database, Db } from '../../core/db/db.ts'
import { newId } from '../../core/ids.ts'
import { agentByEmail, agentOfSession, allAgents, countAgents, endLease, endSession, insertAgent } from './agent-queries.ts'
import type { Agent, NewAgent } from './agent-queries.ts'
import { insertTeam } from './people-queries.ts'
import { forgetCookie, startSession, tellSockets } from './sessions.ts'
import { insertAudit, insertChange } from '../feed/feed-queries.ts'
import type { HandoffPorts } from '../ports.ts'
import type { Role } from '../contract.ts'

/** An agent with a live session. */
export interface SignedIn extends Agent {
  sessionId: string
  csrf: string
}

export type SignInAnswer =
  | { agent: SignedIn; cookie: string }
  | { no: 'wrong-sign-in' }
  | { no: 'too-many-attempts'; retryAfterMs: number }

/** Opens a session for the right password. Unknown address, wrong password and a demo agent in production get the same answer in the same time. */
export async function signIn(ports: HandoffPorts, { email, password }: { email: string; password: string }, from: { address: string; device: string }): Promise<SignInAnswer> {
  const { address } = from
  const limited = await ports.limits.attempt(email, address)
  if (limited !== 'go-on') return { no: 'too-many-attempts', ...limited }
  const found = await agentByEmail(ports.db, email)
  const isRight = await verifyPassword(found?.passwordHash ?? null, password)
  if (!found || !isRight || (found.agent.isDemo && ports.isProduction)) return { no: 'wrong-sign-in' }
  await ports.limits.succeed(email, address)
  return startSession(ports, found.agent, { device: from.device, openedBy: 'password' })
}

/** Ends the session. With the agent's last one their presence ends too, and the next sweep gives their conversations back. Returns the cookie that forgets it. */
export async function signOut(ports: HandoffPorts, agent: SignedIn): Promise<string> {
  const now = ports.clock.now()
  await ports.db.transaction(async (tx) => {
    const open = await endSession(tx, agent.sessionId, agent.id, now)
    if (open === 0) await endLease(tx, agent.id, now)
    await insertChange(tx, { team: agent.team, conversationId: null, what: 'presence', now })
    await insertAudit(tx, { agentId: agent.id, deed: 'sign-out', conversationId: null, handoffId: null, detail: { sessionId: agent.sessionId }, now })
  })
  tellSockets(ports, agent.id)
  return forgetCookie(ports)
}

/** Who sends this `Cookie` header, or null. A demo agent's session ends where production begins. */
export async function agentOfCookies(ports: Pick<HandoffPorts, 'db' | 'clock' | 'isProduction'>, cookies: string | undefined): Promise<SignedIn | null> {
  const token = tokenFromCookies(cookies, ports.isProduction)
  if (!token) return null
  const found = await agentOfSession(ports.db, hashToken(token), ports.clock.now())
  if (!found || (found.agent.isDemo && ports.isProduction)) return null
  return { ...found.agent, sessionId: found.sessionId, csrf: csrfOf(token) }
}

/** True when a request that changes something comes from a page of this very session. */
export function hasCsrf(agent: SignedIn, header: string | undefined): boolean {
  return header !== undefined && isSameSecret(header, agent.csrf)
}

export interface AgentToAdd {
  email: string
  name: string
  /** Null: signs in another way. No password opens a session for them until an admin gives them one. */
  password: string | null
  role: Role
  team?: string
  languages?: string[]
  skills?: string[]
  capacity?: number
  isDemo?: boolean
}

/** Adds a person to the desk, and their team when it is new; 'email-taken' when the address is somebody's. */
export async function addAgent(db: Db, one: AgentToAdd, now: number): Promise<{ id: string } | 'email-taken'> {
  const row = await rowOf(one, now)
  await insertTeam(db, { id: row.team, name: row.team })
  return await insertAgent(db, row, now) ? { id: row.id } : 'email-taken'
}

/** A person's row, with what is left out set to what is usual. Takes the time of a password's hash: to be made before a transaction. */
export async function rowOf(one: AgentToAdd, now: number): Promise<NewAgent> {
  return {
    id: newId(now), email: one.email.trim().toLowerCase(), name: one.name, passwordHash: one.password === null ? '' : await hashPassword(one.password), role: one.role, team: one.team ?? 'shop',
    languages: one.languages ?? [], skills: one.skills ?? [], capacity: one.capacity ?? 4, isDemo: one.isDemo ?? false,
  }
}

const demoAgents: Omit<AgentToAdd, 'password'>[] = [
  { email: 'lee@demo.example', name: 'Lee', role: 'lead', languages: ['en', 'zh'] },
  { email: 'mei@demo.example', name: 'Mei', role: 'agent', languages: ['zh', 'en'] },
  { email: 'omar@demo.example', name: 'Omar', role: 'agent', languages: ['en'] },
]

/** Makes the three demo agents, with fresh passwords, when the desk has nobody at all; returns them to be printed once, else nothing. */
export async function seedDemoAgents(db: Database, now: number): Promise<{ email: string; password: string; name: string }[]> {
  if ((await countAgents(db)) > 0) return []
  const made = []
  for (const one of demoAgents) {
    const password = newPassword()
    if ((await addAgent(db, { ...one, password, isDemo: true }, now)) !== 'email-taken') made.push({ email: one.email, password, name: one.name })
  }
  return made
}

/** Everybody who may sign in. */
export function listAgents(db: Db): Promise<Agent[]> {
  return allAgents(db)
}

/** True when a demo agent of an earlier trial could still be there: production refuses to start with them. */
export async function hasDemoAgents(db: Db): Promise<boolean> {
  return (await allAgents(db)).some((agent) => agent.isDemo)
}
