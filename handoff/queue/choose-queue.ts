import type { QueueSetting } from '../contract.ts'
import type { QueueAsk } from '../policy.ts'

/** A line of shoppers: one per skill and language; `any` takes the languages that have no line of their own. */
export interface QueueRow extends Pick<QueueSetting, 'id' | 'skill' | 'language'>, Partial<Omit<QueueSetting, 'id' | 'skill' | 'language'>> {
  team: string
  /** Topics that lead to its skill, as leads set them. */
  topics?: string[]
  /** Skills alerted beside its own, in this order. */
  widenTo?: string[]
}

/** Shoppers come to this team, unless the account they write to is another team's. */
export const homeTeam = 'shop'

type Skill = 'pre-sale' | 'in-sale' | 'after-sale' | 'complaint' | 'payment'

const skillOfTopic: Record<string, Skill> = {
  product: 'pre-sale', faq: 'pre-sale', 'small-talk': 'pre-sale', handoff: 'pre-sale', fallback: 'pre-sale',
  order: 'in-sale', shipping: 'in-sale',
  returns: 'after-sale', complaint: 'complaint', payment: 'payment',
}

/** The skill a conversation needs: the reason outweighs the topic where it says more; what leads have set outweighs what is shipped. */
export function skillFor({ topic, reason }: Pick<QueueAsk, 'topic' | 'reason'>, queues: QueueRow[] = []): string {
  if (reason === 'complaint') return 'complaint'
  if (reason === 'return-review') return 'after-sale'
  return queues.find((queue) => queue.topics?.includes(topic))?.skill ?? skillOfTopic[topic] ?? 'pre-sale'
}

/** The queue for a request, of the team whose shoppers these are: its skill in its language, else its skill in any, else any line that takes everybody; closed ones only when all are. Null only when there are no queues. */
export function chooseQueue(ask: QueueAsk, everybodys: QueueRow[]): QueueRow | null {
  const ofTeam = (team: string) => everybodys.filter((queue) => queue.team === team)
  // A team that has lost its queues since must not lose its shoppers as well.
  const all = [ofTeam(ask.team ?? homeTeam), ofTeam(homeTeam), everybodys].find((some) => some.length > 0) ?? []
  const open = all.filter((queue) => queue.isOpen !== false)
  const queues = open.length > 0 ? open : all
  const skill = skillFor(ask, all)
  const inLanguage = (queue: QueueRow) => queue.language === ask.language
  const inAny = (queue: QueueRow) => queue.language === 'any'
  const ofSkill = queues.filter((queue) => queue.skill === skill)
  return ofSkill.find(inLanguage) ?? ofSkill.find(inAny) ?? queues.find(inLanguage) ?? queues.find(inAny) ?? queues[0] ?? null
}
