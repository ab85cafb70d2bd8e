import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useDesk } from '../desk-provider.tsx'
import { unsentShelf } from '../unsent.ts'
import { isOwnDraft, keepOnServer } from '../draft-keeper.ts'
import { readDraft } from './talk-api.ts'
import { useTalkDeeds } from './use-talk-deeds.ts'

interface Local { text: string; write(text: string): void }

/** Keeps the reply's draft on the server as well, so that another browser finds it. `refused`: it was sent too late, and by whom the conversation was held. */
export function useServerDraft(conversationId: string, local: Local): { refusedBy: string | null } | null {
  const { me } = useDesk()
  const deeds = useTalkDeeds()
  const queries = useQueryClient()
  const queryKey = ['draft', conversationId]
  const name = `${me.id}.${conversationId}`
  const { data, isFetchedAfterMount } = useQuery({ queryKey, queryFn: ({ signal }) => readDraft(conversationId, signal), staleTime: 0 })
  const draft = isFetchedAfterMount ? (data?.draft ?? null) : null
  const isTaken = useRef(false)
  const { text, write } = local
  useEffect(() => {
    if (!isFetchedAfterMount || isTaken.current) return
    isTaken.current = true
    const isNews = draft && !isOwnDraft(name, draft.text) && unsentShelf.read(name).every((one) => one.text !== draft.text)
    if (isNews && text === '') write(draft.text)
  }, [isFetchedAfterMount, draft, name, text, write])
  useEffect(() => {
    if (isTaken.current) keepOnServer(name, text, (kept) => deeds.keepDraft(conversationId, { text: kept }).then((answer) => queries.setQueryData(['draft', conversationId], answer)))
  }, [isFetchedAfterMount, name, text, conversationId, deeds, queries])
  return draft?.refused && text !== '' ? { refusedBy: draft.refused.by?.name ?? null } : null
}
