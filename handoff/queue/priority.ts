import type { HandoffReason, Mood } from '../../core/conversation/words.ts'
import type { ComplaintClass, Priority, SkillLevel } from '../contract.ts'

/** Rising; the database stores the index. */
export const priorities: readonly Priority[] = ['low', 'normal', 'high', 'urgent']

const priorityOfReason: Record<HandoffReason, Priority> = {
  asked: 'normal', missed: 'normal', policy: 'normal', 'return-review': 'low',
  agitated: 'high', complaint: 'high', 'bot-failure': 'high', 'agent-takeover': 'high', 'high-risk': 'urgent',
}

const priorityOfMood: Record<Mood['level'], Priority> = { calm: 'low', annoyed: 'low', angry: 'high', furious: 'urgent' }

/** What a request weighs. */
export interface Weight {
  reason: HandoffReason
  mood: Pick<Mood, 'level' | 'hasThreat'> | null
  /** What the complaint is about, when there is one. */
  complaintClass?: ComplaintClass | null | undefined
  shopperValue?: ShopperValue | null | undefined
}

export type ShopperValue = 'new' | 'regular' | 'vip'

/** How urgent a request is: the most urgent of its reason, the shopper's mood and the complaint; one more for who buys much. A threat is always urgent. */
export function priorityOf({ reason, mood, complaintClass, shopperValue }: Weight): Priority {
  if (mood?.hasThreat) return 'urgent'
  const byReason = rankOf(priorityOfReason[reason])
  const byMood = mood ? rankOf(priorityOfMood[mood.level]) : 0
  const byComplaint = complaintClass ? rankOf(priorityOfComplaint[complaintClass]) : 0
  const weight = Math.max(byReason, byMood, byComplaint)
  return priorities[Math.min(weight + (shopperValue === 'vip' ? 1 : 0), rankOf('urgent'))]!
}

// Money gone and false promises of the shop have a law behind them and wait least.
const priorityOfComplaint: Record<ComplaintClass, Priority> = {
  'payment': 'high', 'false-advertising': 'high', 'product-quality': 'high', 'after-sales-service': 'high', 'logistics': 'normal', 'order-handling': 'normal',
}

/** How experienced an agent it needs: senior for threats and fury, middle for complaints, risk and those who buy much, else anybody. */
export function levelFor(weight: Weight): SkillLevel {
  const { reason, mood, complaintClass, shopperValue } = weight
  if (reason === 'high-risk' || mood?.hasThreat || mood?.level === 'furious') return 3
  const isComplaint = reason === 'complaint' || (complaintClass ?? null) !== null
  if (isComplaint && shopperValue === 'vip') return 3
  return isComplaint || shopperValue === 'vip' || reason === 'agitated' || priorityOf(weight) === 'urgent' ? 2 : 1
}

/** One step more urgent; null for what is urgent already. */
export function raised(priority: Priority): Priority | null {
  return priorities[rankOf(priority) + 1] ?? null
}

/** The number stored for a priority; greater is sooner. */
export function rankOf(priority: Priority): number {
  return priorities.indexOf(priority)
}

/** What the order of a queue looks at. */
export interface Standing {
  priority: Priority
  isReturned: boolean
  /** The earliest deadline. */
  dueAt: number
  waitingSince: number
  handoffId: string
}

/** Order of a queue: those whose agent vanished, then priority, then the earliest deadline, then the longest wait. Says the same as `order by place, due_at, waiting_since, id`. */
export function compareStanding(a: Standing, b: Standing): number {
  return placeOf(a) - placeOf(b)
    || a.dueAt - b.dueAt
    || a.waitingSince - b.waitingSince
    || (a.handoffId < b.handoffId ? -1 : 1)
}

// The generated column `place`: among those whose agent vanished, who was due first comes first.
function placeOf({ isReturned, priority }: Standing): number {
  return isReturned ? 0 : 4 - rankOf(priority)
}
