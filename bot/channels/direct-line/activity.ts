import type { Message } from '../../../core/conversation/index.ts'
import type { Attachment } from '../../../core/conversation/words.ts'

/** An activity as Direct Line clients read it. */
export interface ActivityOut {
  type: 'message' | 'event' | 'typing'
  id: string
  timestamp: string
  channelId: 'directline'
  conversation: { id: string }
  from: { id: string; name: string; role: 'bot' | 'user' }
  locale?: string
  text?: string
  textFormat?: 'plain'
  attachments?: { contentType: string; contentUrl: string; name: string }[]
  suggestedActions?: { actions: { type: 'imBack'; title: string; value: string }[] }
  name?: string
  value?: unknown
  channelData: { clientActivityID?: string; speaker: Message['speaker']; 'webchat:sequence-id': number }
}

/** Through whose eyes a conversation is shown. */
export interface View {
  /** The conversation's Direct Line id. */
  conversation: string
  user: string
  userName: string | null
  botName: string
  locale: string | null
  agentNames: Map<string, string>
  uploadUrl(attachment: Attachment): string
}

/** The messages as activities, in order; what is not for shoppers (notes, hand-off events) is left out. */
export function activitiesOf(messages: Message[], view: View): ActivityOut[] {
  return messages.filter(isForShopper).map((message) => activityOf(message, view))
}

/** The activity id of a message: the conversation's id and `seq`, as Direct Line writes it. */
export function activityId(conversation: string, seq: number): string {
  return `${conversation}|${String(seq).padStart(7, '0')}`
}

/** `seq` of an activity id of this conversation, or null when it is none. */
export function seqOfActivity(conversation: string, id: string): number | null {
  const [, digits] = id.startsWith(`${conversation}|`) ? /^\|(\d{1,9})$/.exec(id.slice(conversation.length)) ?? [] : []
  return digits === undefined ? null : Number(digits)
}

/** "Is typing", of the bot or of an agent, for streams only: it stands at no watermark. */
export function typingActivity(view: View, at: { seq: number; now: number; id: string; agentId?: string }): ActivityOut {
  const speaker = at.agentId === undefined ? 'bot' : 'agent'
  return {
    type: 'typing', id: `${view.conversation}|typing-${at.id}`, timestamp: new Date(at.now).toISOString(), channelId: 'directline',
    conversation: { id: view.conversation }, from: senderOf({ speaker, agentId: at.agentId ?? null }, view),
    channelData: { speaker, 'webchat:sequence-id': at.seq + 0.5 },
  }
}

/** The external id of a message: unique, and telling by its mark whether the page chose it. */
export function externalIdOf(conversation: string, id: { client: string } | { own: string }): string {
  return 'client' in id ? `${conversation}:${id.client}` : `${conversation}:~${id.own}`
}

function isForShopper(message: Message): boolean {
  if (message.kind === 'event') return message.event !== null && !message.event.name.startsWith('handoff.')
  return message.kind === 'text'
}

function activityOf(message: Message, view: View): ActivityOut {
  const base = {
    id: activityId(view.conversation, message.seq), timestamp: new Date(message.createdAt).toISOString(), channelId: 'directline' as const,
    conversation: { id: view.conversation }, from: senderOf(message, view), ...(view.locale === null || message.speaker === 'shopper' ? {} : { locale: view.locale }),
    // Web Chat sorts by this number and falls back on clocks, which may disagree with the order things were said in.
    channelData: { ...clientActivityOf(message, view), speaker: message.speaker, 'webchat:sequence-id': message.seq },
  }
  if (message.kind === 'event') return { type: 'event', ...base, name: message.event!.name, value: message.event!.data ?? null }
  return {
    type: 'message', ...base, text: message.text,
    // Plain: what shoppers, agents and the shop's data say is never read as markup.
    textFormat: 'plain',
    ...(message.attachments.length === 0 ? {} : { attachments: message.attachments.map((file) => ({ contentType: file.contentType, contentUrl: view.uploadUrl(file), name: file.name })) }),
    ...(message.choices.length === 0 ? {} : { suggestedActions: { actions: message.choices.map(({ title, value }) => ({ type: 'imBack' as const, title, value })) } }),
  }
}

function senderOf(message: Pick<Message, 'speaker' | 'agentId'>, view: View): ActivityOut['from'] {
  if (message.speaker === 'shopper') return { id: view.user, name: view.userName ?? '', role: 'user' }
  if (message.speaker === 'agent' && message.agentId !== null) {
    return { id: `agent-${message.agentId}`, name: view.agentNames.get(message.agentId) ?? view.botName, role: 'bot' }
  }
  return { id: 'bot', name: view.botName, role: 'bot' }
}

// Web Chat marks a message as sent when it sees its own id come back.
function clientActivityOf(message: Message, view: View): { clientActivityID?: string } {
  const prefix = `${view.conversation}:`
  if (message.speaker !== 'shopper' || !message.externalId?.startsWith(prefix)) return {}
  const id = message.externalId.slice(prefix.length)
  return id.startsWith('~') ? {} : { clientActivityID: id }
}
