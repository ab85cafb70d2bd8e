import type { Identity, Oidc } from '../../core/oidc.ts'
import { oidcMs } from '../../core/oidc.ts'
import { errorLine } from '../../core/errors.ts'
import { insertAudit } from '../audit/audit-queries.ts'
import type { DeskAnswer, RouteContext } from '../api/answer.ts'
import type { Role, SignInFailure, SignInWays } from '../contract.ts'
import type { HandoffPorts } from '../ports.ts'
import { agentByEmail, agentById, endLease, insertAgent } from './agent-queries.ts'
import type { Agent } from './agent-queries.ts'
import { rowOf } from './agents.ts'
import { deviceOf } from './device.ts'
import { agentIdOfIdentity, endSessions, insertIdentity, insertTeam, updatePerson } from './people-queries.ts'
import { startSession, tellSockets } from './sessions.ts'

/** Signing in by an identity provider, and what the operator decided about it. */
export interface OidcSignIn {
  provider: Oidc
  /** Role of somebody who is no agent yet; null: they are not let in. */
  newAgentRole: Role | null
  /** The provider is the house's own and gives addresses only to those they belong to, though it does not say so. */
  assumesVerified: boolean
  /** The claim that tells groups (`groups`, `realm_access.roles`), and which group is which role; the first that fits counts. */
  roleClaim: string | null
  roles: { group: string; role: Role }[]
}

/** What the sign-in page offers. */
export async function signInWays({ ports }: RouteContext<null>): Promise<DeskAnswer> {
  return { status: 200, body: { password: true, oidc: ports.oidc !== null } satisfies SignInWays }
}

/** Sends the browser to the provider. */
export async function startOidc({ ports }: RouteContext<null>): Promise<DeskAnswer> {
  if (!ports.oidc) return failed('failed')
  try {
    const { url, sealed } = await ports.oidc.provider.start(ports.clock.now())
    return { status: 302, body: undefined, headers: { location: url }, cookies: [flowCookie(ports, sealed, oidcMs)] }
  } catch (error) {
    // The provider is away: and then instead the page says so, and the password is still there.
    ports.log.warn({ why: errorLine(error) }, 'the identity provider did not answer: look at OIDC_ISSUER, and whether it can be reached from here')
    return failed('failed')
  }
}

/** The browser comes back from the provider: a session for who is vouched for, or back to the sign-in page. */
export async function finishOidc({ ports, query, cookies, userAgent }: RouteContext<null>): Promise<DeskAnswer> {
  if (!ports.oidc) return failed('failed')
  const forget = flowCookie(ports, '', 0)
  const identity = await ports.oidc.provider.finish(query, flowOf(ports, cookies), ports.clock.now())
  if ('failed' in identity) {
    ports.log.warn({ why: identity.failed }, 'somebody could not sign in by the identity provider')
    return { ...failed('failed'), cookies: [forget] }
  }
  const agent = await agentFor(ports, ports.oidc, identity)
  if (!agent || (agent.isDemo && ports.isProduction)) return { ...failed('not-an-agent'), cookies: [forget] }
  const { cookie } = await startSession(ports, agent, { device: deviceOf(userAgent), openedBy: 'oidc' })
  return { status: 302, body: undefined, headers: { location: '/desk' }, cookies: [cookie, forget] }
}

/** The agent this identity belongs to, made when the operator wants that; null when it is nobody's. */
async function agentFor(ports: HandoffPorts, rules: OidcSignIn, identity: Identity): Promise<Agent | null> {
  const knownId = await agentIdOfIdentity(ports.db, identity.issuer, identity.subject)
  if (knownId) return withRole(ports, rules, identity, await agentById(ports.db, knownId))
  const isProven = identity.isEmailVerified === true || (identity.isEmailVerified === null && rules.assumesVerified)
  if (identity.email === null || !isProven) {
    ports.log.warn({ issuer: identity.issuer }, 'the identity provider does not say that the address is verified: if it is your own, set OIDC_ASSUME_VERIFIED=true')
    return null
  }
  const agent = (await agentByEmail(ports.db, identity.email))?.agent ?? await newAgent(ports, rules, identity, identity.email)
  if (!agent) return null
  await insertIdentity(ports.db, { issuer: identity.issuer, subject: identity.subject, agentId: agent.id, now: ports.clock.now() })
  return withRole(ports, rules, identity, agent)
}

async function newAgent(ports: HandoffPorts, rules: OidcSignIn, identity: Identity, email: string): Promise<Agent | null> {
  const role = roleBy(rules, identity) ?? rules.newAgentRole
  if (!role || rules.newAgentRole === null) return null
  const now = ports.clock.now()
  const row = await rowOf({ email, name: (identity.name ?? email.split('@')[0]!).slice(0, 80), role, password: null }, now)
  const isMade = await ports.db.transaction(async (tx) => {
    await insertTeam(tx, { id: row.team, name: row.team })
    // The address of somebody who was locked out stays taken.
    if (!(await insertAgent(tx, row, now))) return false
    await insertAudit(tx, { agentId: row.id, deed: 'add-agent', conversationId: null, handoffId: null, detail: { agentId: row.id, role, team: row.team, by: 'oidc' }, now })
    return true
  })
  return isMade ? agentById(ports.db, row.id) : null
}

/** The provider's word on the role counts at every sign-in; live sockets and sessions in the old role end. */
async function withRole(ports: HandoffPorts, rules: OidcSignIn, identity: Identity, agent: Agent | null): Promise<Agent | null> {
  const role = roleBy(rules, identity)
  if (!agent || !role || role === agent.role) return agent
  const now = ports.clock.now()
  await ports.db.transaction(async (tx) => {
    await updatePerson(tx, agent.id, { role })
    await endLease(tx, agent.id, now)
    await endSessions(tx, agent.id, { except: null, now })
    await insertAudit(tx, { agentId: agent.id, deed: 'change-agent', conversationId: null, handoffId: null, detail: { agentId: agent.id, changed: 'role', role, team: agent.team, by: 'oidc' }, now })
  })
  tellSockets(ports, agent.id)
  return { ...agent, role }
}

/** The role that the provider's groups give, or null when it says nothing that was mapped. */
function roleBy({ roleClaim, roles }: Pick<OidcSignIn, 'roleClaim' | 'roles'>, { claims }: Pick<Identity, 'claims'>): Role | null {
  if (roleClaim === null) return null
  const value = roleClaim.split('.').reduce<unknown>((inner, part) => (typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[part] : undefined), claims)
  const groups = Array.isArray(value) ? value : [value]
  return roles.find(({ group }) => groups.includes(group))?.role ?? null
}

function failed(why: SignInFailure): DeskAnswer {
  return { status: 302, body: undefined, headers: { location: `/desk?sign-in=${why}` } }
}

function flowName(isSecure: boolean): string {
  return isSecure ? '__Host-baton-oidc' : 'baton-oidc'
}

// Lax: the browser sends it along when the provider's page sends it back to us.
function flowCookie({ isProduction }: Pick<HandoffPorts, 'isProduction'>, sealed: string, maxAgeMs: number): string {
  return `${flowName(isProduction)}=${sealed}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAgeMs / 1000}${isProduction ? '; Secure' : ''}`
}

function flowOf({ isProduction }: Pick<HandoffPorts, 'isProduction'>, cookies: string | undefined): string | null {
  const name = `${flowName(isProduction)}=`
  return cookies?.split(';').map((part) => part.trim()).find((part) => part.startsWith(name))?.slice(name.length) ?? null
}
