import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { LeftMessage } from '../../../handoff/contract.ts'
import { Empty } from '../../ui/empty.tsx'
import { TimeSince } from '../../ui/time-since.tsx'
import { isOnDuty, useDesk } from '../desk-provider.tsx'
import { Tag } from '../tag.tsx'
import { useDeed } from '../use-deed.ts'
import styles from './left-messages.module.css'

/** What shoppers left while nobody was there: each is a task until it is done. */
export function LeftMessages({ messages, onOpen }: { messages: LeftMessage[]; onOpen(id: string): void }) {
  const { t } = useTranslation('console')
  const { me, deeds } = useDesk()
  const { run, runAndGo, isBusy } = useDeed()
  const { i18n } = useTranslation()
  const clockOf = (at: number) => new Date(at).toLocaleString(i18n.language, { weekday: 'short', hour: '2-digit', minute: '2-digit' })
  if (messages.length === 0) return <Empty icon="inbox" title={t('lists.noneLeft')} what={t('lists.noneLeftWhat')} />
  const takeUp = ({ id, conversationId }: LeftMessage) => runAndGo(() => deeds.takeUpLeftMessage(id), conversationId, () => onOpen(conversationId))
  return (
    <ul className={styles.messages}>
      {messages.map((message) => (
        <li key={message.id}>
          <div className={styles.top}><strong>{message.shopper.name ?? t('line.guest')}</strong><TimeSince at={message.createdAt} /></div>
          {message.kind && message.kind !== 'message' && <Tag tone={message.kind === 'call-back' ? 'accent' : 'annoyed'}>{t(`lines.kind.${message.kind}`)}</Tag>}
          <p dir="auto">{message.text}</p>
          {message.wanted && <p><strong>{t('lines.wanted', { from: clockOf(message.wanted.from), to: clockOf(message.wanted.to) })}</strong></p>}
          <p className={styles.contact}>{message.contact ? `${t('left.contact')} ${message.contact}` : t('left.noContact')}</p>
          <div className={styles.deeds} hidden={!isOnDuty(me)}>
            <Button size="compact-sm" data-line disabled={isBusy} onClick={() => void takeUp(message)}>{t('left.takeUp')}</Button>
            <Button size="compact-sm" variant="default" disabled={isBusy} onClick={() => void run(() => deeds.leftMessageDone(message.id), null)}>{t('left.done')}</Button>
          </div>
        </li>
      ))}
    </ul>
  )
}
