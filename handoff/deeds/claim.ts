import { cancelUnsent, conversationById, lockConversation, moveConversation } from '../../core/conversation/index.ts'
import type { Conversation } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import { lockAgent } from '../people/agent-queries.ts'
import { plainCard } from '../card/card-input.ts'
import type { CardInput } from '../card/card-input.ts'
import { insertAudit } from '../feed/feed-queries.ts'
import { carryOn, recordChange } from '../ports.ts'
import type { Actor, HandoffPorts } from '../ports.ts'
import { allQueues, beginAssignment, cardInputOf, countOpenAssignments, endAssignment, insertHandoff, latestHandoffOf, markAccepted, markReassigned } from '../queries.ts'
import type { Handoff } from '../queries.ts'
import { newHandoff } from '../queue/new-handoff.ts'
import { resumeClocks, startOnRequest } from '../sla/clocks.ts'
import { greetingOf } from './claim-together.ts'
import type { Assignment, ClaimRefusal } from './claim-together.ts'
import { moveBy } from '../state.ts'
import { teamOfAccount } from '../teams/team-queries.ts'
import type { ConversationEvent } from '../state.ts'

export type { Assignment, ClaimRefusal } from './claim-together.ts'

/** Takes a waiting conversation. Exactly one of many agents wins; the others learn who. Capacity is hard. What is claimed at the same moment is answered together. */
export async function claim(ports: HandoffPorts, conversationId: string, actor: Actor): Promise<Assignment | ClaimRefusal> {
  const answer = await ports.claims({ conversationId, actor: { id: actor.id, name: actor.name, team: actor.team } })
  if (!('no' in answer)) carryOn(ports, conversationId)
  return answer
}

/** A person enters unasked: takes a conversation from the bot, from the queue or from a colleague. */
export function takeOver(ports: HandoffPorts, conversationId: string, actor: Actor): Promise<Assignment | ClaimRefusal> {
  return enter(ports, { conversationId, actor, whenHeld: (tx, held) => relieve(ports, tx, held, actor) })
}

/** The same, but not from a colleague. */
export function takeUp(ports: HandoffPorts, conversationId: string, actor: Actor): Promise<Assignment | ClaimRefusal> {
  return enter(ports, { conversationId, actor, whenHeld: async (_tx, held) => heldBy(held, actor) })
}

interface Entry {
  conversationId: string
  actor: Actor
  /** What to do when a colleague is in charge. */
  whenHeld(tx: Db, held: Handoff): Promise<Assignment | ClaimRefusal>
}

async function enter(ports: HandoffPorts, { conversationId, actor, whenHeld }: Entry): Promise<Assignment | ClaimRefusal> {
  const answer = await ports.db.transaction(async (tx): Promise<Assignment | ClaimRefusal> => {
    const hasRoom = await lockRoom(tx, actor, conversationId)
    await lockConversation(tx, conversationId)
    const held = await visibleHandoff(tx, conversationId, actor)
    if (held?.status === 'accepted' && held.agent?.id === actor.id) return heldBy(held, actor)
    if (hasRoom !== true) return hasRoom
    if (held?.status === 'accepted') return whenHeld(tx, held)
    const handoff = await handoffToTakeOver(ports, tx, conversationId, actor)
    if (!handoff) return { no: 'not-found' }
    return (await accept(ports, tx, { handoff, actor, event: 'take-over' })) ?? { no: 'not-waiting' }
  })
  if (!('no' in answer)) carryOn(ports, conversationId)
  return answer
}

/** The conversation's latest handoff, if it is of the agent's team: another team's conversation does not exist for this agent. */
export async function visibleHandoff(db: Db, conversationId: string, actor: Pick<Actor, 'team'>): Promise<Handoff | null> {
  const handoff = await latestHandoffOf(db, conversationId)
  return handoff?.team === actor.team ? handoff : null
}

// A count inside the claiming update alone lets parallel claims through: the agent's row is locked first.
async function lockRoom(tx: Db, actor: Actor, conversationId: string): Promise<true | Extract<ClaimRefusal, { no: 'agent-full' }>> {
  const agent = await lockAgent(tx, actor.id)
  const capacity = agent?.capacity ?? 0
  return (await countOpenAssignments(tx, actor.id, conversationId)) < capacity ? true : { no: 'agent-full', capacity }
}

function heldBy(handoff: Handoff, actor: Actor): Assignment | ClaimRefusal {
  if (handoff.agent!.id === actor.id) return { handoffId: handoff.id, conversationId: handoff.conversationId, agentId: actor.id }
  return { no: 'already-claimed', by: handoff.agent! }
}

/** waiting → human, and everything that goes with it; null when somebody was faster. The agent's row is locked by the caller. */
export async function accept(ports: HandoffPorts, tx: Db, { handoff, actor, event }: { handoff: Handoff; actor: Actor; event: 'claim' | 'take-over' }): Promise<Assignment | null> {
  const now = ports.clock.now()
  if (!(await moveConversation(tx, handoff.conversationId, { ...moveBy(event), agentId: actor.id, now }))) return null
  if (!(await markAccepted(tx, handoff.id, actor.id, now))) return null
  await beginAssignment(tx, { handoffId: handoff.id, agentId: actor.id, by: event, now })
  await announce(ports, tx, { handoff, actor, event })
  return { handoffId: handoff.id, conversationId: handoff.conversationId, agentId: actor.id }
}

/** human → human, with another agent. The conversation is locked by the caller. */
export async function relieve(ports: HandoffPorts, tx: Db, handoff: Handoff, actor: Actor): Promise<Assignment> {
  const now = ports.clock.now()
  await moveConversation(tx, handoff.conversationId, { ...moveBy('take-over'), agentId: actor.id, now })
  await markReassigned(tx, handoff.id, { from: handoff.agent!.id, to: actor.id, now })
  await endAssignment(tx, handoff.id, 'take-over', now)
  await beginAssignment(tx, { handoffId: handoff.id, agentId: actor.id, by: 'take-over', now })
  // It may have been put off, or over.
  await resumeClocks(ports, tx, handoff)
  await announce(ports, tx, { handoff, actor, event: 'take-over' })
  return { handoffId: handoff.id, conversationId: handoff.conversationId, agentId: actor.id }
}

/** The bot falls silent, the shopper hears who is speaking, the deed is recorded. */
export async function announce(ports: HandoffPorts, tx: Db, { handoff, actor, event }: { handoff: Handoff; actor: Actor; event: ConversationEvent }): Promise<void> {
  const now = ports.clock.now()
  await cancelUnsent(tx, handoff.conversationId, now)
  for (const saying of greetingOf(handoff, actor)) await ports.say(tx, handoff.conversationId, saying)
  await insertAudit(tx, { agentId: actor.id, deed: event, conversationId: handoff.conversationId, handoffId: handoff.id, now })
  await recordChange(tx, handoff, 'accepted', now)
}

/** The open handoff, or a fresh one for a conversation that the bot (or nobody) holds. */
async function handoffToTakeOver(ports: HandoffPorts, tx: Db, conversationId: string, actor: Actor): Promise<Handoff | null> {
  const latest = await latestHandoffOf(tx, conversationId)
  if (latest && latest.team !== actor.team) return null
  if (latest?.status === 'waiting') return latest
  const conversation = await conversationById(tx, conversationId)
  // Nobody has asked for a person yet: the account says whose shopper it is.
  const team = latest || !conversation ? null : await teamOfAccount(tx, conversation)
  if (team !== null && team !== actor.team) return null
  const queues = (await allQueues(tx)).filter((one) => one.team === actor.team)
  const queue = queues.find((one) => one.id === latest?.queueId) ?? queues[0]
  if (!conversation || !queue) return null
  const card = await cardToTakeOver(tx, latest, conversation)
  await moveConversation(tx, conversationId, { from: ['bot', 'closed'], to: 'waiting', agentId: null, now: ports.clock.now() })
  const times = await ports.times.read(tx, ports.clock.now())
  const fresh = newHandoff({ conversation, card, queue, times, now: ports.clock.now() })
  if (await insertHandoff(tx, fresh)) await startOnRequest(ports, tx, fresh)
  return latestHandoffOf(tx, conversationId)
}

/** Who asked before and met nobody need not say it again: what was known then is on the card of whoever takes it up. */
async function cardToTakeOver(tx: Db, latest: Handoff | null, conversation: Conversation): Promise<CardInput> {
  const isUnmet = latest?.acceptedAt === null && (latest.status === 'failed' || latest.status === 'cancelled')
  return isUnmet ? { ...(await cardInputOf(tx, latest.id)), reason: 'agent-takeover' } : plainCard(conversation, { reason: 'agent-takeover' })
}
