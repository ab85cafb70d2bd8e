import { useEffect, useState } from 'react'
import type { OpenConversation } from '../../../handoff/contract.ts'
import { isOnDuty, useDesk } from '../desk-provider.tsx'
import { useTalkDeeds } from './use-talk-deeds.ts'

/** Tells the server how far this agent has read while the end is in sight and the page is looked at; answers with the first line that was new when the conversation was opened. */
export function useReadMark({ entry, messages }: OpenConversation, isAtEnd: boolean): number | null {
  const { me } = useDesk()
  const deeds = useTalkDeeds()
  const id = entry.conversationId
  const [newFrom] = useState(() => (entry.unread ? messages.filter((one) => one.speaker === 'shopper').at(-entry.unread)?.seq ?? null : null))
  const lastSeq = messages.at(-1)?.seq ?? 0
  const isMine = isOnDuty(me) && entry.agent?.id === me.id
  useEffect(() => {
    if (!isMine || !isAtEnd || lastSeq === 0) return
    const tell = () => {
      if (document.visibilityState !== 'visible') return
      document.removeEventListener('visibilitychange', tell)
      // A mark that is lost comes with the next line.
      deeds.readUpTo(id, { seq: lastSeq }).catch(() => undefined)
    }
    document.addEventListener('visibilitychange', tell)
    tell()
    return () => document.removeEventListener('visibilitychange', tell)
  }, [isMine, isAtEnd, lastSeq, id, deeds])
  return newFrom
}
