import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AgentReply } from '../../handoff/contract.ts'
import { newKey } from '../ui/new-key.ts'
import { useDesk } from './desk-provider.tsx'
import type { Mode } from './draft.ts'
import { useFailureText } from './use-failure-text.ts'

/** A message that the server does not have yet. */
export interface Unsent {
  /** Sent twice under one key, a message is said once. */
  key: string
  mode: Mode
  text: string
  /** Of a reply: files, and the guard's rules that were seen. */
  more: Pick<AgentReply, 'attachments' | 'acknowledged'>
  /** Null while it is under way. */
  failure: string | null
}

/** The agent's words on their way out, per conversation: shown at once, gone when the transcript has them, kept when they fail. */
export function useOutbox(conversationId: string) {
  const queries = useQueryClient()
  const { deeds, lookAgain } = useDesk()
  const textOf = useFailureText()
  const key = ['outbox', conversationId]
  // The cache is its only place; nothing is fetched.
  const { data: unsent = [] } = useQuery<Unsent[]>({ queryKey: key, queryFn: skipToken, initialData: [], gcTime: Infinity })
  const change = (deed: (before: Unsent[]) => Unsent[]) => queries.setQueryData<Unsent[]>(key, (before) => deed(before ?? []))
  const drop = (one: Unsent) => change((before) => before.filter((other) => other.key !== one.key))
  const send = async (one: Unsent) => {
    change((before) => [...before.filter((other) => other.key !== one.key), { ...one, failure: null }])
    try {
      if (one.mode === 'reply') await deeds.reply(conversationId, { text: one.text, key: one.key, ...one.more })
      else await deeds.note(conversationId, { text: one.text, key: one.key })
    } catch (error) {
      change((before) => before.map((other) => (other.key === one.key ? { ...one, failure: textOf(error) } : other)))
      return
    }
    await lookAgain()
    await queries.invalidateQueries({ queryKey: ['conversation', conversationId] })
    drop(one)
  }
  return {
    unsent,
    say: (mode: Mode, text: string, more: Unsent['more'] = {}) => send({ key: newKey(), mode, text, more, failure: null }),
    retry: send,
    drop,
  }
}
