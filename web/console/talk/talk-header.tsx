import { ActionIcon, Button } from '@mantine/core'
import { lazy, Suspense, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OpenConversation } from '../../../handoff/contract.ts'
import { Face } from '../../ui/face.tsx'
import { Icon } from '../../ui/icon.tsx'
import { isOnDuty, useDesk } from '../desk-provider.tsx'
import { Tag } from '../tag.tsx'
import { useDeed } from '../use-deed.ts'
import { MoreMenu } from './more-menu.tsx'
import { SlaClock } from '../sla-clock.tsx'
import type { DialogName } from './talk-dialogs.tsx'
import styles from './talk-header.module.css'
import { useChannelName } from './use-channel-name.ts'

// Asked for by a press, not for the first sight.
const TalkDialogs = lazy(async () => ({ default: (await import('./talk-dialogs.tsx')).TalkDialogs }))

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
export function TalkHeader({ conversation, isBusy, onTake, onBack, onShowCard, onDone }: Props) {
  const { entry, state } = conversation
  const { t } = useTranslation('console')
  const { me } = useDesk()
  const [dialog, setDialog] = useState<DialogName | null>(null)
  const header = useRef<HTMLElement>(null)
  const opener = useRef<Element | null>(null)
  const openDialog = (name: DialogName) => {
    opener.current = document.activeElement
    setDialog(name)
  }
  // The focus goes back to what was pressed; an item of the menu is gone by then, its button is not.
  const closeDialog = () => {
    setDialog(null)
    requestAnimationFrame(() => {
      const back = opener.current?.isConnected ? opener.current : header.current?.querySelector('[aria-haspopup="menu"]')
      if (back instanceof HTMLElement) back.focus()
    })
  }
  const channelName = useChannelName()
  const name = entry.shopper.name ?? t('line.guest')
  const isMine = entry.status === 'accepted' && entry.agent?.id === me.id
  const owner = isMine ? t('talk.withYou') : entry.status === 'accepted' && entry.agent ? t('talk.with', { name: entry.agent.name }) : t(`state.${state}`)
  return (
    <header ref={header} className={styles.header}>
      {onBack && <ActionIcon variant="subtle" color="gray" c="inherit" size="lg" aria-label={t('talk.back')} onClick={onBack}><Icon name="back" /></ActionIcon>}
      <Face id={entry.shopper.id} name={name} size={38} />
      <div className={styles.who}>
        <h2>{name}</h2>
        <span className={styles.facts}><Tag tone={isMine ? 'accent' : 'plain'}>{owner}</Tag> <span>{channelName(entry.channel)} · {entry.language}</span> <SlaClock entry={entry} /> {(entry.watchers ?? []).length > 0 && <span>{t('deeds.watchedBy', { names: entry.watchers!.map(({ name: watcher }) => watcher).join(', ') })}</span>}</span>
      </div>
      <div className={styles.deeds}>
        {entry.status === 'waiting' && isOnDuty(me) && <Button size="sm" loading={isBusy} onClick={onTake}>{t('talk.take')}</Button>}
        {isMine && <OwnDeeds onDialog={openDialog} />}
        {!isMine && entry.status !== 'waiting' && <TakeOver id={entry.conversationId} />}
        <MoreMenu conversation={conversation} onDialog={openDialog} />
        {onShowCard && <Button size="sm" variant="default" leftSection={<Icon name="card" size={16} />} onClick={onShowCard}>{t('talk.showCard')}</Button>}
      </div>
      {dialog && <Suspense><TalkDialogs id={entry.conversationId} dialog={dialog} onClose={closeDialog} onGone={() => { setDialog(null); onDone() }} /></Suspense>}
    </header>
  )
}

function OwnDeeds({ onDialog }: { onDialog(dialog: DialogName): void }) {
  const { t } = useTranslation('console')
  return (
    <>
      <Button size="sm" variant="default" leftSection={<Icon name="bot" size={16} />} onClick={() => onDialog('hand-back')}><span className={styles.word}>{t('talk.handBack')}</span></Button>
      <Button size="sm" variant="default" leftSection={<Icon name="swap" size={16} />} onClick={() => onDialog('transfer')}><span className={styles.word}>{t('talk.transfer')}</span></Button>
      <Button size="sm" leftSection={<Icon name="check" size={16} />} onClick={() => onDialog('finish-now')}><span className={styles.word}>{t('talk.finish')}</span></Button>
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
