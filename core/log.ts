import { pino } from 'pino'

/** Structured log. Names and numbers, never what a shopper wrote. Warn = look this week; error = look now. */
export interface Log {
  info(fields: Record<string, unknown>, line: string): void
  warn(fields: Record<string, unknown>, line: string): void
  error(fields: Record<string, unknown>, line: string): void
}

/** Opens the log: JSON lines on stderr, so that stdout stays for people and commands. */
export function openLog(level: string): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ dest: 2, sync: false }))
}

/** A log that keeps nothing: for tests and one-off commands. */
export const silentLog: Log = { info() {}, warn() {}, error() {} }
