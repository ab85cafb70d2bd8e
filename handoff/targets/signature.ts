import { createHmac } from 'node:crypto'
import { isSameSecret } from '../../core/auth.ts'
import type { SigningKey } from './settings.ts'

/** A call is taken for so long after it was signed, and so long before by a clock that runs ahead. */
const signedForMs = 5 * 60_000

/** `sha256=` and the hex HMAC-SHA256 over `${timestamp}.${body}`; the timestamp is in whole seconds since 1970, as in its header. */
export function signatureOf(secret: string, timestamp: string, body: string | Uint8Array): string {
  return `sha256=${createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')}`
}

export interface SignedCall {
  /** Null: any key may have signed. */
  keyId: string | null
  timestamp: string | undefined
  signature: string | undefined
  body: Uint8Array
}

/** Whether a call was signed, by one of `keys`, within the last five minutes. Compares in constant time. */
export function checkSignature(keys: SigningKey[], { keyId, timestamp, signature, body }: SignedCall, now: number): 'right' | 'unsigned' | 'stale' | 'wrong' {
  if (!timestamp || !signature) return 'unsigned'
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now - Number(timestamp) * 1000) > signedForMs) return 'stale'
  const named = keys.filter((key) => keyId === null || key.id === keyId)
  return named.some((key) => isSameSecret(signature, signatureOf(key.secret, timestamp, body))) ? 'right' : 'wrong'
}
