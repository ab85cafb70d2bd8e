import type { AgentOnDesk, Changes, DeskMessage, LeftMessage, OpenConversation, Priority, Queue, QueueEntry, Snapshot } from '../../handoff/contract.ts'

/** What the console knows: the same after any run of changes as after a fresh load. */
export interface Desk {
  cursor: string
  queues: Queue[]
  entries: QueueEntry[]
  leftMessages: LeftMessage[]
  agents: AgentOnDesk[]
}

/** The desk after a fresh load. */
export function deskOf({ cursor, queues, entries, leftMessages, agents }: Snapshot): Desk {
  return { cursor, queues, entries: entries.toSorted(byStanding), leftMessages: leftMessages.filter(isOpenMessage).toSorted(byAge), agents }
}

/** The desk after `changes`. Lines come one by one and are put over those we have; the boards (queues, agents, messages left) come whole. */
export function withChanges(desk: Desk, changes: Changes): Desk {
  const byId = new Map([...desk.entries, ...changes.entries].map((entry) => [entry.handoffId, entry]))
  return deskOf({ ...changes, entries: [...byId.values()].filter(isAtDesk) })
}

/** The lines that wait, in the order of the queue. */
export function waitingOf(desk: Desk, queueId: string | null = null): QueueEntry[] {
  return desk.entries.filter((entry) => entry.status === 'waiting' && (queueId === null || entry.queueId === queueId))
}

/** The lines in this agent's hands: who waits for an answer longest stands first. */
export function mineOf(desk: Desk, agentId: string): QueueEntry[] {
  const mine = desk.entries.filter((entry) => entry.status === 'accepted' && entry.agent?.id === agentId)
  return mine.toSorted((a, b) => (a.unansweredSince ?? Infinity) - (b.unansweredSince ?? Infinity) || (b.acceptedAt ?? 0) - (a.acceptedAt ?? 0))
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
    || (a.handoffId < b.handoffId ? -1 : 1)
}
