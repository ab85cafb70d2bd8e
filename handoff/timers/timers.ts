import type { Db } from '../../core/db/db.ts'
import { errorLine } from '../../core/errors.ts'
import type { HandoffPorts } from '../ports.ts'
import { deleteTimers, hasDueTimer, insertTimers, putOffTimer, takeDueTimer } from './timer-queries.ts'
import type { DueTimer, TimerData } from './timer-queries.ts'

/** Something the desk does at a time. */
export interface Timer {
  id: string
  kind: string
  /** Of what it is about, e.g. a handoff's id. */
  ref: string
  /** When it was meant to fire. */
  at: number
  data: TimerData
}

/** What goes out when the timer's transaction has committed: `carryOn`, `hintConsoles`. */
export type AfterCommit = () => void

/**
 * What a timer does, in the transaction in which it is taken away: both happen or neither. A timer that fires at the moment in which somebody cancels
 * it is not called back: a handler looks first, under the conversation's lock, whether its reason still holds.
 */
export type TimerHandler = (ports: HandoffPorts, tx: Db, timer: Timer, now: number) => Promise<void | AfterCommit>

export type TimerHandlers = Record<string, TimerHandler>

export interface TimerToSet {
  kind: string
  ref: string
  at: number
  data?: TimerData
}

/** Sets a timer in the caller's transaction. One kind and ref has one timer: set again, it is moved. */
export async function setTimer(tx: Db, timer: TimerToSet): Promise<void> {
  await deleteTimers(tx, { kinds: [timer.kind], ref: timer.ref })
  await setNewTimers(tx, [timer])
}

/** Sets timers of kinds and refs that certainly have none yet, in one statement. */
export async function setNewTimers(tx: Db, timers: TimerToSet[]): Promise<void> {
  await insertTimers(tx, timers.map(({ kind, ref, at, data }) => ({ kind, ref, at, data: data ?? {} })))
}

/** Takes timers of a ref away: of one kind, of several, or of all. */
export async function cancelTimers(tx: Db, { kind, ref }: { kind?: string | string[]; ref: string }): Promise<void> {
  await deleteTimers(tx, { kinds: kind === undefined ? null : [kind].flat(), ref })
}

const mostAtOnce = 500

/** Fires what is due, the earliest first, each in its own transaction, until nothing is. Any number of processes may do so at once. Returns how many fired. */
export async function runTimers(ports: HandoffPorts, handlers: TimerHandlers, now: number): Promise<number> {
  const kinds = Object.keys(handlers)
  let fired = 0
  for (let taken = 0; taken < mostAtOnce; taken++) {
    // Nothing is due nearly always: that is seen without a transaction.
    if (!(await hasDueTimer(ports.db, kinds, now))) return fired
    const result = await fireNext(ports, handlers, kinds, now)
    if (result === 'none') return fired
    if (result === 'fired') fired += 1
  }
  return fired
}

async function fireNext(ports: HandoffPorts, handlers: TimerHandlers, kinds: string[], now: number): Promise<'none' | 'fired' | 'failed'> {
  let taken = null as DueTimer | null
  try {
    const afterCommit = await ports.db.transaction(async (tx) => {
      taken = await takeDueTimer(tx, kinds, now)
      return taken && handlers[taken.kind]!(ports, tx, taken, now)
    })
    if (afterCommit) afterCommit()
    return taken ? 'fired' : 'none'
  } catch (error) {
    if (!taken) throw error
    // One that fails must not hold up the others: and then instead it is tried again later.
    await putOff(ports, taken, now, error)
    return 'failed'
  }
}

const firstPauseMs = 5_000
const longestPauseMs = 15 * 60_000

async function putOff(ports: HandoffPorts, { id, kind, ref, attempts }: DueTimer, now: number, error: unknown): Promise<void> {
  await putOffTimer(ports.db, id, now + Math.min(firstPauseMs * 2 ** attempts, longestPauseMs))
  const fields = { timer: kind, ref, attempts: attempts + 1, why: errorLine(error) }
  if (attempts + 1 >= 5) ports.log.error(fields, 'a timer of the desk keeps failing and is tried again: look at why')
  else ports.log.warn(fields, 'a timer of the desk failed and is tried again')
}
