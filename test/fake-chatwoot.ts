// A Chatwoot on loopback that takes nothing the real one does not publish. Every request is held against the published application API of
// chatwoot/chatwoot (swagger/paths/application and swagger/definitions/request, MIT): method, path, query, header, body with unknown fields refused.
// What it refuses it answers as the real one does (401, 404, 422) and keeps in `refused`. Webhooks are as in Chatwoot's guide "Webhook events".
import { z } from 'zod'
import { hmac, openOutsideDesk, type OutsideAnswer, type OutsideCall } from './outside-desk.ts'

const accountId = 7
const inboxId = 3
const token = 'token-of-a-user'
const secret = 'secret of the inbox'

// swagger/definitions/request/contact/create_payload.yml
const ContactCreate = z.strictObject({
  inbox_id: z.number(), name: z.string().optional(), email: z.string().optional(), blocked: z.boolean().optional(), phone_number: z.string().regex(/^\+[1-9]\d{1,14}$/).optional(),
  avatar_url: z.string().optional(), identifier: z.string().optional(), additional_attributes: z.looseObject({}).optional(), custom_attributes: z.looseObject({}).optional(),
})
// swagger/paths/application/contact_inboxes/create.yml
const ContactInboxCreate = z.strictObject({ inbox_id: z.number(), source_id: z.string().optional() })
// swagger/definitions/request/conversation/create_payload.yml
const ConversationCreate = z.strictObject({
  source_id: z.string(), inbox_id: z.int().optional(), contact_id: z.int().optional(), additional_attributes: z.looseObject({}).optional(), custom_attributes: z.looseObject({}).optional(),
  status: z.enum(['open', 'resolved', 'pending']).optional(), assignee_id: z.int().optional(), team_id: z.int().optional(), snoozed_until: z.string().optional(),
  message: z.strictObject({ content: z.string(), template_params: z.looseObject({}).optional() }).optional(),
})
// swagger/definitions/request/conversation/create_message_payload.yml
const MessageCreate = z.strictObject({
  content: z.string(), message_type: z.enum(['outgoing', 'incoming']).optional(), private: z.boolean().optional(),
  content_type: z.enum(['text', 'input_email', 'cards', 'input_select', 'form', 'article']).optional(), content_attributes: z.looseObject({}).optional(), campaign_id: z.int().optional(),
  template_params: z.looseObject({}).optional(),
})
// swagger/paths/application/conversation/messages/create_attachment.yml: the same fields as a form, with files.
const formFields = new Set(['content', 'message_type', 'private', 'content_type', 'content_attributes', 'attachments[]'])
const Labels = z.strictObject({ labels: z.array(z.string()) })
const CustomAttributes = z.strictObject({ custom_attributes: z.looseObject({}) })
const Priority = z.strictObject({ priority: z.enum(['urgent', 'high', 'medium', 'low']).nullable().optional() })
const Status = z.strictObject({ status: z.enum(['open', 'resolved', 'pending', 'snoozed']), snoozed_until: z.number().optional() })

interface Message {
  id: number
  content: string
  type: string
  isPrivate: boolean
  attributes: Record<string, unknown>
  files: { name: string; type: string; size: number }[]
}

interface Conversation {
  id: number
  contactId: number
  attributes: Record<string, unknown>
  labels: string[]
  priority: string | null
  status: string
  messages: Message[]
}

interface Contact {
  id: number
  name: string
  identifier: string | null
  inboxes: { source_id: string; inbox: { id: number; name: string; channel_type: string } }[]
}

export type FakeChatwoot = Awaited<ReturnType<typeof openFakeChatwoot>>

/** Opens the installation: one account, one inbox of the kind API, one user's token. */
export async function openFakeChatwoot() {
  const state = { contacts: [] as Contact[], conversations: [] as Conversation[], refused: [] as string[], lastId: 100 }
  let change = (answer: OutsideAnswer) => answer
  const server = await openOutsideDesk(async (call) => {
    const answer = await answerOf(state, call)
    if (answer.status >= 400) state.refused.push(`${call.method} ${call.path} ${answer.status} ${String(answer.body)}`)
    return change(answer)
  })
  let delivery = 0
  /** Body and headers of a webhook, signed as published: `sha256=` and the HMAC over `{timestamp}.{body}`. */
  const webhook = (payload: object, now: number) => {
    const body = JSON.stringify(payload)
    const timestamp = String(Math.floor(now / 1000))
    delivery += 1
    return { body, headers: { 'x-chatwoot-timestamp': timestamp, 'x-chatwoot-signature': `sha256=${hmac(secret, `${timestamp}.${body}`)}`, 'x-chatwoot-delivery': `delivery-${delivery}` } }
  }
  return {
    ...server, state, webhook,
    /** Changes every answer on its way out, when what was asked for is done already. */
    onAnswer(by: (answer: OutsideAnswer) => OutsideAnswer) { change = by },
    settings: { kind: 'chatwoot' as const, url: server.url, accountId, inboxId, token, webhookSecret: secret, webhookToken: null, acceptWithinMs: 600_000 },
    /** What its webhook posts when somebody writes there. */
    messageCreated: (conversationId: number, content: string, change: { id?: number; sender?: string; senderType?: string; messageType?: string; isPrivate?: boolean; attributes?: object; files?: string[]; inboxId?: number } = {}) => ({
      event: 'message_created', id: change.id ?? (state.lastId += 1), content, created_at: '2026-03-10T10:00:00.000Z', message_type: change.messageType ?? 'outgoing', content_type: 'text',
      private: change.isPrivate ?? false, content_attributes: change.attributes ?? {}, source_id: null, sender: { id: 9, name: change.sender ?? 'Jane', email: 'jane@desk.example', type: change.senderType ?? 'user' },
      inbox: { id: change.inboxId ?? inboxId, name: 'Shop' }, account: { id: accountId, name: 'Acme' },
      conversation: { id: conversationId, inbox_id: change.inboxId ?? inboxId, channel: 'Channel::Api', status: 'open', messages: [], meta: { sender: { id: 1, name: 'Ana', type: 'contact' }, assignee: null } },
      ...(change.files ? { attachments: change.files.map((data_url, index) => ({ id: index + 1, file_type: 'image', data_url, thumb_url: '', file_size: 70 })) } : {}),
    }),
    /** What its webhook posts when a conversation there is resolved. */
    statusChanged: (conversationId: number, status: string, assignee: string | null = 'Jane') => ({
      event: 'conversation_status_changed', id: conversationId, inbox_id: inboxId, status, channel: 'Channel::Api', can_reply: true, messages: [], unread_count: 0,
      meta: { sender: { id: 1, name: 'Ana', type: 'contact' }, assignee: assignee ? { id: 9, name: assignee, type: 'user' } : null },
    }),
  }
}

type State = { contacts: Contact[]; conversations: Conversation[]; lastId: number }

async function answerOf(state: State, call: OutsideCall): Promise<OutsideAnswer> {
  if (call.headers['api_access_token'] !== token) return no(401, 'You need to sign in or sign up before continuing.')
  const url = new URL(call.path, 'http://chatwoot')
  const base = `/api/v1/accounts/${accountId}`
  if (!url.pathname.startsWith(`${base}/`)) return no(404, 'Resource could not be found')
  const path = `${call.method} ${url.pathname.slice(base.length)}`
  const [, contactId, contactRoute] = /^\w+ \/contacts\/(\d+)\/(\w+)$/.exec(path) ?? []
  const [, conversationId, route] = /^\w+ \/conversations\/(\d+)\/(\w+)$/.exec(path) ?? []
  if (path === 'GET /contacts/search') return searchContacts(state, url.searchParams)
  if (path === 'POST /contacts') return take(ContactCreate, call, (body) => createContact(state, body))
  if (path === 'POST /conversations') return take(ConversationCreate, call, (body) => createConversation(state, body))
  if (contactId !== undefined) {
    const contact = state.contacts.find((one) => one.id === Number(contactId))
    return contact ? ofContact(state, { contact, route: `${call.method} ${contactRoute}`, call }) : no(404, 'Resource could not be found')
  }
  const conversation = state.conversations.find((one) => one.id === Number(conversationId))
  return conversation ? ofConversation(state, { conversation, route: `${call.method} ${route}`, call }) : no(404, 'Resource could not be found')
}

function searchContacts(state: State, query: URLSearchParams): OutsideAnswer {
  const text = query.get('q') ?? ''
  if (text === '' || [...query.keys()].some((name) => !['q', 'sort', 'page'].includes(name))) return no(422, 'Specify search string with parameter q')
  const found = state.contacts.filter((one) => one.name.toLowerCase().includes(text.toLowerCase()) || one.identifier?.includes(text))
  return yes({ meta: { count: found.length, current_page: '1' }, payload: found.map(contactOf) })
}

function createContact(state: State, body: z.output<typeof ContactCreate>): OutsideAnswer {
  if (body.inbox_id !== inboxId) return no(404, 'Resource could not be found')
  if (body.identifier !== undefined && state.contacts.some((one) => one.identifier === body.identifier)) return no(422, 'Identifier has already been taken')
  const contact = { id: (state.lastId += 1), name: body.name ?? '', identifier: body.identifier ?? null, inboxes: [inboxOf(state)] }
  state.contacts.push(contact)
  return yes({ payload: { contact: contactOf(contact), contact_inbox: contact.inboxes[0] } })
}

function createConversation(state: State, body: z.output<typeof ConversationCreate>): OutsideAnswer {
  const contact = state.contacts.find((one) => one.inboxes.some((inbox) => inbox.source_id === body.source_id))
  if (!contact || (body.contact_id !== undefined && body.contact_id !== contact.id) || (body.inbox_id !== undefined && body.inbox_id !== inboxId)) return no(404, 'Resource could not be found')
  const conversation = { id: (state.lastId += 1), contactId: contact.id, attributes: body.custom_attributes ?? {}, labels: [], priority: null, status: body.status ?? 'open', messages: [] }
  state.conversations.push(conversation)
  return yes({ id: conversation.id, account_id: accountId, inbox_id: inboxId, status: conversation.status })
}

function ofContact(state: State, { contact, route, call }: { contact: Contact; route: string; call: OutsideCall }): OutsideAnswer {
  if (route === 'GET conversations') {
    const theirs = state.conversations.filter((one) => one.contactId === contact.id)
    return yes({ payload: theirs.map(({ id, attributes, status }) => ({ id, account_id: accountId, inbox_id: inboxId, status, custom_attributes: attributes, messages: [] })) })
  }
  if (route !== 'POST contact_inboxes') return no(404, 'Resource could not be found')
  return take(ContactInboxCreate, call, (body) => {
    if (body.inbox_id !== inboxId) return no(404, 'Resource could not be found')
    contact.inboxes.push(inboxOf(state))
    return yes(contact.inboxes.at(-1)!)
  })
}

async function ofConversation(state: State, { conversation, route, call }: { conversation: Conversation; route: string; call: OutsideCall }): Promise<OutsideAnswer> {
  switch (route) {
    case 'GET messages': return yes({ meta: {}, payload: conversation.messages.slice(-20).map((one) => ({ id: one.id, content: one.content, private: one.isPrivate, content_attributes: one.attributes })) })
    case 'POST messages': return createMessage(state, conversation, call)
    case 'POST labels': return take(Labels, call, ({ labels }) => yes({ payload: (conversation.labels = labels) }))
    case 'POST custom_attributes': return take(CustomAttributes, call, (body) => yes({ custom_attributes: (conversation.attributes = body.custom_attributes) }))
    case 'POST toggle_priority': return take(Priority, call, ({ priority }) => { conversation.priority = priority ?? null; return { status: 200, body: '' } })
    case 'POST toggle_status': return take(Status, call, ({ status }) => { conversation.status = status; return yes({ payload: { success: true, current_status: status, conversation_id: conversation.id } }) })
    default: return no(404, 'Resource could not be found')
  }
}

async function createMessage(state: State, conversation: Conversation, call: OutsideCall): Promise<OutsideAnswer> {
  const type = call.headers['content-type'] ?? ''
  if (type.startsWith('multipart/form-data')) {
    const form = await new Response(new Uint8Array(call.body), { headers: { 'content-type': type } }).formData()
    const unknown = [...form.keys()].filter((name) => !formFields.has(name))
    const files = form.getAll('attachments[]')
    const isPrivate = form.get('private')
    const attributes = form.get('content_attributes')
    if (unknown.length > 0 || files.length === 0 || files.some((file) => typeof file === 'string') || !['true', 'false', null].includes(isPrivate as string)) return no(422, `form: ${unknown.join(', ')}`)
    const fields = { content: form.get('content'), message_type: form.get('message_type') ?? undefined, private: isPrivate === 'true', content_attributes: typeof attributes === 'string' ? JSON.parse(attributes) as unknown : undefined }
    const checked = MessageCreate.safeParse(fields)
    return checked.success ? store(state, conversation, checked.data, files as File[]) : no(422, checked.error.message)
  }
  return take(MessageCreate, call, (body) => store(state, conversation, body, []))
}

function store(state: State, conversation: Conversation, body: z.output<typeof MessageCreate>, files: File[]): OutsideAnswer {
  const message = {
    id: (state.lastId += 1), content: body.content, type: body.message_type ?? 'outgoing', isPrivate: body.private ?? false, attributes: body.content_attributes ?? {},
    files: files.map(({ name, type, size }) => ({ name, type, size })),
  }
  conversation.messages.push(message)
  // A message of the contact opens a conversation again.
  if (message.type === 'incoming') conversation.status = 'open'
  return yes({ id: message.id, content: message.content, conversation_id: conversation.id, message_type: message.type === 'incoming' ? 0 : 1, private: message.isPrivate })
}

function take<S extends z.ZodType>(schema: S, call: OutsideCall, then: (body: z.output<S>) => OutsideAnswer): OutsideAnswer {
  if (!call.headers['content-type']?.startsWith('application/json')) return no(422, 'not JSON')
  const { success, data, error } = schema.safeParse(JSON.parse(call.body.toString()))
  return success ? then(data) : no(422, error.message)
}

function inboxOf(state: State): Contact['inboxes'][number] {
  return { source_id: `source-${(state.lastId += 1)}`, inbox: { id: inboxId, name: 'Shop', channel_type: 'Channel::Api' } }
}

function contactOf({ id, name, identifier, inboxes }: Contact): object {
  return { id, name, identifier, email: null, phone_number: null, thumbnail: '', availability_status: 'offline', custom_attributes: {}, additional_attributes: {}, contact_inboxes: inboxes }
}

function yes(body: object): OutsideAnswer {
  return { status: 200, body: JSON.stringify(body) }
}

function no(status: number, error: string): OutsideAnswer {
  return { status, body: JSON.stringify(status === 422 ? { message: error, attributes: [] } : { error }) }
}
