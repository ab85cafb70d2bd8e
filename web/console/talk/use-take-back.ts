import { useDesk } from '../desk-provider.tsx'
import { useDraft } from '../draft.ts'
import { useOutbox } from '../outbox.ts'
import type { Unsent } from '../unsent.ts'
import { useFiles } from './use-files.ts'

/** Puts a message that was not sent back into its box, with its files, before what was written since; `text` instead of its own words. */
export function useTakeBack(conversationId: string): (one: Unsent, text?: string) => void {
  const { me } = useDesk()
  const { drop } = useOutbox(conversationId)
  const drafts = { reply: useDraft(me.id, conversationId, 'reply'), note: useDraft(me.id, conversationId, 'note') }
  const { putBack } = useFiles(conversationId)
  return (one, text = one.text) => {
    const draft = drafts[one.mode]
    draft.write([text, draft.text].filter(Boolean).join('\n'))
    putBack(one.attachments)
    drop([one])
  }
}
