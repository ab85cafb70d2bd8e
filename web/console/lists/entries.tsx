import type { QueueEntry } from '../../../handoff/contract.ts'
import { EntryLine } from './entry-line.tsx'
import styles from './lists.module.css'

interface Props {
  entries: QueueEntry[]
  openId: string | null
  onOpen(id: string): void
  placeOf?(entry: QueueEntry): number
}

/** Lines of conversations, one below the other. */
export function Entries({ entries, openId, onOpen, placeOf }: Props) {
  return (
    <ul className={styles.entries}>
      {entries.map((entry) => (
        <li key={entry.handoffId}><EntryLine entry={entry} place={placeOf?.(entry) ?? null} isOpen={entry.conversationId === openId} onOpen={() => onOpen(entry.conversationId)} /></li>
      ))}
    </ul>
  )
}
