import type { QueueEntry } from '../../../handoff/contract.ts'

export const mei = { id: 'mei', name: 'Mei' }
export const lee = { id: 'lee', name: 'Lee' }

/** A line of the desk as tests need it: waiting in the queue *payment*, unless it is said otherwise. */
export function entry(handoffId: string, given: Partial<QueueEntry> = {}): QueueEntry {
  return {
    handoffId, conversationId: `of-${handoffId}`, status: 'waiting', reason: 'asked', priority: 'normal', queueId: 'payment', topic: 'payment', channel: 'direct-line',
    language: 'en', shopper: { id: 's', name: 'Ana' }, mood: 'calm', preview: '', requestedAt: 0, waitingSince: 0, respondBy: null, acceptedAt: null, agent: null,
    unansweredSince: null, isReturned: false, completedAt: null, disposition: null, ...given,
  }
}
