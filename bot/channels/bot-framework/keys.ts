import { importJWK } from 'jose'
import { z } from 'zod'

/** A key that signs for the Bot Connector, and the channels it may sign for. */
interface SigningKey {
  key: Awaited<ReturnType<typeof importJWK>>
  endorsements: string[]
}

export interface Keys {
  /** The key of that id, or null. Throws when the key server does not answer and nothing is known yet. */
  keyOf(kid: string): Promise<SigningKey | null>
}

// The published protocol: keys are read at least once a day; an unknown one may be new, but not everybody who makes one up may send us looking.
const freshMs = 24 * 60 * 60_000
const lookAgainMs = 5 * 60_000
const timeOutMs = 5_000

const Metadata = z.object({ jwks_uri: z.url() })
const KeySet = z.object({ keys: z.array(z.looseObject({ kid: z.string(), kty: z.string(), endorsements: z.array(z.string()).default([]) })) })

/** Reads the keys behind an OpenID metadata document, once for all who ask at the same time. */
export function openKeys(metadataUrl: string, now: () => number): Keys {
  let known = new Map<string, SigningKey>()
  let readAt = -Infinity
  let triedAt = -Infinity
  let reading: Promise<void> | null = null
  const read = async () => {
    triedAt = now()
    const { jwks_uri } = Metadata.parse(await getJson(metadataUrl))
    const { keys } = KeySet.parse(await getJson(jwks_uri))
    const signing = keys.filter(({ kty }) => kty === 'RSA')
    known = new Map(await Promise.all(signing.map(async (jwk) => [jwk.kid, { key: await importJWK(jwk, 'RS256'), endorsements: jwk.endorsements }] as const)))
    readAt = now()
  }
  const readOnce = () => { reading ??= read().finally(() => { reading = null }); return reading }

  return {
    async keyOf(kid) {
      const isStale = now() - readAt > freshMs
      const mayLook = readAt === -Infinity || now() - triedAt > lookAgainMs
      if (mayLook && (isStale || !known.has(kid))) {
        // A key server that is away must not silence a bot that knows its keys already.
        if (known.size > 0) await readOnce().catch(() => {})
        else await readOnce()
      }
      return known.get(kid) ?? null
    },
  }
}

async function getJson(url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(timeOutMs), redirect: 'error' })
  if (!response.ok) throw new Error(`${new URL(url).host} answered ${response.status}`)
  return response.json()
}
