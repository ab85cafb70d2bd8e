/** The places at which a test may kill the process, in the order of a message's way through it. */
export const crashPoints = [
  'after-receive', 'after-inbox-commit', 'before-turn-commit', 'after-turn-commit',
  'before-shop-write', 'after-shop-write', 'after-send-before-mark',
] as const

export type CrashPoint = (typeof crashPoints)[number]

const armed = process.env['BATON_CRASH_AT']
let passes = Number(process.env['BATON_CRASH_AFTER'] ?? '0')

/** Kills this process the hard way (SIGKILL) when `BATON_CRASH_AT` names this point, after letting it pass `BATON_CRASH_AFTER` times; else costs one comparison. */
export function crashPoint(name: CrashPoint): void {
  if (armed !== name) return
  if (passes-- > 0) return
  process.kill(process.pid, 'SIGKILL')
  // SIGKILL is delivered asynchronously: nothing more may run meanwhile.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}
