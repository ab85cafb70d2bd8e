import type { Role, SkillLevel } from '../contract.ts'

/** Somebody who is there and takes new conversations. */
export interface PresentAgent {
  id: string
  name: string
  team: string
  role: Role
  /** None: any. */
  languages: string[]
  /** None: every one. */
  skills: string[]
  /** By skill; what is missing counts as middle, for leads as senior. */
  levels: Record<string, number>
  /** Places that are neither taken nor kept by an offer. */
  free: number
  /** Conversations in hand or offered, by queue. */
  held: Record<string, number>
  /** Since the last conversation began or ended, or since they came. */
  idleSince: number
}

/** What a waiting conversation asks of an agent. */
export interface Need {
  team: string
  queueId: string
  skill: string
  /** Skills alerted too because nobody took it. */
  widenedTo: string[]
  alertCount: number
  language: string
  level: SkillLevel
  mostPerAgent: number | null
  /** Who served this shopper last. */
  lastAgentId: string | null
  /** Who has let it pass in this round. */
  passedBy: string[]
}

/**
 * Who is asked next: the agent of last time if there and free, else of those of the level who has been idle longest. Below the level somebody is asked
 * only when nobody of the level is there, or after an alert. Nobody is asked twice before all were; then `isNewRound`. Null: nobody is free.
 */
export function chooseAgent(need: Need, present: PresentAgent[]): { agent: PresentAgent; isNewRound: boolean } | null {
  const serving = whoServes(need, present)
  const ofLevel = serving.filter((agent) => levelOf(agent, need) >= need.level)
  const isWide = need.alertCount > 0 || ofLevel.length === 0
  const isFree = (agent: PresentAgent) => agent.free > 0 && (need.mostPerAgent === null || (agent.held[need.queueId] ?? 0) < need.mostPerAgent)
  const free = serving.filter((agent) => isFree(agent) && (isWide || ofLevel.includes(agent) || agent.id === need.lastAgentId))
  const fresh = free.filter((agent) => !need.passedBy.includes(agent.id))
  const [agent] = (fresh.length > 0 ? fresh : free).toSorted((a, b) => compareTurn(a, b, need))
  return agent ? { agent, isNewRound: fresh.length === 0 } : null
}

// Nobody who speaks the language is there: after an alert somebody else may try.
function whoServes(need: Need, present: PresentAgent[]): PresentAgent[] {
  const skills = [need.skill, ...need.widenedTo]
  const skilled = present.filter((agent) => agent.team === need.team && (agent.skills.length === 0 || agent.skills.some((skill) => skills.includes(skill))))
  const speaking = skilled.filter((agent) => agent.languages.length === 0 || agent.languages.includes(need.language))
  return speaking.length === 0 && need.alertCount > 0 ? skilled : speaking
}

/** How well the agent masters what is needed: the best of the skills that would do. */
export function levelOf({ role, skills, levels }: Pick<PresentAgent, 'role' | 'skills' | 'levels'>, { skill, widenedTo }: Pick<Need, 'skill' | 'widenedTo'>): number {
  const counting = [skill, ...widenedTo].filter((one) => skills.length === 0 || skills.includes(one))
  const unset = role === 'agent' ? 2 : 3
  return Math.max(1, ...counting.map((one) => levels[one] ?? unset))
}

function compareTurn(a: PresentAgent, b: PresentAgent, { lastAgentId }: Need): number {
  return Number(b.id === lastAgentId) - Number(a.id === lastAgentId) || a.idleSince - b.idleSince || b.free - a.free || (a.id < b.id ? -1 : 1)
}

/** The skills alerted beside the queue's own after so many alerts: one more each time; when the list is through, everybody. */
export function widened(alertCount: number, { widenTo, allSkills }: { widenTo: string[]; allSkills: string[] }): string[] {
  return alertCount > widenTo.length ? allSkills : widenTo.slice(0, alertCount)
}

/** How long until the next alert: twice as long each time, up to ten times. */
export function nextAlertMs(alertMs: number, alertCount: number): number {
  return alertMs * Math.min(2 ** alertCount, 10)
}
