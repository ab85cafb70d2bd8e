import { useTranslation } from 'react-i18next'
import { useNow } from '../../ui/clock.ts'
import { durationText } from '../../ui/duration-text.ts'

/** How long until something is due, then how long it is late. */
export function TimeUntil({ at }: { at: number }) {
  const { t, i18n } = useTranslation('console')
  const now = useNow()
  const time = durationText(Math.abs(at - now), i18n.language) ?? t('deeds.sla.seconds')
  return <time dateTime={new Date(at).toISOString()} title={new Date(at).toLocaleString(i18n.language)}>{t(at >= now ? 'lines.in' : 'lines.late', { time })}</time>
}
