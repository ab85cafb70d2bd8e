// The people at the desk: who may sign in, in which team, and from which browsers they are signed in.
import { z } from 'zod'
import { AgentSkills, SkillLevel } from './queue.ts'
import { At, Id, Role } from './words.ts'

/** GET /api/desk/sign-in-ways: what the sign-in page offers. With `oidc`, a button that goes to /api/desk/oidc/start. */
export const SignInWays = z.object({ password: z.literal(true), oidc: z.boolean() })
export type SignInWays = z.infer<typeof SignInWays>

/** What the desk's page finds in `?sign-in=` when the identity provider's answer did not let somebody in. */
export const SignInFailure = z.enum(['failed', 'not-an-agent'])
export type SignInFailure = z.infer<typeof SignInFailure>

/** A browser that is signed in. `device` reads like "Firefox, Linux". */
export const SessionLine = z.object({ id: Id, device: z.string(), openedBy: z.enum(['password', 'oidc']), createdAt: At, expiresAt: At, /** The one that asks. */ isThis: z.boolean() })
export type SessionLine = z.infer<typeof SessionLine>
/** GET /api/desk/me/sessions, and of somebody else GET /api/desk/agents/:id/sessions: newest first. */
export const Sessions = z.object({ sessions: z.array(SessionLine) })
export type Sessions = z.infer<typeof Sessions>

const password = z.string().min(10).max(1024)
/** POST /api/desk/me/password: ends every other session of the agent. */
export const OwnPassword = z.strictObject({ current: z.string().min(1).max(1024), fresh: password })
export type OwnPassword = z.infer<typeof OwnPassword>

/** Agents, queues and conversations belong to one; what belongs to another does not exist for its agents. */
export const Team = z.object({ id: z.string(), name: z.string() })
export type Team = z.infer<typeof Team>
const teamId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
export const NewTeam = z.strictObject({ id: teamId, name: z.string().trim().min(1).max(80) })
export type NewTeam = z.infer<typeof NewTeam>

/** A person at the desk as the admin sees them. */
export const AgentRecord = z.object({
  id: Id, name: z.string(), email: z.string(), role: Role, team: z.string(), languages: z.array(z.string()),
  /** 1 junior, 2 middle, 3 senior; none: every skill. */
  skills: z.array(z.object({ skill: z.string(), level: SkillLevel })), capacity: z.int(),
  isAway: z.boolean(), isDemo: z.boolean(), isDisabled: z.boolean(), createdAt: At, lastSignInAt: At.nullable(), openSessions: z.int(),
})
export type AgentRecord = z.infer<typeof AgentRecord>
/** GET /api/desk/agents */
export const People = z.object({ agents: z.array(AgentRecord), teams: z.array(Team) })
export type People = z.infer<typeof People>

const name = z.string().trim().min(1).max(80)
const email = z.string().trim().toLowerCase().max(254).pipe(z.email())
const languages = z.array(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)).max(20)
const { skills } = AgentSkills.shape
const capacity = z.int().min(0).max(100)

/** POST /api/desk/agents. Without a team the admin's own. */
export const NewAgent = z.strictObject({ email, name, role: Role, team: teamId.optional(), languages: languages.default([]), skills: skills.default([]), capacity: capacity.default(4) })
export type NewAgent = z.input<typeof NewAgent>
/** POST /api/desk/agents/:id: what is left out stays. A change of role or team ends the agent's sessions; nobody changes their own. */
export const AgentChange = z.strictObject({
  email: email.optional(), name: name.optional(), role: Role.optional(), team: teamId.optional(), languages: languages.optional(), skills: skills.optional(), capacity: capacity.optional(),
})
export type AgentChange = z.input<typeof AgentChange>

export const AgentAnswer = z.object({ agent: AgentRecord })
export type AgentAnswer = z.infer<typeof AgentAnswer>
/** Of a new agent, and of POST /api/desk/agents/:id/password: the password is shown this once. */
export const AgentWithPassword = z.object({ agent: AgentRecord, password: z.string() })
export type AgentWithPassword = z.infer<typeof AgentWithPassword>
