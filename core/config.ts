import { z } from 'zod'
import { OperatorError } from './errors.ts'

const list = z.string().default('').transform((text) => text.split(',').map((part) => part.trim()).filter(Boolean))
const port = z.coerce.number().int().min(0).max(65535)

const Settings = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(3978),
  PUBLIC_URL: z.url().optional(),
  BATON_DATA_DIR: z.string().default('data'),
  DATABASE_URL: z.string().optional(),
  DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(20),
  REDIS_URL: z.string().optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  BATON_SECRET: z.string().min(32).optional(),
  SHOP_TIME_ZONE: z.string().default('Europe/London'),
  MOOD_POLICY: z.enum(['offer', 'handoff']).default('offer'),
  DIRECT_LINE_SECRET: z.string().min(16).optional(),
  DIRECT_LINE_ORIGINS: list,
  CUSTOMER_SECRET: z.string().min(16).optional(),
  MICROSOFT_APP_ID: z.string().optional(),
  MICROSOFT_APP_PASSWORD: z.string().optional(),
  MICROSOFT_APP_TENANT_ID: z.string().optional(),
  BOT_FRAMEWORK_OPENID_URL: z.url().default('https://login.botframework.com/v1/.well-known/openidconfiguration'),
  BOT_FRAMEWORK_LOGIN_URL: z.url().optional(),
  BOT_FRAMEWORK_CHANNELS: list,
  BOT_FRAMEWORK_SERVICE_URLS: list,
  OPERATOR_TOKEN: z.string().min(16).optional(),
  BACKUP_EVERY_HOURS: z.coerce.number().min(0).max(168).default(6),
})

/** Everything an operator can set, read once from the environment. */
export type Config = z.infer<typeof Settings>

/** Reads the settings; throws OperatorError naming each wrong one and what it takes. Empty values count as not set. */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''))
  const { success, data, error } = Settings.safeParse(given)
  if (!success) {
    const lines = error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
    throw new OperatorError(`These settings cannot be used (README, Configuration):\n${lines.join('\n')}`)
  }
  return data
}

/** The names of all settings: the README's table is tested against it. */
export const settingNames = Object.keys(Settings.shape)
