import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/icon.tsx'
import type { Shopper } from '../shopper.ts'
import styles from './chat-corner.module.css'
import { ChatPanel } from './chat-panel.tsx'
import { hasSession } from './chat-session.ts'
import { useChat } from './use-chat.ts'
import { isUnseen, useSeen } from './use-seen.ts'
import type { ChatActivity } from './web-chat.ts'

interface Props {
  shopName: string
  shopper: Shopper
  /** Opens the chat and says this; a new object says it again. */
  firstWords: { text: string } | null
}

/** The button in the corner and the panel it opens. The conversation goes on while the panel is closed. */
export function ChatCorner({ shopName, shopper, firstWords }: Props) {
  const { t } = useTranslation('shop')
  const [isOpen, setOpen] = useState(false)
  // Who was in a conversation before a reload hears when something is said in it.
  const [isWanted, setWanted] = useState(() => hasSession(shopper))
  const [unread, setUnread] = useState(0)
  const [lastHeard, setLastHeard] = useState<string | null>(null)
  const [person, setPerson] = useState<string | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  const hear = (activity: ChatActivity) => {
    if (activity.type !== 'message' || activity.from.role === 'user') return
    setPerson(activity.channelData?.speaker === 'agent' ? (activity.from.name ?? null) : null)
    if (activity.id) setLastHeard(activity.id)
    if (!isOpen && isUnseen(activity.id ?? '')) setUnread((number) => number + 1)
  }
  const chat = useChat({ shopper, isWanted, onIncoming: hear })
  useSeen({ lastHeard, isOpen, onSeen: chat.saw })
  const open = () => {
    setWanted(true)
    setOpen(true)
    setUnread(0)
  }
  const wasOpen = useRef(false)
  useEffect(() => {
    // Back to where the shopper came from; the button exists again only now.
    if (wasOpen.current && !isOpen) button.current?.focus()
    wasOpen.current = isOpen
  }, [isOpen])
  const { say } = chat
  const said = useRef<object | null>(null)
  useEffect(() => {
    if (!firstWords || said.current === firstWords) return
    said.current = firstWords
    open()
    say(firstWords.text)
  }, [firstWords, say])
  const startOver = () => {
    setPerson(null)
    chat.startOver()
  }
  return (
    <>
      <button ref={button} type="button" className={styles.button} hidden={isOpen} onClick={open} aria-label={unread > 0 ? t('chat.openUnread', { count: unread }) : t('chat.open')}>
        <Icon name="chat" size={24} />
        <span className={styles.label}>{t('chat.open')}</span>
        {unread > 0 && <span className={styles.unread}>{unread}</span>}
      </button>
      {isWanted && <ChatPanel shopName={shopName} person={person} isOpen={isOpen} state={chat.state} onClose={() => setOpen(false)} onRetry={chat.retry} onStartOver={startOver} />}
    </>
  )
}
