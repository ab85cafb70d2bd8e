import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { CallerError } from '../../../core/errors.ts'
import { newSecret } from '../../../core/ids.ts'
import type { ChannelRequest, ChannelResponse } from '../channel.ts'
import { bearerOf, baseUrlOf, callerIn, callerOf, type Caller } from './access.ts'
import { readJson } from '../json-body.ts'
import { GenerateBody, RefreshBody, StartBody, watermarkOf } from './body.ts'
import { readCustomer, type SignedCustomer } from './customer.ts'
import type { Line } from './line.ts'
import { tokenSeconds, type Grant } from './tokens.ts'

/** The routes that make tokens and conversations. */
export function openConversations(line: Line) {
  const { config, ports, tokens } = line
  const limiter = new RateLimiterMemory({ points: config.tokensPerMinute ?? 60, duration: 60 })

  return {
    /** POST tokens/generate: for a page of the shop, or for the shop's server with the secret. */
    async generate(request: ChannelRequest): Promise<ChannelResponse> {
      const now = ports.now()
      const isServer = bearerOf(request) !== null && (await callerOf(request, tokens, config, now)).kind === 'secret'
      if (!isServer) {
        const retryAfter = await secondsToWait(limiter, request.address)
        if (retryAfter > 0) return tooMany(retryAfter)
      }
      const body = readJson(GenerateBody, request.body)
      const customer = body.customer === undefined ? null : readCustomer(config.customerSecret, body.customer, now)
      const grant: Grant = {
        conversation: newSecret(16), ...userFor(body.user?.id ?? null, isServer), name: customer?.name ?? body.user?.name ?? null,
        customerId: customer?.customerId ?? null, origin: isServer ? null : request.headers.origin ?? null,
      }
      return { status: 200, body: { ...(await handOut(grant, now)), userId: grant.user } }
    },

    /** POST tokens/refresh: the same grant for another half hour; a guest who has signed in meanwhile goes on as that customer. */
    async refresh(request: ChannelRequest): Promise<ChannelResponse> {
      const now = ports.now()
      const caller = await callerOf(request, tokens, config, now)
      if (caller.kind === 'secret') throw new CallerError(400, 'BadArgument', 'A secret needs no refreshing: send a token.')
      const { customer } = readJson(RefreshBody, request.body)
      const grant = customer === undefined ? caller.grant : await signedIn(caller.grant, readCustomer(config.customerSecret, customer, now))
      return { status: 200, body: await handOut(grant, now) }
    },

    /** POST conversations: begins the token's conversation (or a new one, for a secret); the bot says welcome. */
    async start(request: ChannelRequest): Promise<ChannelResponse> {
      const caller = await callerOf(request, tokens, config, ports.now())
      const body = readJson(StartBody, request.body)
      const grant = caller.kind === 'token' ? caller.grant
        : { conversation: newSecret(16), user: body.user?.id ?? tokens.newUser(), isVouched: true, name: body.user?.name ?? null, customerId: null, origin: null }
      const { conversationId } = await begin(grant, body.locale)
      return { status: 201, body: await withStream(request, grant, { conversationId, watermark: '' }) }
    },

    /** GET conversations/:id: a fresh token and stream address for one that lost its connection. */
    async reconnect(request: ChannelRequest): Promise<ChannelResponse> {
      const caller = await callerIn(request, tokens, config, ports.now())
      watermarkOf(request.query)
      const { grant, conversationId } = await grantIn(caller, request.params.id!)
      return { status: 200, body: await withStream(request, grant, { conversationId, watermark: request.query.get('watermark') ?? '' }) }
    },
  }

  // A page may bring back an id that we gave it. One that it made up is bound to the token as well, but not taken for the shopper who used it before.
  function userFor(wanted: string | null, isServer: boolean): Pick<Grant, 'user' | 'isVouched'> {
    if (wanted === null) return { user: tokens.newUser(), isVouched: true }
    if (!wanted.startsWith('dl_')) throw new CallerError(400, 'BadArgument', 'user.id: must begin with "dl_".')
    return { user: wanted, isVouched: isServer || tokens.isOwnUser(wanted) }
  }

  // Whoever reads the conversation knows at once whose it is, before the next word.
  async function signedIn(before: Grant, { customerId, name }: SignedCustomer): Promise<Grant> {
    if (before.customerId !== null && before.customerId !== customerId) throw new CallerError(403, 'OtherCustomer', 'This conversation is another customer\'s: generate a token for a new one.')
    const grant = { ...before, customerId, name: name ?? before.name }
    if (await line.find(grant.conversation)) await begin(grant)
    return grant
  }

  async function grantIn(caller: Caller, id: string): Promise<{ grant: Grant; conversationId: string }> {
    const found = await line.find(id)
    if (caller.kind === 'token') return { grant: caller.grant, conversationId: found?.id ?? (await begin(caller.grant)).conversationId }
    if (!found) throw new CallerError(404, 'NotFound', 'There is no such conversation.')
    return { grant: { conversation: id, user: line.userOf(found), isVouched: true, name: found.shopperName, customerId: found.customerId, origin: null }, conversationId: found.id }
  }

  function begin(grant: Grant, locale?: string): Promise<{ conversationId: string }> {
    return ports.begin({ ...line.incomingFrom(grant), externalId: `${grant.conversation}:~begin`, ...(locale === undefined ? {} : { locale }) })
  }

  async function handOut(grant: Grant, now: number) {
    return { conversationId: grant.conversation, token: await tokens.issue(grant, now), expires_in: tokenSeconds }
  }

  async function withStream(request: ChannelRequest, grant: Grant, stream: { conversationId: string; watermark: string }) {
    const now = ports.now()
    const base = baseUrlOf(config, request.headers, grant.origin)
    const ticket = await tokens.issueTicket({ conversationId: stream.conversationId, grant, until: now + tokenSeconds * 1000 }, now)
    const query = new URLSearchParams({ watermark: stream.watermark, t: ticket })
    const streamUrl = `${base.replace(/^http/, 'ws')}/v3/directline/conversations/${grant.conversation}/stream?${query}`
    return { ...(await handOut(grant, now)), streamUrl }
  }
}

async function secondsToWait(limiter: RateLimiterMemory, address: string): Promise<number> {
  try {
    await limiter.consume(address)
    return 0
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    return Math.ceil(refusal.msBeforeNext / 1000)
  }
}

function tooMany(retryAfter: number): ChannelResponse {
  return { status: 429, headers: { 'retry-after': String(retryAfter) }, body: { error: { code: 'TooManyRequests', message: `Try again in ${retryAfter} s.` } } }
}
