import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/icon.tsx'
import type { Unsent } from '../unsent.ts'
import files from './message-files.module.css'
import styles from './message-line.module.css'

interface Props {
  unsent: Unsent
  onRetry(): void
  onTakeBack(): void
}

/** A message of ours that is under way or could not be sent: nothing written is ever lost. */
export function UnsentLine({ unsent: { mode, text, attachments, state }, onRetry, onTakeBack }: Props) {
  const { t } = useTranslation('console')
  const isUnderWay = state.kind === 'under-way' || state.kind === 'held'
  return (
    <article className={styles.line} data-speaker="agent" data-kind={mode === 'note' ? 'note' : 'text'} aria-busy={isUnderWay}>
      <div className={styles.bubble}>
        {text && <p dir="auto">{text}</p>}
        {attachments.length > 0 && <div className={files.files}>{attachments.map(({ id, name }) => <span key={id} className={files.file}><Icon name="file" size={16} /> {name}</span>)}</div>}
      </div>
      {isUnderWay ? <p className={styles.below}>{t('message.sending')}</p> : (
        <>
          <p className={`${styles.below} ${styles.failed}`} role="alert">{state.kind === 'failed' ? t('message.failed', { why: state.why }) : t('message.unsure')}</p>
          <div className={styles.deeds}>
            <Button size="compact-xs" variant="default" onClick={onRetry}>{t('message.retry')}</Button>
            <Button size="compact-xs" variant="default" onClick={onTakeBack}>{t('message.takeBack')}</Button>
          </div>
        </>
      )}
    </article>
  )
}
