import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { OpenConversation } from '../../handoff/contract.ts'
import { readConversation, readOlder } from './desk-api.ts'
import { withFresh } from './desk-state.ts'

/** A conversation with its card and transcript, read again whenever something in it changes; `loadOlder` puts earlier messages before those shown. */
export function useConversation(id: string) {
  const { i18n } = useTranslation()
  const queries = useQueryClient()
  const language = i18n.language
  const key = ['conversation', id, 'talk', language]
  const shownNow = () => queries.getQueryData<OpenConversation>(key)
  const conversation = useQuery({ queryKey: key, placeholderData: keepPreviousData, queryFn: async ({ signal }) => withFresh(shownNow(), await readConversation(id, language, signal)) })
  const loadOlder = async () => {
    const oldest = shownNow()?.messages[0]
    if (!oldest) return
    const page = await readOlder(id, oldest.seq)
    queries.setQueryData<OpenConversation>(key, (shown) => shown && {
      ...shown, hasOlder: page.hasOlder, messages: [...page.messages.filter(({ seq }) => seq < (shown.messages[0]?.seq ?? Infinity)), ...shown.messages],
    })
  }
  return { ...conversation, loadOlder }
}
