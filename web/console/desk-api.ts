import { z } from 'zod'
import { Changes, Deed, Me, MessagePage, OpenConversation, SignInWays, Snapshot, csrfHeader } from '../../handoff/contract.ts'
import type { AgentNote, AgentReply, Complete, HandBack, Presence, SignIn, Transfer } from '../../handoff/contract.ts'
import { post, read } from '../ui/request.ts'

const Anything = z.unknown()
const path = (conversationId: string, rest = '') => `/api/desk/conversations/${encodeURIComponent(conversationId)}${rest}`

/** Who is signed in here. Throws RequestError `signed-out` when nobody is. */
export const readMe = (signal?: AbortSignal): Promise<Me> => read('/api/desk/me', Me, signal)

/** What the sign-in page offers besides a password. */
export const readSignInWays = (signal?: AbortSignal): Promise<SignInWays> => read('/api/desk/sign-in-ways', SignInWays, signal)

export const signIn = (who: SignIn): Promise<Me> => post('/api/desk/sign-in', who, Me)

export const readSnapshot = (): Promise<Snapshot> => read('/api/desk/snapshot', Snapshot)

export const readChanges = (cursor: string): Promise<Changes> => read(`/api/desk/changes?cursor=${encodeURIComponent(cursor)}`, Changes)

/** The conversation with its card in this language. */
export const readConversation = (id: string, language: string, signal?: AbortSignal): Promise<OpenConversation> =>
  read(path(id, `?language=${language}`), OpenConversation, signal)

export const readOlder = (id: string, beforeSeq: number): Promise<MessagePage> => read(path(id, `/messages?before=${beforeSeq}`), MessagePage)

/** Where the bytes of a picture or file of a conversation lie. */
export const uploadUrl = (conversationId: string, uploadId: string): string => path(conversationId, `/uploads/${encodeURIComponent(uploadId)}`)

/** What a signed-in agent can do. */
export type Deeds = ReturnType<typeof deedsOf>

/** The deeds of the session that this CSRF value belongs to. */
export function deedsOf(csrf: string) {
  const headers = { [csrfHeader]: csrf }
  const deed = (id: string, name: string, body: object) => post(path(id, `/${name}`), body, Deed, headers)
  return {
    claim: (id: string) => deed(id, 'claim', {}),
    takeOver: (id: string) => deed(id, 'take-over', {}),
    reply: (id: string, body: AgentReply) => deed(id, 'reply', body),
    note: (id: string, body: AgentNote) => deed(id, 'note', body),
    handBack: (id: string, body: HandBack) => deed(id, 'hand-back', body),
    transfer: (id: string, body: Transfer) => deed(id, 'transfer', body),
    complete: (id: string, body: Complete) => deed(id, 'complete', body),
    typing: (id: string) => post(path(id, '/typing'), {}, Anything, headers),
    presence: (body: Presence) => post('/api/desk/presence', body, Anything, headers),
    leftMessageDone: (id: string) => post(`/api/desk/left-messages/${encodeURIComponent(id)}/done`, {}, Anything, headers),
    takeUpLeftMessage: (id: string) => post(`/api/desk/left-messages/${encodeURIComponent(id)}/take-up`, {}, Deed, headers),
    signOut: () => post('/api/desk/sign-out', {}, Anything, headers),
  }
}
