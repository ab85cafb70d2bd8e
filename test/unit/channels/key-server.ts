// A key server on loopback, as the Bot Connector has one: metadata, keys with endorsements, and tokens signed by them.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose'

export const appId = '00000000-1111-2222-3333-444444444444'
const issuer = 'https://api.botframework.com'

export interface TokenWish {
  claims?: Record<string, unknown>
  issuer?: string
  audience?: string
  kid?: string
  alg?: 'RS256' | 'RS384' | 'HS256'
  /** Seconds from now. */
  expiresIn?: number
  notBeforeIn?: number
  /** Signed by a key that the server does not publish. */
  isForged?: boolean
}

// Made once: every server may have the same, and making them takes longer than most tests.
const keyPairs = Promise.all([generateKeyPair('RS256', { extractable: true }), generateKeyPair('RS256', { extractable: true })])

/** Opens the server and returns its address, the number of requests it saw, and `sign`. */
export async function openKeyServer(now: () => number, endorsements = ['msteams', 'webchat', 'directline']) {
  const [real, forged] = await keyPairs
  const jwk = { ...(await exportJWK(real.publicKey)), kid: 'key-1', use: 'sig', endorsements }
  const seen = { requests: 0 }
  let isDown = false
  const server = createServer((request, response) => {
    seen.requests += 1
    response.statusCode = isDown ? 503 : 200
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(request.url === '/keys' ? { keys: [jwk] } : { issuer, jwks_uri: `${addressOf(server)}/keys` }))
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })

  return {
    url: `${addressOf(server)}/openid`, seen,
    goDown() { isDown = true },
    async sign(wish: TokenWish = {}): Promise<string> {
      const seconds = Math.floor(now() / 1000)
      const alg = wish.alg ?? 'RS256'
      const key = alg === 'HS256' ? Buffer.from(JSON.stringify(jwk)) : await importJWK(await exportJWK((wish.isForged ? forged : real).privateKey), alg)
      return new SignJWT({ ...wish.claims }).setProtectedHeader({ alg, ...(wish.kid === '' ? {} : { kid: wish.kid ?? 'key-1' }) })
        .setIssuer(wish.issuer ?? issuer).setAudience(wish.audience ?? appId)
        .setNotBefore(seconds + (wish.notBeforeIn ?? -60)).setExpirationTime(seconds + (wish.expiresIn ?? 3600)).sign(key)
    },
    close: () => new Promise<void>((resolve) => { server.close(() => resolve()) }),
  }
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
