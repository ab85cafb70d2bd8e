import type { HandoffReason } from '../../core/conversation/words.ts'
import { ReasonClass } from '../contract.ts'
import type { OffHoursRule, WhoSpeaks } from '../contract.ts'

const classOfReason: Record<HandoffReason, ReasonClass> = {
  asked: 'asked', 'agent-takeover': 'asked', agitated: 'upset', 'high-risk': 'upset', complaint: 'complaint', policy: 'decision', 'return-review': 'decision',
  missed: 'failure', 'bot-failure': 'failure',
}

/** What a reason means for the question of who speaks. */
export function reasonClassOf(reason: HandoffReason): ReasonClass {
  return classOfReason[reason]
}

type State = Pick<OffHoursRule, 'isOpen' | 'isSomebodyThere'>

// What is shipped. Somebody who stayed after hours takes those who should not go home angry; everybody else is asked for a message, and who only asked may
// go on with the bot. In the hours a colleague is back soon: a message is answered the same day.
const shipped: { state: State; speaks: Record<ReasonClass, WhoSpeaks> }[] = [
  {
    state: { isOpen: true, isSomebodyThere: false },
    speaks: { asked: 'leave-a-message', upset: 'leave-a-message', complaint: 'leave-a-message', decision: 'leave-a-message', failure: 'leave-a-message' },
  },
  {
    state: { isOpen: false, isSomebodyThere: true },
    speaks: { asked: 'both', upset: 'person', complaint: 'person', decision: 'leave-a-message', failure: 'leave-a-message' },
  },
  {
    state: { isOpen: false, isSomebodyThere: false },
    speaks: { asked: 'both', upset: 'leave-a-message', complaint: 'leave-a-message', decision: 'leave-a-message', failure: 'leave-a-message' },
  },
]

/** The whole table as it is shipped: of every queue, in every state but "open and somebody there", where a person speaks. */
export const shippedOffHours: OffHoursRule[] = shipped.flatMap(({ state, speaks }) =>
  ReasonClass.options.map((reasonClass) => ({ queueId: null, ...state, reasonClass, speaks: speaks[reasonClass] })))

/** Who speaks when a person is asked for: the queue's own cell, else the team's, else the shipped one. */
export function whoSpeaks(rules: OffHoursRule[], ask: State & { queueId: string; reason: HandoffReason }): WhoSpeaks {
  if (ask.isOpen && ask.isSomebodyThere) return 'person'
  const reasonClass = reasonClassOf(ask.reason)
  const cells = [...rules, ...shippedOffHours].filter((rule) => rule.isOpen === ask.isOpen && rule.isSomebodyThere === ask.isSomebodyThere && rule.reasonClass === reasonClass)
  return (cells.find((rule) => rule.queueId === ask.queueId) ?? cells.find((rule) => rule.queueId === null))!.speaks
}

/** The table with what leads have set put over what is shipped: for the screen. */
export function effectiveOffHours(rules: OffHoursRule[]): OffHoursRule[] {
  const cellOf = ({ queueId, isOpen, isSomebodyThere, reasonClass }: OffHoursRule) => `${queueId} ${isOpen} ${isSomebodyThere} ${reasonClass}`
  return [...new Map([...shippedOffHours, ...rules].map((rule) => [cellOf(rule), rule])).values()]
}
