import { useTranslation } from 'react-i18next'
import { useNow } from '../../ui/clock.ts'
import { TimeSince } from '../../ui/time-since.tsx'
import { useDesk } from '../desk-provider.tsx'
import { SlaClock } from '../sla-clock.tsx'
import { Tag } from '../tag.tsx'
import type { Tone } from '../tag.tsx'
import styles from './board.module.css'
import { LeadMenu } from './lead-menu.tsx'
import { Part } from './part.tsx'
import { pressingOf } from './pressing.ts'
import type { Why } from './pressing.ts'

const tones: Record<Why, Tone> = { breached: 'furious', broken: 'furious', overdue: 'furious', returned: 'angry', alerted: 'angry', urgent: 'angry', furious: 'furious' }
const most = 12

/** The conversations that need a lead, the worst first, each with what can be done about it. */
export function PressingPart({ onOpen }: { onOpen(id: string): void }) {
  const { t } = useTranslation('console')
  const { desk } = useDesk()
  const now = useNow()
  const pressing = desk ? pressingOf(desk.entries, now) : []
  return (
    <Part title={t('board.pressing')} isWide>
      {pressing.length === 0 && <p className={styles.none}>{t('board.nonePressing')}</p>}
      <ul className={styles.pressing}>
        {pressing.slice(0, most).map(({ entry, why }) => (
          <li key={entry.handoffId}>
            <LeadMenu entry={entry} onOpen={onOpen} />
            <Tag tone={tones[why]}>{t(`board.why.${why}`)}</Tag>
            <span className={styles.facts}>{t(`reason.${entry.reason}`)} · {entry.agent && entry.status === 'accepted' ? t('lines.with', { name: entry.agent.name }) : t('state.waiting')} · <TimeSince at={entry.unansweredSince ?? entry.waitingSince} /></span>
            <SlaClock entry={entry} />
          </li>
        ))}
      </ul>
      {pressing.length > most && <p className={styles.none}>{t('board.andMore', { count: pressing.length - most })}</p>}
    </Part>
  )
}
