import type { Clock } from '../../core/clock.ts'
import type { Db } from '../../core/db/db.ts'
import { conversationById, conversationsById, emptyDialogState, sayInMany, type Attachment, type Conversation, type Reply, type Said, type Say } from '../../core/conversation/index.ts'
import type { NlpModels } from '../../nlp-models/index.ts'
import { agentSays, noteOf, renderReply } from './render.ts'

/** What may be said in a conversation, by whoever has something to say. */
type Words =
  | { reply: Reply; isNotice?: boolean }
  | { text: string; agentId: string; attachments?: Attachment[] }
  | { note: string; agentId: string | null; to?: string }
  | { event: string; data?: unknown; text?: string }
  /** A mark that only the desk sees. */
  | { mark: string; data?: unknown; agentId: string | null }

/** The one mouth: bot, agents and jobs all speak through it; what is said is a queued row, and one `deliver` sends it. */
export interface Mouth {
  /** Queues the words inside the caller's transaction, in the conversation's language. Returns their `seq`. */
  say(tx: Db, conversationId: string, words: Words): Promise<number>
  /** The same in several conversations, each once, in two statements. */
  sayInMany(tx: Db, said: { conversationId: string; sayings: Words[] }[]): Promise<void>
}

/** Opens the mouth. Words are rendered when they are said, so that the desk, the shopper and the transcript show the same. */
export function openMouth({ nlp, clock, defaultLanguage }: { nlp: Pick<NlpModels, 'render'>; clock: Clock; defaultLanguage: string }): Mouth {
  const saidIn = (conversationId: string, sayings: Words[], conversation: Conversation | null): Said => {
    const { language, script = 'none' } = conversation ?? {}
    const dialog = conversation?.dialog ?? emptyDialogState()
    const lastVariant = { ...dialog.lastVariant }
    const says = sayings.map((words) => sayOf(words, (reply) => renderReply(nlp, reply, { language: language ?? defaultLanguage, script, lastVariant })))
    // What was said last is remembered as after a turn: the next notice of the kind comes in other words.
    const hasRendered = conversation !== null && sayings.some((words) => 'reply' in words)
    return { conversationId, says, ...(hasRendered ? { remembers: { dialog: { ...dialog, lastVariant }, version: conversation.version } } : {}) }
  }
  return {
    async say(tx, conversationId, words) {
      const conversation = 'reply' in words ? await conversationById(tx, conversationId) : null
      return (await sayInMany(tx, [saidIn(conversationId, [words], conversation)], clock.now())).get(conversationId)!
    },
    async sayInMany(tx, said) {
      const conversations = new Map((await conversationsById(tx, said.map((one) => one.conversationId))).map((conversation) => [conversation.id, conversation]))
      await sayInMany(tx, said.map(({ conversationId, sayings }) => saidIn(conversationId, sayings, conversations.get(conversationId) ?? null)), clock.now())
    },
  }
}

function sayOf(words: Words, render: (reply: Reply) => Say): Say {
  if ('reply' in words) return { ...render(words.reply), isNotice: words.isNotice ?? false }
  if ('text' in words && 'agentId' in words) return agentSays(words.agentId, words.text, words.attachments)
  if ('note' in words) return noteOf(words.agentId, words.note, words.to)
  if ('mark' in words) return { speaker: 'system', kind: 'event', agentId: words.agentId, text: '', event: { name: words.mark, data: words.data }, isSent: false }
  return { speaker: 'system', kind: 'event', text: words.text ?? '', event: { name: words.event, data: words.data }, isNotice: true, isSent: true }
}
