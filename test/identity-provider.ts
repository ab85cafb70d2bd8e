// An OpenID provider on this machine: discovery, keys, authorization codes with PKCE, token endpoint, user info. It does what a provider must, and what it is told to do wrong.
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose'
import { systemClock } from '../core/clock.ts'

export interface Provider {
  issuer: string
  clientId: string
  clientSecret: string
  /** How many tokens it has given out. */
  readonly given: number
  /** What somebody does who agrees at the address they were sent to; the answer is what their browser brings back. */
  agree(authorizationUrl: string, who: JWTPayload, wrong?: Wrong): URLSearchParams
  close(): Promise<void>
}

/** What the provider's token gets wrong. */
export interface Wrong {
  claims?: JWTPayload
  /** Signed by a key that is not published. */
  isForged?: boolean
  /** The address is told at the user-info endpoint only. */
  hidesEmail?: boolean
}

interface Granted {
  challenge: string
  redirectUri: string
  nonce: string
  who: JWTPayload
  wrong: Wrong
}

export async function openProvider(): Promise<Provider> {
  const [key, stranger] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')])
  const jwk = { ...(await exportJWK(key.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }
  const [clientId, clientSecret] = ['baton', 'the-secret-of-the-client']
  const granted = new Map<string, Granted>()
  const known = new Map<string, JWTPayload>()
  let given = 0

  const tokenOf = async ({ nonce, who, wrong }: Granted) => {
    const now = Math.floor(systemClock.now() / 1000)
    const { email, ...rest } = who
    const claims = { iss: issuer, aud: clientId, iat: now, exp: now + 300, nonce, ...rest, ...(wrong.hidesEmail ? {} : { email }), ...wrong.claims }
    return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(wrong.isForged ? stranger.privateKey : key.privateKey)
  }
  const give = async (form: URLSearchParams, authorization: string | undefined): Promise<[number, object]> => {
    const code = form.get('code') ?? ''
    const grant = granted.get(code)
    granted.delete(code) // a code is good for once
    // Both parts come form-encoded (RFC 6749 §2.3.1).
    const [name, secret] = Buffer.from(authorization?.replace('Basic ', '') ?? '', 'base64').toString().split(':').map(decodeURIComponent)
    const isClient = name === clientId && secret === clientSecret
    if (!isClient) return [401, { error: 'invalid_client' }]
    const proof = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url')
    if (grant?.challenge !== proof || form.get('redirect_uri') !== grant.redirectUri) return [400, { error: 'invalid_grant' }]
    given += 1
    known.set(`access-${code}`, grant.who)
    return [200, { access_token: `access-${code}`, token_type: 'Bearer', expires_in: 300, id_token: await tokenOf(grant) }]
  }
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => { body += String(part) })
    request.on('end', () => {
      void answer(request.url ?? '', new URLSearchParams(body), request.headers.authorization).then(([status, value]) => {
        // restify, loaded in the same process, changes writeHead so that it returns nothing.
        response.writeHead(status, { 'content-type': 'application/json' })
        response.end(JSON.stringify(value))
      })
    })
  })
  const answer = async (path: string, form: URLSearchParams, authorization: string | undefined): Promise<[number, object]> => {
    if (path === '/.well-known/openid-configuration') return [200, {
      issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`, userinfo_endpoint: `${issuer}/who`, jwks_uri: `${issuer}/keys`,
      response_types_supported: ['code'], subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256'], code_challenge_methods_supported: ['S256'],
    }]
    if (path === '/keys') return [200, { keys: [jwk] }]
    if (path === '/token') return give(form, authorization)
    const who = known.get(authorization?.replace('Bearer ', '') ?? '')
    return path === '/who' && who ? [200, who] : [404, {}]
  }
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    issuer, clientId, clientSecret,
    get given() { return given },
    agree(authorizationUrl, who, wrong = {}) {
      const asked = new URL(authorizationUrl).searchParams
      if (asked.get('client_id') !== clientId || asked.get('code_challenge_method') !== 'S256' || asked.get('response_type') !== 'code') throw new Error('this is no question for a code with PKCE')
      const code = `code-${granted.size}-${Math.random().toString(36).slice(2)}`
      granted.set(code, { challenge: asked.get('code_challenge')!, redirectUri: asked.get('redirect_uri')!, nonce: asked.get('nonce')!, who, wrong })
      return new URLSearchParams({ code, state: asked.get('state')! })
    },
    close: () => new Promise((resolve) => { server.close(() => { resolve() }); server.closeAllConnections() }),
  }
}
