import type { QueueAsk } from '../policy.ts'

/** A line of shoppers: one per skill and language; `any` takes the languages that have no line of their own. */
export interface QueueRow {
  id: string
  team: string
  skill: string
  language: string
}

export type Skill = 'pre-sale' | 'in-sale' | 'after-sale' | 'complaint' | 'payment'

const skillOfTopic: Record<string, Skill> = {
  product: 'pre-sale', faq: 'pre-sale', 'small-talk': 'pre-sale', handoff: 'pre-sale', fallback: 'pre-sale',
  order: 'in-sale', shipping: 'in-sale',
  returns: 'after-sale', complaint: 'complaint', payment: 'payment',
}

/** The skill a conversation needs: the reason outweighs the topic where it says more. */
export function skillFor({ topic, reason }: Pick<QueueAsk, 'topic' | 'reason'>): Skill {
  if (reason === 'complaint') return 'complaint'
  if (reason === 'return-review') return 'after-sale'
  return skillOfTopic[topic] ?? 'pre-sale'
}

/** The queue for a request: its skill in its language, else its skill in any, else any line that takes everybody; null only when there are no queues. */
export function chooseQueue(ask: QueueAsk, queues: QueueRow[]): QueueRow | null {
  const skill = skillFor(ask)
  const inLanguage = (queue: QueueRow) => queue.language === ask.language
  const inAny = (queue: QueueRow) => queue.language === 'any'
  const ofSkill = queues.filter((queue) => queue.skill === skill)
  return ofSkill.find(inLanguage) ?? ofSkill.find(inAny) ?? queues.find(inLanguage) ?? queues.find(inAny) ?? queues[0] ?? null
}
