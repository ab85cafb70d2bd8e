import type { z } from 'zod'
import { isId } from '../../core/ids.ts'
import type { Db } from '../../core/db/db.ts'
import type { AgentSkills, NewQueue, QueueChange, QueueSetting, QueueSettings, SkillSetting } from '../contract.ts'
import { insertAudit, insertChange } from '../feed/feed-queries.ts'
import { deskChannel } from '../ports.ts'
import type { Actor, HandoffPorts } from '../ports.ts'
import { homeTeam } from './choose-queue.ts'
import { agentSkills, insertQueue, queueSettings, saveAgentSkills, saveSkill, skillSettings, updateQueue } from './queue-queries.ts'

/** The team's queues and skills as leads see and set them. */
export async function readSettings(db: Db, team: string): Promise<QueueSettings> {
  const [queues, skills] = await Promise.all([queueSettings(db, team), skillSettings(db, team)])
  return { queues, skills }
}

export type SettingRefusal = { no: 'not-found' } | { no: 'already-there' } | { no: 'unknown-skill'; skill: string }

/** Opens a queue for a skill in a language; one of each. */
export function addQueue(ports: HandoffPorts, actor: Actor, wanted: z.output<typeof NewQueue>): Promise<QueueSettings | SettingRefusal> {
  return change(ports, actor, async (tx, { skills }) => {
    if (!skills.some((skill) => skill.id === wanted.skill)) return { no: 'unknown-skill', skill: wanted.skill }
    const name = wanted.language === 'any' ? wanted.skill : `${wanted.skill}-${wanted.language.toLowerCase()}`
    // Ids are everybody's: only the first team has them plain.
    const queue: QueueSetting = { id: actor.team === homeTeam ? name : `${actor.team}.${name}`, ...wanted }
    return (await insertQueue(tx, actor.team, queue)) ? { deed: 'queue-added', detail: { queueId: queue.id } } : { no: 'already-there' }
  })
}

/** Changes what is named of a queue; who waits in it stays in it. */
export function changeQueue(ports: HandoffPorts, actor: Actor, id: string, wanted: z.output<typeof QueueChange>): Promise<QueueSettings | SettingRefusal> {
  return change(ports, actor, async (tx, { queues }) => {
    const queue = queues.find((one) => one.id === id)
    if (!queue) return { no: 'not-found' }
    const named = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined))
    await updateQueue(tx, actor.team, { ...queue, ...named })
    return { deed: 'queue-changed', detail: { queueId: id, changed: Object.keys(named).join(' ') } }
  })
}

/** Adds a skill or changes the one of this id. */
export function setSkill(ports: HandoffPorts, actor: Actor, wanted: SkillSetting): Promise<QueueSettings | SettingRefusal> {
  return change(ports, actor, async (tx, { skills }) => {
    const unknown = wanted.widenTo.find((one) => one === wanted.id || !skills.some((skill) => skill.id === one))
    if (unknown) return { no: 'unknown-skill', skill: unknown }
    await saveSkill(tx, actor.team, wanted)
    return { deed: 'skill-set', detail: { skill: wanted.id } }
  })
}

/** Sets all of an agent's skills, with levels. */
export async function setAgentSkills(
  ports: HandoffPorts, actor: Actor, agentId: string, { skills }: z.output<typeof AgentSkills>,
): Promise<{ agentId: string; skills: z.output<typeof AgentSkills>['skills'] } | SettingRefusal> {
  if (!isId(agentId)) return { no: 'not-found' }
  const unique = [...new Map(skills.map((one) => [one.skill, one])).values()]
  const answer = await change(ports, actor, async (tx, known) => {
    const unknown = unique.find((one) => !known.skills.some((skill) => skill.id === one.skill))
    if (unknown) return { no: 'unknown-skill', skill: unknown.skill }
    if (!(await saveAgentSkills(tx, { id: agentId, team: actor.team }, unique))) return { no: 'not-found' }
    return { deed: 'agent-skills', detail: { agentId, skills: unique.map((one) => `${one.skill}:${one.level}`).join(' ') } }
  })
  return 'no' in answer ? answer : { agentId, skills: unique.toSorted((a, b) => (a.skill < b.skill ? -1 : 1)) }
}

/** An agent's skills with levels, or null when the team has no such agent. */
export async function skillsOfAgent(db: Db, agentId: string, team: string): Promise<{ skill: string; level: number }[] | null> {
  return isId(agentId) ? agentSkills(db, { id: agentId, team }) : null
}

type Deed = { deed: string; detail: Record<string, string | number> } | SettingRefusal

async function change(ports: HandoffPorts, actor: Actor, act: (tx: Db, known: QueueSettings) => Promise<Deed>): Promise<QueueSettings | SettingRefusal> {
  const answer = await ports.db.transaction(async (tx) => {
    const known = { queues: await queueSettings(tx, actor.team), skills: await skillSettings(tx, actor.team) }
    const done = await act(tx, known)
    if ('no' in done) return done
    const now = ports.clock.now()
    await insertAudit(tx, { agentId: actor.id, deed: done.deed, conversationId: null, handoffId: null, detail: done.detail, now })
    await insertChange(tx, { team: actor.team, conversationId: null, what: done.deed, now })
    return null
  })
  if (answer) return answer
  ports.hint(deskChannel)
  return readSettings(ports.db, actor.team)
}
