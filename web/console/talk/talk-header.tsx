import { ActionIcon, Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OpenConversation } from '../../../handoff/contract.ts'
import { Face } from '../../ui/face.tsx'
import { Icon } from '../../ui/icon.tsx'
import { isOnDuty, useDesk } from '../desk-provider.tsx'
import { Tag } from '../tag.tsx'
import { useDeed } from '../use-deed.ts'
import { FinishDialog } from './finish-dialog.tsx'
import { HandBackDialog } from './hand-back-dialog.tsx'
import styles from './talk-header.module.css'
import { TransferDialog } from './transfer-dialog.tsx'
import { useChannelName } from './use-channel-name.ts'

interface Props {
  conversation: OpenConversation
  isBusy: boolean
  onTake(): void
  onBack: (() => void) | null
  onShowCard: (() => void) | null
  /** The conversation left this agent's hands. */
  onDone(): void
}

/** Who this is, who has it, and what can be done. */
export function TalkHeader({ conversation: { entry, state }, isBusy, onTake, onBack, onShowCard, onDone }: Props) {
  const { t } = useTranslation('console')
  const { me } = useDesk()
  const channelName = useChannelName()
  const name = entry.shopper.name ?? t('line.guest')
  const isMine = entry.status === 'accepted' && entry.agent?.id === me.id
  const owner = isMine ? t('talk.withYou') : entry.status === 'accepted' && entry.agent ? t('talk.with', { name: entry.agent.name }) : t(`state.${state}`)
  return (
    <header className={styles.header}>
      {onBack && <ActionIcon variant="subtle" color="gray" c="inherit" size="lg" aria-label={t('talk.back')} onClick={onBack}><Icon name="back" /></ActionIcon>}
      <Face id={entry.shopper.id} name={name} size={38} />
      <div className={styles.who}>
        <h2>{name}</h2>
        <span className={styles.facts}><Tag tone={isMine ? 'accent' : 'plain'}>{owner}</Tag> <span>{channelName(entry.channel)} · {entry.language}</span></span>
      </div>
      <div className={styles.deeds}>
        {entry.status === 'waiting' && isOnDuty(me) && <Button size="sm" loading={isBusy} onClick={onTake}>{t('talk.take')}</Button>}
        {isMine && <OwnDeeds id={entry.conversationId} onDone={onDone} />}
        {!isMine && entry.status !== 'waiting' && <TakeOver id={entry.conversationId} />}
        {onShowCard && <Button size="sm" variant="default" leftSection={<Icon name="card" size={16} />} onClick={onShowCard}>{t('talk.showCard')}</Button>}
      </div>
    </header>
  )
}

function OwnDeeds({ id, onDone }: { id: string; onDone(): void }) {
  const { t } = useTranslation('console')
  const [dialog, setDialog] = useState<'hand-back' | 'transfer' | 'finish' | null>(null)
  const shared = { id, onClose: () => setDialog(null), onDone }
  return (
    <>
      <Button size="sm" variant="default" leftSection={<Icon name="bot" size={16} />} onClick={() => setDialog('hand-back')}><span className={styles.word}>{t('talk.handBack')}</span></Button>
      <Button size="sm" variant="default" leftSection={<Icon name="swap" size={16} />} onClick={() => setDialog('transfer')}><span className={styles.word}>{t('talk.transfer')}</span></Button>
      <Button size="sm" leftSection={<Icon name="check" size={16} />} onClick={() => setDialog('finish')}><span className={styles.word}>{t('talk.finish')}</span></Button>
      <HandBackDialog {...shared} isOpen={dialog === 'hand-back'} />
      <TransferDialog {...shared} isOpen={dialog === 'transfer'} />
      <FinishDialog {...shared} isOpen={dialog === 'finish'} />
    </>
  )
}

// Only leads may take what is not waiting.
function TakeOver({ id }: { id: string }) {
  const { t } = useTranslation('console')
  const { me, deeds } = useDesk()
  const { run, isBusy } = useDeed()
  if (me.role !== 'lead' && me.role !== 'admin') return null
  return <Button size="sm" variant="default" loading={isBusy} onClick={() => void run(() => deeds.takeOver(id), null, id)}>{t('talk.takeOver')}</Button>
}
