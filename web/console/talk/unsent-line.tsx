import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useDesk } from '../desk-provider.tsx'
import { useDraft } from '../draft.ts'
import type { Unsent } from '../outbox.ts'
import styles from './message-line.module.css'

interface Props {
  unsent: Unsent
  conversationId: string
  onRetry(): void
  onDrop(): void
}

/** A message of ours that is under way or could not be sent: nothing written is ever lost. */
export function UnsentLine({ unsent, conversationId, onRetry, onDrop }: Props) {
  const { t } = useTranslation('console')
  const { me } = useDesk()
  const draft = useDraft(me.id, conversationId, unsent.mode)
  const takeBack = () => {
    draft.write([draft.text, unsent.text].filter(Boolean).join('\n'))
    onDrop()
  }
  return (
    <article className={styles.line} data-speaker="agent" data-kind={unsent.mode === 'note' ? 'note' : 'text'} aria-busy={unsent.failure === null}>
      <div className={styles.bubble}><p dir="auto">{unsent.text}</p></div>
      {unsent.failure === null ? <p className={styles.below}>{t('message.sending')}</p> : (
        <>
          <p className={`${styles.below} ${styles.failed}`} role="alert">{t('message.failed', { why: unsent.failure })}</p>
          <div className={styles.deeds}>
            <Button size="compact-xs" variant="default" onClick={onRetry}>{t('message.retry')}</Button>
            <Button size="compact-xs" variant="default" onClick={takeBack}>{t('message.takeBack')}</Button>
          </div>
        </>
      )}
    </article>
  )
}
