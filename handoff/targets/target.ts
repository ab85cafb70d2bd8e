import type { Conversation, Message } from '../../core/conversation/index.ts'
import type { Handoff } from '../queries.ts'

/** What has to be told to an outside desk: that a person is wanted, what was said since, what has become of it here. */
export type Told =
  | { kind: 'initiate' }
  | { kind: 'message'; message: Message }
  | { kind: 'status'; status: 'failed' | 'completed'; reason: string }

/** Where a handoff lies at the other desk: that desk's own ids by name, and what has been made there so far. */
export type Place = Record<string, string | number | boolean>

/** One call to an outside desk, leased to this process. */
export interface TargetCall {
  /** The same in every attempt: the other desk tells doubles by it. */
  id: string
  /** From 1; above 1 an earlier attempt may have got through. */
  attempts: number
  told: Told
  handoff: Handoff
  conversation: Conversation
  place: Place
  /** Keeps what the other desk has made, so that the next attempt goes on from there; prolongs the lease. `placeId` is the id by which its answers will name the conversation. */
  remember(place: Place, placeId?: string): Promise<void>
}

/** A desk at which a person may take over. The queue and its card are always ours; a target is told of them and answers. */
export interface HandoffTarget {
  name: 'desk' | 'webhook' | 'chatwoot'
  /** What agents call it. */
  label: string
  /** False of our own desk: it reads the queue itself, and nothing goes out. */
  isOutside: boolean
  /** Nobody there took it for so long: it is our queue's alone again. */
  acceptWithinMs: number
  /** Tells the desk; safe to do again. Throws OtherSystemError (tried again) or RefusedError (never). */
  send(call: TargetCall): Promise<void>
}

/** Our own desk. */
export const builtInDesk: HandoffTarget = { name: 'desk', label: 'Desk', isOutside: false, acceptWithinMs: 0, send: async () => {} }
