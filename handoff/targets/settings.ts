/** A secret shared with the other side, and the name under which both know it. */
export interface SigningKey {
  id: string
  secret: string
}

export interface WebhookSettings {
  kind: 'webhook'
  url: string
  /** The first signs; all are taken, so that a key can be changed without a gap. */
  keys: SigningKey[]
  acceptWithinMs: number
}

export interface ChatwootSettings {
  kind: 'chatwoot'
  url: string
  accountId: number
  /** Of an inbox of the kind API. */
  inboxId: number
  /** Of a user of Chatwoot (contacts and labels are closed to agent bots). */
  token: string
  /** The inbox's webhook secret, when the installation signs; at least one of the two is set. */
  webhookSecret: string | null
  /** `?token=` of the webhook's URL, for installations that do not sign. */
  webhookToken: string | null
  acceptWithinMs: number
}

/** Which outside desk takes over, as the operator has set it; null: none, our own desk. */
export type TargetSettings = WebhookSettings | ChatwootSettings
