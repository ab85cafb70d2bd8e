import type { Card, DeskMessage, Priority } from '../contract.ts'
import type { HandoffPorts } from '../ports.ts'
import { handoffById } from '../queries.ts'
import { cardOf, conversationMessages } from '../feed/view.ts'

/** What another desk needs to take a conversation: the context (value of the event `handoff.initiate`) and the transcript, as plain values. */
export interface Initiation {
  handoffId: string
  conversationId: string
  context: { Skill: string; Language: string; Reason: string; Priority: Priority; Card: Card }
  transcript: DeskMessage[]
}

/** The initiation of a handoff, without agents' notes; null when there is none of the team (`team` null: of any). */
export async function initiationOf(ports: HandoffPorts, handoffId: string, team: string | null): Promise<Initiation | null> {
  const handoff = await handoffById(ports.db, handoffId)
  if (!handoff || (team !== null && handoff.team !== team)) return null
  const card = await cardOf(ports, handoff, handoff.language)
  const { messages } = await conversationMessages(ports.db, handoff.conversationId, { limit: 500 })
  return {
    handoffId, conversationId: handoff.conversationId,
    context: { Skill: handoff.queueId, Language: handoff.language, Reason: handoff.reason, Priority: handoff.priority, Card: card },
    transcript: messages.filter((message) => message.kind !== 'note'),
  }
}
