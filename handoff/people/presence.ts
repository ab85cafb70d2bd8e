import { cancelUnsent, moveConversation } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import { isInCharge, lockAgent, saveAway, saveLease, vanishedAgents } from './agent-queries.ts'
import { systemNote } from '../card/card-words.ts'
import { deleteChangesBefore, insertAudit, insertChange } from '../feed/feed-queries.ts'
import { dueOf, keep } from '../hours/leave-message.ts'
import { openingWords } from '../hours/opening.ts'
import { startOnReturn } from '../sla/clocks.ts'
import { carryOn, deskChannel, recordChange } from '../ports.ts'
import type { Actor, HandoffPorts } from '../ports.ts'
import { endAssignment, handoffsOfAgent, markEnded, markWaiting, openHandoffOf, waitingForNobody } from '../queries.ts'
import type { Handoff } from '../queries.ts'
import { takeOffersBack } from '../queue/offers.ts'
import { beginWaiting } from '../queue/waiting.ts'
import { moveBy } from '../state.ts'

/** How long the feed of changes is kept; a console that slept longer loads afresh. */
export const feedKeptMs = 24 * 3_600_000

/** An agent's console is alive: the lease is prolonged. Sets whether new conversations are welcome. */
export async function heartbeat(ports: HandoffPorts, actor: Actor, { isAway }: { isAway?: boolean | undefined } = {}): Promise<void> {
  const now = ports.clock.now()
  const isNews = await ports.db.transaction(async (tx) => {
    const hasCome = await saveLease(tx, actor.id, now, now + ports.policy.leaseMs)
    const hasSwitched = isAway !== undefined && (await saveAway(tx, actor.id, isAway))
    if (hasSwitched && isAway) await takeOffersBack(tx, actor.id, now)
    if (hasCome || hasSwitched) await insertChange(tx, { team: actor.team, conversationId: null, what: 'presence', now })
    return hasCome || hasSwitched
  })
  if (isNews) ports.hint(deskChannel)
}

/** Finds agents whose console died and gives their conversations back to the head of the queue; frees shoppers who wait for nobody. To be called every few seconds by any replica. */
export async function sweep(ports: HandoffPorts, now: number): Promise<{ returned: number; givenUp: number }> {
  let returned = 0
  for (const agentId of await vanishedAgents(ports.db, now)) returned += await returnConversations(ports, agentId)
  const givenUp = await freeForsaken(ports, now)
  await deleteChangesBefore(ports.db, now - feedKeptMs)
  return { returned, givenUp }
}

/** Gives the conversations that an agent may hold no more, or cannot answer, back to the head of their queues; returns how many. */
export async function returnConversations(ports: HandoffPorts, agentId: string): Promise<number> {
  let returned = 0
  for (const { conversationId } of await handoffsOfAgent(ports.db, agentId)) {
    const isReturned = await ports.db.transaction((tx) => returnOne(ports, tx, conversationId, agentId))
    if (!isReturned) continue
    returned += 1
    carryOn(ports, conversationId)
  }
  return returned
}

async function returnOne(ports: HandoffPorts, tx: Db, conversationId: string, agentId: string): Promise<boolean> {
  const now = ports.clock.now()
  // The agent may have come back, or another replica may have been faster: everything is checked again under the lock.
  const agent = await lockAgent(tx, agentId)
  const handoff = await openHandoffOf(tx, conversationId)
  if (handoff?.agent?.id !== agentId || await isInCharge(tx, agentId, handoff.id, now)) return false
  if (!(await moveConversation(tx, conversationId, { ...moveBy('vanish'), agentId: null, now }))) return false
  await markWaiting(tx, handoff.id, { queueId: handoff.queueId, isReturned: true, toldVanishedAt: now })
  await beginWaiting(tx, handoff.id, now)
  await endAssignment(tx, handoff.id, 'vanish', now)
  await startOnReturn(ports, tx, handoff)
  await ports.say(tx, conversationId, { note: systemNote('agent-vanished', handoff.language, agent?.name ?? handoff.agent.name), agentId: null })
  if (handoff.toldVanishedAt === null) await ports.say(tx, conversationId, { reply: { key: 'handoff.agent-gone', data: { agent: handoff.agent.name } }, isNotice: true })
  await insertAudit(tx, { agentId, deed: 'vanish', conversationId, handoffId: handoff.id, now })
  await recordChange(tx, handoff, 'vanished', now)
  return true
}

async function freeForsaken(ports: HandoffPorts, now: number): Promise<number> {
  let freed = 0
  for (const handoff of await waitingForNobody(ports.db, now - ports.policy.giveUpAfterMs, 100)) {
    const isFreed = await ports.db.transaction((tx) => giveUp(ports, tx, handoff))
    if (!isFreed) continue
    freed += 1
    carryOn(ports, handoff.conversationId)
  }
  return freed
}

/** Nobody came and nobody is there: the shopper is asked for a message, and the desk finds a task when it comes back. */
async function giveUp(ports: HandoffPorts, tx: Db, handoff: Handoff): Promise<boolean> {
  const now = ports.clock.now()
  const { conversationId } = handoff
  if (!(await moveConversation(tx, conversationId, { ...moveBy('give-up'), agentId: null, now }))) return false
  if (!(await markEnded(tx, handoff.id, { status: 'failed', disposition: 'nobody-there', now }))) throw new Error('state of the conversation and of its handoff differ')
  await cancelUnsent(tx, conversationId, now)
  const hours = (await ports.times.read(tx, now)).hoursOf(handoff.queueId)
  await keep(tx, {
    conversation: { ...handoff, id: conversationId }, queue: { id: handoff.queueId, team: handoff.team }, left: { text: handoff.preview, contact: null, topic: handoff.topic },
    dueAt: dueOf(hours, {}, now).at, now,
  })
  await ports.say(tx, conversationId, { event: 'handoff.status', data: { state: 'failed', handoffId: handoff.id } })
  await ports.say(tx, conversationId, { reply: { key: 'handoff.nobody-there', data: openingWords(hours, ports.timeZone, now) }, isNotice: true })
  await ports.bot.ask(tx, conversationId, { about: 'message', topic: handoff.topic })
  await insertAudit(tx, { agentId: null, deed: 'give-up', conversationId, handoffId: handoff.id, now })
  await recordChange(tx, handoff, 'failed', now)
  return true
}
