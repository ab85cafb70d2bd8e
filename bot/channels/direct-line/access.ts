import { isSameSecret } from '../../../core/auth.ts'
import { CallerError } from '../../../core/errors.ts'
import type { ChannelRequest, ChannelResponse, ChannelRoute } from '../channel.ts'
import type { Grant, Tokens } from './tokens.ts'

/** Who calls: the shop's server with the Direct Line secret, or a page with a token. */
export type Caller = { kind: 'secret' } | { kind: 'token'; grant: Grant; until: number }

export interface AccessConfig {
  directLineSecret?: string | undefined
  /** Origins of shop pages besides our own. */
  origins: string[]
  publicUrl?: string | undefined
}

export type Handle = (request: ChannelRequest) => Promise<ChannelResponse>

/** A route that browsers of the shop's pages may call: checks Origin, adds CORS, and words refusals as Direct Line does. */
export function openToPages(config: AccessConfig, handle: Handle): Handle {
  return async (request) => {
    const origin = request.headers.origin
    if (origin !== undefined && !isAllowedOrigin(config, origin, request.headers.host)) return originRefused
    return withHeaders(await answer(handle, request), corsHeaders(origin))
  }
}

/** CORS headers for what the server refuses by itself, e.g. a body that is too big; none for a page that may not ask at all. */
export function refusalHeaders(config: AccessConfig): NonNullable<ChannelRoute['refusalHeaders']> {
  return ({ origin, host }) => (origin === undefined || isAllowedOrigin(config, origin, host) ? corsHeaders(origin) : { vary: 'Origin' })
}

/** The preflight of every path among `routes`. */
export function preflights(config: AccessConfig, routes: ChannelRoute[]): ChannelRoute[] {
  const paths = [...new Set(routes.map((route) => route.path))]
  const handle = openToPages(config, async () => ({ status: 204, headers: {
    'access-control-allow-methods': 'GET, POST, OPTIONS',
    'access-control-allow-headers': 'authorization, content-type, x-ms-bot-agent, x-requested-with',
    'access-control-max-age': '600',
  } }))
  return paths.map((path) => ({ method: 'OPTIONS', path, handle }))
}

/** The bearer of a secret or token; throws CallerError 401 or 403. */
export async function callerOf(request: ChannelRequest, tokens: Tokens, config: AccessConfig, now: number): Promise<Caller> {
  const bearer = bearerOf(request)
  if (bearer === null) throw new CallerError(401, 'MissingToken', 'Send a token or secret as "Authorization: Bearer …".')
  if (config.directLineSecret !== undefined && isSameSecret(bearer, config.directLineSecret)) return { kind: 'secret' }
  const { grant, until } = await tokens.verify(bearer, now)
  if (grant.origin !== null && request.headers.origin !== undefined && request.headers.origin !== grant.origin) {
    throw new CallerError(403, 'OriginMismatch', 'This token was made for another page.')
  }
  return { kind: 'token', grant, until }
}

/** The caller, when it may act in the conversation of the path; throws CallerError 403 otherwise. */
export async function callerIn(request: ChannelRequest, tokens: Tokens, config: AccessConfig, now: number): Promise<Caller> {
  const caller = await callerOf(request, tokens, config, now)
  if (caller.kind === 'token' && caller.grant.conversation !== request.params.id) {
    throw new CallerError(403, 'OtherConversation', 'This token belongs to another conversation.')
  }
  return caller
}

export function bearerOf(request: ChannelRequest): string | null {
  return /^bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null
}

/** True for the configured pages and for our own, wherever it is served from. */
export function isAllowedOrigin(config: AccessConfig, origin: string, host: string | undefined): boolean {
  if (config.origins.includes(origin)) return true
  const url = URL.parse(origin)
  if (url === null) return false
  return url.host === host || (config.publicUrl !== undefined && url.origin === new URL(config.publicUrl).origin)
}

/** Where the caller reached us, without a slash at the end. Behind a proxy that ends TLS the page's own origin tells the scheme. */
export function baseUrlOf(config: AccessConfig, headers: { host?: string | undefined; origin?: string | undefined }, pageOrigin: string | null): string {
  if (config.publicUrl !== undefined) return config.publicUrl.replace(/\/+$/, '')
  const base = URL.parse(`http://${headers.host ?? ''}`)
  if (base === null) throw new CallerError(400, 'BadHost', 'Send a Host header.')
  const page = URL.parse(headers.origin ?? pageOrigin ?? '')
  return page?.host === base.host ? page.origin : base.origin
}

const originRefused: ChannelResponse = {
  status: 403, body: { error: { code: 'OriginNotAllowed', message: 'This page is not among the origins that may use the chat.' } }, headers: { vary: 'Origin' },
}

// A browser hides an answer without CORS headers from the page, which then retries for ever: so refusals are answered here and not by the server.
async function answer(handle: Handle, request: ChannelRequest): Promise<ChannelResponse> {
  try {
    return await handle(request)
  } catch (error) {
    if (!(error instanceof CallerError)) throw error
    return { status: error.status, body: { error: { code: error.code, message: error.message } } }
  }
}

function corsHeaders(origin: string | undefined): Record<string, string> {
  if (origin === undefined) return { vary: 'Origin' }
  return { vary: 'Origin', 'access-control-allow-origin': origin, 'access-control-expose-headers': 'Retry-After' }
}

function withHeaders(response: ChannelResponse, headers: Record<string, string>): ChannelResponse {
  return response === 'written' ? response : { ...response, headers: { ...response.headers, ...headers } }
}
