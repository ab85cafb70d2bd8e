import { z } from 'zod'

// What the webhook of an API inbox posts (Chatwoot's guide "Webhook events"): only what is read here; the rest may change.

const Assignee = z.object({ name: z.string().nullish() }).nullish()
const Attachment = z.object({ data_url: z.string().nullish() })

const MessageCreated = z.object({
  event: z.literal('message_created'),
  id: z.union([z.int(), z.string()]),
  content: z.string().nullish(),
  message_type: z.string(),
  private: z.boolean().default(false),
  content_attributes: z.record(z.string(), z.unknown()).nullish(),
  sender: z.object({ name: z.string().nullish(), type: z.string().nullish() }).nullish(),
  attachments: z.array(Attachment).nullish(),
  account: z.object({ id: z.coerce.number() }).nullish(),
  inbox: z.object({ id: z.coerce.number() }).nullish(),
  conversation: z.object({ id: z.coerce.number(), inbox_id: z.coerce.number().nullish() }),
})

const StatusChanged = z.object({
  event: z.literal('conversation_status_changed'),
  id: z.coerce.number(),
  inbox_id: z.coerce.number().nullish(),
  status: z.string(),
  meta: z.object({ assignee: Assignee }).nullish(),
})

const Other = z.object({ event: z.string().refine((name) => name !== 'message_created' && name !== 'conversation_status_changed') }).transform(() => ({ event: 'other' as const }))

/** Everything else Chatwoot posts is taken and not looked at. */
export const ChatwootEvent = z.union([z.discriminatedUnion('event', [MessageCreated, StatusChanged]), Other])
export type ChatwootEvent = z.output<typeof ChatwootEvent>

/** What an event means for us. */
export type ChatwootNews =
  | { kind: 'reply'; conversationId: string; id: string; agentName: string; text: string; files: { name: string; url: string }[] }
  | { kind: 'resolved'; conversationId: string; agentName: string | null }

interface Place {
  accountId: number
  inboxId: number
}

/** Reads an event: an agent's public reply, or the end; null for everything else, our own messages included. */
export function newsOf(event: ChatwootEvent, place: Place): ChatwootNews | null {
  switch (event.event) {
    case 'message_created': return isOfPlace(event, place) && isAgents(event) ? replyOf(event) : null
    case 'conversation_status_changed': {
      if (event.status !== 'resolved' || (event.inbox_id ?? place.inboxId) !== place.inboxId) return null
      const name = event.meta?.assignee?.name
      return { kind: 'resolved', conversationId: String(event.id), agentName: name ? nameOf(name) : null }
    }
    case 'other': return null
  }
}

type Created = z.output<typeof MessageCreated>

function isOfPlace({ account, inbox, conversation }: Created, { accountId, inboxId }: Place): boolean {
  return (account?.id ?? accountId) === accountId && (inbox?.id ?? conversation.inbox_id ?? inboxId) === inboxId
}

// Notes, templates, other bots and what we have put there ourselves are not for the shopper.
function isAgents(event: Created): boolean {
  return event.message_type === 'outgoing' && !event.private && (event.sender?.type ?? 'user') === 'user' && event.content_attributes?.['baton'] === undefined
}

function replyOf({ id, content, conversation, sender, attachments }: Created): ChatwootNews | null {
  const files = (attachments ?? []).flatMap(({ data_url: url }) => (url ? [{ name: fileName(url), url }] : []))
  const text = content?.trim() ?? ''
  return text === '' && files.length === 0 ? null : { kind: 'reply', conversationId: String(conversation.id), id: String(id), agentName: nameOf(sender?.name), text, files }
}

function nameOf(name: string | null | undefined): string {
  return name?.trim().slice(0, 80) || 'Chatwoot'
}

function fileName(url: string): string {
  return URL.parse(url)?.pathname.split('/').at(-1)?.slice(0, 120) || 'file'
}
