import { z } from 'zod'
import { readProxies } from './client-address.ts'
import { OperatorError } from './errors.ts'
import { isTimeZone } from './time-zone.ts'

const list = z.string().default('').transform((text) => text.split(',').map((part) => part.trim()).filter(Boolean))
const port = z.coerce.number('Write a number from 0 to 65535.').int().min(0).max(65535)
const webUrl = z.url({ protocol: /^https?$/, error: 'Write an address that begins with http:// or https://.' })
const postgresUrl = z.url({ protocol: /^postgres(?:ql)?$/, error: 'Write it as postgres://user:password@host:5432/database.' })
const redisUrl = z.url({ protocol: /^rediss?$/, error: 'Write it as redis://host:6379 (rediss:// for TLS).' })
const timeZone = z.string().refine(isTimeZone, 'Write a zone of the IANA list, such as Europe/London or Asia/Shanghai.')
const isWebOrigin = (text: string) => /^https?:$/.test(URL.parse(text)?.protocol ?? '') && URL.parse(text)!.origin === text
const origins = list.refine((listed) => listed.every(isWebOrigin), 'Write each as scheme and host, without a path: https://shop.example.')

// `id:secret, id:secret`; the first signs.
const signingKeys = list.transform((keys, context) => keys.map((key) => {
  const [, id, secret] = /^([\w-]{1,40}):(\S{16,})$/.exec(key) ?? []
  if (id === undefined || secret === undefined) context.addIssue('Write each key as id:secret, the secret of at least 16 characters.')
  return { id: id ?? '', secret: secret ?? '' }
}))

// Addresses and nets: `10.0.0.1, 10.0.0.0/8`.
const proxies = list.refine((listed) => readProxies(listed) !== null, 'Write each as an address or a net: 10.0.0.1, 10.0.0.0/8, fd00::/8.')

const deskRole = z.enum(['agent', 'lead', 'editor', 'publisher', 'admin', 'auditor'])

// `group=role, group=role`; the first that fits counts.
const groupRoles = list.transform((pairs, context) => pairs.map((pair) => {
  const [, group, name] = /^(.+)=(\w+)$/.exec(pair) ?? []
  const role = deskRole.safeParse(name)
  if (group === undefined || !role.success) context.addIssue(`Write each as group=role, the role one of ${deskRole.options.join(', ')}.`)
  return { group: group ?? '', role: role.data ?? 'agent' as const }
}))

const Settings = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(3978),
  TRUSTED_PROXIES: proxies,
  PUBLIC_URL: webUrl.optional(),
  BATON_DATA_DIR: z.string().default('data'),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(20),
  REDIS_URL: redisUrl.optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  BATON_SECRET: z.string().min(32).optional(),
  SHOP_TIME_ZONE: timeZone.default('Europe/London'),
  MOOD_POLICY: z.enum(['offer', 'handoff']).default('offer'),
  TURN_TIMEOUT_MS: z.coerce.number().int().min(100).max(120_000).default(8_000),
  DIRECT_LINE_SECRET: z.string().min(16).optional(),
  DIRECT_LINE_ORIGINS: origins,
  CUSTOMER_SECRET: z.string().min(16).optional(),
  MICROSOFT_APP_ID: z.string().optional(),
  MICROSOFT_APP_PASSWORD: z.string().optional(),
  MICROSOFT_APP_TENANT_ID: z.string().optional(),
  BOT_FRAMEWORK_OPENID_URL: webUrl.default('https://login.botframework.com/v1/.well-known/openidconfiguration'),
  BOT_FRAMEWORK_LOGIN_URL: webUrl.optional(),
  BOT_FRAMEWORK_CHANNELS: list,
  BOT_FRAMEWORK_SERVICE_URLS: list,
  OPERATOR_TOKEN: z.string().min(16).optional(),
  OIDC_ISSUER: webUrl.optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_ASSUME_VERIFIED: z.stringbool().default(false),
  OIDC_NEW_AGENT_ROLE: deskRole.optional(),
  OIDC_ROLE_CLAIM: z.string().optional(),
  OIDC_ROLES: groupRoles,
  BACKUP_EVERY_HOURS: z.coerce.number().min(0).max(168).default(6),
  HANDOFF_LEASE_SECONDS: z.coerce.number().int().min(15).max(600).default(45),
  HANDOFF_TARGET: z.enum(['desk', 'webhook', 'chatwoot']).default('desk'),
  HANDOFF_ACCEPT_MINUTES: z.coerce.number().min(1).max(1440).default(10),
  HANDOFF_WEBHOOK_URL: webUrl.optional(),
  HANDOFF_WEBHOOK_KEYS: signingKeys,
  CHATWOOT_URL: webUrl.optional(),
  CHATWOOT_ACCOUNT_ID: z.coerce.number().int().min(1).optional(),
  CHATWOOT_INBOX_ID: z.coerce.number().int().min(1).optional(),
  CHATWOOT_API_TOKEN: z.string().min(1).optional(),
  CHATWOOT_WEBHOOK_SECRET: z.string().min(8).optional(),
  CHATWOOT_WEBHOOK_TOKEN: z.string().min(16).optional(),
})

/** Everything an operator can set, read once from the environment. */
export type Config = z.infer<typeof Settings>

/** Reads the settings; throws OperatorError naming each wrong one and what it takes. Empty values count as not set. */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''))
  const { success, data, error } = Settings.safeParse(given)
  if (!success) throw unusable(error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`))
  const halves = halvesIn(data)
  if (halves.length > 0) throw unusable(halves)
  return data
}

function unusable(lines: string[]): OperatorError {
  return new OperatorError(`These settings cannot be used (README, Configuration):\n${lines.map((line) => `  ${line}`).join('\n')}`)
}

/** Settings that need another one, told before anything is opened. */
function halvesIn(config: Config): string[] {
  const needs: [keyof Config, keyof Config][] = [['MICROSOFT_APP_ID', 'MICROSOFT_APP_PASSWORD'], ['MICROSOFT_APP_PASSWORD', 'MICROSOFT_APP_ID'], ['OIDC_ISSUER', 'OIDC_CLIENT_ID'], ['OIDC_ISSUER', 'PUBLIC_URL']]
  return needs.filter(([one, other]) => config[one] !== undefined && config[other] === undefined).map(([one, other]) => `${one}: needs ${other} too.`)
}

/** The names of all settings: the README's table is tested against it. */
export const settingNames = Object.keys(Settings.shape)
