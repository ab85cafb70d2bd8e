import { hashPassword, newPassword } from '../../core/auth.ts'
import type { Database, Db } from '../../core/db/db.ts'
import { insertAudit } from '../audit/audit-queries.ts'
import { insertChange } from '../feed/feed-queries.ts'
import type { AgentChange, AgentRecord, NewAgent, Role, Team } from '../contract.ts'
import type { HandoffPorts } from '../ports.ts'
import { saveAgentSkills } from '../queue/queue-queries.ts'
import { disableDemoAgents, endLease, insertAgent } from './agent-queries.ts'
import { addAgent, rowOf } from './agents.ts'
import type { AgentToAdd, SignedIn } from './agents.ts'
import { agentRecord, endSessions, hasTeam, insertTeam, lockPerson, saveDisabled, savePassword, updatePerson } from './people-queries.ts'
import { returnConversations } from './presence.ts'
import { tellSockets } from './sessions.ts'

// Admins administer the people and teams of the whole installation; conversations stay behind the wall of the admin's own team.

export type ManageRefusal =
  | { no: 'not-found' }
  | { no: 'email-taken' }
  /** No such team. */
  | { no: 'no-such-target' }
  /** Nobody locks themselves out or gives themselves another role: whoever does it must be able to undo it. */
  | { no: 'not-possible' }

type Answer = { agent: AgentRecord } | ManageRefusal

/** Adds a person, with a password that is returned this once. */
export async function addPerson(ports: HandoffPorts, admin: SignedIn, one: NewAgent): Promise<{ agent: AgentRecord; password: string } | ManageRefusal> {
  const password = newPassword()
  const now = ports.clock.now()
  const { skills = [], ...rest } = one
  const row = await rowOf({ ...rest, team: one.team ?? admin.team, password }, now)
  const refusal = await ports.db.transaction(async (tx): Promise<ManageRefusal | null> => {
    if (!(await hasTeam(tx, row.team))) return { no: 'no-such-target' }
    if (!(await insertAgent(tx, row, now))) return { no: 'email-taken' }
    await saveAgentSkills(tx, row, skills)
    await insertChange(tx, { team: row.team, conversationId: null, what: 'agents', now })
    await record(ports, tx, admin, { deed: 'add-agent', agentId: row.id, detail: { role: row.role, team: row.team } })
    return null
  })
  if (refusal) return refusal
  return { agent: (await agentRecord(ports.db, row.id, now))!, password }
}

/** Changes a person. Another role or team ends their sessions and live sockets; what they may hold no more goes back to its queue. */
export async function changePerson(ports: HandoffPorts, admin: SignedIn, id: string, change: AgentChange): Promise<Answer> {
  const now = ports.clock.now()
  const isElsewhere = (was: { role: Role; team: string }) => (change.role ?? was.role) !== was.role || (change.team ?? was.team) !== was.team
  return manage(ports, id, async (tx, was) => {
    if (id === admin.id && isElsewhere(was)) return { no: 'not-possible' }
    if (change.team !== undefined && !(await hasTeam(tx, change.team))) return { no: 'no-such-target' }
    if (!(await updatePerson(tx, id, change))) return { no: 'email-taken' }
    const { role = was.role, team = was.team, skills } = change
    if (skills) await saveAgentSkills(tx, { id, team }, skills)
    if (isElsewhere(was)) await sendOut(tx, id, now)
    if (team !== was.team) await insertChange(tx, { team, conversationId: null, what: 'agents', now })
    await record(ports, tx, admin, { deed: 'change-agent', agentId: id, detail: { changed: Object.keys(change).toSorted().join(','), role, team } })
    return null
  })
}

/** Locks a person out at once: sessions, sockets and presence end, conversations go back to their queues. */
export function disablePerson(ports: HandoffPorts, admin: SignedIn, id: string): Promise<Answer> {
  const now = ports.clock.now()
  return manage(ports, id, async (tx) => {
    if (id === admin.id) return { no: 'not-possible' }
    await saveDisabled(tx, id, now)
    await sendOut(tx, id, now)
    await record(ports, tx, admin, { deed: 'disable-agent', agentId: id })
    return null
  })
}

/** Lets a person in again, with the password they had. */
export function enablePerson(ports: HandoffPorts, admin: SignedIn, id: string): Promise<Answer> {
  return manage(ports, id, async (tx) => {
    await saveDisabled(tx, id, null)
    await record(ports, tx, admin, { deed: 'enable-agent', agentId: id })
    return null
  })
}

/** Gives a person a fresh password, returned this once; their sessions end. */
export async function resetPassword(ports: HandoffPorts, admin: SignedIn, id: string): Promise<{ agent: AgentRecord; password: string } | ManageRefusal> {
  const password = newPassword()
  const passwordHash = await hashPassword(password)
  const answer = await manage(ports, id, async (tx) => {
    await savePassword(tx, id, passwordHash)
    await sendOut(tx, id, ports.clock.now())
    await record(ports, tx, admin, { deed: 'reset-password', agentId: id })
    return null
  })
  return 'no' in answer ? answer : { ...answer, password }
}

/** Ends all sessions of a person. */
export function endSessionsOf(ports: HandoffPorts, admin: SignedIn, id: string): Promise<Answer> {
  return manage(ports, id, async (tx) => {
    const ended = await sendOut(tx, id, ports.clock.now())
    await record(ports, tx, admin, { deed: 'end-sessions', agentId: id, detail: { ended } })
    return null
  })
}

/** Makes a team; 'not-possible' when its id is taken. */
export async function addTeam(ports: HandoffPorts, admin: SignedIn, team: Team): Promise<Team | ManageRefusal> {
  const isNew = await ports.db.transaction(async (tx) => {
    if (!(await insertTeam(tx, team))) return false
    await insertAudit(tx, { agentId: admin.id, deed: 'add-team', conversationId: null, handoffId: null, detail: { team: team.id }, now: ports.clock.now() })
    return true
  })
  return isNew ? team : { no: 'not-possible' }
}

// What the operator does with commands on the machine is on record too: by nobody of the desk.

/** Adds a person, and their team when it is new. */
export function addAgentOnRecord(db: Database, one: AgentToAdd, now: number): Promise<{ id: string } | 'email-taken'> {
  return db.transaction(async (tx) => {
    const added = await addAgent(tx, one, now)
    if (added === 'email-taken') return added
    const { role, team = 'shop' } = one
    await insertAudit(tx, { agentId: null, deed: 'add-agent', conversationId: null, handoffId: null, detail: { agentId: added.id, role, team, by: 'command' }, team, now })
    return added
  })
}

/** Locks the demo agents out for good; what they said and did stays on record. Returns how many there were. */
export function removeDemoAgents(db: Database, now: number): Promise<number> {
  return db.transaction(async (tx) => {
    const removed = await disableDemoAgents(tx, now)
    if (removed > 0) await insertAudit(tx, { agentId: null, deed: 'remove-demo-agents', conversationId: null, handoffId: null, detail: { removed, by: 'command' }, now })
    return removed
  })
}

/** Runs a change of one person in a transaction that holds their row; then sockets, consoles and queues follow. */
async function manage(ports: HandoffPorts, id: string, run: (tx: Db, was: { role: Role; team: string }) => Promise<ManageRefusal | null>): Promise<Answer> {
  const now = ports.clock.now()
  const refusal = await ports.db.transaction(async (tx): Promise<ManageRefusal | null> => {
    const was = await lockPerson(tx, id)
    if (!was) return { no: 'not-found' }
    const no = await run(tx, was)
    if (!no) await insertChange(tx, { team: was.team, conversationId: null, what: 'agents', now })
    return no
  })
  if (refusal) return refusal
  tellSockets(ports, id)
  await returnConversations(ports, id)
  return { agent: (await agentRecord(ports.db, id, now))! }
}

async function sendOut(tx: Db, id: string, now: number): Promise<number> {
  await endLease(tx, id, now)
  return endSessions(tx, id, { except: null, now })
}

function record(
  ports: Pick<HandoffPorts, 'clock'>, tx: Db, admin: SignedIn, { deed, agentId, detail = {} }: { deed: string; agentId: string; detail?: Record<string, string | number> },
): Promise<boolean> {
  return insertAudit(tx, { agentId: admin.id, deed, conversationId: null, handoffId: null, detail: { agentId, ...detail }, now: ports.clock.now() })
}
