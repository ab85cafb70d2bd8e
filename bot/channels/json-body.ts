import type { z } from 'zod'
import { CallerError } from '../../core/errors.ts'

/** Reads a JSON body; no body at all is `{}`. Throws CallerError 400 saying what is wrong with it. */
export function readJson<T>(schema: z.ZodType<T>, body: Uint8Array): T {
  const parsed = schema.safeParse(body.length === 0 ? {} : jsonOf(body))
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.slice(0, 3).map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`)
  throw new CallerError(400, 'BadArgument', problems.join('; '))
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'))
  } catch {
    throw new CallerError(400, 'BadArgument', 'Send JSON.')
  }
}
