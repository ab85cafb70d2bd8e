import { useEffect, useRef } from 'react'

interface Looking {
  /** Id of the last activity that came in. */
  lastHeard: string | null
  isOpen: boolean
  onSeen(activityId: string): void
}

// What comes in one go, such as a whole conversation after a reload, is told once.
const settleMs = 400

/** Tells how far the shopper has read: the last word, once it stands in an open panel of a page that is looked at. */
export function useSeen({ lastHeard, isOpen, onSeen }: Looking): void {
  const told = useRef<string | null>(null)
  const tell = useRef(onSeen)
  useEffect(() => {
    tell.current = onSeen
  })
  useEffect(() => {
    if (!isOpen || lastHeard === null) return
    const look = () => {
      if (document.visibilityState !== 'visible' || told.current === lastHeard) return
      told.current = lastHeard
      tell.current(lastHeard)
    }
    const timer = setTimeout(look, settleMs)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [isOpen, lastHeard])
}
