import { lockConversation } from '../../core/conversation/index.ts'
import type { Attachment } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import type { AgentName } from '../contract.ts'
import { visibleHandoff } from './claim.ts'
import { insertAudit } from '../feed/feed-queries.ts'
import { carryOn, hintConsoles, recordChange, typingChannel } from '../ports.ts'
import type { Actor, HandoffPorts } from '../ports.ts'
import { markAnswered } from '../queries.ts'
import type { Handoff } from '../queries.ts'

export type SpeakRefusal =
  | { no: 'not-found' }
  /** Somebody else is in charge (or nobody, when `by` is null): what was written stays a draft. */
  | { no: 'not-yours'; by: AgentName | null }

/** Sends the agent's words to the shopper, once per `key`. Refused when the agent is not, or no longer, in charge. */
export async function reply(
  ports: HandoffPorts, conversationId: string, actor: Actor, words: { text: string; attachments: Attachment[]; key: string },
): Promise<'said' | SpeakRefusal> {
  const answer = await ports.db.transaction(async (tx) => {
    const mine = await ownHandoff(tx, conversationId, actor)
    if ('no' in mine) return mine
    const now = ports.clock.now()
    const isFirst = await insertAudit(tx, { agentId: actor.id, deed: 'reply', conversationId, handoffId: mine.id, key: words.key, now })
    if (!isFirst) return 'said'
    await ports.say(tx, conversationId, { text: words.text, agentId: actor.id, attachments: words.attachments })
    await markAnswered(tx, mine.id, now)
    await recordChange(tx, mine, 'answered', now)
    return 'said'
  })
  if (answer === 'said') carryOn(ports, conversationId)
  return answer
}

/** Writes a note that only agents see, once per `key`; every agent of the team may. */
export async function note(ports: HandoffPorts, conversationId: string, actor: Actor, words: { text: string; key: string }): Promise<'said' | SpeakRefusal> {
  const answer = await ports.db.transaction(async (tx) => {
    await lockConversation(tx, conversationId)
    const handoff = await visibleHandoff(tx, conversationId, actor)
    if (!handoff) return { no: 'not-found' } as const
    const now = ports.clock.now()
    const isFirst = await insertAudit(tx, { agentId: actor.id, deed: 'note', conversationId, handoffId: handoff.id, key: words.key, now })
    if (!isFirst) return 'said'
    await ports.say(tx, conversationId, { note: words.text, agentId: actor.id })
    await recordChange(tx, handoff, 'noted', now)
    return 'said'
  })
  if (answer === 'said') hintConsoles(ports, conversationId)
  return answer
}

/** Tells the other consoles that this agent writes here. Stores nothing. */
export async function typing(ports: HandoffPorts, conversationId: string, actor: Actor): Promise<'told' | SpeakRefusal> {
  const handoff = await visibleHandoff(ports.db, conversationId, actor)
  if (!handoff) return { no: 'not-found' }
  ports.hint(typingChannel, JSON.stringify({ conversationId, team: actor.team, agent: { id: actor.id, name: actor.name } }))
  return 'told'
}

/** The handoff this agent is in charge of, with the conversation locked until the transaction ends; or why not. */
export async function ownHandoff(tx: Db, conversationId: string, actor: Actor): Promise<Handoff | SpeakRefusal> {
  const conversation = await lockConversation(tx, conversationId)
  const handoff = await visibleHandoff(tx, conversationId, actor)
  if (!conversation || !handoff) return { no: 'not-found' }
  if (conversation.agentId === actor.id && handoff.status === 'accepted' && handoff.agent?.id === actor.id) return handoff
  return { no: 'not-yours', by: handoff.status === 'accepted' ? handoff.agent : null }
}
