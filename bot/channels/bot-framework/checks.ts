import { decodeProtectedHeader, jwtVerify } from 'jose'
import type { Keys } from './keys.ts'

/** Why a request is refused; the caller learns only the status. */
export interface Refusal {
  status: 401 | 403
  why: string
}

export interface CheckConfig {
  appId: string
  channels: string[]
  isServiceUrlAllowed(serviceUrl: string): boolean
  keys: Keys
}

/** What of a token is left to compare with the activity it came with. */
export interface Identity {
  serviceUrl: string | null
  endorsements: string[]
}

const issuer = 'https://api.botframework.com'
// Clocks may disagree by five minutes (Bot Framework authentication, "Authenticate requests from the Bot Connector service").
const toleranceSeconds = 300

/**
 * Checks the bearer token of a request as the published protocol wants it, which is more than the SDK checks: RS256 and nothing else, by a key of the
 * metadata document, issued by the Bot Connector for this app, within its time.
 */
export async function checkToken(authorization: string | undefined, config: Pick<CheckConfig, 'appId' | 'keys'>, now: number): Promise<Identity | Refusal> {
  const token = /^bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1]
  if (token === undefined) return { status: 401, why: 'no bearer token' }
  let endorsements: string[] = []
  try {
    const { alg, kid } = decodeProtectedHeader(token)
    if (alg !== 'RS256' || kid === undefined) return { status: 401, why: 'not signed with RS256 by a named key' }
    const signing = await config.keys.keyOf(kid)
    if (!signing) return { status: 401, why: 'unknown key' }
    endorsements = signing.endorsements
    const { payload } = await jwtVerify(token, signing.key, {
      algorithms: ['RS256'], issuer, audience: config.appId, clockTolerance: toleranceSeconds, currentDate: new Date(now), requiredClaims: ['exp', 'nbf'],
    })
    const claim = payload.serviceurl ?? payload.serviceUrl
    return { serviceUrl: typeof claim === 'string' ? claim : null, endorsements }
  } catch (error) {
    // Whatever is wrong with a token, the answer is the same no; a key server that is away too, and the log tells which it was.
    return { status: 401, why: error instanceof Error ? `${error.name}: ${error.message}` : String(error) }
  }
}

/** Checks that a token speaks for the very activity it came with; null when it does. */
export function checkActivity(identity: Identity, activity: { channelId?: string | undefined; serviceUrl?: string | undefined }, config: CheckConfig): Refusal | null {
  const { channelId, serviceUrl } = activity
  if (!channelId || !config.channels.includes(channelId)) return { status: 403, why: 'channelId is not among the configured channels' }
  if (!identity.endorsements.includes(channelId)) return { status: 403, why: 'the key is not endorsed for this channel' }
  if (!serviceUrl || identity.serviceUrl === null) return { status: 403, why: 'serviceUrl is missing in the activity or in the token' }
  if (withoutSlash(serviceUrl) !== withoutSlash(identity.serviceUrl)) return { status: 403, why: 'serviceUrl is not the one of the token' }
  if (!config.isServiceUrlAllowed(serviceUrl)) return { status: 403, why: 'serviceUrl is not on the allow-list' }
  return null
}

export function isRefusal(checked: Identity | Refusal): checked is Refusal {
  return 'status' in checked
}

function withoutSlash(url: string): string {
  return url.endsWith('/') ? url.slice(0, -1) : url
}
