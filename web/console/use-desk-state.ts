import { useCallback, useEffect, useRef, useState } from 'react'
import type { Changes, Snapshot } from '../../handoff/contract.ts'
import { deskOf, pageAfter, withChanges, withPage } from './desk-state.ts'
import type { Desk } from './desk-state.ts'
import { readWaiting } from './lists/lists-api.ts'

/** What the console knows of the desk (null until the first answer), and how news and further pages come into it. */
export function useDeskState() {
  const [desk, setDesk] = useState<Desk | null>(null)
  const latest = useRef<Desk | null>(null)
  // Which lines changed while each page is read: what the feed says of them is newer.
  const reading = useRef(new Set<Set<string>>())
  useEffect(() => {
    latest.current = desk
  })
  const takeSnapshot = useCallback((snapshot: Snapshot) => {
    // Pages under way are of before: they are dropped.
    reading.current.clear()
    setDesk(deskOf(snapshot))
  }, [])
  const takeChanges = useCallback((changes: Changes) => {
    for (const changed of reading.current) for (const { handoffId } of changes.entries) changed.add(handoffId)
    setDesk((before) => before && withChanges(before, changes))
  }, [])
  const readOn = useCallback(async (queueId: string) => {
    if (!latest.current?.edges[queueId]) return
    const changed = new Set<string>()
    reading.current.add(changed)
    try {
      const page = await readWaiting(queueId, pageAfter(latest.current, queueId))
      if (reading.current.has(changed)) setDesk((before) => before && withPage(before, queueId, page, changed))
    } finally {
      reading.current.delete(changed)
    }
  }, [])
  return { desk, takeSnapshot, takeChanges, readOn }
}
