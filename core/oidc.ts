import * as client from 'openid-client'
import { z } from 'zod'
import { errorLine } from './errors.ts'
import { openCookie, sealCookie } from './sealed-cookie.ts'

export interface OidcOptions {
  issuer: string
  clientId: string
  /** Null for a public client: the proof key alone then ties the answer to the question. */
  clientSecret: string | null
  /** Where the provider sends the browser back to; registered there letter by letter. */
  redirectUri: string
  /** Seals what must be remembered between leaving and coming back. */
  secret: string
}

/** What a provider vouches for. */
export interface Identity {
  issuer: string
  subject: string
  email: string | null
  /** Null when the provider does not say. */
  isEmailVerified: boolean | null
  name: string | null
  claims: Record<string, unknown>
}

export interface Oidc {
  /** Where to send the browser, and what it has to bring back in a cookie. Throws when the provider does not answer. */
  start(now: number): Promise<{ url: string; sealed: string }>
  /** Who came back. `failed` says why not, for the log: the browser is told nothing but that it failed. */
  finish(query: URLSearchParams, sealed: string | null, now: number): Promise<Identity | { failed: string }>
}

/** How long somebody may take to sign in at the provider. */
export const oidcMs = 10 * 60_000
const timeoutS = 10
const metadataMs = 24 * 3_600_000

const Question = z.object({ state: z.string(), nonce: z.string(), verifier: z.string() })
const Claims = z.looseObject({ email: z.string().optional(), email_verified: z.union([z.boolean(), z.stringbool()]).optional(), name: z.string().optional() })

/** Opens signing in by OpenID Connect: authorization code with PKCE, state and nonce; the ID token's signature, issuer, audience and times are checked. The only file that knows openid-client. */
export function openOidc(options: OidcOptions): Oidc {
  const provider = lasting(() => discover(options))
  return {
    async start(now) {
      const question = { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier() }
      const url = client.buildAuthorizationUrl(await provider(now), {
        redirect_uri: options.redirectUri, scope: 'openid email profile', state: question.state, nonce: question.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(question.verifier), code_challenge_method: 'S256',
      })
      return { url: url.href, sealed: sealCookie(options.secret, question, now + oidcMs) }
    },
    async finish(query, sealed, now) {
      const asked = Question.safeParse(sealed === null ? null : openCookie(options.secret, sealed, now))
      if (!asked.success) return { failed: 'the browser did not bring back what it left with, or came too late' }
      try {
        return await identityOf(await provider(now), new URL(`${options.redirectUri}?${query.toString()}`), asked.data)
      } catch (error) {
        // Whatever the provider or a stranger sent: and then instead the sign-in page says that it failed.
        const said = error instanceof client.ResponseBodyError || error instanceof client.AuthorizationResponseError ? `the provider says ${error.error}` : errorLine(error)
        return { failed: said }
      }
    },
  }
}

async function identityOf(provider: client.Configuration, answer: URL, { state, nonce, verifier }: z.infer<typeof Question>): Promise<Identity> {
  const tokens = await client.authorizationCodeGrant(provider, answer, { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier })
  const token = tokens.claims()!
  // Some providers tell the address to those only who ask for it.
  const needsMore = token['email'] === undefined && provider.serverMetadata().userinfo_endpoint !== undefined
  const more = needsMore ? await client.fetchUserInfo(provider, tokens.access_token, token.sub) : {}
  const claims = Claims.parse({ ...more, ...token })
  return {
    issuer: token.iss, subject: token.sub, email: claims.email?.trim().toLowerCase() ?? null, isEmailVerified: claims.email_verified ?? null,
    name: claims.name?.trim() || null, claims,
  }
}

function discover({ issuer, clientId, clientSecret }: OidcOptions): Promise<client.Configuration> {
  const url = new URL(issuer)
  const isOwnMachine = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname)
  return client.discovery(url, clientId, clientSecret ?? undefined, authentication(clientSecret), {
    // Without it the signature of a token that came straight from the provider would be taken on trust in TLS alone.
    execute: [client.enableNonRepudiationChecks, ...(isOwnMachine ? [client.allowInsecureRequests] : [])], timeout: timeoutS,
  })
}

function authentication(secret: string | null): client.ClientAuth {
  if (secret === null) return client.None()
  // A provider that does not say takes the secret in the header (OpenID Connect Discovery 1.0, §3).
  return (server, metadata, body, headers) => {
    const takesPost = server.token_endpoint_auth_methods_supported?.includes('client_secret_post') && !server.token_endpoint_auth_methods_supported.includes('client_secret_basic')
    return (takesPost ? client.ClientSecretPost(secret) : client.ClientSecretBasic(secret))(server, metadata, body, headers)
  }
}

/** Keeps what `read` gave for a day; a failure is not kept. */
function lasting<T>(read: () => Promise<T>): (now: number) => Promise<T> {
  let kept: { value: Promise<T>; until: number } | null = null
  return (now) => {
    if (kept && kept.until > now) return kept.value
    const value = read()
    const mine = { value, until: now + metadataMs }
    kept = mine
    value.catch(() => { if (kept === mine) kept = null })
    return value
  }
}
