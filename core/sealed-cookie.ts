import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** Encrypts a value for a cookie that the browser keeps but can neither read nor change (AES-256-GCM), until `expiresAt`. */
export function sealCookie(secret: string, value: unknown, expiresAt: number): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), iv)
  const text = Buffer.concat([cipher.update(JSON.stringify({ value, expiresAt }), 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url')
}

/** The value in a sealed cookie; null when it is not ours, was changed, or is too old. */
export function openCookie(secret: string, sealed: string, now: number): unknown {
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length < 29) return null
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(12, 28))
  try {
    const text = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
    const { value, expiresAt } = JSON.parse(text) as { value: unknown; expiresAt: number }
    return expiresAt > now ? value : null
  } catch {
    // Changed or made with another key: and then instead it counts as no cookie at all.
    return null
  }
}

function keyOf(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'sealed cookie', 32))
}
