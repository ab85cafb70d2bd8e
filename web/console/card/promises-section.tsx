import { Button, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Card } from '../../../handoff/contract.ts'
import { now } from '../../ui/clock.ts'
import { Tag } from '../tag.tsx'
import { DeedDialog } from '../talk/deed-dialog.tsx'
import { localTime } from '../talk/local-time.ts'
import styles from './rows.module.css'
import { Section } from './section.tsx'
import { useCardDeed } from './use-card-deed.ts'

type Promised = Card['promises'][number]

/** What was promised, by whom and by when: kept, moved or dropped here before it breaks. */
export function PromisesSection({ promises, conversationId }: { promises: Promised[]; conversationId: string }) {
  const { t } = useTranslation('console')
  if (promises.length === 0) return null
  return <Section title={t('card.promises')}>{promises.map((one, place) => <PromiseBox key={one.id ?? place} promise={one} conversationId={conversationId} />)}</Section>
}

function PromiseBox({ promise, conversationId }: { promise: Promised; conversationId: string }) {
  const { t, i18n } = useTranslation('console')
  const { deeds, run, isBusy, isAllowed } = useCardDeed(conversationId)
  const [change, setChange] = useState<'move' | 'drop' | null>(null)
  const { id, state } = promise
  const due = promise.dueAt === null ? null : t('card.due', { date: new Date(promise.dueAt).toLocaleString(i18n.language, { dateStyle: 'medium', timeStyle: 'short' }) })
  const isOpen = state === 'open' || state === 'broken'
  return (
    <div className={styles.box}>
      <div className={styles.top}>
        <strong>{promise.text}</strong>
        {state === 'broken' ? <Tag tone="furious">{t('work.promise.broken')}</Tag> : promise.isDueSoon && isOpen ? <Tag tone="angry">{t('work.promise.dueSoon')}</Tag> : state && state !== 'open' ? <Tag tone="calm">{t(`work.promise.${state}`)}</Tag> : null}
      </div>
      <p className={styles.dim}>{[promise.by === 'bot' ? t('speaker.bot') : promise.by, due].filter(Boolean).join(' · ')}</p>
      {id && isOpen && isAllowed && (
        <div className={styles.deeds}>
          <Button size="compact-xs" loading={isBusy} onClick={() => void run(() => deeds.promiseKept(id), t('work.promise.done'))}>{t('work.promise.keep')}</Button>
          <Button size="compact-xs" variant="default" disabled={isBusy} onClick={() => setChange('move')}>{t('work.promise.move')}</Button>
          <Button size="compact-xs" variant="default" disabled={isBusy} onClick={() => setChange('drop')}>{t('work.promise.drop')}</Button>
        </div>
      )}
      {id && change && <ChangeDialog id={id} dueAt={promise.dueAt} kind={change} conversationId={conversationId} onClose={() => setChange(null)} />}
    </div>
  )
}

function ChangeDialog({ id, dueAt, kind, conversationId, onClose }: { id: string; dueAt: number | null; kind: 'move' | 'drop'; conversationId: string; onClose(): void }) {
  const { t } = useTranslation('console')
  const { deeds, run, isBusy } = useCardDeed(conversationId)
  const [at, setAt] = useState(dueAt === null ? '' : localTime(dueAt))
  const [why, setWhy] = useState('')
  const go = async () => {
    const isDone = await run(() => (kind === 'move' ? deeds.promiseMoved(id, { dueAt: new Date(at).getTime(), why }) : deeds.promiseDropped(id, { why })), t('work.promise.done'))
    if (isDone) onClose()
  }
  return (
    <DeedDialog title={t(`work.promise.${kind}`)} go={t(`work.promise.${kind}`)} isBusy={isBusy} isReady={kind === 'drop' ? why.trim() !== '' : at !== ''} onGo={() => void go()} onClose={onClose}>
      {kind === 'move' && <TextInput data-autofocus type="datetime-local" min={localTime(now())} label={t('work.promise.until')} value={at} onChange={({ currentTarget }) => setAt(currentTarget.value)} />}
      <Textarea label={t('work.promise.why')} autosize minRows={2} maxLength={500} value={why} onChange={({ currentTarget }) => setWhy(currentTarget.value)} />
    </DeedDialog>
  )
}
