import { giveToAgents, lockConversations } from '../../core/conversation/index.ts'
import type { ConversationState } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import { insertAudits } from '../audit/audit-queries.ts'
import type { AgentName } from '../contract.ts'
import { insertChanges } from '../feed/feed-queries.ts'
import { lockAgents } from '../people/agent-queries.ts'
import type { Agent } from '../people/agent-queries.ts'
import type { Actor, HandoffPorts, Saying } from '../ports.ts'
import { latestHandoffsOf } from '../queries.ts'
import type { Handoff } from '../queries.ts'
import { moveBy } from '../state.ts'
import { acceptMany, placesTaken } from './assignment-queries.ts'

/** One agent responsible for one conversation. */
export interface Assignment {
  handoffId: string
  conversationId: string
  agentId: string
}

export type ClaimRefusal =
  | { no: 'not-found' }
  | { no: 'already-claimed'; by: AgentName }
  | { no: 'agent-full'; capacity: number }
  | { no: 'not-waiting' }
  /** Offered to a colleague, who may take it until then. */
  | { no: 'reserved'; by: AgentName; until: number }

export interface Claim {
  conversationId: string
  actor: Actor
}

type Answer = Assignment | ClaimRefusal
type ClaimPorts = Pick<HandoffPorts, 'db' | 'clock' | 'say' | 'sayInMany'>

/**
 * Answers claims that came at the same moment in one transaction: it locks the agents' rows, then the conversations', each in the order of their ids,
 * counts, then takes. Exactly one claim of a conversation wins; capacity is hard, since no other claim of these agents can count meanwhile.
 */
export function claimTogether(ports: ClaimPorts, claims: Claim[]): Promise<Answer[]> {
  const conversationIds = [...new Set(claims.map((claim) => claim.conversationId))]
  return ports.db.transaction(async (tx) => {
    const agents = await lockAgents(tx, [...new Set(claims.map(({ actor }) => actor.id))])
    const taken = await placesTaken(tx, [...agents.keys()])
    const states = await lockConversations(tx, conversationIds)
    const handoffs = new Map((await latestHandoffsOf(tx, conversationIds, null)).map((handoff) => [handoff.conversationId, handoff]))
    const now = ports.clock.now()
    const winners = new Map<string, Actor>()
    const answers = claims.map((claim): Answer => {
      const { conversationId, actor } = claim
      const answer = decide(claim, { handoff: handoffs.get(conversationId), state: states.get(conversationId), agent: agents.get(actor.id), taken, winner: winners.get(conversationId), now })
      if (!('no' in answer) && handoffs.get(conversationId)?.status === 'waiting') winners.set(conversationId, actor)
      return answer
    })
    if (winners.size > 0) await take(ports, tx, [...winners].map(([conversationId, actor]) => ({ handoff: handoffs.get(conversationId)!, actor })), now)
    return answers
  })
}

interface Seen {
  handoff: Handoff | undefined
  state: ConversationState | undefined
  agent: Agent | undefined
  /** Places taken by agent; a claim that wins takes one more. */
  taken: Map<string, number>
  /** Who won the conversation a moment ago, in this very transaction. */
  winner: Actor | undefined
  now: number
}

function decide({ conversationId, actor }: Claim, { handoff, state, agent, taken, winner, now }: Seen): Answer {
  // Another team's conversation does not exist for this agent.
  if (!handoff || handoff.team !== actor.team) return { no: 'not-found' }
  const assignment = { handoffId: handoff.id, conversationId, agentId: actor.id }
  const holder = winner ? { id: winner.id, name: winner.name } : handoff.status === 'accepted' ? handoff.agent : null
  if (holder) return holder.id === actor.id ? assignment : { no: 'already-claimed', by: holder }
  if (handoff.status !== 'waiting' || state !== 'waiting') return { no: 'not-waiting' }
  const { offer } = handoff
  // An offer that has run out binds nobody, though the sweep has not ended it yet.
  if (offer && offer.agent.id !== actor.id && offer.expiresAt > now) return { no: 'reserved', by: offer.agent, until: offer.expiresAt }
  const capacity = agent?.capacity ?? 0
  const kept = offer?.agent.id === actor.id ? 1 : 0
  const places = taken.get(actor.id) ?? 0
  if (places - kept >= capacity) return { no: 'agent-full', capacity }
  taken.set(actor.id, places + 1 - kept)
  return assignment
}

/** waiting → human for each, and everything that goes with it. */
async function take(ports: ClaimPorts, tx: Db, taken: { handoff: Handoff; actor: Actor }[], now: number): Promise<void> {
  const given = await giveToAgents(tx, taken.map(({ handoff, actor }) => ({ id: handoff.conversationId, agentId: actor.id })), { ...moveBy('claim'), now })
  const accepted = await acceptMany(tx, taken.map(({ handoff, actor }) => ({ handoffId: handoff.id, agentId: actor.id })), now)
  if (given !== taken.length || accepted !== taken.length) throw new Error('state of the conversation and of its handoff differ')
  await ports.sayInMany(tx, taken.map(({ handoff, actor }) => ({ conversationId: handoff.conversationId, sayings: greetingOf(handoff, actor) })))
  await insertAudits(tx, taken.map(({ handoff, actor }) => ({ agentId: actor.id, deed: 'claim', conversationId: handoff.conversationId, handoffId: handoff.id, team: handoff.team, now })))
  await insertChanges(tx, taken.map(({ handoff }) => ({ team: handoff.team, conversationId: handoff.conversationId, what: 'accepted', now })))
}

/** What is said when a person takes over: a mark of the handoff, and who is speaking now. */
export function greetingOf(handoff: Pick<Handoff, 'id'>, actor: Actor): Saying[] {
  return [
    { event: 'handoff.status', data: { state: 'accepted', handoffId: handoff.id, agentId: actor.id, agent: actor.name } },
    { reply: { key: 'handoff.accepted', data: { agent: actor.name } }, isNotice: true },
  ]
}
