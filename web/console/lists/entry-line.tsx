import { useTranslation } from 'react-i18next'
import type { QueueEntry } from '../../../handoff/contract.ts'
import { useNow } from '../../ui/clock.ts'
import { Face } from '../../ui/face.tsx'
import { TimeSince } from '../../ui/time-since.tsx'
import { Tag } from '../tag.tsx'
import { useSkillName } from '../use-skill-name.ts'
import { useDesk } from '../desk-provider.tsx'
import styles from './entry-line.module.css'

interface Props {
  entry: QueueEntry
  /** Place in its queue; null once it is in somebody's hands. */
  place: number | null
  isOpen: boolean
  onOpen(): void
}

/** One conversation in a list: who, since when, why, how they feel, what they said. */
export function EntryLine({ entry, place, isOpen, onOpen }: Props) {
  const { t } = useTranslation('console')
  const { desk } = useDesk()
  const skillName = useSkillName()
  const name = entry.shopper.name ?? t('line.guest')
  const skill = desk?.queues.find(({ id }) => id === entry.queueId)?.skill ?? entry.topic
  return (
    <button type="button" className={styles.line} data-line data-priority={entry.priority} aria-current={isOpen} onClick={onOpen}>
      <Face id={entry.shopper.id} name={name} size={36} />
      <span className={styles.body}>
        <span className={styles.top}>
          <span className={styles.name}>{name}</span>
          <Waiting entry={entry} />
        </span>
        <span className={styles.tags}>
          {(entry.priority === 'urgent' || entry.priority === 'high') && <Tag tone={entry.priority === 'urgent' ? 'furious' : 'angry'}>{t(`priority.${entry.priority}`)}</Tag>}
          <Tag tone="accent">{t(`reason.${entry.reason}`)}</Tag>
          {entry.mood !== 'calm' && <Tag tone={entry.mood}>{t(`mood.${entry.mood}`)}</Tag>}
          {entry.isReturned && <Tag tone="annoyed">{t('line.returned')}</Tag>}
        </span>
        <span className={styles.preview} dir="auto">{entry.preview}</span>
        <span className={styles.foot}>{[place ? t('line.place', { place }) : null, skillName(skill), entry.language].filter(Boolean).join(' · ')}</span>
      </span>
    </button>
  )
}

function Waiting({ entry }: { entry: QueueEntry }) {
  const { t } = useTranslation('console')
  const now = useNow()
  if (entry.status === 'waiting') {
    const isLate = entry.respondBy !== null && now > entry.respondBy
    return <span className={styles.time} data-late={isLate}><span className="visually-hidden">{t('line.waits')} </span><TimeSince at={entry.waitingSince} />{isLate && <span className="visually-hidden"> {t('line.late')}</span>}</span>
  }
  if (entry.unansweredSince === null) return <span className={styles.time}>{t('line.answered')}</span>
  return <span className={styles.time} data-owed="true" title={t('line.owed')}><span className="visually-hidden">{t('line.owed')} </span><TimeSince at={entry.unansweredSince} /></span>
}
