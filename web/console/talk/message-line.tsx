import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DeskMessage } from '../../../handoff/contract.ts'
import { isOnDuty, useDesk } from '../desk-provider.tsx'
import { useDeed } from '../use-deed.ts'
import { MessageFiles } from './message-files.tsx'
import styles from './message-line.module.css'
import { useEventText } from './use-event-text.ts'
import { useTalkDeeds } from './use-talk-deeds.ts'

interface Props {
  message: DeskMessage
  shopperName: string | null
  /** The first of a run by the same speaker: name and time stand above it. */
  isFirst: boolean
  /** When the shopper read it, of the last line they have read. */
  seenAt: number | null
}

/** One line of the transcript. Everything anybody wrote is shown as text. */
export function MessageLine({ message, shopperName, isFirst, seenAt }: Props) {
  const { t, i18n } = useTranslation('console')
  const { me } = useDesk()
  const eventText = useEventText()
  const clock = new Intl.DateTimeFormat(i18n.language, { timeStyle: 'short' })
  const time = clock.format(message.createdAt)
  if (message.kind === 'event') return <p className={styles.event}>{eventText(message)} <time>{time}</time></p>
  const speaker = message.speaker === 'shopper' ? (shopperName ?? t('line.guest'))
    : message.speaker === 'agent' ? (message.agent?.id === me.id ? t('speaker.you') : (message.agent?.name ?? t('speaker.agent')))
      : t(`speaker.${message.speaker}`)
  const isNote = message.kind === 'note'
  return (
    <article className={styles.line} data-speaker={message.speaker} data-kind={message.kind} aria-label={`${speaker}, ${time}`}>
      {(isFirst || isNote) && <p className={styles.head}><strong>{speaker}</strong> {isNote && <span className={styles.private}>{message.to ? t('deeds.message.whisperTo', { name: message.to.name }) : t('message.note')}</span>} <time>{time}</time></p>}
      <div className={styles.bubble} title={time}>
        {message.text && <p dir="auto" data-deleted={message.deletedAt ? true : undefined}>{message.text}</p>}
        <MessageFiles conversationId={message.conversationId} files={message.attachments} />
      </div>
      <Changed message={message} />
      {message.choices.length > 0 && <p className={styles.below}>{t('message.offered', { choices: message.choices.join(' · ') })}</p>}
      <Delivery message={message} />
      {seenAt !== null && <p className={styles.below} data-seen>{t('message.seen', { at: clock.format(seenAt) })}</p>}
    </article>
  )
}

// What the shopper changed or took back in their app stays readable for the record: what stood there before is one press away.
function Changed({ message: { editedAt, deletedAt, history } }: Pick<Props, 'message'>) {
  const { t } = useTranslation('console')
  if (!editedAt && !deletedAt) return null
  return (
    <details className={styles.below}>
      <summary>{t(deletedAt ? 'deeds.message.deleted' : 'deeds.message.edited')}</summary>
      {(history ?? []).map((before) => <p key={before.at} className={styles.before}>{t('deeds.message.before', { text: before.text })}</p>)}
    </details>
  )
}

// "Sent" is the rule and goes without saying; what is not there yet, or never will be, is said.
function Delivery({ message: { conversationId, seq, delivery } }: Pick<Props, 'message'>) {
  const { t } = useTranslation('console')
  const { me } = useDesk()
  const deeds = useTalkDeeds()
  const { run, isBusy } = useDeed()
  if (!delivery || delivery === 'sent') return null
  return (
    <p className={styles.below} data-delivery={delivery}>
      {t(`message.${delivery}`)} {delivery === 'dead' && isOnDuty(me) && <Button size="compact-xs" variant="default" loading={isBusy} onClick={() => void run(() => deeds.tryAgain(conversationId, seq), null, conversationId)}>{t('deeds.message.tryAgain')}</Button>}
    </p>
  )
}
