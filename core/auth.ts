import { randomInt, timingSafeEqual } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import { newSecret, sha256 } from './ids.ts'
import type { Log } from './log.ts'
import { openRedis } from './redis.ts'

// Passwords

// OWASP Password Storage Cheat Sheet: Argon2id with 19 MiB, 2 passes, 1 lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The password's Argon2id hash, salt and cost included. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), cost)
}

/** True when the password is the one that was hashed. Takes as long for an unknown account (`stored` null) or one without a password (empty), so that accounts cannot be probed. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const isRight = await verify(stored || (await nobodysHash()), password.normalize('NFKC'))
  return isRight && Boolean(stored)
}

let nobody: Promise<string> | null = null

function nobodysHash(): Promise<string> {
  nobody ??= hashPassword(newSecret())
  return nobody
}

// Without the letters and digits that look like one another.
const legible = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A password that can be read aloud: four groups of four, 79 bits. */
export function newPassword(): string {
  const group = () => Array.from({ length: 4 }, () => legible[randomInt(legible.length)]).join('')
  return [group(), group(), group(), group()].join('-')
}

// Sessions: the browser holds the token, the database its hash, and the CSRF value follows from the token.

/** A fresh session token of 256 bits, and what is stored of it. */
export function newSessionToken(): { token: string; tokenHash: string } {
  const token = newSecret(32)
  return { token, tokenHash: hashToken(token) }
}

/** What is stored of a token; a plain hash is enough for 256 random bits. */
export function hashToken(token: string): string {
  return sha256(`session\n${token}`)
}

/** The value that pages of this session send back in a header. Another site can make the browser send the cookie, but cannot know this. */
export function csrfOf(token: string): string {
  return sha256(`csrf\n${token}`).slice(0, 43)
}

/** Compares secrets in a time that does not tell where they differ. */
export function isSameSecret(given: string, expected: string): boolean {
  // Hashing first makes the lengths equal.
  return timingSafeEqual(Buffer.from(sha256(given)), Buffer.from(sha256(expected)))
}

// Cookies

export interface CookieManners {
  /** Over TLS only, with the `__Host-` prefix that keeps other hosts of the domain from setting it. */
  isSecure: boolean
  maxAgeMs: number
}

/** Name of the session cookie. */
function sessionCookieName(isSecure: boolean): string {
  return isSecure ? '__Host-baton' : 'baton'
}

/** The `Set-Cookie` value that keeps a session; an empty token with age 0 forgets it. */
export function sessionCookie(token: string, { isSecure, maxAgeMs }: CookieManners): string {
  const age = Math.floor(maxAgeMs / 1000)
  return `${sessionCookieName(isSecure)}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${age}${isSecure ? '; Secure' : ''}`
}

/** The session token in a `Cookie` header, or null. */
export function tokenFromCookies(header: string | undefined, isSecure: boolean): string | null {
  const name = `${sessionCookieName(isSecure)}=`
  const pair = header?.split(';').map((part) => part.trim()).find((part) => part.startsWith(name))
  const token = pair?.slice(name.length)
  return token && /^[\w-]{43}$/.test(token) ? token : null
}

// Limits on attempts

/** Counts attempts at passwords. */
export interface AttemptLimits {
  /** Counts one attempt, before the password is looked at; says how long to wait when there were too many. */
  attempt(account: string, address: string): Promise<{ retryAfterMs: number } | 'go-on'>
  /** The password was right: earlier slips are forgotten. */
  succeed(account: string, address: string): Promise<void>
  close(): Promise<void>
}

const windowS = 15 * 60

/** Opens the limits: shared by all replicas over Redis when there is a URL, in this process else (also while Redis is away: it is manners, and a guesser is slowed down all the same). */
export function openAttemptLimits(options: { redisUrl?: string | undefined; prefix?: string; log?: Pick<Log, 'warn'> } = {}): AttemptLimits {
  const redis = options.redisUrl ? openLimitStore(options.redisUrl, options.log) : null
  const limit = (name: string, points: number) => {
    const settings = { keyPrefix: `${options.prefix ?? 'baton'}:${name}`, points, duration: windowS }
    const inMemory = new RateLimiterMemory(settings)
    return redis ? new RateLimiterRedis({ ...settings, storeClient: redis, rejectIfRedisNotReady: true, insuranceLimiter: inMemory }) : inMemory
  }
  // A pair has few slips; an account or an address alone has more, so that one attacker cannot easily lock out a whole shop.
  const perPair = limit('pair', 6)
  const perAccount = limit('account', 50)
  const perAddress = limit('address', 100)
  return {
    async attempt(account, address) {
      const key = sha256(`${account}\n${address}`)
      try {
        await perPair.consume(key)
        await perAccount.consume(sha256(account))
        await perAddress.consume(sha256(address))
        return 'go-on'
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return { retryAfterMs: refusal.msBeforeNext }
        throw refusal
      }
    },
    async succeed(account, address) {
      await perPair.delete(sha256(`${account}\n${address}`))
      await perAddress.reward(sha256(address))
      await perAccount.reward(sha256(account))
    },
    async close() {
      redis?.disconnect()
    },
  }
}

function openLimitStore(url: string, log?: Pick<Log, 'warn'>) {
  const redis = openRedis(url)
  let isWarned = false
  redis.on('ready', () => { isWarned = false })
  redis.on('error', (error: Error) => {
    if (!isWarned) log?.warn({ why: error.message }, 'Redis cannot be reached: attempts at passwords are counted by each process for itself until it is back')
    isWarned = true
  })
  return redis
}
