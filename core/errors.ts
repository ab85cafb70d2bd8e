// Errors are sorted by whose fault they are: the caller's (4xx, says what to send), the other system's (retried), ours (logged, paged).

/** The caller sent something we cannot take. `message` is safe to show and says what to send instead. */
export class CallerError extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string, message: string) {
    super(message)
    this.name = 'CallerError'
    this.status = status
    this.code = code
  }
}

/** Another system failed or was too slow: worth another try, after `retryAfterMs` when it said so. */
export class OtherSystemError extends Error {
  readonly retryAfterMs: number | null
  constructor(message: string, options: { cause?: unknown; retryAfterMs?: number } = {}) {
    super(message, { cause: options.cause })
    this.name = 'OtherSystemError'
    this.retryAfterMs = options.retryAfterMs ?? null
  }
}

/** The other system refused for good: another try cannot help. */
export class RefusedError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'RefusedError'
  }
}

/** The operator's setting or command is wrong; `message` says what to do. Printed without a stack. */
export class OperatorError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'OperatorError'
  }
}

/** One line for a log, cause included. */
export function errorLine(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause ? ` ← ${errorLine(error.cause)}` : ''
  return `${error.name}: ${error.message}${cause}`
}
