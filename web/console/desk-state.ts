import type { AgentOnDesk, Changes, DeskMessage, LeftMessage, OpenConversation, Priority, Queue, QueueEntry, Snapshot, WaitingPage } from '../../handoff/contract.ts'

/** What the console knows: the same after any run of changes as after a fresh load. */
export interface Desk {
  cursor: string
  queues: Queue[]
  entries: QueueEntry[]
  leftMessages: LeftMessage[]
  agents: AgentOnDesk[]
  /** Of each queue that is longer than what was read: the last line up to which every line is known. */
  edges: Record<string, QueueEntry>
}

/** A snapshot that leaves lines out brings at least so many. Below it a count that differs is only of another moment than the lines. */
export const leastHead = 50

/** The desk after a fresh load. Of queues that are counted longer than what came, only the part before the last line is whole. */
export function deskOf(snapshot: Snapshot): Desk {
  const desk = standing(snapshot, {})
  const waiting = desk.entries.filter((entry) => entry.status === 'waiting')
  const edge = waiting.at(-1)
  if (!edge || waiting.length < leastHead) return desk
  const longer = desk.queues.filter(({ id, waiting: count }) => waiting.filter(({ queueId }) => queueId === id).length < count)
  return { ...desk, edges: Object.fromEntries(longer.map(({ id }) => [id, edge])) }
}

/** The desk after `changes`. Lines come one by one and are put over those we have; the boards (queues, agents, messages left) come whole. */
export function withChanges(desk: Desk, changes: Changes): Desk {
  const byId = new Map([...desk.entries, ...changes.entries].map((entry) => [entry.handoffId, entry]))
  return standing({ ...changes, entries: [...byId.values()].filter(isAtDesk) }, desk.edges)
}

/** The desk with the next lines of a queue. What changed while they were read (`changed`, by handoff) is newer than the page, and stays as it is. */
export function withPage(desk: Desk, queueId: string, { entries, next }: WaitingPage, changed: ReadonlySet<string>): Desk {
  const known = new Set([...desk.entries.map(({ handoffId }) => handoffId), ...changed])
  const { [queueId]: _before, ...edges } = desk.edges
  const last = entries.at(-1)
  const fresh = entries.filter(({ handoffId }) => !known.has(handoffId))
  return { ...desk, entries: [...desk.entries, ...fresh].toSorted(byStanding), edges: last && next !== null ? { ...edges, [queueId]: last } : edges }
}

/** Where to read on in a queue: after its last line before the edge, as that line stands now; null for the head. */
export function pageAfter(desk: Desk, queueId: string): string | null {
  return waitingOf(desk, queueId).at(-1)?.handoffId ?? null
}

/** The lines that wait, in the order of the queue, as far as none is missing between them. */
export function waitingOf(desk: Desk, queueId: string | null = null): QueueEntry[] {
  const edges = queueId === null ? Object.values(desk.edges) : [desk.edges[queueId] ?? []].flat()
  const edge = edges.toSorted(byStanding)[0]
  return desk.entries.filter((entry) => entry.status === 'waiting' && (queueId === null || entry.queueId === queueId) && (!edge || byStanding(entry, edge) <= 0))
}

/** How many wait, those included that were not read yet; `isMore`: the server stopped counting. */
export function waitingCount(desk: Desk, queueId: string | null = null): { count: number; isMore: boolean } {
  const isWhole = queueId === null ? Object.keys(desk.edges).length === 0 : !desk.edges[queueId]
  if (isWhole) return { count: waitingOf(desk, queueId).length, isMore: false }
  const queues = desk.queues.filter(({ id }) => queueId === null || id === queueId)
  return { count: queues.reduce((sum, { waiting }) => sum + waiting, 0), isMore: queues.some(({ isMore }) => isMore) }
}

/** The lines in this agent's hands: who waits for an answer longest stands first. */
export function mineOf(desk: Desk, agentId: string): QueueEntry[] {
  const mine = desk.entries.filter((entry) => entry.status === 'accepted' && entry.agent?.id === agentId)
  return mine.toSorted(byDebt)
}

/** What an agent finds under "mine", by what it asks of them. */
export interface Mine {
  /** Who waits for an answer longest stands first. */
  inHand: QueueEntry[]
  wrapUp: QueueEntry[]
  snoozed: QueueEntry[]
  /** A colleague has asked this agent. */
  asked: QueueEntry[]
  watched: QueueEntry[]
}

/** The lines that are an agent's affair. A line stands in one group of those in hand; to be asked about it or to watch it are groups of their own. */
export function groupsOf(desk: Desk, agentId: string): Mine {
  const mine = mineOf(desk, agentId)
  const isOf = (people: QueueEntry['watchers']) => people?.some(({ id }) => id === agentId) ?? false
  return {
    inHand: mine.filter((entry) => !isSnoozed(entry) && !isInWrapUp(entry)),
    wrapUp: mine.filter(isInWrapUp).toSorted((a, b) => a.wrapUpUntil! - b.wrapUpUntil!),
    snoozed: mine.filter(isSnoozed).toSorted((a, b) => a.snoozedUntil! - b.snoozedUntil!),
    asked: desk.entries.filter((entry) => isOf(entry.consulted)).toSorted(byDebt),
    watched: desk.entries.filter((entry) => isOf(entry.watchers)).toSorted(byDebt),
  }
}

/** How many places of an agent's capacity are taken: what is put off takes none. */
export function loadOf(desk: Desk, agentId: string): number {
  return mineOf(desk, agentId).filter((entry) => !isSnoozed(entry)).length
}

/** The offers made to this agent that still stand, the first to end first. */
export function offersTo(desk: Desk, agentId: string, now: number): QueueEntry[] {
  const offered = desk.entries.filter(({ status, offer }) => status === 'waiting' && offer?.agentId === agentId && offer.expiresAt > now)
  return offered.toSorted((a, b) => a.offer!.expiresAt - b.offer!.expiresAt)
}

export function isSnoozed({ snoozedUntil }: QueueEntry): boolean {
  return (snoozedUntil ?? null) !== null
}

export function isInWrapUp({ wrapUpUntil }: QueueEntry): boolean {
  return (wrapUpUntil ?? null) !== null
}

/** The place of a waiting line in its own queue, 1 for the next. */
export function placeOf(desk: Desk, entry: QueueEntry): number {
  return waitingOf(desk, entry.queueId).findIndex(({ handoffId }) => handoffId === entry.handoffId) + 1
}

/** A conversation read afresh over what was there: earlier pages stay, unless something is missing between. */
export function withFresh(before: OpenConversation | undefined, fresh: OpenConversation): OpenConversation {
  const [oldest] = fresh.messages
  const newestBefore = before?.messages.at(-1)
  if (!before || !oldest || !newestBefore || newestBefore.seq < oldest.seq - 1) return fresh
  const earlier = before.messages.filter(({ seq }) => seq < oldest.seq)
  return earlier.length === 0 ? fresh : { ...fresh, messages: [...earlier, ...fresh.messages], hasOlder: before.hasOlder }
}

/** The conversation with these messages put in by their number. */
export function withMessages(conversation: OpenConversation, messages: DeskMessage[]): OpenConversation {
  const bySeq = new Map([...conversation.messages, ...messages].map((message) => [message.seq, message]))
  return { ...conversation, messages: [...bySeq.values()].toSorted((a, b) => a.seq - b.seq) }
}

function standing({ cursor, queues, entries, leftMessages, agents }: Snapshot, edges: Desk['edges']): Desk {
  return { cursor, queues, entries: entries.toSorted(byStanding), leftMessages: leftMessages.filter(isOpenMessage).toSorted(byAge), agents, edges }
}

function byDebt(a: QueueEntry, b: QueueEntry): number {
  return (a.unansweredSince ?? Infinity) - (b.unansweredSince ?? Infinity) || (b.acceptedAt ?? 0) - (a.acceptedAt ?? 0)
}

function isAtDesk({ status }: QueueEntry): boolean {
  return status === 'waiting' || status === 'accepted'
}

function isOpenMessage({ doneAt }: LeftMessage): boolean {
  return doneAt === null
}

function byAge(a: LeftMessage, b: LeftMessage): number {
  return a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)
}

const rank: Record<Priority, number> = { urgent: 3, high: 2, normal: 1, low: 0 }

// The queue's own order, said by the contract: those whose agent vanished, then priority, the earliest deadline, the longest wait.
function byStanding(a: QueueEntry, b: QueueEntry): number {
  return Number(b.isReturned) - Number(a.isReturned)
    || (a.isReturned ? 0 : rank[b.priority] - rank[a.priority])
    || (a.dueAt ?? a.waitingSince) - (b.dueAt ?? b.waitingSince)
    || a.waitingSince - b.waitingSince
    || (a.handoffId < b.handoffId ? -1 : Number(a.handoffId !== b.handoffId))
}
