import { ActionIcon, Button, Loader } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../ui/empty.tsx'
import { Face } from '../../ui/face.tsx'
import { Icon } from '../../ui/icon.tsx'
import { isComposing } from '../../ui/is-composing.ts'
import type { ChatState } from './chat-connection.ts'
import styles from './chat-panel.module.css'
import { WebChatView } from './web-chat-view.tsx'

interface Props {
  shopName: string
  /** The person who speaks now; null: the assistant. */
  person: string | null
  isOpen: boolean
  state: ChatState
  onClose(): void
  onRetry(): void
  onStartOver(): void
}

/** The chat's window. Focus moves in when it opens; Escape closes it. */
export function ChatPanel({ shopName, person, isOpen, state, onClose, onRetry, onStartOver }: Props) {
  const { t } = useTranslation('shop')
  const { t: tUi } = useTranslation('ui')
  const panel = useRef<HTMLElement>(null)
  useEffect(() => {
    if (isOpen) focusInto(panel.current)
  }, [isOpen, state.kind])
  return (
    <section ref={panel} className={styles.panel} hidden={!isOpen} role="dialog" aria-label={t('chat.title', { name: shopName })} tabIndex={-1} onKeyDown={(event) => event.key === 'Escape' && !isComposing(event.nativeEvent) && onClose()}>
      <div className={styles.header}>
        {person ? <Face id={person} name={person} size={36} /> : <span className={styles.bot}><Icon name="bot" size={22} /></span>}
        <div className={styles.who} aria-live="polite">
          <strong>{person ? t('chat.person', { name: person }) : t('chat.assistant')}</strong>
          <span>{person ? t('chat.personWhat') : t('chat.assistantWhat')}</span>
        </div>
        <ActionIcon variant="subtle" color="gray" c="inherit" size="lg" aria-label={t('chat.startOver')} title={t('chat.startOver')} onClick={onStartOver}><Icon name="refresh" /></ActionIcon>
        <ActionIcon variant="subtle" color="gray" c="inherit" size="lg" aria-label={t('chat.minimise')} title={t('chat.minimise')} onClick={onClose}><Icon name="close" /></ActionIcon>
      </div>
      <div className={styles.body}>
        {state.kind === 'opening' && <div className={styles.opening} role="status"><Loader size="sm" /> {t('chat.opening')}</div>}
        {state.kind === 'open' && <WebChatView {...state} />}
        {state.kind === 'unreachable' && <Empty icon="chat" title={t('chat.unreachable')} what={t('chat.unreachableWhat')}><Button onClick={onRetry}>{tUi('retry')}</Button></Empty>}
        {state.kind === 'ended' && <Empty icon="clock" title={t('chat.ended')} what={t('chat.endedWhat')}><Button onClick={onStartOver}>{t('chat.startAgain')}</Button></Empty>}
      </div>
    </section>
  )
}

const sendBox = '[data-id="webchat-sendbox-input"]'

// Web Chat draws its box a little after it is shown: wait for it, unless the shopper has gone elsewhere by then.
function focusInto(panel: HTMLElement | null): void {
  if (!panel) return
  const button = panel.querySelector<HTMLElement>(`${sendBox}, .mantine-Button-root`)
  if (button) return button.focus()
  panel.focus()
  const watcher = new MutationObserver(() => {
    const box = panel.querySelector<HTMLElement>(sendBox)
    if (!box) return
    watcher.disconnect()
    if (document.activeElement === panel || document.activeElement === document.body) box.focus()
  })
  watcher.observe(panel, { childList: true, subtree: true })
  setTimeout(() => watcher.disconnect(), 15_000)
}
