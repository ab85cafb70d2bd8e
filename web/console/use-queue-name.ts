import type { Queue } from '../../handoff/contract.ts'
import { useDesk } from './desk-provider.tsx'
import { useLabel } from './use-label.ts'
import { useSkillName } from './use-skill-name.ts'

/** The name of a queue as its leads wrote it, else its skill's, with the language where it has one of its own. */
export function useQueueName(): (queue: Pick<Queue, 'id' | 'skill' | 'language'>) => string {
  const { desk } = useDesk()
  const label = useLabel()
  const skillName = useSkillName()
  return ({ id, skill, language }) => {
    const known = desk?.queues.find((queue) => queue.id === id)?.label
    return known ? label(known) : `${skillName(skill)}${language === 'any' ? '' : ` (${language})`}`
  }
}
