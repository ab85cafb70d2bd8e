import { errorLine } from '../../core/errors.ts'
import type { DueTurn } from '../../core/conversation/index.ts'
import { deliver } from './deliver.ts'
import { runTurn, type TurnPorts } from './run-turn.ts'

/** Starts turns and deliveries of this process: one conversation's run one at a time, in order; different conversations side by side. */
export interface Turns {
  /** Runs what is due for the conversation, in the background. `due` is its next turn, when the caller has just recorded it. */
  start(conversationId: string, due?: DueTurn | null): void
  /** Like `start`, resolved when nothing is due any more. */
  run(conversationId: string): Promise<void>
  /** Sends what is queued, in the background. */
  deliver(conversationId: string): void
  /** From now on the conversation's words are left for an acknowledgement … */
  hold(conversationId: string): void
  /** … until this: what is left goes by the outbox. */
  letGo(conversationId: string): void
  isHeld(conversationId: string): boolean
  /** Resolves when nothing is running here. */
  idle(): Promise<void>
}

/** Opens the turns. `ports` may be filled in later (`openTurns` knows nothing of the rooms until the first message). */
export function openTurns(ports: () => TurnPorts): Turns {
  const turning = new Map<string, Promise<void>>()
  const turnAgain = new Set<string>()
  const sending = new Map<string, Promise<void>>()
  const sendAgain = new Set<string>()
  const held = new Map<string, number>()
  const recorded = new Map<string, DueTurn>()

  const turnAll = async (id: string) => {
    for (;;) {
      const due = recorded.get(id) ?? null
      recorded.delete(id)
      const ended = await runTurn(ports(), id, due)
      if (ended === 'ran-last' || ended === 'nothing' || ended === 'failed') return
    }
  }
  const guarded = (id: string, what: string, work: () => Promise<void>) => work().catch((error: unknown) => {
    // The row is still there: the sweep finds it again.
    ports().log.error({ conversation: id, why: errorLine(error) }, `${what} stopped; it is taken up again in a moment`)
  })
  const single = (running: Map<string, Promise<void>>, again: Set<string>, id: string, work: () => Promise<void>): Promise<void> => {
    const current = running.get(id)
    if (current) {
      again.add(id)
      return current
    }
    const loop = async () => {
      do {
        again.delete(id)
        await work()
      } while (again.has(id))
      running.delete(id)
    }
    const promise = loop()
    running.set(id, promise)
    return promise
  }
  const run = (id: string) => single(turning, turnAgain, id, () => guarded(id, 'a turn', () => turnAll(id)))
  const send = (id: string) => {
    if (held.has(id)) return
    void single(sending, sendAgain, id, () => guarded(id, 'a delivery', () => deliver(ports().delivery, id)))
  }
  return {
    start(id, due) {
      // It was recorded as the first one undone: a turn of this conversation that still runs has committed and is at sending. What changes the
      // conversation meanwhile raises its version, and the turn is read anew at commit.
      if (due) recorded.set(id, due)
      void run(id)
    },
    run,
    deliver: send,
    hold: (id) => { held.set(id, (held.get(id) ?? 0) + 1) },
    letGo(id) {
      const left = (held.get(id) ?? 1) - 1
      if (left > 0) held.set(id, left)
      else held.delete(id)
      send(id)
    },
    isHeld: (id) => held.has(id),
    async idle() {
      while (turning.size + sending.size > 0) await Promise.all([...turning.values(), ...sending.values()])
    },
  }
}
