import type { Db } from '../../core/db/db.ts'
import type { NextStep } from '../contract.ts'

/** What the desk asks a shopper by way of the bot. */
export type DeskQuestion =
  /** Nobody came: the shopper has been asked for a message, and their next words are one. */
  | { about: 'message'; topic: string }
  | { about: 'survey'; handoffId: string; agent: string | null }
  /** `what`: the agent's words for it. */
  | { about: 'follow-up'; followUpId: string; topic: string; what: string; agent: string }

/** What the desk wants of the bot when a person lets go of a conversation. */
export interface BotSide {
  /** Queues, in the caller's transaction, the turn with which the bot goes on by itself; it forgets what it was asking before. */
  goOn(tx: Db, conversationId: string, nextStep: NextStep): Promise<void>
  /** Asks the shopper, in the caller's transaction; their next words are taken as the answer when they are one, and come back by `hear`. */
  ask(tx: Db, conversationId: string, question: DeskQuestion): Promise<void>
  /** Whether the shopper's channel lets us write now: some only for a time after the shopper's last message. */
  canWrite(tx: Db, conversationId: string): Promise<boolean>
  /** Runs the bot's turns that are due, after the commit; never waits. */
  start(conversationId: string): void
}

/** A bot that says nothing by itself: what a room opened without one gets. */
export const silentBot: BotSide = { goOn: async () => {}, ask: async () => {}, canWrite: async () => true, start: () => {} }
