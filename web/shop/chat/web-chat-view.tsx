import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { webChatLocale } from '../../ui/language.ts'
import { chatStyle } from './chat-style.ts'
import type { ChatStore, DirectLine, WebChat } from './web-chat.ts'
import styles from './web-chat-view.module.css'

interface Props {
  webChat: WebChat
  directLine: DirectLine
  store: ChatStore
  userId: string
}

/** Web Chat itself, in the page's language and colours. It brings its own React, so it draws into an element of its own. */
export function WebChatView({ webChat, directLine, store, userId }: Props) {
  const { i18n } = useTranslation()
  const isDark = useComputedColorScheme('light') === 'dark'
  const element = useRef<HTMLDivElement>(null)
  const locale = webChatLocale(i18n.language)
  useEffect(() => {
    if (element.current) webChat.renderWebChat({ directLine, store, userID: userId, locale, sendTypingIndicator: true, styleOptions: chatStyle(isDark) }, element.current)
  }, [webChat, directLine, store, userId, locale, isDark])
  return <div key={userId} ref={element} className={styles.view} onClickCapture={pressOnce} />
}

// A double click is one press. Web Chat would say a choice twice, or press one of the next question, and lock its box for good: the second press finds the box held for a moment by the first, and takes that for its natural state.
function pressOnce(event: MouseEvent): void {
  if (event.detail < 2 || !(event.target instanceof Element) || !event.target.closest('button')) return
  event.preventDefault()
  event.stopPropagation()
}
