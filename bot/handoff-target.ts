import type { Config } from '../core/config.ts'
import { OperatorError } from '../core/errors.ts'
import type { TargetSettings } from '../handoff/index.ts'

/** The outside desk that the settings name, or null. Throws OperatorError naming what is missing for it. */
export function targetSettingsOf(config: Config): TargetSettings | null {
  const acceptWithinMs = config.HANDOFF_ACCEPT_MINUTES * 60_000
  switch (config.HANDOFF_TARGET) {
    case 'desk': return null
    case 'webhook': {
      const url = needed(config, 'HANDOFF_WEBHOOK_URL')
      if (config.HANDOFF_WEBHOOK_KEYS.length === 0) throw missing(config, 'HANDOFF_WEBHOOK_KEYS')
      return { kind: 'webhook', url, keys: config.HANDOFF_WEBHOOK_KEYS, acceptWithinMs }
    }
    case 'chatwoot': {
      const webhookSecret = config.CHATWOOT_WEBHOOK_SECRET ?? null
      const webhookToken = config.CHATWOOT_WEBHOOK_TOKEN ?? null
      if (webhookSecret === null && webhookToken === null) throw missing(config, 'CHATWOOT_WEBHOOK_SECRET or CHATWOOT_WEBHOOK_TOKEN')
      return {
        kind: 'chatwoot', url: needed(config, 'CHATWOOT_URL'), accountId: needed(config, 'CHATWOOT_ACCOUNT_ID'), inboxId: needed(config, 'CHATWOOT_INBOX_ID'),
        token: needed(config, 'CHATWOOT_API_TOKEN'), webhookSecret, webhookToken, acceptWithinMs,
      }
    }
  }
}

function needed<K extends keyof Config>(config: Config, name: K): NonNullable<Config[K]> {
  const value = config[name]
  if (value === undefined || value === null) throw missing(config, name)
  return value
}

function missing({ HANDOFF_TARGET }: Config, name: string): OperatorError {
  return new OperatorError(`HANDOFF_TARGET=${HANDOFF_TARGET} needs ${name} (README, Configuration).`)
}
