import { pino } from 'pino'

/** Structured log. Names and numbers, never what a shopper wrote. Warn = look this week; error = look now. */
export interface Log {
  info(fields: Record<string, unknown>, line: string): void
  warn(fields: Record<string, unknown>, line: string): void
  error(fields: Record<string, unknown>, line: string): void
}

// A line by itself is a trip to another thread and a system call: they go together, and none lies longer than this. What remains goes out at exit.
const flushMs = 100
const pageBytes = 4096

/** Opens the log: JSON lines on stderr, so that stdout stays for people and commands. Errors go out at once. */
export function openLog(level: string): Log {
  const destination = pino.destination({ dest: 2, sync: false, minLength: pageBytes, periodicFlush: flushMs })
  const log = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination)
  return {
    info: (fields, line) => { log.info(fields, line) },
    warn: (fields, line) => { log.warn(fields, line) },
    error: (fields, line) => {
      log.error(fields, line)
      destination.flush()
    },
  }
}

/** A log that keeps nothing: for tests and one-off commands. */
export const silentLog: Log = { info() {}, warn() {}, error() {} }
