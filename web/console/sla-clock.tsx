import { useTranslation } from 'react-i18next'
import type { QueueEntry } from '../../handoff/contract.ts'
import { useNow } from '../ui/clock.ts'
import { Icon } from '../ui/icon.tsx'
import { durationText } from '../ui/duration-text.ts'
import styles from './sla-clock.module.css'

/** The clock that runs out next: calm, then warning, then how long it is overdue; paused while put off. */
export function SlaClock({ entry: { sla } }: { entry: Pick<QueueEntry, 'sla'> }) {
  const { t, i18n } = useTranslation('console')
  const now = useNow()
  if (!sla) return null
  const isLate = sla.isBreached || (!sla.isPaused && now >= sla.dueAt)
  const tone = sla.isPaused ? 'paused' : isLate ? 'late' : now >= sla.warnAt ? 'soon' : 'calm'
  const time = durationText(Math.abs(sla.dueAt - now), i18n.language) ?? t('deeds.sla.seconds')
  const text = sla.isPaused ? t('deeds.sla.paused') : t(isLate ? 'deeds.sla.late' : 'deeds.sla.left', { time })
  return <span className={styles.clock} data-tone={tone} title={`${t(`settings.sla.kind.${sla.kind}`)}: ${new Date(sla.dueAt).toLocaleString(i18n.language)}`}><span className="visually-hidden">{t(`settings.sla.kind.${sla.kind}`)}: </span><Icon name="clock" size={12} /> {text}</span>
}
