import { lazy, Suspense } from 'react'
import { useOutbox } from '../outbox.ts'
import { useTakeBack } from './use-take-back.ts'

const GuardDialog = lazy(async () => ({ default: (await import('./guard-dialog.tsx')).GuardDialog }))

/** Asks about the reply of this conversation that the guard stopped, also when its writer has been elsewhere meanwhile. `onTakenBack`: it is in the box again, these words of it to be looked at. */
export function HeldReply({ conversationId, onTakenBack }: { conversationId: string; onTakenBack(words: string | null): void }) {
  const { unsent, sendAnyway } = useOutbox(conversationId)
  const takeBack = useTakeBack(conversationId)
  const held = unsent.find(({ state }) => state.kind === 'held')
  if (held?.state.kind !== 'held') return null
  const back = (text: string, words: string | null) => {
    takeBack(held, text)
    onTakenBack(words)
  }
  return (
    <Suspense>
      <GuardDialog
        key={held.key} answer={held.state.answer} onClose={() => back(held.text, null)} onSend={(acknowledged) => void sendAnyway(held, acknowledged)}
        onInstead={({ start, end }, words) => back(held.text.slice(0, start) + words + held.text.slice(end), words)}
      />
    </Suspense>
  )
}
