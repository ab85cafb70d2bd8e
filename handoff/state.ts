import type { ConversationState } from '../core/conversation/words.ts'

/** What can happen to the ownership of a conversation. */
export type ConversationEvent =
  | 'request' | 'claim' | 'take-over' | 'assign' | 'transfer' | 'vanish' | 'solve' | 'leave' | 'give-up'
  | 'hand-back' | 'finish' | 'complete' | 'return-to-bot' | 'snooze' | 'wake' | 'wake-to-queue' | 'reopen' | 'close'

/**
 * The whole life of a conversation as one table: in this state, that event leads there; what is not in it cannot happen.
 * `take-over`: a person enters unasked (a lead, or somebody who answers from another tool). `assign`: handed to another agent.
 * `give-up`: nobody came and nobody is there. `finish`: the talk is over, the disposition is still to be written. `wake-to-queue`: put off, and at
 * its time the agent is not there or has no room. Who vanishes leaves behind what they had in hand, not what is put off or over already.
 */
export const transitions: Record<ConversationState, Partial<Record<ConversationEvent, ConversationState>>> = {
  bot: { request: 'waiting', 'take-over': 'human', close: 'closed' },
  waiting: { claim: 'human', 'take-over': 'human', assign: 'human', transfer: 'waiting', solve: 'bot', leave: 'bot', 'give-up': 'bot', close: 'closed' },
  human: {
    'take-over': 'human', assign: 'human', transfer: 'waiting', vanish: 'waiting', 'hand-back': 'bot',
    finish: 'wrap-up', complete: 'closed', 'return-to-bot': 'bot', snooze: 'snoozed',
  },
  'wrap-up': { complete: 'closed', 'return-to-bot': 'bot', reopen: 'human', 'take-over': 'human' },
  snoozed: { wake: 'human', 'wake-to-queue': 'waiting', 'take-over': 'human', assign: 'human', transfer: 'waiting', complete: 'closed', 'return-to-bot': 'bot' },
  // A write to the shop may come to nothing after the talk is closed: a person is asked for all the same.
  closed: { reopen: 'bot', request: 'waiting', 'take-over': 'human' },
}

/** The state after `event`, or null when the event cannot happen in `state`. */
export function after(state: ConversationState, event: ConversationEvent): ConversationState | null {
  return transitions[state][event] ?? null
}

/** The premise and the result of an event, for `update … where state = any(from)`. */
export function moveBy(event: ConversationEvent): { from: ConversationState[]; to: ConversationState } {
  const from = (Object.keys(transitions) as ConversationState[]).filter((state) => transitions[state][event] !== undefined)
  const [to, ...others] = [...new Set(from.map((state) => transitions[state][event]!))]
  if (!to || others.length > 0) throw new Error(`the event ${event} must lead to one state`)
  return { from, to }
}
