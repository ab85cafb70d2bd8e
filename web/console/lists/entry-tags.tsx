import { useTranslation } from 'react-i18next'
import type { ComplaintClass, QueueEntry, Tag as DeskTag } from '../../../handoff/contract.ts'
import { useNow } from '../../ui/clock.ts'
import { useDesk } from '../desk-provider.tsx'
import { SlaClock } from '../sla-clock.tsx'
import { Tag } from '../tag.tsx'
import type { Tone } from '../tag.tsx'
import { useTags } from '../use-tags.ts'
import styles from './entry-line.module.css'

const tones: Record<DeskTag['colour'], Tone> = { grey: 'plain', red: 'furious', orange: 'angry', yellow: 'annoyed', green: 'calm', blue: 'accent', violet: 'note' }
const promiseTones: Record<NonNullable<QueueEntry['promise']>['state'], Tone> = { open: 'plain', 'due-soon': 'annoyed', broken: 'furious' }

/** What stands out about a line: urgency, reason, mood, for whom it is kept, what was promised, the team's own tags, and the clock that runs. */
export function EntryTags({ entry }: { entry: QueueEntry }) {
  const { t } = useTranslation('console')
  const { me } = useDesk()
  const { nameOf, colourOf } = useTags()
  const { priority, promise } = entry
  const asker = entry.consulted?.some(({ id }) => id === me.id) ? entry.agent?.name : undefined
  return (
    <span className={styles.tags}>
      {(priority === 'urgent' || priority === 'high') && <Tag tone={priority === 'urgent' ? 'furious' : 'angry'}>{t(`priority.${priority}`)}</Tag>}
      <Tag tone="accent">{t(`reason.${entry.reason}`)}</Tag>
      {entry.mood !== 'calm' && <Tag tone={entry.mood}>{t(`mood.${entry.mood}`)}</Tag>}
      {entry.status === 'waiting' && <WaitingTags entry={entry} />}
      {asker && <Tag tone="note">{t('lines.asked', { name: asker })}</Tag>}
      {promise && <Tag tone={promiseTones[promise.state]}>{t(`lines.promise.${promise.state}`)}</Tag>}
      {entry.complaintClass && <Tag tone="note">{t(`work.class.${entry.complaintClass as ComplaintClass}`)}</Tag>}
      {entry.tags?.map((id) => <Tag key={id} tone={tones[colourOf(id)]}>{nameOf(id)}</Tag>)}
      <span className={styles.clock}><SlaClock entry={entry} /></span>
    </span>
  )
}

function WaitingTags({ entry: { isReturned, offer, alertCount = 0, level = 1 } }: { entry: QueueEntry }) {
  const { t } = useTranslation('console')
  const { me } = useDesk()
  const now = useNow()
  return (
    <>
      {isReturned && <Tag tone="annoyed">{t('line.returned')}</Tag>}
      {offer && offer.expiresAt > now && <Tag tone="calm">{offer.agentId === me.id ? t('lines.offeredToYou') : t('lines.offered', { name: offer.agent.name })}</Tag>}
      {alertCount > 0 && <Tag tone="angry">{t('lines.alerted', { count: alertCount })}</Tag>}
      {level > 1 && <Tag>{t(level > 2 ? 'lines.senior' : 'lines.middle')}</Tag>}
    </>
  )
}
