import { useEffect, useRef, useState } from 'react'
import type { Shopper } from '../shopper.ts'
import { connectChat } from './chat-connection.ts'
import type { ChatConnection, ChatState } from './chat-connection.ts'
import { forgetSession } from './chat-session.ts'
import type { ChatActivity } from './web-chat.ts'

interface Wish {
  shopper: Shopper
  /** Connected from the first opening on, and kept while the panel is closed. */
  isWanted: boolean
  onIncoming(activity: ChatActivity): void
}

/** The chat's connection for this page: state, try again, begin anew, say something. */
export function useChat({ shopper, isWanted, onIncoming }: Wish) {
  const [state, setState] = useState<ChatState>({ kind: 'opening' })
  const [attempt, setAttempt] = useState(0)
  const connection = useRef<ChatConnection | null>(null)
  const unsaid = useRef<string[]>([])
  const hear = useRef(onIncoming)
  useEffect(() => {
    hear.current = onIncoming
  })
  useEffect(() => {
    if (!isWanted) return
    const opened = connectChat(shopper, { unsaid: unsaid.current, onState: setState, onIncoming: (activity) => hear.current(activity) })
    connection.current = opened
    return () => {
      connection.current = null
      opened.close()
    }
  }, [isWanted, shopper, attempt])
  return {
    state,
    retry: () => setAttempt((number) => number + 1),
    startOver: () => {
      forgetSession()
      setAttempt((number) => number + 1)
    },
    saw: (activityId: string) => { connection.current?.saw(activityId) },
    say: (text: string) => {
      if (connection.current) connection.current.say(text)
      else unsaid.current.push(text)
    },
  }
}
