import { z } from 'zod'

/** The event by which Teams says how far somebody has read, and our own pages as well. */
const readReceipt = 'application/vnd.microsoft.readReceipt'

const Value = z.object({ lastReadMessageId: z.string().min(1).max(400) })

/** The channel's id of the last message read, or null when the event says nothing of the kind. */
export function lastRead(activity: { type?: string | undefined; name?: string | null | undefined; value?: unknown }): string | null {
  if (activity.type !== 'event' || activity.name !== readReceipt) return null
  return Value.safeParse(activity.value).data?.lastReadMessageId ?? null
}
