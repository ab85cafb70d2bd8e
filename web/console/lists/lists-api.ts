import { z } from 'zod'
import { Deed, MentionList, PromiseList, WaitingPage, csrfHeader } from '../../../handoff/contract.ts'
import { post, read } from '../../ui/request.ts'

const at = (...parts: string[]) => ['/api/desk', ...parts.map(encodeURIComponent)].join('/')

/** The lines of a queue after this one (null: from its head). */
export const readWaiting = (queueId: string, after: string | null) => read(`${at('queues', queueId, 'waiting')}${after === null ? '' : `?after=${after}`}`, WaitingPage)

/** What this agent promised and has not ended, the next due first. */
export const readPromises = (signal?: AbortSignal) => read(`${at('promises')}?of=mine`, PromiseList, signal)

export const readMentions = (signal?: AbortSignal) => read(at('mentions'), MentionList, signal)

/** What an agent does from the lists, by the session that this CSRF value belongs to. */
export function listDeedsOf(csrf: string) {
  const headers = { [csrfHeader]: csrf }
  return {
    acceptOffer: (id: string) => post(at('offers', id, 'accept'), {}, Deed, headers),
    declineOffer: (id: string) => post(at('offers', id, 'decline'), {}, Deed, headers),
    mentionSeen: (id: string) => post(at('mentions', id, 'seen'), {}, z.unknown(), headers),
  }
}
