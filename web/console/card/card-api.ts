import { z } from 'zod'
import { Deed, PromiseDeed, ShopActionList, ShopperNotes, TagList, csrfHeader } from '../../../handoff/contract.ts'
import type { FactSet, PromiseDropped, PromiseMoved, ShopActionAsked, ShopperNoteText, TagsSet } from '../../../handoff/contract.ts'
import { post, read } from '../../ui/request.ts'

const Anything = z.unknown()
const at = (...parts: string[]) => ['/api/desk', ...parts.map(encodeURIComponent)].join('/')

export const readTags = (signal?: AbortSignal) => read(at('tags'), TagList, signal)
export const readShopActions = (conversationId: string, signal?: AbortSignal) => read(at('conversations', conversationId, 'shop-actions'), ShopActionList, signal)
export const readShopperNotes = (shopperId: string, signal?: AbortSignal) => read(at('shoppers', shopperId, 'notes'), ShopperNotes, signal)

/** What an agent can do on the card, by the session that this CSRF value belongs to. */
export function cardDeedsOf(csrf: string) {
  const headers = { [csrfHeader]: csrf }
  const send = <T>(path: string, body: object, schema: z.ZodType<T>) => post(path, body, schema, headers)
  return {
    setTags: (id: string, tags: TagsSet) => send(at('conversations', id, 'tags'), tags, Deed),
    setFact: (id: string, fact: FactSet) => send(at('conversations', id, 'facts'), fact, Anything),
    askShop: (id: string, action: ShopActionAsked) => send(at('conversations', id, 'shop-actions'), action, ShopActionList),
    addShopperNote: (shopperId: string, note: ShopperNoteText) => send(at('shoppers', shopperId, 'notes'), note, Anything),
    removeShopperNote: (id: string) => send(at('shopper-notes', id, 'remove'), {}, Anything),
    promiseKept: (id: string) => send(at('promises', id, 'kept'), {}, PromiseDeed),
    promiseMoved: (id: string, moved: PromiseMoved) => send(at('promises', id, 'moved'), moved, PromiseDeed),
    promiseDropped: (id: string, dropped: PromiseDropped) => send(at('promises', id, 'dropped'), dropped, PromiseDeed),
  }
}
