/** What a `Retry-After` header asks for, in seconds or as a date (RFC 9110 §10.2.3), as the options of an OtherSystemError; empty when it says nothing readable. */
export function retryAfter(header: string | null, now: number): { retryAfterMs?: number } {
  if (header === null) return {}
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now
  return Number.isFinite(ms) && ms >= 0 ? { retryAfterMs: ms } : {}
}
