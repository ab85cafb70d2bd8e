import { csrfOf, hashPassword, newSessionToken, sessionCookie, verifyPassword } from '../../core/auth.ts'
import type { Db } from '../../core/db/db.ts'
import { newId } from '../../core/ids.ts'
import { insertAudit } from '../audit/audit-queries.ts'
import { insertChange } from '../feed/feed-queries.ts'
import { deskChannel, sessionChannel } from '../ports.ts'
import type { HandoffPorts } from '../ports.ts'
import { endLease, insertSession } from './agent-queries.ts'
import type { Agent } from './agent-queries.ts'
import type { SignedIn } from './agents.ts'
import { endOneSession, endSessions, openSessions, passwordHashOf, savePassword } from './people-queries.ts'
import type { OwnPassword, SessionLine } from '../contract.ts'

/** How and from where a session is opened. */
export interface SignInBy {
  device: string
  openedBy: 'password' | 'oidc'
}

/** Opens a session for somebody whose word has been proven; the cookie keeps it. */
export async function startSession(ports: HandoffPorts, agent: Agent, by: SignInBy): Promise<{ agent: SignedIn; cookie: string }> {
  const now = ports.clock.now()
  const { token, tokenHash } = newSessionToken()
  const sessionId = newId(now)
  await ports.db.transaction(async (tx) => {
    await insertSession(tx, { id: sessionId, tokenHash, agentId: agent.id, now, expiresAt: now + ports.policy.sessionMs, ...by })
    await insertAudit(tx, { agentId: agent.id, deed: 'sign-in', conversationId: null, handoffId: null, detail: { sessionId, by: by.openedBy }, now })
  })
  return {
    agent: { ...agent, sessionId, csrf: csrfOf(token) },
    cookie: sessionCookie(token, { isSecure: ports.isProduction, maxAgeMs: ports.policy.sessionMs }),
  }
}

/** Somebody's open sessions, newest first; `thisId` is the one that asks. */
export async function sessionsOf(ports: Pick<HandoffPorts, 'db' | 'clock'>, agentId: string, thisId: string | null): Promise<SessionLine[]> {
  const sessions = await openSessions(ports.db, agentId, ports.clock.now())
  return sessions.map((session) => ({ ...session, isThis: session.id === thisId }))
}

/** Ends one of the agent's own sessions; false when it is none. */
export async function endOwnSession(ports: HandoffPorts, agent: SignedIn, id: string): Promise<boolean> {
  const now = ports.clock.now()
  const isEnded = await ports.db.transaction(async (tx) => {
    if (!(await endOneSession(tx, id, agent.id, now))) return false
    await leaveIfLast(ports, tx, agent)
    await insertAudit(tx, { agentId: agent.id, deed: 'end-session', conversationId: null, handoffId: null, detail: { sessionId: id }, now })
    return true
  })
  if (isEnded) tellSockets(ports, agent.id)
  return isEnded
}

/** Ends every session of the agent, this one too; returns the cookie that forgets it. */
export async function endAllOwnSessions(ports: HandoffPorts, agent: SignedIn): Promise<string> {
  const now = ports.clock.now()
  await ports.db.transaction(async (tx) => {
    const ended = await endSessions(tx, agent.id, { except: null, now })
    await leaveIfLast(ports, tx, agent)
    await insertAudit(tx, { agentId: agent.id, deed: 'end-sessions', conversationId: null, handoffId: null, detail: { agentId: agent.id, ended }, now })
  })
  tellSockets(ports, agent.id)
  return forgetCookie(ports)
}

/** Sets the agent's own password; every other session of theirs ends. The current one is asked for, and guessing it is limited like signing in. */
export async function changeOwnPassword(
  ports: HandoffPorts, agent: SignedIn, { current, fresh }: OwnPassword, address: string,
): Promise<'done' | 'wrong-sign-in' | { retryAfterMs: number }> {
  const limited = await ports.limits.attempt(agent.email, address)
  if (limited !== 'go-on') return limited
  if (!(await verifyPassword(await passwordHashOf(ports.db, agent.id), current))) return 'wrong-sign-in'
  await ports.limits.succeed(agent.email, address)
  const passwordHash = await hashPassword(fresh)
  const now = ports.clock.now()
  await ports.db.transaction(async (tx) => {
    await savePassword(tx, agent.id, passwordHash)
    const ended = await endSessions(tx, agent.id, { except: agent.sessionId, now })
    await insertAudit(tx, { agentId: agent.id, deed: 'change-password', conversationId: null, handoffId: null, detail: { agentId: agent.id, ended }, now })
  })
  tellSockets(ports, agent.id)
  return 'done'
}

/** After a commit: sockets of this agent, on every replica, look whether they may stay. */
export function tellSockets(ports: Pick<HandoffPorts, 'hint'>, agentId: string): void {
  ports.hint(sessionChannel, agentId)
  ports.hint(deskChannel)
}

/** The `Set-Cookie` value that forgets a session. */
export function forgetCookie({ isProduction }: Pick<HandoffPorts, 'isProduction'>): string {
  return sessionCookie('', { isSecure: isProduction, maxAgeMs: 0 })
}

/** With the last session the presence ends too: the next sweep gives the conversations back. */
async function leaveIfLast(ports: Pick<HandoffPorts, 'clock'>, tx: Db, agent: { id: string; team: string }): Promise<void> {
  const now = ports.clock.now()
  if ((await openSessions(tx, agent.id, now)).length > 0) return
  await endLease(tx, agent.id, now)
  await insertChange(tx, { team: agent.team, conversationId: null, what: 'presence', now })
}
