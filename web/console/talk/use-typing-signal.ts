import { useRef } from 'react'
import { now } from '../../ui/clock.ts'
import { useDesk } from '../desk-provider.tsx'

const everyMs = 3000

/** Tells the shopper and other consoles that this agent is writing, at most every three seconds. */
export function useTypingSignal(conversationId: string): () => void {
  const { deeds } = useDesk()
  const last = useRef(0)
  return () => {
    if (now() - last.current < everyMs) return
    last.current = now()
    // A signal that is lost is no loss.
    deeds.typing(conversationId).catch(() => undefined)
  }
}
