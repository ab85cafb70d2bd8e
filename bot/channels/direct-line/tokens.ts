import { createHmac, createSecretKey } from 'node:crypto'
import { SignJWT, errors, jwtVerify } from 'jose'
import { z } from 'zod'
import { isSameSecret } from '../../../core/auth.ts'
import { CallerError } from '../../../core/errors.ts'
import { newSecret } from '../../../core/ids.ts'
import { openFileLinks } from '../file-links.ts'

/** Seconds a token lives: the figure `botframework-directlinejs` refreshes by (it asks for a new one after half of it). */
export const tokenSeconds = 30 * 60

// A stream address is opened at once; after that the browser asks for a new one.
const ticketSeconds = 60

/** What a token lets its bearer do: speak as one shopper in one conversation, from one page. */
export interface Grant {
  conversation: string
  user: string
  /** The id was made here or named by the shop's server. One that a page made up speaks in its own conversation only and is remembered nowhere else. */
  isVouched: boolean
  name: string | null
  customerId: string | null
  /** Origin of the page it was made for; null for programs. */
  origin: string | null
}

/** What a stream ticket opens: the conversation by our own id, and the grant it was made under. */
export interface Ticket {
  conversationId: string
  grant: Grant
  /** When the token ends, in milliseconds since 1970: the stream closes then. */
  until: number
}

/** A token that was checked: what it grants, and until when (milliseconds since 1970). */
interface Proven { grant: Grant; until: number }

// Half a kilobyte each.
const mostKnown = 4_000

const Claims = z.object({
  conv: z.string(), user: z.string(), own: z.boolean(), name: z.string().nullable(), cust: z.string().nullable(), origin: z.string().nullable(), exp: z.number(),
})
const TicketClaims = Claims.extend({ id: z.string(), until: z.number() })

export type Tokens = ReturnType<typeof openTokens>

/** Signs and checks everything Direct Line hands out, with keys derived from the app's secret: tokens, stream tickets, upload links, shopper ids. */
export function openTokens(appSecret: string) {
  const derived = createHmac('sha256', appSecret).update('direct-line').digest()
  const key = createSecretKey(derived)
  // A page sends the same token with every message: its signature is checked once. The oldest go first.
  const known = new Map<string, Proven>()
  const remember = (token: string, proven: Proven): Proven => {
    if (known.size >= mostKnown) known.delete(known.keys().next().value!)
    known.set(token, proven)
    return proven
  }
  const mac = (text: string, length: number) => createHmac('sha256', derived).update(text).digest('base64url').slice(0, length)

  return {
    issue: (grant: Grant, now: number) => sign('token', claimsOf(grant), seconds(now) + tokenSeconds),

    /** The grant and when it ends; throws CallerError 403 TokenExpired, or 401 for anything that is no token of ours. */
    async verify(token: string, now: number): Promise<Proven> {
      const proven = known.get(token)
      if (proven && proven.until > now) return proven
      const claims = Claims.parse(await open('token', token, now))
      return remember(token, { grant: grantOf(claims), until: claims.exp * 1000 })
    },

    issueTicket: (ticket: Ticket, now: number) =>
      sign('stream', { ...claimsOf(ticket.grant), id: ticket.conversationId, until: ticket.until }, seconds(now) + ticketSeconds),

    async verifyTicket(token: string, now: number): Promise<Ticket> {
      const claims = TicketClaims.parse(await open('stream', token, now))
      return { conversationId: claims.id, grant: grantOf(claims), until: claims.until }
    },

    /** Links to files, by the conversation's external id. */
    files: openFileLinks(derived),

    /** A new shopper id that carries its own proof: a page may bring back only ids that were made here. */
    newUser(): string {
      const random = newSecret(16)
      return `dl_${random}.${mac(`user\n${random}`, 16)}`
    },

    isOwnUser(user: string): boolean {
      const [, random = '', proof = ''] = /^dl_([\w-]{22})\.([\w-]{16})$/.exec(user) ?? []
      return random !== '' && isSameSecret(proof, mac(`user\n${random}`, 16))
    },
  }

  function sign(audience: string, claims: Record<string, unknown>, expiresAt: number): Promise<string> {
    return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).setAudience(audience).setExpirationTime(expiresAt).sign(key)
  }

  async function open(audience: string, token: string, now: number): Promise<unknown> {
    try {
      const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], audience, currentDate: new Date(now), requiredClaims: ['exp'] })
      return payload
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw new CallerError(403, 'TokenExpired', 'Token has expired.')
      throw new CallerError(401, 'BadToken', 'Send a token from tokens/generate as "Authorization: Bearer …".')
    }
  }
}

function claimsOf(grant: Grant) {
  return { conv: grant.conversation, user: grant.user, own: grant.isVouched, name: grant.name, cust: grant.customerId, origin: grant.origin }
}

function grantOf(claims: z.infer<typeof Claims>): Grant {
  return { conversation: claims.conv, user: claims.user, isVouched: claims.own, name: claims.name, customerId: claims.cust, origin: claims.origin }
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000)
}
