import type { Conversation, MoodLevel } from '../../core/conversation/index.ts'
import { newId } from '../../core/ids.ts'
import type { CardInput } from '../card/card-input.ts'
import type { DeskTimes } from '../hours/desk-times.ts'
import type { NewHandoff } from '../queries.ts'
import { firstDueAt } from '../sla/clocks.ts'
import type { QueueRow } from './choose-queue.ts'
import { levelFor, priorityOf } from './priority.ts'

/** A handoff as it is stored when it is requested. */
export function newHandoff({ conversation, card, queue, times, now }: {
  conversation: Conversation; card: CardInput; queue: Pick<QueueRow, 'id' | 'team'>; times: DeskTimes; now: number
}): NewHandoff {
  const mood = worstLately(card)
  const weight = { reason: card.reason, mood, complaintClass: card.complaintClass, shopperValue: card.shopperValue }
  const priority = priorityOf(weight)
  const level: MoodLevel = mood?.level ?? 'calm'
  return {
    id: newId(now), conversationId: conversation.id, queueId: queue.id, team: queue.team, reason: card.reason, topic: card.topic, channel: conversation.channel,
    shopperId: conversation.shopperId, shopperName: conversation.shopperName, language: conversation.language ?? 'en', priority, mood: level,
    level: levelFor(weight), turnSeq: card.turnSeq, requestedAt: now, respondBy: firstDueAt(times, { queueId: queue.id, team: queue.team, priority }, now), preview: [...card.words].slice(0, 200).join(''), card,
  }
}

// The last message may be a short "yes" to the offer of a person: a threat before it still counts.
function worstLately(card: CardInput): CardInput['history'][number]['mood'] | null {
  const lately = card.history.slice(-3).map((one) => one.mood)
  return lately.toSorted((a, b) => Number(b.hasThreat) - Number(a.hasThreat) || b.score - a.score)[0] ?? null
}
