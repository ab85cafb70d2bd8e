// What the tables hold, as values.
import type { DialogState } from './dialog-words.ts'
import { unseal } from './personal.ts'
import type { Conversation, Message, MessageUnderstanding, MoodCurve } from './store.ts'
import type { Attachment, Choice, ConversationState, Script, Speaker } from './words.ts'

export const conversationColumns = `id, channel, channel_account, external_id, shopper_id, customer_id, state, agent_id, language, script, version, last_seq, personal_dialog, personal_mood, created_at, personal`

export interface ConversationRow {
  id: string
  channel: string
  channel_account: string
  external_id: string
  shopper_id: string
  customer_id: string | null
  state: ConversationState
  agent_id: string | null
  language: string | null
  script: Script
  version: number
  last_seq: number
  personal_dialog: unknown
  personal_mood: unknown
  created_at: Date
  personal: unknown
}

/** A row as a conversation. Never throws: one damaged value must take neither the rest of the conversation nor a list of others with it. */
export function conversationOf(row: ConversationRow): Conversation {
  const personal = unsealObject<{ shopperName?: string | null; address?: unknown }>(row.personal)
  const dialog = unsealObject<DialogState>(row.personal_dialog)
  return {
    id: row.id, channel: row.channel, channelAccount: row.channel_account, externalId: row.external_id, shopperId: row.shopper_id,
    shopperName: personal?.shopperName ?? null, customerId: row.customer_id, state: row.state, agentId: row.agent_id, language: row.language, script: row.script,
    version: row.version, lastSeq: row.last_seq, dialog, mood: unsealObject<MoodCurve>(row.personal_mood), createdAt: row.created_at.getTime(), address: personal?.address,
    // A mood begins anew with the next message, and nothing is lost.
    ...(personal === null || (dialog === null && row.personal_dialog !== null) ? { isUnreadable: true } : {}),
  }
}

/** What stands where a message's words cannot be read: the mark for that in every language. */
export const unreadable: PersonalMessage = { text: '\uFFFD' }

/** What a message's `personal` column holds; null when it cannot be read. */
export function readPersonal(stored: unknown): PersonalMessage | null {
  const personal = unsealObject<PersonalMessage>(stored)
  return typeof personal?.text === 'string' ? personal : null
}

/** An object that was sealed; null when there is none or it cannot be read. */
function unsealObject<T extends object>(stored: unknown): T | null {
  try {
    const value = unseal<unknown>(stored)
    return typeof value === 'object' ? value as T | null : null
  } catch {
    return null
  }
}

export const messageColumns = `m.conversation_id, m.seq, m.id, m.speaker, m.kind, m.agent_id, m.reply_key, m.created_at, m.understanding, m.personal, o.state as delivery`

export interface MessageRow {
  conversation_id: string
  seq: number
  id: string
  speaker: Speaker
  kind: Message['kind']
  agent_id: string | null
  reply_key: string | null
  created_at: Date
  understanding: MessageUnderstanding | null
  personal: unknown
  delivery: Message['delivery']
}

/** What a message's `personal` column holds. */
export interface PersonalMessage {
  text: string
  choices?: Choice[]
  attachments?: Attachment[]
  event?: { name: string; data?: unknown }
  /** Of a prompt: its text is what the shopper said before, and no intent. */
  isWords?: boolean
  externalId?: string
  to?: string
  editedAt?: number
  deletedAt?: number
  /** What stood there before, oldest first, each with the time at which it was changed. */
  history?: { text: string; at: number }[]
}

/** A row as a message; one whose words cannot be read is {@link unreadable}. */
export function messageOf(row: MessageRow): Message {
  const read = readPersonal(row.personal)
  const personal = read ?? unreadable
  return {
    conversationId: row.conversation_id, seq: row.seq, id: row.id, speaker: row.speaker, kind: row.kind, agentId: row.agent_id, replyKey: row.reply_key,
    createdAt: row.created_at.getTime(), text: personal.text, choices: personal.choices ?? [], attachments: personal.attachments ?? [],
    understanding: row.understanding, event: personal.event ?? null, delivery: row.delivery,
    ...(personal.externalId === undefined ? {} : { externalId: personal.externalId }),
    ...(personal.to === undefined ? {} : { to: personal.to }),
    ...(personal.editedAt === undefined ? {} : { editedAt: personal.editedAt }),
    ...(personal.deletedAt === undefined ? {} : { deletedAt: personal.deletedAt }),
    ...(personal.history === undefined ? {} : { history: personal.history }),
    ...(read === null ? { isUnreadable: true } : {}),
  }
}
