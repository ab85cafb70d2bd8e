import type { Attachment, Language, Reply, Say, Script } from '../../core/conversation/index.ts'
import type { NlpModels } from '../../nlp-models/index.ts'

/** In which words a reply is said. */
export interface Voice {
  language: Language
  script: Script
  /** Variants said last, by reply key: changed by rendering, so that the same words never come twice running. */
  lastVariant: Record<string, number>
}

/** Renders replies as messages of the bot, one each. */
export function renderReplies(nlp: Pick<NlpModels, 'render'>, replies: Reply[], voice: Voice): Say[] {
  return replies.map((reply) => renderReply(nlp, reply, voice))
}

/** Renders one reply. */
export function renderReply(nlp: Pick<NlpModels, 'render'>, reply: Reply, voice: Voice): Say {
  const { text, variant, choices } = nlp.render(reply, voice)
  voice.lastVariant[reply.key] = variant
  return { speaker: 'bot', kind: 'text', text, choices, replyKey: reply.key, isSent: true }
}

/** What an agent wrote, as a message. */
export function agentSays(agentId: string, text: string, attachments: Attachment[] = []): Say {
  return { speaker: 'agent', kind: 'text', agentId, text, attachments, isSent: true }
}

/** What only the desk sees; `to` makes it a whisper to one agent. */
export function noteOf(agentId: string | null, text: string, to?: string): Say {
  return { speaker: agentId ? 'agent' : 'system', kind: 'note', agentId, text, isSent: false, ...(to === undefined ? {} : { to }) }
}
