import { z } from 'zod'
import { CallerError } from '../../../core/errors.ts'
import { storable } from '../../../core/conversation/index.ts'

// What pages and programs may send. Clients add fields of their own: they are let through unread.

/** Printable ASCII without spaces: safe in keys, logs and URLs. */
const Id = z.string().regex(/^[\x21-\x7e]{1,100}$/)
const Name = z.string().transform((name) => storable(name).trim().slice(0, 80) || null).nullish().transform((name) => name ?? null)
const Locale = z.string().regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$/).optional().catch(undefined)

/** Longest message taken, in UTF-16 units; understanding reads 512 of them, agents may read all. */
const longestIncoming = 16_000

const Customer = z.string().max(4000).optional()

export const GenerateBody = z.object({
  user: z.object({ id: Id.nullish(), name: Name }).optional(),
  customer: Customer,
  locale: Locale,
})

/** With `customer`: the shopper has signed in since. */
export const RefreshBody = z.object({ customer: Customer })

export const StartBody = z.object({ user: z.object({ id: Id.nullish().catch(null), name: Name }).optional(), locale: Locale })

export const ActivityBody = z.object({
  type: z.string().max(64),
  id: Id.optional().catch(undefined),
  from: z.object({ id: z.string().max(256), name: Name }).optional(),
  text: z.string().nullish(),
  name: z.string().max(200).nullish(),
  value: z.unknown().optional(),
  locale: Locale,
  channelData: z.object({ clientActivityID: Id.regex(/^[^~]/).optional() }).nullish(),
})
export type ActivityBody = z.infer<typeof ActivityBody>

/** The words of a message activity: its text, or the value of a button that has none. Throws CallerError when too long. */
export function wordsOf(activity: ActivityBody): string {
  const text = storable(activity.text ?? (typeof activity.value === 'string' ? activity.value : ''))
  if (text.length > longestIncoming) throw new CallerError(413, 'MessageSizeTooBig', `Send at most ${longestIncoming} characters at a time.`)
  return text
}

/** `seq` of a watermark; an empty one stands before the first message. Throws CallerError on what is none of ours. */
export function watermarkOf(query: URLSearchParams): number {
  const watermark = query.get('watermark') ?? ''
  if (!/^\d{0,9}$/.test(watermark)) throw new CallerError(400, 'BadArgument', 'watermark: send the one you were given last.')
  return Number(watermark)
}
