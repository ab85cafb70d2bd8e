import { conversationById, lockConversation, moveConversation } from '../../core/conversation/index.ts'
import type { Conversation, MoodLevel } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import { newId } from '../../core/ids.ts'
import { countPresent } from '../people/agent-queries.ts'
import { plainCard } from '../card/card-input.ts'
import type { CardInput } from '../card/card-input.ts'
import { chooseQueue } from './choose-queue.ts'
import type { QueueRow } from './choose-queue.ts'
import { insertLeftMessage } from '../feed/feed-queries.ts'
import { isOpen } from '../hours/hours.ts'
import { recordChange } from '../ports.ts'
import type { HandoffPorts } from '../ports.ts'
import { deadlines, etaMinutes, levelFor, priorityOf } from './priority.ts'
import { allQueues, insertHandoff, latestHandoffOf, markEnded, markUnanswered, openHandoffOf, placeInQueue, recentWaits } from '../queries.ts'
import type { Handoff, NewHandoff } from '../queries.ts'
import { moveBy } from '../state.ts'

export type Requested =
  | { result: 'waiting'; handoffId: string; place: number; etaMinutes: number | null; isNew: boolean }
  /** A person is in charge already. */
  | { result: 'accepted'; handoffId: string }
  /** Said so to the shopper, who is asked for a message and a contact; pass them to `leaveMessage`. */
  | { result: 'nobody-there'; queueId: string }

type RequestPorts = Pick<HandoffPorts, 'clock' | 'policy' | 'say'>

/** Asks for a person, inside the turn's transaction, and tells the shopper. Idempotent: a conversation has one open handoff, however often it is asked for. */
export async function request(ports: RequestPorts, tx: Db, conversationId: string, card: CardInput): Promise<Requested> {
  const conversation = await lockConversation(tx, conversationId)
  if (!conversation) throw new Error('a handoff was requested for a conversation that does not exist')
  const open = await openHandoffOf(tx, conversationId)
  if (open) return standing(ports, tx, open, false)
  const now = ports.clock.now()
  const queue = await queueFor(tx, conversation, card)
  if (!(await isSomebodyThere(ports, tx, queue.team, now))) {
    await recordMissed(tx, newHandoff({ conversation, card, queue, policy: ports.policy, now }))
    await ports.say(tx, conversationId, { reply: { key: 'handoff.nobody-there' }, isNotice: true })
    return { result: 'nobody-there', queueId: queue.id }
  }
  await moveConversation(tx, conversationId, { ...moveBy('request'), agentId: null, now })
  await insertHandoff(tx, newHandoff({ conversation, card, queue, policy: ports.policy, now }))
  const mine = (await openHandoffOf(tx, conversationId))!
  await recordChange(tx, mine, 'requested', now)
  const requested = await standing(ports, tx, mine, true)
  if (requested.result === 'waiting') await tellStanding(ports, tx, conversationId, requested)
  return requested
}

/** Tells a waiting shopper their place again; false when they do not wait. */
export async function tellPlace(ports: RequestPorts, tx: Db, conversationId: string): Promise<boolean> {
  const open = await openHandoffOf(tx, conversationId)
  if (open?.status !== 'waiting') return false
  const requested = await standing(ports, tx, open, false)
  if (requested.result === 'waiting') await tellStanding(ports, tx, conversationId, requested)
  return true
}

/** Gives up the place in the queue: the shopper would rather not wait (`leave`), or the bot has solved it (`solve`). False when they do not wait. */
export async function leaveQueue(ports: RequestPorts, tx: Db, conversationId: string, why: 'leave' | 'solve'): Promise<boolean> {
  const now = ports.clock.now()
  const open = await openHandoffOf(tx, conversationId)
  if (open?.status !== 'waiting') return false
  if (!(await moveConversation(tx, conversationId, { ...moveBy(why), agentId: null, now }))) return false
  await markEnded(tx, open.id, { status: 'cancelled', disposition: why === 'leave' ? 'left-queue' : 'solved-by-bot', now })
  await recordChange(tx, open, 'cancelled', now)
  await ports.say(tx, conversationId, { reply: { key: 'handoff.queue-left' }, isNotice: true })
  return true
}

/** Keeps a message left while nobody was there, as a task for whoever comes next. The caller says the thanks. */
export async function leaveMessage(
  ports: Pick<HandoffPorts, 'clock' | 'policy'>, tx: Db, conversationId: string, left: { text: string; contact: string | null; topic: string },
): Promise<void> {
  const now = ports.clock.now()
  const conversation = (await conversationById(tx, conversationId))!
  const queue = await queueFor(tx, conversation, { topic: left.topic, reason: 'asked' })
  // With a handoff on record, though nobody came, the desk can open the conversation and its card.
  const card = plainCard(conversation, { reason: 'asked', topic: left.topic, words: left.text })
  if (!(await latestHandoffOf(tx, conversationId))) await recordMissed(tx, newHandoff({ conversation, card, queue, policy: ports.policy, now }))
  await insertLeftMessage(tx, {
    id: newId(now), conversationId, queueId: queue.id, team: queue.team, shopperId: conversation.shopperId, shopperName: conversation.shopperName,
    language: conversation.language ?? 'en', text: left.text, contact: left.contact,
  }, now)
  await recordChange(tx, { team: queue.team, conversationId }, 'message-left', now)
}

/** Notes, inside the turn's transaction, that the shopper wrote while a person is in charge: their clock for the next answer starts. */
export async function shopperSpoke(ports: Pick<HandoffPorts, 'clock'>, tx: Db, conversationId: string): Promise<void> {
  const open = await openHandoffOf(tx, conversationId)
  if (open?.status !== 'accepted' || !open.agent) return
  const now = ports.clock.now()
  const conversation = (await conversationById(tx, conversationId))!
  // Who writes again after the talk seemed over, or while it was put off, is with their agent again.
  if (conversation.state === 'wrap-up') await moveConversation(tx, conversationId, { from: ['wrap-up'], to: 'human', agentId: open.agent.id, now })
  if (conversation.state === 'snoozed') await moveConversation(tx, conversationId, { from: ['snoozed'], to: 'human', agentId: open.agent.id, now })
  await markUnanswered(tx, open.id, now)
  await recordChange(tx, open, 'shopper-spoke', now)
}

const sameMissMs = 30 * 60_000

/** A request that met nobody leaves a failed handoff: the desk finds the conversation, with its card, when it comes back. Once per half hour and conversation. */
async function recordMissed(tx: Db, missed: NewHandoff): Promise<void> {
  const latest = await latestHandoffOf(tx, missed.conversationId)
  if (latest?.disposition === 'nobody-there' && missed.requestedAt - latest.requestedAt < sameMissMs) return
  await insertHandoff(tx, missed)
  await markEnded(tx, missed.id, { status: 'failed', disposition: 'nobody-there', now: missed.requestedAt })
  await recordChange(tx, missed, 'failed', missed.requestedAt)
}

/** Place and honest waiting time of an open handoff. */
async function standing(ports: RequestPorts, tx: Db, open: Handoff, isNew: boolean): Promise<Requested> {
  if (open.status === 'accepted') return { result: 'accepted', handoffId: open.id }
  const place = await placeInQueue(tx, open.id)
  const waits = await recentWaits(tx, open.queueId, ports.clock.now() - 4 * 3_600_000)
  return { result: 'waiting', handoffId: open.id, place, etaMinutes: etaMinutes(waits), isNew }
}

async function tellStanding(ports: RequestPorts, tx: Db, conversationId: string, { place, etaMinutes: eta }: { place: number; etaMinutes: number | null }): Promise<void> {
  const data = eta === null ? { place } : { place, eta }
  await ports.say(tx, conversationId, { reply: { key: 'handoff.waiting', data }, isNotice: true })
}

async function queueFor(tx: Db, conversation: Conversation, ask: Pick<CardInput, 'topic' | 'reason'>): Promise<QueueRow> {
  const queue = chooseQueue({ topic: ask.topic, reason: ask.reason, language: conversation.language ?? 'en' }, await allQueues(tx))
  if (!queue) throw new Error('there are no queues: the migration that seeds them has not run')
  return queue
}

async function isSomebodyThere(ports: Pick<HandoffPorts, 'policy'>, tx: Db, team: string, now: number): Promise<boolean> {
  if (ports.policy.offHours === 'leave-a-message' && !isOpen(ports.policy.hours, now)) return false
  return (await countPresent(tx, team, now)) > 0
}

/** A handoff as it is stored when it is requested. */
export function newHandoff({ conversation, card, queue, policy, now }: {
  conversation: Conversation; card: CardInput; queue: QueueRow; policy: HandoffPorts['policy']; now: number
}): NewHandoff {
  const mood = worstLately(card)
  const weight = { reason: card.reason, mood, complaintClass: card.complaintClass, shopperValue: card.shopperValue }
  const priority = priorityOf(weight)
  const level: MoodLevel = mood?.level ?? 'calm'
  return {
    id: newId(now), conversationId: conversation.id, queueId: queue.id, team: queue.team, reason: card.reason, topic: card.topic, channel: conversation.channel,
    shopperId: conversation.shopperId, shopperName: conversation.shopperName, language: conversation.language ?? 'en', priority, mood: level,
    level: levelFor(weight), turnSeq: card.turnSeq, requestedAt: now, respondBy: deadlines(policy, priority, now).respondBy, preview: [...card.words].slice(0, 200).join(''), card,
  }
}

// The last message may be a short "yes" to the offer of a person: a threat before it still counts.
function worstLately(card: CardInput): CardInput['history'][number]['mood'] | null {
  const lately = card.history.slice(-3).map((one) => one.mood)
  return lately.toSorted((a, b) => Number(b.hasThreat) - Number(a.hasThreat) || b.score - a.score)[0] ?? null
}
