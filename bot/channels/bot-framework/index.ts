// Bot Framework's own channels, by `POST /api/messages`. The only folder that knows botbuilder.
import type { Config } from '../../../core/config.ts'
import { CallerError, OperatorError } from '../../../core/errors.ts'
import type { Log } from '../../../core/log.ts'
import type { Channel, ChannelPorts, ChannelRequest, ChannelResponse } from '../channel.ts'
import { ActivityIn } from './activity.ts'
import { checkActivity, checkToken, isRefusal, type CheckConfig, type Refusal } from './checks.ts'
import { openConnector, type Credentials } from './connector.ts'
import { openKeys } from './keys.ts'
import { channelName, openReceive } from './receive.ts'
import { openSendFiles } from './send-files.ts'
import { openSend } from './send.ts'
import { isLoopback, isLoopbackHost, serviceUrlFilter } from './service-urls.ts'

export { handoffStatus, initiateActivity } from './handoff-initiate.ts'

export type BotFrameworkConfig = Pick<Config,
  'NODE_ENV' | 'MICROSOFT_APP_ID' | 'MICROSOFT_APP_PASSWORD' | 'MICROSOFT_APP_TENANT_ID' | 'BOT_FRAMEWORK_OPENID_URL' | 'BOT_FRAMEWORK_LOGIN_URL' |
  'BOT_FRAMEWORK_CHANNELS' | 'BOT_FRAMEWORK_SERVICE_URLS' | 'PUBLIC_URL'>

// Channels taken when the operator names none.
const usualChannels = ['directline', 'msteams', 'webchat']

/**
 * Opens the channel. With MICROSOFT_APP_ID every request must pass the strict checks; without, only the Emulator on this machine is let in, and in
 * production nobody. `secret` signs the links by which files are fetched from us.
 */
export function openBotFramework({ ports, config, log, secret }: { ports: ChannelPorts; config: BotFrameworkConfig; log: Log; secret: string }): Channel {
  const credentials = credentialsOf(config)
  const isAllowed = credentials ? serviceUrlFilter(config.BOT_FRAMEWORK_SERVICE_URLS) : isLoopback
  const connector = openConnector(credentials, ports.now)
  let opened: ReturnType<typeof openReceive> | null = null
  const receive = (activity: ActivityIn) => (opened ??= openReceive(ports, connector))(activity)
  // Where the channel is in use its first message shall not wait for botbuilder.
  if (credentials) opened = openReceive(ports, connector)
  const files = openSendFiles(ports, { publicUrl: config.PUBLIC_URL, secret })
  const letIn = credentials ? strictly(ports, config, { credentials, isAllowed, log }) : fromEmulator(config, isAllowed)
  return {
    name: channelName,
    manners: {
      ackWithinMs: 15_000, replyInAck: 'may', buttons: true, media: true, longestText: 4_000, freeTextWindowMs: null, sendTimeoutMs: 4_500, readsEvents: false,
    },
    routes: [{
      method: 'POST', path: '/api/messages',
      async handle(request) {
        const activity = await letIn(request)
        return 'type' in activity ? receive(activity) : refused[activity.status]
      },
    }, files.route],
    send: openSend(connector, isAllowed, files),
  }
}

// Nobody learns from the answer which check failed; the log tells the operator.
const refused: Record<Refusal['status'], ChannelResponse> = {
  401: { status: 401, body: { error: { code: 'Unauthorized', message: 'This request is not authorized.' } } },
  403: { status: 403, body: { error: { code: 'Forbidden', message: 'This request is not allowed.' } } },
}

type LetIn = (request: ChannelRequest) => Promise<ActivityIn | Refusal>

function strictly(ports: ChannelPorts, config: BotFrameworkConfig, { credentials, isAllowed, log }: { credentials: Credentials; isAllowed: CheckConfig['isServiceUrlAllowed']; log: Log }): LetIn {
  const checks: CheckConfig = {
    appId: credentials.appId, channels: config.BOT_FRAMEWORK_CHANNELS.length > 0 ? config.BOT_FRAMEWORK_CHANNELS : usualChannels,
    isServiceUrlAllowed: isAllowed, keys: openKeys(config.BOT_FRAMEWORK_OPENID_URL, ports.now),
  }
  return async (request) => {
    const identity = await checkToken(request.headers.authorization, checks, ports.now())
    const activity = isRefusal(identity) ? null : readActivity(request)
    const refusal = isRefusal(identity) ? identity : checkActivity(identity, activity!, checks)
    if (refusal) log.warn({ channel: channelName, status: refusal.status, why: refusal.why }, 'a request was refused; if it should not have been, compare it with BOT_FRAMEWORK_* in the settings')
    return refusal ?? activity!
  }
}

// A page in a browser on this machine, or a proxy in front of it, reaches us from loopback too: both give themselves away by their headers.
function fromEmulator(config: BotFrameworkConfig, isAllowed: (serviceUrl: string) => boolean): LetIn {
  return async (request) => {
    const { host, origin, forwarded } = request.headers
    const isRelayed = origin !== undefined || forwarded !== undefined || request.headers['x-forwarded-for'] !== undefined
    if (config.NODE_ENV === 'production' || isRelayed || !isLoopbackHost(request.address) || !isLoopbackHost(URL.parse(`http://${host}`)?.hostname ?? '')) {
      return { status: 401, why: 'no credentials are configured and this is not the Emulator on this machine' }
    }
    const activity = readActivity(request)
    return isAllowed(activity.serviceUrl ?? '') ? activity : { status: 403, why: 'serviceUrl is not of this machine' }
  }
}

function readActivity(request: ChannelRequest): ActivityIn {
  const parsed = ActivityIn.safeParse(jsonOf(request.body))
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.slice(0, 3).map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`)
  throw new CallerError(400, 'BadActivity', problems.join('; '))
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw new CallerError(400, 'BadActivity', 'Send an activity as JSON.')
  }
}

function credentialsOf(config: BotFrameworkConfig): Credentials | null {
  const { MICROSOFT_APP_ID: appId, MICROSOFT_APP_PASSWORD: password } = config
  if (appId === undefined) return null
  if (password === undefined) throw new OperatorError('MICROSOFT_APP_ID is set and MICROSOFT_APP_PASSWORD is not: set both, or neither for the Emulator.')
  // Bots of many tenants have their tokens from the Bot Framework's own tenant.
  const loginUrl = config.BOT_FRAMEWORK_LOGIN_URL ?? `https://login.microsoftonline.com/${config.MICROSOFT_APP_TENANT_ID ?? 'botframework.com'}`
  return { appId, password, loginUrl }
}
