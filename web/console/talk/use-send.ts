import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Acknowledged, GuardAnswer } from '../../../handoff/contract.ts'
import type { Mode } from '../draft.ts'
import { useOutbox } from '../outbox.ts'
import type { useFiles } from './use-files.ts'
import { useTalkDeeds } from './use-talk-deeds.ts'

interface Sending {
  conversationId: string
  draft: { text: string; write(text: string): void }
  files: ReturnType<typeof useFiles>
}

/** Sends what is written. A reply is read by the guard first; what it finds is shown before anything goes out. */
export function useSend({ conversationId, draft, files }: Sending) {
  const deeds = useTalkDeeds()
  const { i18n } = useTranslation()
  const { say } = useOutbox(conversationId)
  const [isChecking, setChecking] = useState(false)
  const [answer, setAnswer] = useState<GuardAnswer | null>(null)
  const go = (mode: Mode, acknowledged: Acknowledged = []) => {
    const text = draft.text.trim()
    const attachments = files.files.flatMap((one) => one.attachment ?? [])
    draft.write('')
    files.clear()
    setAnswer(null)
    void say(mode, text, mode === 'reply' ? { attachments, acknowledged } : {})
  }
  const send = async (mode: Mode) => {
    if (isChecking) return
    if (mode === 'note' || draft.text.trim() === '') return go(mode)
    setChecking(true)
    // The server reads it again with the reply: when this question fails, nothing unguarded goes out.
    const found = await deeds.guard(conversationId, draft.text, i18n.language).catch(() => null)
    setChecking(false)
    if (found && (found.hits.length > 0 || found.known.length > 0)) setAnswer(found)
    else go(mode)
  }
  const guarded = answer && { answer, close: () => setAnswer(null), sendAnyway: (acknowledged: Acknowledged) => go('reply', acknowledged) }
  return { send, isChecking, guarded }
}
