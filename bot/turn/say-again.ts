// The same question asked again, calmly: no apology for an anger that nobody shows, but the answer in other words, and a person the third time.
import type { DialogOutput, DialogState, Mood, Reply } from '../../core/conversation/index.ts'

/** The shopper asks what they asked before, and nothing else in the message speaks of their mood. */
export function isOnlyAgain({ evidence, hasThreat }: Pick<Mood, 'evidence' | 'hasThreat'>): boolean {
  return !hasThreat && evidence.some(({ why }) => why === 'repetition') && evidence.every(({ why }) => why === 'repetition' || why === 'punctuation')
}

/** How often in a row the shopper has asked the same again, this message included. */
export function timesAgain(mood: Pick<Mood, 'evidence'>, before: number): number {
  return mood.evidence.some(({ why }) => why === 'repetition') ? before + 1 : 0
}

/** What is said again is said as such; who asks on is offered a person beside it. A question that waits, a write or a handoff is an answer of its own. */
export function framedAgain(answer: DialogOutput, before: Pick<DialogState, 'lastVariant'>, times: number): { first: Reply[]; last: Reply[] } {
  const isPlain = answer.handoff === null && answer.writes.length === 0 && answer.state.active === null && !answer.missed
  if (times === 0 || !isPlain || !answer.replies.every(({ key }) => key in before.lastVariant)) return { first: [], last: [] }
  return times === 1 ? { first: [{ key: 'again.other-words' }], last: [] } : { first: [], last: [{ key: 'again.offer-person', choices: [{ key: 'choices.person', value: 'person' }] }] }
}
