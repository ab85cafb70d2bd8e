import { lockConversation, moveConversation } from '../../core/conversation/index.ts'
import type { Conversation } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import { countPresent } from '../people/agent-queries.ts'
import type { CardInput } from '../card/card-input.ts'
import { addToCard } from '../card/put-on-card.ts'
import { chooseQueue } from './choose-queue.ts'
import type { QueueRow } from './choose-queue.ts'
import type { WhoSpeaks } from '../contract.ts'
import type { DeskTimes } from '../hours/desk-times.ts'
import { isOpen } from '../hours/hours.ts'
import { reasonClassOf, whoSpeaks } from '../hours/off-hours.ts'
import { nobodyThere } from '../hours/nobody-there.ts'
import { keepForsaken } from '../hours/task-for-later.ts'
import { markUnanswered } from '../deeds/answer-queries.ts'
import type { Words } from '../deeds/answer-queries.ts'
import { goOn } from '../deeds/go-on.ts'
import { wakeForShopper } from '../deeds/snooze.ts'
import { recordChange } from '../ports.ts'
import type { HandoffPorts } from '../ports.ts'
import { startOnQuestion, startOnRequest } from '../sla/clocks.ts'
import { newHandoff } from './new-handoff.ts'
import { startWaiting } from './waiting.ts'
import { waitRange } from './waiting-time.ts'
import type { WaitRange } from './waiting-time.ts'
import { allQueues, insertHandoff, latestHandoffOf, markEnded, openHandoffOf, placeInQueue, recentWaits } from '../queries.ts'
import type { Handoff, NewHandoff } from '../queries.ts'
import { moveBy } from '../state.ts'
import { teamOfAccount } from '../teams/team-queries.ts'

export type Requested =
  | { result: 'waiting'; handoffId: string; place: number; eta: WaitRange | null; isNew: boolean }
  /** A person is in charge already. */
  | { result: 'accepted'; handoffId: string }
  /** Said so to the shopper; who is asked for a message and a contact leaves them by `leaveMessage`. */
  | { result: 'nobody-there'; queueId: string; speaks: Exclude<WhoSpeaks, 'person'> }

type RequestPorts = Pick<HandoffPorts, 'clock' | 'say' | 'times' | 'timeZone'>

/** Asks for a person, inside the turn's transaction, and tells the shopper. Idempotent: a conversation has one open handoff, however often it is asked for. */
export async function request(ports: RequestPorts, tx: Db, conversationId: string, card: CardInput): Promise<Requested> {
  const conversation = await lockConversation(tx, conversationId)
  if (!conversation) throw new Error('a handoff was requested for a conversation that does not exist')
  const open = await openHandoffOf(tx, conversationId)
  if (open) return standing(ports, tx, open, false)
  const now = ports.clock.now()
  const queue = await queueFor(tx, conversation, card)
  const times = await ports.times.read(tx, now)
  const wanted = newHandoff({ conversation, card, queue, times, now })
  const speaks = await speakerFor(tx, { queue, reason: card.reason, times, now })
  if (speaks !== 'person') {
    const id = await recordMissed(tx, wanted)
    const hours = times.hoursOf(queue.id)
    // Who only asked may come again; whoever needs a person, or has said for what, is looked after, also when they write no more.
    const isTold = speaks === 'leave-a-message' && card.said != null
    if (isTold || reasonClassOf(card.reason) !== 'asked') await keepForsaken(tx, { ...wanted, id, preview: card.said ?? wanted.preview }, hours, now)
    await ports.say(tx, conversationId, { reply: nobodyThere(speaks, card, { hours, timeZone: ports.timeZone, now }), isNotice: true })
    return { result: 'nobody-there', queueId: queue.id, speaks }
  }
  await moveConversation(tx, conversationId, { ...moveBy('request'), agentId: null, now })
  if (await insertHandoff(tx, wanted)) {
    await startWaiting(tx, wanted, queue, now)
    await startOnRequest(ports, tx, wanted)
  }
  const mine = (await openHandoffOf(tx, conversationId))!
  await recordChange(tx, mine, 'requested', now)
  const requested = await standing(ports, tx, mine, true)
  if (requested.result === 'waiting') await tellStanding(ports, tx, conversationId, requested)
  const wants = wantedMeanwhile(conversation, card)
  if (wants) await ports.say(tx, conversationId, { reply: { key: 'handoff.while-waiting', data: { wants } }, isNotice: true })
  return requested
}

const aboutOrders = new Set(['order', 'shipping', 'returns', 'payment', 'complaint'])

/** What a shopper who waits can look for meanwhile, so that the person need not ask: the number of the order, or a picture of what is broken. Nobody upset is sent to look for anything. */
function wantedMeanwhile({ customerId }: Conversation, card: CardInput): 'order-number' | 'photo' | null {
  if (card.reason === 'agitated' || card.reason === 'high-risk' || card.reason === 'bot-failure') return null
  const isOrderKnown = customerId !== null || card.provenOrders.length > 0 || card.facts.some((fact) => fact.name === 'order-number')
  if (aboutOrders.has(card.topic) && !isOrderKnown) return 'order-number'
  return card.complaintClass === 'product-quality' && !card.hasPhoto ? 'photo' : null
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
  await ports.say(tx, conversationId, { reply: { key: why === 'leave' ? 'handoff.queue-left' : 'handoff.queue-left-solved' }, isNotice: true })
  return true
}

/** Notes, inside the turn's transaction, that the shopper wrote (`words`) while a person is in charge: their clock for the next answer starts. */
export async function shopperSpoke(ports: HandoffPorts, tx: Db, conversationId: string, words: Words | null = null): Promise<void> {
  const open = await openHandoffOf(tx, conversationId)
  if (open?.status !== 'accepted' || !open.agent) return
  const now = ports.clock.now()
  // Who writes again after the talk seemed over, or while it was put off, is with their agent again; when the agent is not there, first in the queue.
  if (open.wrapUpUntil !== null) await goOn(ports, tx, open)
  if (open.snoozedUntil !== null && (await wakeForShopper(ports, tx, open)) === 'waiting') return void await tellPlace(ports, tx, conversationId)
  await markUnanswered(tx, open.id, words, now)
  await startOnQuestion(ports, tx, open)
  await recordChange(tx, open, 'shopper-spoke', now)
}

const sameMissMs = 30 * 60_000

/** A request that met nobody leaves a failed handoff: the desk finds the conversation, with its card, when it comes back. Once per half hour and conversation, what is new goes to its card; returns its id. */
export async function recordMissed(tx: Db, missed: NewHandoff): Promise<string> {
  const latest = await latestHandoffOf(tx, missed.conversationId)
  if (latest?.disposition === 'nobody-there' && missed.requestedAt - latest.requestedAt < sameMissMs) {
    await addToCard(tx, latest, missed.card, missed.requestedAt)
    return latest.id
  }
  await insertHandoff(tx, missed)
  await markEnded(tx, missed.id, { status: 'failed', disposition: 'nobody-there', now: missed.requestedAt })
  await recordChange(tx, missed, 'failed', missed.requestedAt)
  return missed.id
}

const recentMs = 4 * 3_600_000

/** Place and honest waiting time of an open handoff. */
async function standing(ports: RequestPorts, tx: Db, open: Handoff, isNew: boolean): Promise<Requested> {
  if (open.status === 'accepted') return { result: 'accepted', handoffId: open.id }
  const place = await placeInQueue(tx, open.id)
  const now = ports.clock.now()
  const waits = await recentWaits(tx, open, now - recentMs)
  return { result: 'waiting', handoffId: open.id, place, eta: waitRange(waits, isNew ? 0 : now - open.waitingSince), isNew }
}

async function tellStanding(ports: RequestPorts, tx: Db, conversationId: string, { place, eta }: { place: number; eta: WaitRange | null }): Promise<void> {
  const data = { place, ...eta }
  await ports.say(tx, conversationId, { reply: { key: 'handoff.waiting', data }, isNotice: true })
}

export async function queueFor(tx: Db, conversation: Conversation, ask: Pick<CardInput, 'topic' | 'reason'>): Promise<QueueRow> {
  const team = await teamOfAccount(tx, conversation)
  const queue = chooseQueue({ topic: ask.topic, reason: ask.reason, language: conversation.language ?? 'en', team }, await allQueues(tx))
  if (!queue) throw new Error('there are no queues: the migration that seeds them has not run')
  return queue
}

async function speakerFor(tx: Db, { queue, reason, times, now }: { queue: Pick<QueueRow, 'id' | 'team'>; reason: CardInput['reason']; times: DeskTimes; now: number }): Promise<WhoSpeaks> {
  const isSomebodyThere = (await countPresent(tx, queue.team, now)) > 0
  return whoSpeaks(times.offHoursOf(queue.team), { queueId: queue.id, reason, isSomebodyThere, isOpen: isOpen(times.hoursOf(queue.id), now) })
}
