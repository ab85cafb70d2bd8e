import { z } from 'zod'
import { ask } from '../ask.ts'
import type { ChatwootSettings } from '../settings.ts'

// Chatwoot's application API as published in its repository, swagger/paths/application (accounts/{account_id}/…, header api_access_token).

const ContactInbox = z.object({ source_id: z.string(), inbox: z.object({ id: z.int() }) })
const Contact = z.object({ id: z.int(), identifier: z.string().nullish(), contact_inboxes: z.array(ContactInbox).nullish() })
const Found = z.object({ payload: z.array(Contact) })
const Created = z.object({ payload: z.object({ contact: Contact, contact_inbox: ContactInbox.nullish() }) })
const Conversations = z.object({ payload: z.array(z.object({ id: z.int(), inbox_id: z.int().optional(), custom_attributes: z.record(z.string(), z.unknown()).nullish() })) })
const Messages = z.object({ payload: z.array(z.object({ content_attributes: z.record(z.string(), z.unknown()).nullish() })) })

/** A shopper as Chatwoot knows them: its id of them, and of them in our inbox. */
export interface ChatwootContact {
  id: number
  sourceId: string | null
}

export interface ChatwootMessage {
  content: string
  /** `incoming` is said by the shopper; notes are `outgoing` and private. */
  type: 'incoming' | 'outgoing'
  isPrivate: boolean
  /** Ours: by it a message that got through without our knowing is found again. */
  mark: string
  files: { name: string; contentType: string; bytes: Uint8Array<ArrayBuffer> }[]
}

export type ChatwootApi = ReturnType<typeof openChatwootApi>

/** Speaks to one account of a Chatwoot installation, as one of its users. */
export function openChatwootApi({ url, accountId, inboxId, token }: ChatwootSettings, now: () => number) {
  const base = `${url.replace(/\/+$/, '')}/api/v1/accounts/${accountId}`
  const get = async <T>(path: string, schema: z.ZodType<T>): Promise<T> => schema.parse(JSON.parse(await ask({ method: 'GET', url: `${base}${path}`, headers: { api_access_token: token }, now: now() })))
  const post = (path: string, body: object) => ask({
    method: 'POST', url: `${base}${path}`, now: now(), headers: { api_access_token: token, ...(body instanceof FormData ? {} : { 'content-type': 'application/json' }) },
    body: body instanceof FormData ? body : JSON.stringify(body),
  })
  const ours = (contact: z.infer<typeof Contact>): ChatwootContact => ({ id: contact.id, sourceId: contact.contact_inboxes?.find((one) => one.inbox.id === inboxId)?.source_id ?? null })
  const conversation = (id: number) => `/conversations/${id}`
  return {
    /** The contact with exactly this identifier, or null. */
    async findContact(identifier: string): Promise<ChatwootContact | null> {
      const { payload } = await get(`/contacts/search?q=${encodeURIComponent(identifier)}`, Found)
      const contact = payload.find((one) => one.identifier === identifier)
      return contact ? ours(contact) : null
    },
    /** Makes a contact in our inbox. Chatwoot refuses an identifier that is taken (422). */
    async createContact(identifier: string, name: string): Promise<ChatwootContact> {
      const { payload } = Created.parse(JSON.parse(await post('/contacts', { inbox_id: inboxId, name, identifier })))
      return { id: payload.contact.id, sourceId: payload.contact_inbox?.source_id ?? ours(payload.contact).sourceId }
    },
    /** Brings a contact of other inboxes into ours; returns its source id there. */
    async joinInbox(contactId: number): Promise<string> {
      return ContactInbox.pick({ source_id: true }).parse(JSON.parse(await post(`/contacts/${contactId}/contact_inboxes`, { inbox_id: inboxId }))).source_id
    },
    /** The contact's conversation in our inbox that carries these custom attributes, or null. */
    async findConversation(contactId: number, attributes: Record<string, string>): Promise<number | null> {
      const { payload } = await get(`/contacts/${contactId}/conversations`, Conversations)
      return payload.find((one) => Object.entries(attributes).every(([name, value]) => one.custom_attributes?.[name] === value))?.id ?? null
    },
    /** Opens a conversation; returns the id by which Chatwoot's webhooks will name it. */
    async openConversation(contact: { id: number; sourceId: string }, attributes: Record<string, string>): Promise<number> {
      const body = { source_id: contact.sourceId, inbox_id: inboxId, contact_id: contact.id, status: 'open', custom_attributes: attributes }
      return z.object({ id: z.int() }).parse(JSON.parse(await post('/conversations', body))).id
    },
    setAttributes: (id: number, attributes: Record<string, string>) => post(`${conversation(id)}/custom_attributes`, { custom_attributes: attributes }),
    setLabels: (id: number, labels: string[]) => post(`${conversation(id)}/labels`, { labels }),
    setPriority: (id: number, priority: 'urgent' | 'high' | 'medium' | 'low') => post(`${conversation(id)}/toggle_priority`, { priority }),
    setStatus: (id: number, status: 'open' | 'resolved') => post(`${conversation(id)}/toggle_status`, { status }),
    /** True when a message with this mark is among the conversation's latest. */
    async hasMessage(id: number, mark: string): Promise<boolean> {
      return (await get(`${conversation(id)}/messages`, Messages)).payload.some((message) => message.content_attributes?.['baton'] === mark)
    },
    createMessage: (id: number, message: ChatwootMessage) => post(`${conversation(id)}/messages`, message.files.length > 0 ? formOf(message) : bodyOf(message)),
  }
}

function bodyOf({ content, type, isPrivate, mark }: ChatwootMessage): object {
  return { content, message_type: type, private: isPrivate, content_type: 'text', content_attributes: { baton: mark } }
}

// Files go as multipart/form-data, with the same fields (swagger: messages/create_attachment).
function formOf(message: ChatwootMessage): FormData {
  const form = new FormData()
  form.set('content', message.content)
  form.set('message_type', message.type)
  form.set('private', String(message.isPrivate))
  form.set('content_type', 'text')
  form.set('content_attributes', JSON.stringify({ baton: message.mark }))
  for (const { name, contentType, bytes } of message.files) form.append('attachments[]', new Blob([bytes], { type: contentType }), name)
  return form
}
