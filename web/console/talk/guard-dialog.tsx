import { Button, Modal, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Acknowledged, GuardAnswer, GuardHit } from '../../../handoff/contract.ts'
import { Tag } from '../tag.tsx'
import styles from './dialog.module.css'

interface Props {
  answer: GuardAnswer
  onSend(acknowledged: Acknowledged): void
  /** Puts a safer wording in the place of the words that were hit. */
  onInstead(hit: GuardHit, words: string): void
  onClose(): void
}

const tones = { warn: 'annoyed', reason: 'angry', block: 'furious' } as const

/** What the guard says before a text goes out: to be seen, to be given a reason for, or never to be sent; with safer words at one press. */
export function GuardDialog({ answer, onSend, onInstead, onClose }: Props) {
  const { t } = useTranslation('console')
  const { t: tUi } = useTranslation('ui')
  const [reason, setReason] = useState('')
  const isBlocked = answer.hits.some(({ deed }) => deed === 'block')
  const needsReason = answer.hits.some(({ deed }) => deed === 'reason')
  const send = () => onSend(answer.hits.map(({ rule, deed }) => ({ rule, reason: deed === 'reason' ? reason.trim() : '' })))
  return (
    <Modal opened onClose={onClose} title={t('deeds.guard.title')} centered closeButtonProps={{ 'aria-label': tUi('close') }}>
      {answer.hits.length > 0 && <p className={styles.what}>{t('deeds.guard.what')}</p>}
      <div className={styles.fields}>
        {answer.hits.map((hit) => (
          <div key={`${hit.rule}${hit.start}`}>
            <p style={{ margin: '0 0 4px' }}><Tag tone={tones[hit.deed]}>{t(`deeds.guard.${hit.deed}`)}</Tag> <strong>{hit.label}</strong>: “{hit.text}”</p>
            {hit.instead.length > 0 && <div className={styles.choices} style={{ gridTemplateColumns: '1fr' }}>{hit.instead.map((words) => <Button key={words} size="xs" variant="default" justify="flex-start" styles={{ label: { whiteSpace: 'normal', textAlign: 'start' }, root: { height: 'auto', padding: '6px 10px' } }} onClick={() => onInstead(hit, words)}>{t('deeds.guard.instead')} {words}</Button>)}</div>}
          </div>
        ))}
        {answer.known.length > 0 && <p style={{ margin: 0 }}>{t('deeds.composer.known', { facts: answer.known.map(({ label, value }) => `${label}: ${value}`).join('; ') })}</p>}
        {needsReason && !isBlocked && <Textarea data-autofocus label={t('deeds.guard.why')} autosize minRows={2} maxLength={500} value={reason} onChange={({ currentTarget }) => setReason(currentTarget.value)} />}
      </div>
      <div className={styles.deeds}>
        <Button variant="default" onClick={onClose}>{t('deeds.guard.edit')}</Button>
        {!isBlocked && <Button color="orange" disabled={needsReason && reason.trim() === ''} onClick={send}>{t('deeds.guard.send')}</Button>}
      </div>
    </Modal>
  )
}
