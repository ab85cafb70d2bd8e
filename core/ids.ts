import { hash, randomBytes, randomFillSync } from 'node:crypto'
import { systemClock } from './clock.ts'

let lastMs = 0
let counter = 0

/** A new UUIDv7 (RFC 9562 §5.7): sorts by time, and within one process strictly by creation (12-bit counter, method 1 of §6.2). */
export function newId(now = systemClock.now()): string {
  if (now > lastMs) {
    lastMs = now
    counter = nextRandom().readUInt16BE() & 0x7ff
  } else if (++counter > 0xfff) {
    lastMs += 1
    counter = 0
  }
  const time = lastMs.toString(16).padStart(12, '0')
  const random = nextRandom()
  random[0] = (random[0]! & 0x3f) | 0x80
  const tail = random.toString('hex')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${tail.slice(0, 4)}-${tail.slice(4)}`
}

// The system's random source is asked for 512 ids at a time: a call costs more than what it fetches.
const pool = Buffer.alloc(4096)
let poolAt = pool.length

function nextRandom(): Buffer {
  if (poolAt === pool.length) {
    randomFillSync(pool)
    poolAt = 0
  }
  poolAt += 8
  return pool.subarray(poolAt - 8, poolAt)
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** True for the text form of any UUID; guards SQL against ids that cannot be one. */
export function isId(text: string): boolean {
  return uuid.test(text)
}

/** SHA-256 of `text` in hex: for keys made from parts, and for secrets that are stored only as a hash. */
export function sha256(text: string | Uint8Array): string {
  return hash('sha256', text)
}

/** A secret of `bytes` random bytes, base64url. */
export function newSecret(bytes = 32): string {
  return randomBytes(bytes).toString('base64url')
}
