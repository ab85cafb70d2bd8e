import { z } from 'zod'
import {
  DeskAttachment, Deed, DraftAnswer, FilledReplies, GuardAnswer, Suggestions, WrapUp, csrfHeader,
} from '../../../handoff/contract.ts'
import type { Close, Consult, ConsultAnswer, DraftText, PromiseMade, ReadUpTo, Reassign, Snooze, Transfer, Watch } from '../../../handoff/contract.ts'
import { post, postBytes, read } from '../../ui/request.ts'

const Anything = z.unknown()
const at = (id: string, ...parts: string[]) => ['/api/desk/conversations', id, ...parts].map((part, place) => (place === 0 ? part : encodeURIComponent(part))).join('/')

export const readWrapUp = (id: string, language: string, signal?: AbortSignal) => read(`${at(id, 'wrap-up')}?language=${language}`, WrapUp, signal)
export const readQuickReplies = (id: string, language: string, signal?: AbortSignal) => read(`${at(id, 'quick-replies')}?language=${language}`, FilledReplies, signal)
export const readSuggestions = (id: string, language: string, signal?: AbortSignal) => read(`${at(id, 'suggestions')}?language=${language}`, Suggestions, signal)
export const readDraft = (id: string, signal?: AbortSignal) => read(at(id, 'draft'), DraftAnswer, signal)

/** What an agent can do with the open conversation besides the plain deeds, by the session that this CSRF value belongs to. */
export function talkDeedsOf(csrf: string) {
  const headers = { [csrfHeader]: csrf }
  const deed = (id: string, name: string, body: object = {}) => post(at(id, name), body, Deed, headers)
  return {
    snooze: (id: string, body: Snooze) => deed(id, 'snooze', body),
    wake: (id: string) => deed(id, 'wake'),
    finish: (id: string) => deed(id, 'finish'),
    reopen: (id: string) => deed(id, 'reopen'),
    close: (id: string, body: Close) => deed(id, 'close', body),
    consult: (id: string, body: Consult) => deed(id, 'consult', body),
    answerConsult: (id: string, body: ConsultAnswer) => deed(id, 'consult-answer', body),
    watch: (id: string, body: Watch) => deed(id, 'watch', body),
    unwatch: (id: string) => deed(id, 'unwatch'),
    reassign: (id: string, body: z.input<typeof Reassign>) => deed(id, 'reassign', body),
    transfer: (id: string, body: Transfer) => deed(id, 'transfer', body),
    promise: (id: string, body: PromiseMade) => post(at(id, 'promises'), body, Deed, headers),
    guard: (id: string, text: string, language: string) => post(at(id, 'guard'), { text, language }, GuardAnswer, headers),
    keepDraft: (id: string, body: DraftText) => post(at(id, 'draft'), body, DraftAnswer, headers),
    readUpTo: (id: string, body: ReadUpTo) => post(at(id, 'read'), body, Anything, headers),
    tryAgain: (id: string, seq: number) => post(at(id, 'messages', String(seq), 'retry'), {}, Anything, headers),
    upload: (id: string, file: File) => postBytes(`${at(id, 'uploads')}?name=${encodeURIComponent(file.name)}`, file, DeskAttachment, headers),
  }
}

export type TalkDeeds = ReturnType<typeof talkDeedsOf>
