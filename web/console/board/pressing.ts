import type { QueueEntry } from '../../../handoff/contract.ts'

export type Why = 'breached' | 'broken' | 'returned' | 'overdue' | 'alerted' | 'urgent' | 'furious'

const order: Why[] = ['breached', 'broken', 'overdue', 'returned', 'alerted', 'urgent', 'furious']

/** Why a lead should look at this line; null when all is well with it. */
function whyPressing(entry: QueueEntry, now: number): Why | null {
  const isWaiting = entry.status === 'waiting'
  const holds: Record<Why, boolean> = {
    breached: entry.sla?.isBreached ?? false,
    broken: entry.promise?.state === 'broken',
    overdue: isWaiting && entry.respondBy !== null && now > entry.respondBy,
    returned: isWaiting && entry.isReturned,
    alerted: isWaiting && (entry.alertCount ?? 0) > 0,
    urgent: entry.priority === 'urgent' && entry.unansweredSince !== null,
    furious: entry.mood === 'furious',
  }
  return order.find((why) => holds[why]) ?? null
}

/** The lines that need a lead, the worst first, among equals the one that has waited longest. */
export function pressingOf(entries: QueueEntry[], now: number): { entry: QueueEntry; why: Why }[] {
  const pressing = entries.flatMap((entry) => {
    const why = whyPressing(entry, now)
    return why ? [{ entry, why }] : []
  })
  const since = ({ unansweredSince, waitingSince }: QueueEntry) => unansweredSince ?? waitingSince
  return pressing.toSorted((a, b) => order.indexOf(a.why) - order.indexOf(b.why) || since(a.entry) - since(b.entry))
}
