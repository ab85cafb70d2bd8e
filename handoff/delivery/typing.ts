import { visibleHandoff } from '../deeds/claim.ts'
import type { SpeakRefusal } from '../deeds/speak.ts'
import { agentTypingOf, shopperTypingChannel, typingChannel } from '../ports.ts'
import type { Actor, HandoffPorts } from '../ports.ts'
import { latestHandoffOf } from '../queries.ts'

/** Tells the other consoles that this agent writes here; of the one in charge, the shopper too, where their channel shows it. Stores nothing. */
export async function typing(ports: HandoffPorts, conversationId: string, actor: Actor): Promise<'told' | SpeakRefusal> {
  const handoff = await visibleHandoff(ports.db, conversationId, actor)
  if (!handoff) return { no: 'not-found' }
  ports.hint(typingChannel, JSON.stringify({ conversationId, team: actor.team, agent: { id: actor.id, name: actor.name } }))
  if (handoff.status === 'accepted' && handoff.agent?.id === actor.id) ports.hint(agentTypingOf(conversationId), actor.id)
  return 'told'
}

/** Tells the consoles of the team that the shopper writes. Stores nothing. */
export async function shopperTyping(ports: Pick<HandoffPorts, 'db' | 'hint'>, conversationId: string): Promise<void> {
  const handoff = await latestHandoffOf(ports.db, conversationId)
  if (handoff?.status !== 'waiting' && handoff?.status !== 'accepted') return
  ports.hint(shopperTypingChannel, JSON.stringify({ conversationId, team: handoff.team }))
}
