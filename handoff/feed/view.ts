import { conversationById, pastConversations, transcript } from '../../core/conversation/index.ts'
import type { Conversation, Language, Message } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import { errorLine } from '../../core/errors.ts'
import { isId } from '../../core/ids.ts'
import { agentNames, agentsOnDesk } from '../people/agent-queries.ts'
import { assembleCard } from '../card/card.ts'
import { keepOrderNumbers } from '../search/order-numbers.ts'
import { removedFacts } from '../facts/fact-queries.ts'
import { shopperNotes } from '../shopper-notes/shopper-notes.ts'
import { lineOf, promisesOfConversation } from '../promises/promise-queries.ts'
import { followUpsOf, surveyOf } from '../wrap-up/wrap-up-queries.ts'
import type { CardData, CardInput } from '../card/card-input.ts'
import { visibleHandoff } from '../deeds/claim.ts'
import type { Card, Changes, DeskMessage, MessagePage, OpenConversation, Queue, QueueEntry, Snapshot } from '../contract.ts'
import { cursorFrom, readCursor, writeCursor } from './cursor.ts'
import { leftMessages } from './feed-queries.ts'
import type { Actor, HandoffPorts } from '../ports.ts'
import { cardInputOf, deskHandoffs, latestHandoffsOf } from '../queries.ts'
import type { Handoff } from '../queries.ts'
import { queueBoard, queueCounts } from '../queue/queue-queries.ts'
import type { QueueCount } from '../queue/queue-queries.ts'

type ViewPorts = Pick<HandoffPorts, 'db' | 'clock' | 'log' | 'cardData' | 'renderCard' | 'labelOf'>

const headOfQueue = 100
const pageOfMessages = 100
const doneShownMs = 3_600_000

/** Everything a console shows after a fresh load, with the cursor to go on from. */
export async function snapshot(ports: ViewPorts, actor: Pick<Actor, 'team'>): Promise<Snapshot> {
  const now = ports.clock.now()
  // The cursor is read first: what commits meanwhile is seen twice rather than never. Four statements in all, however many wait.
  const { xid, queues } = await queueBoard(ports.db, actor.team)
  const [handoffs, left, agents] = await Promise.all([
    deskHandoffs(ports.db, actor.team, headOfQueue), leftMessages(ports.db, actor.team, { now, doneSince: now - doneShownMs }), agentsOnDesk(ports.db, actor.team, now),
  ])
  return { cursor: writeCursor(cursorFrom(xid, now)), queues: queues.map(queueOf), leftMessages: left, agents, entries: handoffs.map(entryOf) }
}

/** What changed since the cursor; 'bad-cursor' when it is none of ours or too old, then a fresh snapshot is needed. */
export async function changesSince(ports: Pick<HandoffPorts, 'clock' | 'news'>, actor: Pick<Actor, 'team'>, text: string): Promise<Changes | 'bad-cursor'> {
  const cursor = readCursor(text, ports.clock.now())
  return cursor ? ports.news({ team: actor.team, cursor }) : 'bad-cursor'
}

/** One conversation with its line, its card and the end of its transcript; null when it is not this team's. */
export async function openConversation(ports: ViewPorts, actor: Pick<Actor, 'team'>, conversationId: string, language: Language): Promise<OpenConversation | null> {
  if (!isId(conversationId)) return null
  const handoff = await visibleHandoff(ports.db, conversationId, actor)
  const conversation = handoff && (await conversationById(ports.db, conversationId))
  if (!handoff || !conversation) return null
  const card = await cardOf(ports, handoff, language)
  // Orders that came up since are found by their numbers too.
  await keepOrderNumbers(ports.db, handoff.team, conversationId, [...card.orders.map((order) => order.number), ...card.facts.filter((fact) => fact.name === 'order-number').map((fact) => fact.value)])
  const { messages, hasOlder } = await conversationMessages(ports.db, conversationId, {})
  return { entry: entryOf(handoff), state: conversation.state, card, messages, hasOlder }
}

/** Older messages of a conversation of the team, before `beforeSeq`; null when it is not this team's. */
export async function olderMessages(ports: ViewPorts, actor: Pick<Actor, 'team'>, conversationId: string, beforeSeq: number): Promise<MessagePage | null> {
  const handoff = await visibleHandoff(ports.db, conversationId, actor)
  return handoff && conversationMessages(ports.db, conversationId, { beforeSeq })
}

/** The end of a transcript, or the page before `beforeSeq`. */
export async function conversationMessages(db: Db, conversationId: string, { beforeSeq = 2147483647, limit = pageOfMessages }: { beforeSeq?: number; limit?: number }): Promise<MessagePage> {
  const rows = await transcript(db, conversationId, { beforeSeq, limit: limit + 1 })
  return { messages: await deskMessages(db, rows.slice(-limit)), hasOlder: rows.length > limit }
}

/** The context card of a handoff in the agent's language, with live data of the shop. */
export async function cardOf(ports: ViewPorts, handoff: Handoff, language: Language): Promise<Card> {
  const [conversation, input, past, messages, data] = await Promise.all([
    conversationById(ports.db, handoff.conversationId), cardInputOf(ports.db, handoff.id), pastConversations(ports.db, handoff.conversationId),
    transcript(ports.db, handoff.conversationId, { beforeSeq: 2147483647, limit: 200 }), liveData(ports, handoff.conversationId),
  ])
  const [earlier, promises, survey, followUps, removed, notes] = await Promise.all([
    latestHandoffsOf(ports.db, past.map((one) => one.id), handoff.team), promisesOfConversation(ports.db, handoff.conversationId, handoff.team),
    surveyOf(ports.db, handoff.id), followUpsOf(ports.db, handoff.id), removedFacts(ports.db, handoff.conversationId), shopperNotes(ports.db, handoff.team, handoff.shopperId),
  ])
  return assembleCard({
    handoff, input, data, language, promises: promises.map(lineOf), survey, followUps, removedFacts: removed, shopperNotes: notes ?? [],
    factsSince: Object.values(conversation?.dialog?.facts ?? {}), historySince: historyOf(messages, conversation),
    earlier: earlier.map(({ id, conversationId, reason, requestedAt, status, disposition }) => ({ handoffId: id, conversationId, reason, requestedAt, status, disposition })),
  }, ports)
}

/** A handoff as the console's line. */
export function entryOf(handoff: Handoff): QueueEntry {
  const { id, shopperId, shopperName, ...rest } = handoff
  return {
    handoffId: id, conversationId: rest.conversationId, status: rest.status, reason: rest.reason, priority: rest.priority, queueId: rest.queueId,
    topic: rest.topic, channel: rest.channel, language: rest.language, shopper: { id: shopperId, name: shopperName }, mood: rest.mood, preview: rest.preview, lastLine: rest.lastLine,
    requestedAt: rest.requestedAt, waitingSince: rest.waitingSince, respondBy: rest.respondBy, acceptedAt: rest.acceptedAt, agent: rest.agent,
    unansweredSince: rest.unansweredSince, isReturned: rest.isReturned, completedAt: rest.completedAt, disposition: rest.disposition,
    dueAt: rest.dueAt, level: rest.level, offer: rest.offer && { ...rest.offer, agentId: rest.offer.agent.id }, alertCount: rest.alertCount, alertedAt: rest.alertedAt,
    widenedTo: rest.widenedTo,
    snoozedUntil: rest.snoozedUntil, wrapUpUntil: rest.wrapUpUntil, complaintClass: rest.complaintClass, watchers: rest.watchers, consulted: rest.consulted, promise: rest.promise, sla: rest.sla,
    tags: rest.tags, unread: rest.unread, seen: rest.seen,
  }
}

/** What stands beside the lines: queues with their counts, messages left, the team's agents. */
export async function boardOf({ db, clock }: Pick<ViewPorts, 'db' | 'clock'>, team: string): Promise<Pick<Snapshot, 'queues' | 'leftMessages' | 'agents'>> {
  const now = clock.now()
  const [queues, left, agents] = await Promise.all([queueCounts(db, team), leftMessages(db, team, { now, doneSince: now - doneShownMs }), agentsOnDesk(db, team, now)])
  return { queues: queues.map(queueOf), leftMessages: left, agents }
}

function queueOf({ id, skill, language, waiting, longestWaitSince, isMore, label, assignment, isOpen }: QueueCount): Queue {
  return { id, skill, language, waiting, longestWaitSince, isMore, label, assignment, isOpen }
}

/** What the shop knows of the conversation. It may be away; the agent still needs the rest, and then instead we go on without orders. */
export async function liveData(ports: Pick<HandoffPorts, 'cardData' | 'log'>, conversationId: string): Promise<CardData> {
  try {
    return await ports.cardData(conversationId)
  } catch (error) {
    ports.log.warn({ conversation: conversationId, why: errorLine(error) }, 'the shop did not answer for a context card: it is shown without orders')
    return { orders: [], returns: [] }
  }
}

function historyOf(messages: Message[], conversation: Conversation | null): CardInput['history'] {
  return messages.flatMap(({ seq, understanding }) => {
    if (!understanding) return []
    const evidence = conversation?.mood?.points.find((point) => point.seq === seq)?.evidence ?? []
    const mood = { level: understanding.mood, score: understanding.moodScore, hasThreat: false, evidence }
    return [{ seq, intent: understanding.intent, confidence: understanding.confidence, mood }]
  })
}

// On the wire the handoff's states are one event of Bot Framework; in the transcript each has its own mark: `handoff.accepted`.
function markOf({ name, data }: NonNullable<Message['event']>): string {
  const state = name === 'handoff.status' ? (data as { state?: string } | undefined)?.state : undefined
  return state ? `handoff.${state}` : name
}

/** Messages as the console shows them. */
export async function deskMessages(db: Db, messages: Message[]): Promise<DeskMessage[]> {
  const names = await agentNames(db, [...new Set(messages.flatMap(({ agentId, to }) => [agentId ?? [], to ?? []].flat()))])
  return messages.map((message) => ({
    conversationId: message.conversationId, seq: message.seq, id: message.id, speaker: message.speaker, kind: message.kind,
    text: message.event ? markOf(message.event) : message.text,
    agent: message.agentId ? { id: message.agentId, name: names.get(message.agentId) ?? '' } : null,
    attachments: message.attachments, choices: message.choices.map((choice) => choice.title),
    ...(message.event?.data === undefined ? {} : { data: message.event.data }), delivery: message.kind === 'text' ? message.delivery : null, createdAt: message.createdAt,
    to: message.to === undefined ? null : { id: message.to, name: names.get(message.to) ?? '' },
    editedAt: message.editedAt ?? null, deletedAt: message.deletedAt ?? null, history: message.history ?? [],
  }))
}
