import { useTranslation } from 'react-i18next'
import type { ReactNode } from 'react'
import type { QueueEntry } from '../../../handoff/contract.ts'
import { useNow } from '../../ui/clock.ts'
import { Face } from '../../ui/face.tsx'
import { TimeSince } from '../../ui/time-since.tsx'
import { useDesk } from '../desk-provider.tsx'
import { isInWrapUp, isSnoozed } from '../desk-state.ts'
import { useChannelName } from '../talk/use-channel-name.ts'
import { useQueueName } from '../use-queue-name.ts'
import { useSkillName } from '../use-skill-name.ts'
import styles from './entry-line.module.css'
import { EntryTags } from './entry-tags.tsx'
import { TimeUntil } from './time-until.tsx'

interface Props {
  entry: QueueEntry
  /** Place in its queue; null once it is in somebody's hands. */
  place: number | null
  isOpen: boolean
  onOpen(): void
  /** Instead of what was said last. */
  preview?: ReactNode
}

/** One conversation in a list: who, since when, why, how they feel, what they said, and which clock runs. */
export function EntryLine({ entry, place, isOpen, onOpen, preview }: Props) {
  const { t } = useTranslation('console')
  const { me, desk } = useDesk()
  const skillName = useSkillName()
  const queueName = useQueueName()
  const channelName = useChannelName()
  const name = entry.shopper.name ?? t('line.guest')
  const queue = desk?.queues.find(({ id }) => id === entry.queueId)
  const isWithOther = entry.status === 'accepted' && entry.agent !== null && entry.agent.id !== me.id
  const where = [place ? t('line.place', { place }) : null, queue ? queueName(queue) : skillName(entry.topic), channelName(entry.channel), entry.language, isWithOther ? t('lines.with', { name: entry.agent!.name }) : null]
  return (
    <button type="button" className={styles.line} data-line data-priority={entry.priority} aria-current={isOpen} onClick={onOpen}>
      <Face id={entry.shopper.id} name={name} size={36} />
      <span className={styles.body}>
        <span className={styles.top}>
          <span className={styles.name}>{name}</span>
          <Standing entry={entry} />
          {(entry.unread ?? 0) > 0 && <span className={styles.unread}><span aria-hidden="true">{entry.unread}</span><span className="visually-hidden">{t('lines.unread', { count: entry.unread! })}</span></span>}
        </span>
        <EntryTags entry={entry} />
        <span className={styles.preview} dir="auto">{preview ?? <LastWords entry={entry} />}</span>
        <span className={styles.foot}>{where.filter(Boolean).join(' · ')}</span>
      </span>
    </button>
  )
}

/** What was said last, of the person in charge with their name before it; while nobody has it, what the shopper wants. */
function LastWords({ entry: { status, lastLine, preview } }: { entry: QueueEntry }) {
  const { t } = useTranslation('console')
  const { me } = useDesk()
  if (!lastLine || status === 'waiting') return preview
  if (!lastLine.agent) return lastLine.text
  return <><span className={styles.by}>{t('line.by', { name: lastLine.agent.id === me.id ? t('line.you') : lastLine.agent.name })}</span> {lastLine.text}</>
}

function Standing({ entry }: { entry: QueueEntry }) {
  const { t } = useTranslation('console')
  const now = useNow()
  if (entry.status === 'waiting') {
    const isLate = entry.respondBy !== null && now > entry.respondBy
    return <span className={styles.time} data-late={isLate}><span className="visually-hidden">{t('line.waits')} </span><TimeSince at={entry.waitingSince} />{isLate && <span className="visually-hidden"> {t('line.late')}</span>}</span>
  }
  if (entry.status !== 'accepted') return <span className={styles.time}>{t(`status.${entry.status}`)}</span>
  if (isInWrapUp(entry)) return <span className={styles.time} data-tone="soon">{t('lines.wrapUp')} <TimeUntil at={entry.wrapUpUntil!} /></span>
  if (isSnoozed(entry)) return <span className={styles.time}>{t('lines.back')} <TimeUntil at={entry.snoozedUntil!} /></span>
  if (entry.unansweredSince === null) return <span className={styles.time}>{t('line.answered')}</span>
  return <span className={styles.time} data-owed="true" title={t('line.owed')}><span className="visually-hidden">{t('line.owed')} </span><TimeSince at={entry.unansweredSince} /></span>
}
