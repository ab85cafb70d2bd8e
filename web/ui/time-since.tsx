import { useTranslation } from 'react-i18next'
import { useNow } from './clock.ts'
import { durationText } from './duration-text.ts'

/** How long ago something happened, moving on by itself: `4 min`, `2 h 5 min`. */
export function TimeSince({ at }: { at: number }) {
  const { t, i18n } = useTranslation('ui')
  const now = useNow()
  return <time dateTime={new Date(at).toISOString()} title={new Date(at).toLocaleString(i18n.language)}>{durationText(now - at, i18n.language) ?? t('justNow')}</time>
}
