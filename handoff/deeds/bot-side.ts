import type { Db } from '../../core/db/db.ts'
import type { CardInput } from '../card/card-input.ts'
import type { NextStep } from '../contract.ts'

/** What the desk asks a shopper by way of the bot. */
export type DeskQuestion =
  /** Nobody came: the shopper has been asked for a message, and their next words are one; of who has `said` it only the contact is wanted. */
  | { about: 'message'; topic: string; said: string | null }
  | { about: 'survey'; handoffId: string; agent: string | null }
  /** `what`: the agent's words for it. */
  | { about: 'follow-up'; followUpId: string; topic: string; what: string; agent: string }

/** What the desk wants of the bot when a person lets go of a conversation. */
export interface BotSide {
  /** Queues, in the caller's transaction, the turn with which the bot goes on by itself; it forgets what it was asking before. */
  goOn(tx: Db, conversationId: string, nextStep: NextStep): Promise<void>
  /** Queues, in the caller's transaction, the turn in which the bot answers what the shopper asked last and nobody answered; false when there is no such thing. */
  takeUp(tx: Db, conversationId: string): Promise<boolean>
  /** Asks the shopper, in the caller's transaction; their next words are taken as the answer when they are one, and come back by `hear`. */
  ask(tx: Db, conversationId: string, question: DeskQuestion): Promise<void>
  /** What the shopper has told of what they wait for, on the card and since, and where they can be reached; null: not yet. */
  told(tx: Db, waiting: { conversationId: string; afterSeq: number; card: Pick<CardInput, 'said' | 'contact'> }): Promise<{ said: string | null; contact: string | null }>
  /** Whether the shopper's channel lets us write now: some only for a time after the shopper's last message. */
  canWrite(tx: Db, conversationId: string): Promise<boolean>
  /** Runs the bot's turns that are due, after the commit; never waits. */
  start(conversationId: string): void
}

/** A bot that says nothing by itself: what a room opened without one gets. */
export const silentBot: BotSide = { goOn: async () => {}, takeUp: async () => false, ask: async () => {}, told: async (_tx, { card }) => ({ said: card.said ?? null, contact: card.contact ?? null }), canWrite: async () => true, start: () => {} }
