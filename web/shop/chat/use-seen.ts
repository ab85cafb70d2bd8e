import { useEffect, useRef } from 'react'
import { keep, kept } from '../../ui/kept.ts'

interface Looking {
  /** Id of the last activity that came in. */
  lastHeard: string | null
  isOpen: boolean
  onSeen(activityId: string): void
}

const keptUnder = 'baton.shop.seen'

/** False of what this browser's shopper has seen before: after a reload the whole conversation comes again. */
export function isUnseen(activityId: string): boolean {
  const seen = kept(keptUnder)
  // An id is that of the conversation, then the place in it, as long for every place.
  return seen === null || seen.split('|')[0] !== activityId.split('|')[0] || activityId > seen
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
      keep(keptUnder, lastHeard)
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
