import { z } from 'zod'
import { keep, kept } from '../../ui/kept.ts'
import { post, RequestError } from '../../ui/request.ts'
import { signInAs } from '../shop-api.ts'
import type { Shopper } from '../shopper.ts'

/** What must be known to be in a conversation: kept in this browser, so that a reload continues it, and every tab is in the same one. */
const Session = z.object({ token: z.string(), conversationId: z.string(), userId: z.string(), customerId: z.string().nullable() })
type Session = z.infer<typeof Session>
export type ChatSession = Session & { isResumed: boolean }

const Renewed = z.object({ token: z.string(), conversationId: z.string() })
const Granted = Renewed.extend({ userId: z.string() })
const keptUnder = 'baton.shop.chat'

/** The conversation of this browser with a fresh token, or a new one. A guest who signs in keeps it, who signs out does not. Throws RequestError when nobody answers. */
export async function openSession(shopper: Shopper): Promise<ChatSession> {
  const before = keptSession()
  const isSame = before?.customerId === customerIdOf(shopper)
  if (before && (isSame || before.customerId === null)) {
    const renewed = await renew(before, isSame ? {} : await signedIn(shopper))
    if (renewed) return { ...renewed, customerId: customerIdOf(shopper), isResumed: true }
  }
  const idKeptUnder = `baton.shop.user.${customerIdOf(shopper) ?? 'guest'}`
  const idBefore = kept(idKeptUnder)
  const body = { ...(idBefore && { user: { id: idBefore } }), ...(await signedIn(shopper)) }
  const { token, conversationId, userId } = await post('/v3/directline/tokens/generate', body, Granted)
  keep(idKeptUnder, userId)
  return { token, conversationId, userId, customerId: customerIdOf(shopper), isResumed: false }
}

// The shop's word for who is signed in holds for a while only: it is asked for when it is needed.
async function signedIn(shopper: Shopper): Promise<{ customer?: string }> {
  return shopper.kind === 'customer' ? { customer: (await signInAs(shopper.id)).assertion } : {}
}

/** Remembers the conversation with the token that is good now. */
export function keepSession({ token, conversationId, userId, customerId }: Session): void {
  keep(keptUnder, JSON.stringify({ token, conversationId, userId, customerId }))
}

/** True while this is the conversation that a reload would continue: not when another tab has begun anew. */
export function isKept({ conversationId }: Pick<Session, 'conversationId'>): boolean {
  return keptSession()?.conversationId === conversationId
}

/** True while there is a conversation for this shopper to go on with. */
export function hasSession(shopper: Shopper): boolean {
  const session = keptSession()
  return session !== null && (session.customerId === customerIdOf(shopper) || session.customerId === null)
}

/** Lets go of the conversation: the next opening begins a new one. */
export function forgetSession(): void {
  keep(keptUnder, null)
}

// A token that is too old or of another server's making is refused: then there is nothing to continue. Any other failure is told to the shopper.
async function renew(session: Session, body: { customer?: string }): Promise<Session | null> {
  try {
    const { token } = await post('/v3/directline/tokens/refresh', body, Renewed, { authorization: `Bearer ${session.token}` })
    return { ...session, token }
  } catch (error) {
    const isRefused = error instanceof RequestError && 'status' in error.refusal && [400, 401, 403, 404].includes(error.refusal.status)
    if (isRefused) return null
    throw error
  }
}

function keptSession(): Session | null {
  try {
    return Session.parse(JSON.parse(kept(keptUnder) ?? 'null'))
  } catch {
    return null
  }
}

function customerIdOf(shopper: Shopper): string | null {
  return shopper.kind === 'customer' ? shopper.id : null
}
