import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { readDraft } from './talk-api.ts'
import { useTalkDeeds } from './use-talk-deeds.ts'

const quietMs = 1500

interface Local { text: string; write(text: string): void }

/** Keeps the reply's draft on the server as well, so that another browser finds it. `refused`: it was sent too late, and by whom the conversation was held. */
export function useServerDraft(conversationId: string, local: Local): { refusedBy: string | null } | null {
  const deeds = useTalkDeeds()
  const queries = useQueryClient()
  const queryKey = ['draft', conversationId]
  const { data } = useQuery({ queryKey, queryFn: ({ signal }) => readDraft(conversationId, signal), staleTime: 0 })
  const kept = data?.draft ?? null
  const isTaken = useRef(false)
  useEffect(() => {
    if (!data || isTaken.current) return
    isTaken.current = true
    if (kept && local.text === '') local.write(kept.text)
  }, [data, kept, local])
  const { text } = local
  useEffect(() => {
    if (!isTaken.current || text === (kept?.text ?? '')) return
    // A draft that cannot be kept there still stands in this browser.
    const timer = setTimeout(() => { deeds.keepDraft(conversationId, { text }).then((answer) => queries.setQueryData(queryKey, answer), () => undefined) }, quietMs)
    return () => clearTimeout(timer)
    // The key is made of the id.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [text, kept?.text, conversationId, deeds, queries])
  return kept?.refused && text !== '' ? { refusedBy: kept.refused.by?.name ?? null } : null
}
