import { cancelUnsent, lockConversation, moveConversation } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import { errorLine } from '../../core/errors.ts'
import { hasEndedLeases, isInCharge, lockAgent, saveAway, saveLease, takeEndedLeases, vanishedAgents } from './agent-queries.ts'
import { systemNote } from '../card/card-words.ts'
import { deleteChangesBefore, insertAudit, insertChange } from '../feed/feed-queries.ts'
import { keepForsaken } from '../hours/task-for-later.ts'
import { leaveMessage } from '../hours/leave-message.ts'
import { nobodyThere } from '../hours/nobody-there.ts'
import { startOnReturn } from '../sla/clocks.ts'
import { carryOn, deskChannel, recordChange } from '../ports.ts'
import type { Actor, HandoffPorts } from '../ports.ts'
import { cardInputOf, endAssignment, handoffsOfAgent, markEnded, markWaiting, openHandoffOf, waitingForNobody } from '../queries.ts'
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
    // The agent's row before the lease, as whoever sends somebody out does.
    const hasSwitched = isAway !== undefined && (await saveAway(tx, actor.id, { isAway, now }))
    const hasCome = await saveLease(tx, actor.id, now, now + ports.policy.leaseMs)
    if (hasSwitched && isAway) await takeOffersBack(tx, actor.id, now)
    if (hasCome || hasSwitched) await insertChange(tx, { team: actor.team, conversationId: null, what: 'presence', now })
    return hasCome || hasSwitched
  })
  if (isNews) ports.hint(deskChannel)
}

/** Finds agents whose console died and gives their conversations back to the head of the queue; frees shoppers who wait for nobody. To be called every few seconds by any replica. */
export async function sweep(ports: HandoffPorts, now: number): Promise<{ returned: number; givenUp: number }> {
  await tellWhoIsGone(ports, now)
  let returned = 0
  for (const agentId of await vanishedAgents(ports.db, now)) returned += await returnConversations(ports, agentId)
  const givenUp = await freeForsaken(ports, now)
  await deleteChangesBefore(ports.db, now - feedKeptMs)
  return { returned, givenUp }
}

/** A lease that ran out changes what boards and lists of agents show, also of agents who had nothing in hand. */
async function tellWhoIsGone(ports: HandoffPorts, now: number): Promise<void> {
  if (!(await hasEndedLeases(ports.db, now))) return
  const teams = await ports.db.transaction(async (tx) => {
    const ended = await takeEndedLeases(tx, now)
    for (const team of ended) await insertChange(tx, { team, conversationId: null, what: 'presence', now })
    return ended
  })
  if (teams.length > 0) ports.hint(deskChannel)
}

/** Gives the conversations that an agent may hold no more, or cannot answer, back to the head of their queues; returns how many. */
export async function returnConversations(ports: HandoffPorts, agentId: string): Promise<number> {
  return ofEach(ports, await handoffsOfAgent(ports.db, agentId), (tx, { conversationId }) => returnOne(ports, tx, conversationId, agentId))
}

/** Does it for each, in a transaction of its own, and goes on with the conversations for which it was so; returns how many. One that fails holds nobody else up: the next sweep looks at it again. */
async function ofEach(ports: HandoffPorts, handoffs: Handoff[], work: (tx: Db, handoff: Handoff) => Promise<boolean>): Promise<number> {
  let done = 0
  for (const handoff of handoffs) {
    try {
      if (!(await ports.db.transaction((tx) => work(tx, handoff)))) continue
      done += 1
      carryOn(ports, handoff.conversationId)
    } catch (error) {
      ports.log.error({ conversation: handoff.conversationId, handoff: handoff.id, why: errorLine(error) }, 'a conversation could not be freed of who is gone: it is tried again, look at why')
    }
  }
  return done
}

async function returnOne(ports: HandoffPorts, tx: Db, conversationId: string, agentId: string): Promise<boolean> {
  const now = ports.clock.now()
  // The agent may have come back, or another replica may have been faster: everything is checked again under the lock.
  const agent = await lockAgent(tx, agentId)
  await lockConversation(tx, conversationId)
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
  const { giveUpAfterMs, giveUpWhenAwayMs } = ports.policy
  const forsaken = await waitingForNobody(ports.db, { gone: now - giveUpAfterMs, away: now - giveUpWhenAwayMs, limit: 100 })
  return ofEach(ports, forsaken, (tx, handoff) => giveUp(ports, tx, handoff))
}

/** Nobody came and nobody is there: what the shopper has said is the message, who has said nothing is asked for one, and the desk finds a task when it comes back. */
async function giveUp(ports: HandoffPorts, tx: Db, handoff: Handoff): Promise<boolean> {
  const now = ports.clock.now()
  const { conversationId } = handoff
  if (!(await moveConversation(tx, conversationId, { ...moveBy('give-up'), agentId: null, now }))) return false
  if (!(await markEnded(tx, handoff.id, { status: 'failed', disposition: 'nobody-there', now }))) throw new Error('state of the conversation and of its handoff differ')
  await cancelUnsent(tx, conversationId, now)
  const hours = (await ports.times.read(tx, now)).hoursOf(handoff.queueId)
  const { said, contact } = await ports.bot.told(tx, { conversationId, afterSeq: handoff.turnSeq, card: await cardInputOf(tx, handoff.id) })
  await keepForsaken(tx, { ...handoff, preview: said ?? handoff.preview }, hours, now)
  await ports.say(tx, conversationId, { event: 'handoff.status', data: { state: 'failed', handoffId: handoff.id } })
  await ports.say(tx, conversationId, { reply: nobodyThere('leave-a-message', { said, contact }, { hours, timeZone: ports.timeZone, now }), isNotice: true })
  if (said !== null && contact !== null) await leaveMessage(ports, tx, conversationId, { text: said, contact, topic: handoff.topic })
  else await ports.bot.ask(tx, conversationId, { about: 'message', topic: handoff.topic, said })
  await insertAudit(tx, { agentId: null, deed: 'give-up', conversationId, handoffId: handoff.id, now })
  await recordChange(tx, handoff, 'failed', now)
  return true
}
