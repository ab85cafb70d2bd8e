import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import type { Config } from '../core/config.ts'
import { OperatorError } from '../core/errors.ts'
import { newSecret } from '../core/ids.ts'

/** The app's secret: BATON_SECRET, or one that is made at the first start and kept in the data folder. Replicas must share it, so PostgreSQL in production asks for the setting. */
export function appSecret(config: Config): string {
  if (config.BATON_SECRET) return config.BATON_SECRET
  if (config.DATABASE_URL && config.NODE_ENV === 'production') {
    throw new OperatorError('Set BATON_SECRET to at least 32 random characters, the same for every replica (for example: openssl rand -base64 48).')
  }
  const path = join(config.BATON_DATA_DIR, 'secret')
  if (existsSync(path)) return readFileSync(path, 'utf8').trim()
  mkdirSync(config.BATON_DATA_DIR, { recursive: true })
  const secret = newSecret(48)
  writeFileSync(path, secret, { mode: 0o600 })
  return secret
}

/** A key for one purpose, derived from the app's secret, so that no two purposes share one. */
export function keyFor(secret: string, purpose: string): string {
  return createHmac('sha256', secret).update(purpose).digest('base64url')
}
