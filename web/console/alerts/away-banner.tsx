import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useDesk } from '../desk-provider.tsx'
import { useDeed } from '../use-deed.ts'
import styles from './offer-banner.module.css'

/** Tells an agent whom the desk has set away, and why, with the way back. */
export function AwayBanner() {
  const { t } = useTranslation('console')
  const { me, desk, deeds } = useDesk()
  const { run, isBusy } = useDeed()
  const own = desk?.agents.find(({ id }) => id === me.id)
  if (own?.awayBecause !== 'lapsed') return null
  return (
    <section className={styles.banner} aria-label={t('alerts.awayTitle')}>
      <div className={styles.what}>
        <strong>{t('alerts.awayTitle')}</strong>
        <span>{t('alerts.awayWhat')}</span>
      </div>
      <Button size="sm" loading={isBusy} onClick={() => void run(() => deeds.presence({ isAway: false }), null)}>{t('alerts.back')}</Button>
    </section>
  )
}
