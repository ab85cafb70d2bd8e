import { Button } from '@mantine/core'
import { useEffect, useImperativeHandle, useMemo, useState } from 'react'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { now } from '../../ui/clock.ts'
import { Face } from '../../ui/face.tsx'
import { useDesk } from '../desk-provider.tsx'
import { offersTo } from '../desk-state.ts'
import { listDeedsOf } from '../lists/lists-api.ts'
import { useDeed } from '../use-deed.ts'
import styles from './offer-banner.module.css'

/** What the keyboard does with the offer that stands. */
export interface OfferHandle {
  accept(): void
  decline(): void
}

/** What the desk offers to this agent now, with the time that is left to say yes or no. */
export function OfferBanner({ ref, onTaken }: { ref: Ref<OfferHandle>; onTaken(conversationId: string): void }) {
  const { t } = useTranslation('console')
  const { me, desk } = useDesk()
  const { run, runAndGo, isBusy } = useDeed()
  const deeds = useMemo(() => listDeedsOf(me.csrf), [me.csrf])
  const offers = desk ? offersTo(desk, me.id, now()) : []
  const [entry] = offers
  const left = useSecondsUntil(entry?.offer?.expiresAt ?? null)
  const offer = entry?.offer
  const accept = async () => {
    if (entry && offer) await runAndGo(() => deeds.acceptOffer(offer.id), entry.conversationId, () => onTaken(entry.conversationId))
  }
  const decline = async () => {
    if (offer) await run(() => deeds.declineOffer(offer.id), t('alerts.declined'))
  }
  useImperativeHandle(ref, () => ({ accept: () => void accept(), decline: () => void decline() }))
  if (!entry || !offer || left === 0) return null
  const name = entry.shopper.name ?? t('line.guest')
  return (
    <section className={styles.banner} aria-label={t('alerts.offer')}>
      <Face id={entry.shopper.id} name={name} size={34} />
      <div className={styles.what}>
        <strong>{t('alerts.say.offer', { name })}</strong>
        <span className={styles.facts}>{[t(`reason.${entry.reason}`), t(`priority.${entry.priority}`), entry.language, offers.length > 1 ? t('alerts.others', { count: offers.length - 1 }) : null].filter(Boolean).join(' · ')}</span>
        <span className={styles.words} dir="auto">{entry.preview}</span>
      </div>
      <span className={styles.left} role="timer" aria-label={t('alerts.left')}>{t('alerts.seconds', { count: left })}</span>
      <div className={styles.deeds}>
        <Button size="sm" loading={isBusy} onClick={() => void accept()}>{t('alerts.accept')}</Button>
        <Button size="sm" variant="default" disabled={isBusy} onClick={() => void decline()}>{t('alerts.decline')}</Button>
      </div>
    </section>
  )
}

function useSecondsUntil(at: number | null): number {
  const [, tick] = useState(0)
  useEffect(() => {
    if (at === null) return
    const timer = setInterval(() => tick((count) => count + 1), 500)
    return () => clearInterval(timer)
  }, [at])
  return at === null ? 0 : Math.max(0, Math.ceil((at - now()) / 1000))
}
