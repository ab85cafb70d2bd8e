import { useTranslation } from 'react-i18next'
import type { AgentOnDesk, Board } from '../../../handoff/contract.ts'
import { Face } from '../../ui/face.tsx'
import { useDesk } from '../desk-provider.tsx'
import { mineOf } from '../desk-state.ts'
import { Tag } from '../tag.tsx'
import { useSkillName } from '../use-skill-name.ts'
import styles from './board.module.css'
import { LeadMenu } from './lead-menu.tsx'
import { Bar, Part } from './part.tsx'

/** Every agent: there or not, how much they hold, what they can, and the conversations in their hands. */
export function AgentsPart({ board, onOpen }: { board: Board; onOpen(id: string): void }) {
  const { t } = useTranslation('console')
  const agents = board.agents.toSorted((a, b) => standing(a) - standing(b) || b.load - a.load || (a.name < b.name ? -1 : 1))
  return (
    <Part title={t('board.agents')} isWide>
      <ul className={styles.agents}>{agents.map((agent) => <li key={agent.id}><AgentLine agent={agent} onOpen={onOpen} /></li>)}</ul>
    </Part>
  )
}

// Who is there stands first, then who is away, then who is not signed in.
function standing({ isOnline, isAway }: AgentOnDesk): number {
  if (!isOnline) return 2
  return isAway ? 1 : 0
}

const presences = [['there', 'calm'], ['away', 'annoyed'], ['gone', 'plain']] as const

function AgentLine({ agent, onOpen }: { agent: AgentOnDesk; onOpen(id: string): void }) {
  const { t } = useTranslation('console')
  const { desk } = useDesk()
  const skillName = useSkillName()
  const [presence, tone] = presences[standing(agent)]!
  const held = desk ? mineOf(desk, agent.id) : []
  const isFull = agent.load >= agent.capacity
  return (
    <>
      <div className={styles.agent}>
        <Face id={agent.id} name={agent.name} size={30} />
        <span className={styles.agentName}><strong>{agent.name}</strong> <Tag tone={tone}>{t(`board.presence.${presence === 'away' && agent.awayBecause ? agent.awayBecause : presence}`)}</Tag><br /><small>{[t(`role.${agent.role}`), agent.languages.join(', '), agent.skills.map(skillName).join(', ')].filter(Boolean).join(' · ')}</small></span>
        <span className={styles.measure}><b data-bad={isFull && agent.capacity > 0}>{t('board.loadOf', { load: agent.load, capacity: agent.capacity })}</b><Bar share={agent.capacity > 0 ? agent.load / agent.capacity : 0} tone={isFull ? 'furious' : 'calm'} /></span>
      </div>
      {held.length > 0 && (
        <ul className={styles.held}>
          {held.map((entry) => <li key={entry.handoffId}><LeadMenu entry={entry} onOpen={onOpen} /></li>)}
        </ul>
      )}
    </>
  )
}
