import { useTranslation } from 'react-i18next'
import { now } from '../../ui/clock.ts'
import styles from './day-mark.module.css'

/** A line with the day between the messages of two days. */
export function DayMark({ at }: { at: number }) {
  const { t, i18n } = useTranslation('console')
  const day = dayOf(at)
  const today = now()
  const name = day === dayOf(today) ? t('message.today')
    : day === dayOf(today - 86_400_000) ? t('message.yesterday')
      : new Intl.DateTimeFormat(i18n.language, { dateStyle: 'full' }).format(at)
  return <p className={styles.mark}><span>{name}</span></p>
}

/** The local day of a time, as `2026-03-10`. */
export function dayOf(at: number): string {
  const date = new Date(at)
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}
